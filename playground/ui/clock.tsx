import { type ReactNode, useEffect, useState } from 'react'
import type { Act, ClockMove } from '../wire.ts'
import { Icon } from './icon.tsx'
import { Panel } from './menu.tsx'
import { plainly, type Reader } from './reader.ts'
import { useStage } from './stage.ts'
import type { View } from './workspace.ts'

interface Going {
  go(to: Partial<View>): void
}

/** The playground's time where the person lives; it can be moved, held, and asked what came of it. */
export const Clock = ({ go }: Going) => {
  const { seen, words, reader } = useStage()
  const now = useNow()
  const { canMove, paused } = seen.clock
  const face = (
    <>
      <Icon name={paused ? 'pause' : 'clock'} size={16} />
      <span className="visually-hidden">{words.clock.name} </span>
      <time className="clock-day">
        {at(now, reader, { weekday: 'short', day: 'numeric', month: 'short' })}
      </time>
      <time>{at(now, reader, { hour: '2-digit', minute: '2-digit' })}</time>
      {paused && <span className="paused">{words.clock.paused}</span>}
    </>
  )
  if (!canMove) return <span className="top-button clock-face">{face}</span>
  return (
    <Panel label={words.clock.name} className="top-button clock-face" mark="clock" worded face={face}>
      {(close) => (
        <ClockPanel now={now}>
          <Moves
            go={(to) => {
              close()
              go(to)
            }}
          />
        </ClockPanel>
      )}
    </Panel>
  )
}

const TICK_MS = 1000
const useNow = (): number => {
  const { seen } = useStage()
  const [shown, setShown] = useState({ from: seen.now, since: performance.now(), now: seen.now })
  const { paused } = seen.clock
  useEffect(() => {
    const since = performance.now()
    setShown({ from: seen.now, since, now: seen.now })
    if (paused) return
    const ticking = setInterval(
      () => setShown((it) => ({ ...it, now: it.from + performance.now() - it.since })),
      TICK_MS,
    )
    return () => clearInterval(ticking)
  }, [seen.now, paused])
  return shown.now
}

const ClockPanel = ({ now, children }: { now: number; children: ReactNode }) => {
  const { seen, words, reader, act } = useStage()
  const [moving, setMoving] = useState(false)
  const { paused } = seen.clock
  const move = async (given: Act) => {
    setMoving(true)
    await act(given)
    setMoving(false)
  }
  const presets: readonly { name: string; mark: string; given: Act }[] = [
    { name: words.clock.hour, mark: 'hour', given: { act: 'moves', by: { hours: 1 } } },
    { name: words.clock.day, mark: 'day', given: { act: 'moves', by: { days: 1 } } },
    { name: words.clock.nine, mark: 'nine', given: { act: 'movesTo', to: 'nine' } },
    { name: words.clock.monday, mark: 'monday', given: { act: 'movesTo', to: 'monday' } },
    { name: words.clock.dst, mark: 'dst', given: { act: 'movesTo', to: 'dst' } },
  ]
  return (
    <div className="clock-panel">
      <div className="clock-now">
        <div>
          <p className="clock-time">{at(now, reader, { timeStyle: 'medium' })}</p>
          <p className="quiet">
            {at(now, reader, { dateStyle: 'full' })} · {reader.timeZone}
          </p>
        </div>
        <button
          type="button"
          className="button"
          onClick={() => void act({ act: 'holdsClock', held: !paused })}
        >
          <Icon name={paused ? 'play' : 'pause'} size={14} /> {paused ? words.clock.play : words.clock.pause}
        </button>
      </div>
      <fieldset aria-label={words.clock.move} className="presets" aria-busy={moving}>
        {presets.map(({ name, mark, given }) => (
          <button
            key={mark}
            type="button"
            className="button"
            data-tour={`clock ${mark}`}
            onClick={() => void move(given)}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <h3>{words.clock.fired}</h3>
      {children}
    </div>
  )
}

const SIGNS = { message: 'message', edit: 'pencil', notice: 'eye', home: 'home', file: 'file' } as const

const Moves = ({ go }: Going) => {
  const { seen, words, reader } = useStage()
  const { moves } = seen.clock
  if (moves.length === 0) return <p className="quiet">{words.clock.nothing}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <ol className="moves" tabIndex={0} aria-label={words.clock.fired}>
      {moves.toReversed().map((move) => (
        <li key={`${move.from} ${move.to}`}>
          <p className="move">{words.clock.moved(moment(move.from, reader), moment(move.to, reader))}</p>
          {move.came.length === 0 ? (
            <p className="quiet">{words.clock.silent}</p>
          ) : (
            <Came came={move.came} go={go} />
          )}
        </li>
      ))}
    </ol>
  )
}

const Came = ({ came, go }: Going & Pick<ClockMove, 'came'>) => {
  const { seen, me, reader } = useStage()
  const reach = ({ channel, where }: ClockMove['came'][number]): Partial<View> | null => {
    if (seen.channels.some(({ id, member }) => id === channel && member)) return { channel }
    const other = seen.people.find(({ realName, id }) => realName === where && id !== me)
    return other ? { as: other.id, channel: 'direct' } : null
  }
  return (
    <ul>
      {came.map((each, i) => {
        const to = reach(each)
        const shown = (
          <>
            <Icon name={SIGNS[each.what]} />
            <span className="came-what">
              <strong>{each.where}</strong>{' '}
              <span className="quiet">{at(each.at, reader, { timeStyle: 'short' })}</span>
              <br />
              {plainly(each.text).replace(/<[^>|]*\|([^>]*)>/g, '$1')}
            </span>
          </>
        )
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: what came of a move is never put in another order.
          <li key={i}>
            {to ? (
              <button type="button" className="came" onClick={() => go(to)}>
                {shown}
              </button>
            ) : (
              <span className="came">{shown}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}

const at = (ms: number, { timeZone, locale }: Reader, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(ms)
const moment = (ms: number, reader: Reader): string =>
  at(ms, reader, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
