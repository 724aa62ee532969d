import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Act, Snapshot } from '../wire.ts'

/** Whose eyes, and on what. `channel` may be a name, or `direct` for the app's messages, until it has been found. */
export interface View {
  as: string
  channel: string
  thread: string | null
}

/** What has been seen, and which view it is of: it must not pass for another. */
export interface Look {
  seen: Snapshot
  as: string
  channel: string
}

const AT_ONCE = 300
const ANEW_MS = 1000

/** What the person sees, always the newest of it, and what they do. */
export const useWorkspace = (tell: (words: string) => void) => {
  const [view, setView] = useState(viewInAddress)
  const [shown, setShown] = useState(AT_ONCE)
  const [look, setLook] = useState<Look | null>(null)
  const [reached, setReached] = useState(true)
  const wanted = useRef({ view, shown })
  wanted.current = { view, shown }

  const watch = useMemo(
    () =>
      openWatch(
        () => wanted.current,
        (seen, asked) => {
          const { channels } = seen
          const found = conversationIn(channels, asked.view.channel)
          setReached(true)
          // Whoever is looked through, and where, is known by id once it was found.
          const settled = { ...asked.view, as: seen.me, channel: found }
          if (settled.as !== asked.view.as || settled.channel !== asked.view.channel) {
            wanted.current = { ...wanted.current, view: settled }
            setView(settled)
            remember(settled, 'replace')
          }
          if (found === asked.view.channel) setLook({ seen, as: seen.me, channel: found })
        },
        () => setReached(false),
      ),
    [],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: another view is looked at again, whichever it is.
  useEffect(() => watch.look(), [watch, view.as, view.channel, shown])
  useEffect(() => watch.open(), [watch])
  useEffect(() => {
    const back = () => setView(viewInAddress())
    addEventListener('popstate', back)
    return () => removeEventListener('popstate', back)
  }, [])

  const go = useCallback((to: Partial<View>) => {
    const { view: from } = wanted.current
    const elsewhere = to.channel !== undefined || to.as !== undefined
    const next = { ...from, ...(elsewhere && { thread: null }), ...to }
    if (elsewhere) setShown(AT_ONCE)
    wanted.current = { ...wanted.current, view: next }
    setView(next)
    remember(next, 'push')
  }, [])

  const actAs = useCallback(
    async (as: string, given: Act): Promise<unknown> => {
      try {
        const response = await fetch('/playground/act', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ as, act: given }),
        })
        const { result, error } = await response.json()
        watch.look()
        if (!error) return result ?? true
        tell(String(error))
      } catch {
        setReached(false)
      }
      return null
    },
    [tell, watch],
  )

  return {
    view,
    look,
    reached,
    go,
    actAs,
    showEarlier: useCallback(() => setShown((before) => before + AT_ONCE), []),
  }
}

interface Asked {
  view: View
  shown: number
}

/**
 * One look at a time, so that no old one wins over a newer one; a look at what is no longer wanted is given up, so that
 * nobody's view stands where somebody else's is waited for.
 */
const openWatch = (
  wanted: () => Asked,
  seen: (snapshot: Snapshot, asked: Asked) => void,
  lost: () => void,
) => {
  let current: { asked: Asked; given: AbortController } | null = null
  let again = false

  const same = (one: Asked, other: Asked) =>
    one.view.as === other.view.as && one.view.channel === other.view.channel && one.shown === other.shown

  const look = (): void => {
    const asked = wanted()
    if (current && same(current.asked, asked)) {
      again = true
      return
    }
    current?.given.abort()
    const mine = { asked, given: new AbortController() }
    current = mine
    again = false
    read(asked, mine.given.signal)
      .then((snapshot) => {
        if (current === mine) seen(snapshot, asked)
      })
      .catch(() => {
        if (current === mine) lost()
      })
      .finally(() => {
        if (current !== mine) return
        current = null
        if (again) look()
      })
  }

  return {
    look,
    /** Hears of changes until it is closed; a server that went away is waited for. */
    open() {
      let source: EventSource | null = null
      let later: ReturnType<typeof setTimeout> | undefined
      const hear = () => {
        source = new EventSource('/playground/changes')
        source.addEventListener('message', look)
        source.addEventListener('error', () => {
          lost()
          source?.close()
          clearTimeout(later)
          later = setTimeout(hear, ANEW_MS)
        })
      }
      hear()
      return () => {
        clearTimeout(later)
        source?.close()
      }
    },
  }
}

const read = async ({ view, shown }: Asked, signal: AbortSignal): Promise<Snapshot> => {
  const asked = new URLSearchParams({ as: view.as, channel: view.channel, shown: String(shown) })
  const response = await fetch(`/playground/state?${asked}`, { signal })
  if (!response.ok) throw new Error(`The playground answered ${response.status}.`)
  return response.json()
}

export const conversationIn = (channels: Snapshot['channels'], wanted: string): string => {
  const mine = channels.filter(({ member }) => member)
  const found =
    mine.find(({ id }) => id === wanted) ??
    mine.find(({ name, kind }) => (wanted === 'direct' ? kind === 'im' : kind !== 'im' && name === wanted)) ??
    mine.find(({ kind, archived }) => kind !== 'im' && !archived) ??
    mine[0]
  return found?.id ?? ''
}

const viewInAddress = (): View => {
  const given = new URLSearchParams(location.hash.slice(1))
  return { as: given.get('as') ?? '', channel: given.get('in') ?? '', thread: given.get('thread') }
}
const remember = ({ as, channel, thread }: View, how: 'push' | 'replace'): void => {
  const hash = `#${new URLSearchParams({ as, in: channel, ...(thread && { thread }) })}`
  if (hash === location.hash) return
  if (how === 'push') history.pushState(null, '', hash)
  else history.replaceState(null, '', hash)
}
