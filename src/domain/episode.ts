import type { AlertId } from './alert.ts'
import { plusDays } from './day.ts'
import { covers, type Mute, weigh } from './insight.ts'
import type { Looked, Occurrence } from './occurrence.ts'

/** An occurrence that was seen: learned silently, waiting for a good hour, told, or said where Slack would not take it. */
export interface Episode extends Occurrence {
  alert: AlertId
  state: 'known' | 'waiting' | 'told' | 'unheard'
  /** When it was seen first. */
  at: Temporal.Instant
  toldAt: Temporal.Instant | null
  /** Held back because the reader had had enough for a day or a week. */
  held: boolean
  /** The key of the message that tells it. */
  post: string | null
}

/** Of what holds when a rule is made, all that it does not know; also several runs of the same days' number. */
export const unknownTo = (known: readonly Episode[], met: readonly Occurrence[]): readonly Occurrence[] =>
  met.filter((it) => !known.some((was) => was.entity === it.entity && isSame(was, it)))

/** Of what nobody could hear, that which still holds, as it is now. */
export const stillToTell = (
  unheard: readonly Episode[],
  met: readonly Occurrence[],
  now: Temporal.Instant,
): readonly Episode[] =>
  unheard.flatMap((was) => {
    // Whoever was new has not been told of yet.
    const same = was.met.what === 'creators' ? was : met.find((it) => isSame(was, it))
    if (!same) return []
    const { last } = same
    return { ...was, last, met: same.met, state: 'waiting', at: now, toldAt: null, post: null }
  })

/** What a look means for a rule: what is new, and what it knows already, as it is now. */
export interface Judged {
  fired: readonly Occurrence[]
  /** Those it knew, with what has changed about them. */
  grown: readonly Episode[]
  /** Whether something is left alone only because it cools down: time alone may bring it. */
  cooling: boolean
}

/**
 * Each episode once, and again when it has grown graver than what was told of it, which waits for no cool-down. Another
 * one of the same entity is left alone while it cools down, unless it is graver than what was told; a run that is still
 * going on after that is told then.
 */
export const judge = (
  met: readonly Occurrence[],
  known: readonly Episode[],
  now: Temporal.Instant,
  coolDownDays: number,
): Judged => {
  const fired: Occurrence[] = []
  const grown = new Map<string, Episode>()
  let isCooling = false
  const cooling = now.subtract({ hours: 24 * coolDownDays })
  for (const it of met) {
    const mine = known.filter(({ entity }) => entity === it.entity)
    const same = mine.filter((was) => isSame(was, it))
    if (same.length > 0 && same.every((was) => was.state !== 'waiting' && isGraver(it, was))) {
      fired.push(it)
      continue
    }
    if (same.length > 0) {
      for (const was of same) {
        const since = was.since < it.since ? was.since : it.since
        const last = was.last > it.last ? was.last : it.last
        const isNews = was.state === 'waiting' && it.last >= was.last
        if (since !== was.since || last !== was.last || isNews)
          grown.set(`${was.entity}|${was.episode}`, { ...was, since, last, met: isNews ? it.met : was.met })
      }
      continue
    }
    const warm = [
      ...mine.filter(({ state, at }) => state !== 'known' && Temporal.Instant.compare(at, cooling) > 0),
      ...fired.filter(({ entity }) => entity === it.entity),
    ]
    if (warm.every((was) => isGraver(it, was))) fired.push(it)
    else isCooling = true
  }
  return { fired, grown: [...grown.values()], cooling: isCooling }
}

/** What waits to be told, and is not so any more: a file has told its days anew. */
export const isOver = (was: Episode, { standing }: Pick<Looked, 'standing'>): boolean =>
  was.met.what === 'level' && standing !== null && !standing.some((run) => isSame(was, run))

/** What waits to be told, and of which people wish to hear nothing by now. */
export const isHushed = ({ met }: Episode, mutes: readonly Mute[]): boolean =>
  met.what === 'insight' && mutes.some((mute) => covers(mute, met.found.insight, met.asOf))

/** Runs of days that touch are one, however a restatement has moved their ends. */
export const isSame = (was: Occurrence, now: Occurrence): boolean =>
  was.episode === now.episode ||
  (was.met.what === 'level' &&
    now.met.what === 'level' &&
    was.since <= plusDays(now.last, 1) &&
    now.since <= plusDays(was.last, 1))

const isGraver = (one: Occurrence, other: Occurrence): boolean =>
  one.met.what === 'insight' &&
  other.met.what === 'insight' &&
  weigh(one.met.found.insight.severity) > weigh(other.met.found.insight.severity)

/** Safety that cannot wait for room in a budget. */
export const isPressing = ({ met }: Pick<Occurrence, 'met'>): boolean =>
  met.what === 'insight' && met.found.insight.kind === 'safety' && met.found.insight.severity === 'urgent'
