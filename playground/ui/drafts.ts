import { useSyncExternalStore } from 'react'

/** What was typed and not sent, kept for whoever typed it, where they did, until the page is left. */
const drafts = new Map<string, string>()
const watching = new Set<() => void>()

export const draftKey = (person: string, channel: string, thread: string | null): string =>
  `${person} ${channel} ${thread ?? ''}`

export const putDraft = (key: string, words: string): void => {
  if (words) drafts.set(key, words)
  else drafts.delete(key)
  for (const tell of watching) tell()
}

export const useDraft = (key: string): string =>
  useSyncExternalStore(
    (tell) => {
      watching.add(tell)
      return () => watching.delete(tell)
    },
    () => drafts.get(key) ?? '',
  )
