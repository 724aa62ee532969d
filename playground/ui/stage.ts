import { createContext, useContext } from 'react'
import type { Act, Snapshot } from '../wire.ts'
import type { Reader } from './reader.ts'
import type { Words } from './words.ts'

/** What every part of the page may look at and do. */
export interface Stage {
  seen: Snapshot
  me: string
  reader: Reader
  words: Words
  theme: 'light' | 'dark'
  /** Does it as the person looked through; resolves with what came of it, or null after saying what went wrong. */
  act(given: Act): Promise<unknown>
  /** A short notice that goes away by itself. */
  tell(words: string): void
  thread: string | null
  openThread(ts: string | null): void
  goTo(channel: string): void
}

const Current = createContext<Stage | null>(null)
export const StageProvider = Current.Provider

export const useStage = (): Stage => {
  const stage = useContext(Current)
  if (!stage) throw new Error('There is no stage around this part.')
  return stage
}
