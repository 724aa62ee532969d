import {
  actions,
  type Block,
  button,
  context,
  header,
  inert,
  type Message,
  message,
  section,
} from '../blocks/blocks.ts'
import { fitted, type Piece } from '../blocks/fit.ts'
import { daysBetween } from '../domain/day.ts'
import { type DigestSeen, formOf } from '../domain/digest.ts'
import type { DigestFacts } from '../domain/facts.ts'
import { nameOf } from '../domain/scope.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import { correctionSaid } from './corrected.ts'
import { achieved } from './digest/achieved.ts'
import { findingsShown, hasFindings, worthALook } from './digest/findings.ts'
import type { Framing } from './digest/framing.ts'
import { campaignsNow, monthGoals } from './digest/goals.ts'
import { agencyOwners, agencyTable, byMarket } from './digest/groups.ts'
import { monthSettled } from './digest/month.ts'
import { coursesPicture, moved, moversPicture, silent, silentCount } from './digest/movers.ts'
import { nearALine } from './digest/near.ts'
import { type Owners, ownersIn } from './digest/owners.ts'
import { promised } from './digest/promises.ts'
import { calendar, course, headline } from './digest/pulse.ts'
import { coverageLines, lateness, scopeName } from './digest/status.ts'
import { whyItMoved } from './digest/why.ts'
import { thinSaid } from './held.ts'
import { postDigest, subscribeDigest } from './refs.ts'

/** How much of each kind is asked of the facts: all groups, so that it can be said how many there are. */
export const DIGEST_LINES = { groups: 1000, movers: 5, dark: 5 } as const

/** Exports cover up to the day before; a day later is not yet a reason to worry. */
const STALE_DAYS = 2

/** What happened, against what, and who should act: each line can become a follow-up. */
export const digestMessage =
  (seen: DigestSeen, framing: Framing = {}): Say =>
  (v): Message => {
    const { t } = v
    const { scope, facts } = seen
    const name = scopeName(v, scope)
    const { totals, period, coverage } = facts
    const days = { from: v.shortDay(period.from, coverage.asOf), to: v.shortDay(period.to, coverage.asOf) }
    const said = days.from === days.to ? days.from : `${days.from} – ${days.to}`
    const title = header(t.digest.title({ scope: name, ...days }))
    const late = framing.late ? [context(...lateness(v, framing.late, framing))] : []
    const footer = framing.subscription ? [context(t.digest.footer({ ref: framing.subscription.ref }))] : []
    if (coverage.daysKnown === 0) {
      // No numbers are not zero: nothing fell by a hundred per cent.
      const unknown = t.digest.unknown({
        period: said,
        asOf: coverage.asOf === null ? '–' : v.day(coverage.asOf),
      })
      return message(`${inert(name)}: ${unknown}`, title, late, section(unknown), footer)
    }
    const stale =
      (framing.staleDays ?? 0) >= STALE_DAYS
        ? [context(t.digest.stale({ day: coverage.asOf === null ? '–' : v.day(coverage.asOf) }))]
        : framing.thin
          ? [context(t.held.thin({ why: thinSaid(v, framing.thin) }))]
          : []
    const form = formOf(period)
    return message(
      t.report.summary[form]({
        scope: inert(name),
        period: said,
        diamonds: v.number(totals.diamonds.now),
        change: v.change(totals.diamonds.now, totals.diamonds.before),
      }),
      fitted(
        [
          {
            keep: 100,
            blocks: [
              title,
              ...corrected(v, framing),
              ...late,
              context(...coverageLines(v, coverage)),
              ...stale,
              ...repeated(v, framing),
            ],
          },
          ...told(v, name, seen, ownersIn(framing.managers ?? new Map()), framing.subscription !== undefined),
          { keep: 100, blocks: offered(v, framing) },
          { keep: 100, blocks: footer },
        ],
        context(t.report.shortened),
      ),
    )
  }

/** Corrections that a post says: the newest. */
const CORRECTIONS = 3

/** What changed after it was posted stands above the numbers. */
const corrected = (v: Voice, { corrections = [], subscription }: Framing): Block[] =>
  corrections.slice(-CORRECTIONS).map((it) => context(correctionSaid(v, it, subscription?.schedule.timeZone)))

const repeated = (v: Voice, { repeats = null, subscription }: Framing): Block[] =>
  repeats === null
    ? []
    : [context(v.t.digest.repeated({ at: v.time(repeats, subscription?.schedule.timeZone) }))]

/** What each form of digest tells, in the order in which it is read; where there is not room for all, `keep` decides. */
const told = (v: Voice, name: string, seen: DigestSeen, owners: Owners, isPosted: boolean): Piece[] => {
  const { facts, scope, near, goals } = seen
  const form = formOf(facts.period)
  const { totals, up, down, darkCount, coverage, period } = facts
  const quiet = totals.live_minutes.now === 0 && totals.diamonds.now === 0
  // Who is silent is known as of the newest day only.
  const isLatest = coverage.asOf !== null && period.to >= coverage.asOf
  const judged = isJudged(seen)
  const full = form !== 'daily'
  // A short digest without a finding still names somebody to talk to.
  const bare = !full && !hasFindings(seen)
  const of = { scope: nameOf(scope), ...period }
  const wide = scope.kind === 'all' || scope.kind === 'region'
  const piece = (keep: number, ...blocks: readonly (Block | readonly Block[] | null)[]): Piece => ({
    keep,
    blocks: blocks.flat().filter((it) => it !== null),
  })
  return [
    piece(99, quiet ? section(v.t.digest.nothingHere) : headline(v, facts)),
    piece(80, quiet ? null : course(v, name, facts)),
    piece(85, full ? whyItMoved(v, facts) : null),
    piece(84, form === 'monthly' ? monthSettled(v, facts.settled) : null),
    piece(83, monthGoals(v, full ? goals : [])),
    piece(90, worthALook(v, seen, owners)),
    piece(22, mutedCount(v, seen)),
    piece(82, nearALine(v, near, owners, of)),
    piece(40, full && wide ? byMarket(v, facts.markets, of) : null),
    piece(60, full && scope.kind !== 'agency' ? agencyTable(v, facts.agencies, of) : null),
    piece(81, full && scope.kind !== 'agency' ? agencyOwners(v, facts.agencies, owners) : null),
    piece(70, campaignsNow(v, full ? facts.campaigns : [])),
    piece(30, form === 'weekly' ? moversShown(v, facts, isPosted) : null),
    piece(50, full || bare || !judged ? moved(v, 'up', up, owners) : null),
    // Who has a finding of their own is not named twice.
    piece(49, moved(v, 'down', full && judged ? untold(seen) : bare || !judged ? down : [], owners)),
    piece(20, !quiet && up.length + down.length === 0 ? context(v.t.digest.nobodyMoved) : null),
    piece(45, isLatest && !judged ? silent(v, facts, owners, of) : null),
    piece(35, isLatest && judged && darkCount > 0 ? silentCount(v, darkCount, of) : null),
    piece(25, form === 'monthly' ? calendar(v, name, facts) : null),
    piece(75, promised(v, seen)),
    piece(74, full ? achieved(v, seen) : null),
  ]
}

/** Those who fell the most and are in no finding above. */
const untold = (seen: DigestSeen) => {
  const told = new Set(findingsShown(seen).map(({ entity }) => entity.id))
  return seen.facts.down.filter(({ id }) => !told.has(id))
}

/** Whoever misses somebody learns that they are not forgotten. */
const mutedCount = (v: Voice, { found }: DigestSeen): Block | null => {
  const n = found?.suppressed.filter(({ reason }) => reason === 'muted').length ?? 0
  return n === 0 ? null : context(v.t.insight.mutedCount({ n }))
}

/** Bars are there at once, for whoever asks; what comes by itself has time for a picture, which tells more. */
const moversShown = (v: Voice, facts: DigestFacts, isPosted: boolean) =>
  (isPosted ? coursesPicture(v, facts) : null) ?? moversPicture(v, facts)

/** Fewer days than these and nobody can be judged: then who moved most is all there is to say. */
const JUDGED_DAYS = 35
const isJudged = ({ found }: DigestSeen): boolean =>
  found !== null && daysBetween(found.period.from, found.asOf) + 1 >= JUDGED_DAYS

/** What whoever looks at it privately can do with it. */
const offered = ({ t }: Voice, { preview }: Framing): Block[] =>
  preview
    ? [
        actions(
          button(t.digest.postHere, postDigest, preview, { style: 'primary' }),
          button(t.digest.subscribe, subscribeDigest, preview),
        ),
        context(t.digest.preview),
      ]
    : []
