import type { KnownBlock } from '@slack/types'
import { actions, button, clip, inert, section } from '../../blocks/blocks.ts'
import { chartBlock } from '../../charts/block.ts'
import type { ChartBlock } from '../../charts/spec.ts'
import type { DigestFacts, GoneDark, Mover } from '../../domain/facts.ts'
import type { Voice } from '../../kit/voice.ts'
import { allOfThem, type Listed } from '../refs.ts'
import { assignable, group, NAME } from './groups.ts'
import type { Owners } from './owners.ts'

/** Of each way, in words; the picture has them all. */
const LINES = 3

export const moved = (v: Voice, way: 'up' | 'down', movers: readonly Mover[], owners: Owners): KnownBlock[] =>
  group(v.t.digest[way], movers.slice(0, LINES), (it) => moverLine(v, it, way, owners))

/** Who rose and who fell the most, as bars to both sides. */
export const moversPicture = (v: Voice, { up, down }: DigestFacts): ChartBlock | null => {
  const rows = [...up, ...down.toReversed()].map(({ username, diamonds }) => ({
    name: username,
    change: diamonds.now - diamonds.before,
  }))
  return rows.length < 2 ? null : chartBlock(v, { kind: 'movers', title: v.t.report.movers, rows })
}

/** The same people over four weeks, each on a scale of their own; null where nothing is known of their days. */
export const coursesPicture = (v: Voice, { up, down, courses }: DigestFacts): ChartBlock | null => {
  const movers = new Map([...up, ...down].map((it) => [it.id, it]))
  const cells = courses.flatMap(({ id, from, values }) => {
    const mover = movers.get(id)
    return mover ? [{ name: mover.username, from, values, figure: mover.diamonds }] : []
  })
  return cells.length < 2 ? null : chartBlock(v, { kind: 'sparks', title: v.t.report.courses, cells })
}

export const silent = (
  v: Voice,
  { dark, darkCount }: DigestFacts,
  owners: Owners,
  of: Listed,
): KnownBlock[] => [
  ...group(v.t.digest.dark({ shown: dark.length, all: darkCount }), dark, (it) => darkLine(v, it, owners)),
  ...(darkCount > dark.length ? [actions(allSilent(v, of))] : []),
]

/** How many are silent, and who. */
export const silentCount = (v: Voice, n: number, of: Listed): KnownBlock =>
  section(v.t.digest.silent({ n }), allSilent(v, of))

/** As of when it is pressed: the number in the digest is that of its own day. */
const allSilent = ({ t }: Voice, of: Listed) => button(t.report.allSilent, allOfThem, { ...of, what: 'dark' })

const moverLine = (v: Voice, mover: Mover, why: 'up' | 'down', owners: Owners): KnownBlock =>
  assignable(
    v,
    v.t.digest.moverLine({
      name: clip(inert(mover.username), NAME),
      where: clip(inert(whereabouts(v, mover)), NAME),
      now: v.number(mover.diamonds.now),
      before: v.number(mover.diamonds.before),
      arrow: v.arrow(mover.diamonds.now, mover.diamonds.before),
      change: v.change(mover.diamonds.now, mover.diamonds.before),
    }) + owners.of(mover.agency),
    { why, name: mover.username, agency: mover.agency, creator: mover.id },
  )

const darkLine = (v: Voice, gone: GoneDark, owners: Owners): KnownBlock =>
  assignable(
    v,
    v.t.digest.darkLine({
      name: clip(inert(gone.username), NAME),
      where: clip(inert(whereabouts(v, gone)), NAME),
      days: gone.daysDark,
      last: v.shortDay(gone.lastLive),
      diamonds: v.number(gone.diamonds28),
    }) + owners.of(gone.agency),
    { why: 'dark', name: gone.username, agency: gone.agency, creator: gone.id },
  )

const whereabouts = (
  { t }: Voice,
  { agency, market }: { agency: string | null; market: string | null },
): string => clip([agency ?? t.digest.noAgency, ...(market ? [market] : [])].join(', '), 80)
