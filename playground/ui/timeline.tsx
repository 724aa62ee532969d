import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Visible } from '../server/person.ts'
import type { Conversation } from '../wire.ts'
import { answersTo, Message } from './message.tsx'
import { dateWords } from './reader.ts'
import { type Stage, StageProvider, useStage } from './stage.ts'

/** What stands in the channel itself; a notice in a thread shows there only while that thread is open. */
export const topLevel = (messages: readonly Visible[], thread: string | null): readonly Visible[] =>
  messages.filter(
    ({ thread_ts, ts, kind }) =>
      !thread_ts || thread_ts === ts || (kind === 'ephemeral' && thread !== thread_ts),
  )

interface Listed {
  label: string
  messages: readonly Visible[]
  conversation: Conversation
  /** Given where older ones can be asked for. */
  showEarlier?: () => void
  inThread?: boolean
}

/** Messages, oldest first. It stays at its end while one is there, and still while one reads further up. */
export const Timeline = ({ label, messages, conversation, showEarlier, inThread = false }: Listed) => {
  const { seen, words, reader } = useStage()
  const calm = useCalm()
  const log = useRef<HTMLDivElement>(null)
  const newFrom = useNewFrom(messages, conversation)
  const atEnd = useSteadyScroll(log, messages, newFrom)
  useReading(conversation, atEnd)
  const [focused, move] = useRoving(log, messages)

  let day = ''
  let before: Visible | null = null
  return (
    <div
      ref={log}
      id={inThread ? undefined : 'messages'}
      className="timeline"
      role="log"
      aria-label={label}
      tabIndex={messages.length === 0 ? 0 : -1}
      data-region=""
      onKeyDown={move}
    >
      {showEarlier && seen.earlier && (
        <button type="button" className="link earlier" onClick={showEarlier}>
          {words.earlier}
        </button>
      )}
      {messages.length === 0 && <p className="nothing">{words.empty}</p>}
      {messages.map((message, i) => {
        const seconds = Number(message.ts)
        const today = dateWords(seconds, '{day_divider_pretty}', reader) ?? ''
        const dayBegins = !inThread && today !== day
        const isNew = message.ts === newFrom && !inThread
        const follows = !dayBegins && !isNew && before !== null && goesOn(before, message)
        day = today
        before = message
        return (
          <div key={`${message.kind} ${message.ts}`} className="entry-of-log">
            {dayBegins && (
              <h2 className="day">
                <span>{today}</span>
              </h2>
            )}
            {isNew && (
              <p className="new-since">
                <span>{words.newSince}</span>
              </p>
            )}
            <StageProvider value={calm}>
              <Message
                message={message}
                answered={inThread ? null : answersTo(message, seen.messages)}
                follows={follows}
                inThread={inThread}
                tabIndex={message.ts === (focused ?? messages.at(-1)?.ts) ? 0 : -1}
              />
            </StageProvider>
            {inThread && i === 0 && messages.length > 1 && (
              <p className="replies-follow">{words.replies(messages.length - 1)}</p>
            )}
          </div>
        )
      })}
    </div>
  )
}

const MINUTE_MS = 60_000
/** The stage as messages need it: it stays the same while only other messages come, so that they are not drawn again. */
const useCalm = (): Stage => {
  const stage = useStage()
  const { seen, me, thread, theme, reader } = stage
  const key = JSON.stringify([
    ...[me, thread, theme, reader.locale, reader.timeZone, Math.floor(seen.now / MINUTE_MS)],
    ...[seen.people, seen.groups, seen.files, seen.shortcuts, seen.app],
    seen.channels.map(({ id, name, kind, member }) => [id, name, kind, member]),
  ])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says whether the stage is another.
  return useMemo(() => stage, [key])
}

const GROUPED_SECONDS = 5 * 60
/** Slack leaves out who speaks when the same person goes on. */
const goesOn = (before: Visible, { user, ts, kind, thread_ts }: Visible): boolean =>
  before.user === user &&
  before.kind === 'message' &&
  kind === 'message' &&
  !thread_ts &&
  !before.thread_ts &&
  Number(ts) - Number(before.ts) < GROUPED_SECONDS

/** The first message that was new when one came, or that came while one was away. */
const useNewFrom = (messages: readonly Visible[], { read, unread }: Conversation): string | null => {
  const { me } = useStage()
  const first = () =>
    unread === 0 || read === ''
      ? null
      : (messages.find(({ ts, user, kind }) => kind === 'message' && user !== me && ts > read)?.ts ?? null)
  const [found, setFound] = useState(first)
  useEffect(() => {
    if (document.hidden && !found) setFound(first())
  })
  return found
}

const NEAR_END = 60

interface Held {
  atEnd: boolean
  fromEnd: number
  /** Where it was when it was last looked at or set. */
  top: number
  first: string | undefined
}

const placeIn = ({ scrollTop: top, scrollHeight, clientHeight }: HTMLElement) => ({
  top,
  fromEnd: scrollHeight - top,
  atEnd: scrollHeight - top - clientHeight < NEAR_END,
})

const useSteadyScroll = (
  ref: RefObject<HTMLElement | null>,
  messages: readonly Visible[],
  newFrom: string | null,
): boolean => {
  const [atEnd, setAtEnd] = useState(true)
  const held = useRef<Held>({ atEnd: true, fromEnd: 0, top: 0, first: messages[0]?.ts })

  const settle = useCallback(() => {
    const log = ref.current
    if (!log) return
    // The browser tells of a scroll a frame later: whoever has just left the end must not be taken back to it.
    if (log.scrollTop !== held.current.top) held.current = { ...held.current, ...placeIn(log) }
    if (!held.current.atEnd) return
    log.scrollTop = log.scrollHeight
    held.current.top = log.scrollTop
  }, [ref])

  // biome-ignore lint/correctness/useExhaustiveDependencies: each new message is watched as it grows.
  useEffect(() => {
    const log = ref.current
    if (!log) return
    const scrolled = () => {
      held.current = { ...held.current, ...placeIn(log) }
      setAtEnd(held.current.atEnd)
    }
    log.addEventListener('scroll', scrolled, { passive: true })
    const grown = new ResizeObserver(settle)
    grown.observe(log)
    for (const each of log.children) grown.observe(each)
    return () => {
      log.removeEventListener('scroll', scrolled)
      grown.disconnect()
    }
  }, [ref, settle, messages.length])

  useLayoutEffect(() => {
    const log = ref.current
    if (!log) return
    const first = messages[0]?.ts
    if (held.current.first !== first && !held.current.atEnd) {
      log.scrollTop = log.scrollHeight - held.current.fromEnd
      held.current.top = log.scrollTop
    }
    held.current.first = first
    settle()
  }, [ref, settle, messages])

  // One who comes to unread messages begins with the first of them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when one comes.
  useLayoutEffect(() => {
    const log = ref.current
    const mark = newFrom ? log?.querySelector<HTMLElement>('.new-since') : null
    if (!log || !mark) return
    const top = mark.offsetTop - log.offsetTop
    if (log.scrollHeight - top <= log.clientHeight) return
    held.current.atEnd = false
    log.scrollTop = top - log.clientHeight / 4
  }, [])
  return atEnd
}

/** What is looked at is read. */
const useReading = ({ id, unread, member }: Conversation, atEnd: boolean): void => {
  const { seen, act } = useStage()
  const [visible, setVisible] = useState(!document.hidden)
  useEffect(() => {
    const changed = () => setVisible(!document.hidden)
    document.addEventListener('visibilitychange', changed)
    return () => document.removeEventListener('visibilitychange', changed)
  }, [])
  const newest = seen.messages.findLast(({ kind }) => kind === 'message')?.ts
  useEffect(() => {
    if (unread && member && newest && visible && atEnd) void act({ act: 'reads', channel: id, ts: newest })
  }, [unread, member, newest, visible, atEnd, id, act])
}

/** Arrows go from message to message; Tab goes on into the one that has the focus. */
const useRoving = (ref: RefObject<HTMLElement | null>, messages: readonly Visible[]) => {
  const [focused, setFocused] = useState<string | null>(null)
  const move = (event: KeyboardEvent) => {
    const { target } = event
    if (!(target instanceof HTMLElement) || !(target === ref.current || target.matches('article'))) return
    const articles = [...(ref.current?.querySelectorAll<HTMLElement>('article') ?? [])]
    const at = articles.indexOf(target)
    const from = at < 0 ? articles.length : at
    const to = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: articles.length - 1 }[event.key]
    const next = to === undefined ? undefined : articles[Math.min(Math.max(to, 0), articles.length - 1)]
    if (!next) return
    event.preventDefault()
    setFocused(next.dataset.ts ?? null)
    next.focus()
  }
  return [messages.some(({ ts }) => ts === focused) ? focused : null, move] as const
}
