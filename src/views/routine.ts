import { context, message, section } from '../blocks/blocks.ts'
import { WORK } from '../domain/calendar.ts'
import type { Day } from '../domain/day.ts'
import type { UserId } from '../domain/ids.ts'
import type { Absence, Routine } from '../domain/routine.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import { mention } from './people.ts'

/** Somebody's own hours and absence, to themselves. */
export const routineSaid = (v: Voice, { hours, away }: Routine): string => {
  const { t } = v
  const { opens, closes, days } = hours ?? { ...WORK, days: null }
  const span = { opens: clock(opens), closes: clock(closes) }
  return [
    days === null
      ? t.routine.usualHours(span)
      : t.routine.ownHours({ ...span, days: v.list(days.map((n) => v.weekday(SOME_WEEK[n - 1] ?? MONDAY))) }),
    ...(away ? [awaySaid(v, away)] : []),
  ].join(' ')
}

const awaySaid = (v: Voice, { until, delegate }: Absence): string =>
  delegate === null
    ? v.t.routine.away({ until: v.day(until) })
    : v.t.routine.awayWith({ until: v.day(until), delegate: mention(delegate) })

export const routineSaved =
  (routine: Routine): Say =>
  (v) => {
    const said = routineSaid(v, routine)
    return message(said, section(said))
  }

/** The same answer, with what whoever asks somebody who is away must know. */
export const withAbsence =
  (say: Say, owner: UserId, away: Absence | null): Say =>
  (v) => {
    const said = say(v)
    if (away === null) return said
    const { until, delegate } = away
    const note =
      delegate === null
        ? v.t.routine.ownerAway({ owner: mention(owner), until: v.day(until) })
        : v.t.routine.ownerAwayWith({
            owner: mention(owner),
            until: v.day(until),
            delegate: mention(delegate),
          })
    const at = said.blocks.findIndex(({ type }) => type === 'actions')
    const blocks = said.blocks.toSpliced(at < 0 ? said.blocks.length : at, 0, context(`:palm_tree: ${note}`))
    return { text: `${said.text} ${note}`, blocks }
  }

/** To whoever stands in. */
export const standsInMessage =
  (owner: UserId, until: Day): Say =>
  (v) => {
    const said = v.t.routine.standsInForYou({ owner: mention(owner), until: v.day(until) })
    return message(said, section(`:palm_tree: ${said}`))
  }

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

const MONDAY = '2026-09-14'
const SOME_WEEK = [
  MONDAY,
  '2026-09-15',
  '2026-09-16',
  '2026-09-17',
  '2026-09-18',
  '2026-09-19',
  '2026-09-20',
] as const
