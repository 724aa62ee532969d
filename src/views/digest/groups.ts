import type { KnownBlock } from '@slack/types'
import { actions, button, clip, inert, linesIn, section } from '../../blocks/blocks.ts'
import { type TableSpec, type TableStub, tableStub } from '../../blocks/table.ts'
import type { GroupLine } from '../../domain/facts.ts'
import { SHEETS } from '../../domain/listing.ts'
import type { Voice } from '../../kit/voice.ts'
import { allOfThem, assignFromDigest, type Finding, type Listed, type Lists, takeAlong } from '../refs.ts'
import type { Owners } from './owners.ts'

/** How many groups are shown: a digest is read on a phone, and Slack splits long posts. */
const GROUPS = 5
/** Of a name, escaped: real ones are shorter, and all lines together must stay below what a message may hold. */
export const NAME = 100

export const group = <T>(title: string, lines: readonly T[], show: (line: T) => KnownBlock): KnownBlock[] =>
  lines.length === 0 ? [] : [section(`*${title}*`), ...lines.map(show)]

/** A line that can become a follow-up. */
export const assignable = ({ t }: Voice, words: string, finding: Finding): KnownBlock =>
  section(
    words,
    button(t.followup.assign, assignFromDigest, finding, {
      says: t.followup.assignAbout({ what: finding.name }),
    }),
  )

export const byMarket = (v: Voice, lines: readonly GroupLine[], of: Listed): KnownBlock[] => {
  const { digest, report } = v.t
  const markets = lines.filter(({ name }) => name !== null)
  const shown = markets.slice(0, GROUPS)
  return [
    ...group(digest.markets({ shown: shown.length, all: markets.length }), shown, (it) => marketLine(v, it)),
    ...(markets.length > GROUPS
      ? [actions(button(report.showAll({ n: markets.length }), allOfThem, { ...of, what: 'markets' }))]
      : []),
  ]
}

const marketLine = (v: Voice, { name, diamonds, live_minutes }: GroupLine): KnownBlock =>
  assignable(
    v,
    v.t.digest.groupLine({
      name: clip(inert(name ?? ''), NAME),
      diamonds: v.number(diamonds.now),
      arrow: v.arrow(diamonds.now, diamonds.before),
      change: v.change(diamonds.now, diamonds.before),
      hours: v.number(live_minutes.now / 60),
    }),
    { why: 'market', name: name ?? '', agency: null, creator: null },
  )

/** Rows that the table has: it is paged, and the rest is in the list. */
const ROWS = 40
const PAGE = 10
const CELL = 60

/**
 * The agencies, the largest first; sorted by a press on a heading where the workspace shows tables. Of few columns, so
 * that all are seen on a phone: the rest is in the list, or in the file where the table has all rows.
 */
export const agencyTable = (
  v: Voice,
  lines: readonly GroupLine[],
  of: Listed,
): (KnownBlock | TableStub)[] => {
  const { digest, report } = v.t
  if (lines.length === 0) return []
  const shown = lines.slice(0, ROWS)
  const title = digest.agencies({ shown: shown.length, all: lines.length })
  const { head, rows, ...table } = groupTable(v, shown, title)
  const few = countsActive(shown) ? FEW : FEW - 1
  return [
    tableStub({ ...table, head: head.slice(0, few), rows: rows.map((row) => row.slice(0, few)) }),
    shown.length < lines.length
      ? actions(button(report.showAll({ n: lines.length }), allOfThem, { ...of, what: 'agencies' }))
      : actions(...downloads(v, 'agencies', of)),
  ]
}
const FEW = 4

/** A list as a file, in either of two kinds. */
export const downloads = (v: Voice, what: Lists, of: Listed) =>
  SHEETS.map((as) => button(v.t.report.download[as], takeAlong[as], { what, ...of }))

/** Who looks after the agencies of the table, which itself calls nobody: each at the largest of theirs. */
export const agencyOwners = (v: Voice, lines: readonly GroupLine[], owners: Owners): KnownBlock[] => {
  const called = lines.slice(0, ROWS).flatMap(({ name }) => {
    const owner = owners.of(name)
    return owner === '' ? [] : [`${clip(inert(name ?? ''), CELL)}${owner}`]
  })
  return called.length === 0 ? [] : linesIn([v.t.report.lookedAfter, ...called.map((it) => `• ${it}`)])
}

/** Of markets nobody counts who was LIVE. */
export const countsActive = (lines: readonly GroupLine[]): boolean =>
  lines.some(({ active }) => active !== null)

/** Agencies or markets, a row each. */
export const groupTable = (v: Voice, lines: readonly GroupLine[], title: string): TableSpec => {
  const { digest, metric, report } = v.t
  const counted = countsActive(lines)
  return {
    caption: title,
    page: PAGE,
    head: [
      report.group,
      metric.diamonds,
      report.change,
      ...(counted ? [metric.active] : []),
      metric.live_minutes,
      metric.valid_days,
    ],
    rows: lines.map((it) => {
      const name = it.name ?? digest.noAgency
      return [
        clip(it.market && it.market !== name ? `${name} (${it.market})` : name, CELL),
        { value: it.diamonds.now, text: v.number(it.diamonds.now) },
        {
          value: rise(it.diamonds),
          text: `${v.arrow(it.diamonds.now, it.diamonds.before)} ${v.change(it.diamonds.now, it.diamonds.before)}`,
        },
        ...(counted
          ? [it.active === null ? '–' : { value: it.active.now, text: v.number(it.active.now) }]
          : []),
        { value: it.live_minutes.now / 60, text: v.number(it.live_minutes.now / 60) },
        { value: it.valid_days.now, text: v.number(it.valid_days.now) },
      ]
    }),
  }
}

/** What is new is sorted above all that has grown. */
const rise = ({ now, before }: GroupLine['diamonds']): number =>
  before > 0 ? now / before - 1 : now > 0 ? 1e9 : 0
