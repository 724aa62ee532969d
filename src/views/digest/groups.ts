import type { KnownBlock } from '@slack/types'
import { actions, button, clip, inert, section } from '../../blocks/blocks.ts'
import { type TableSpec, type TableStub, tableStub } from '../../blocks/table.ts'
import type { GroupLine } from '../../domain/facts.ts'
import type { Voice } from '../../kit/voice.ts'
import { allAgencies, assignFromDigest, type Finding, type Listed } from '../refs.ts'

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

export const byMarket = (v: Voice, lines: readonly GroupLine[]): KnownBlock[] => {
  const markets = lines.filter((it) => it.name !== null)
  return group(v.t.digest.markets(shownOf(markets)), markets.slice(0, GROUPS), (it) =>
    groupLine(v, it, 'market'),
  )
}

const shownOf = (all: readonly unknown[]) => ({ shown: Math.min(GROUPS, all.length), all: all.length })

const groupLine = (v: Voice, line: GroupLine, why: 'agency' | 'market'): KnownBlock => {
  const { t } = v
  const name = line.name ?? (why === 'agency' ? t.digest.noAgency : t.digest.noMarket)
  const words = t.digest.groupLine({
    name: clip(inert(why === 'agency' && line.market ? `${name} (${line.market})` : name), NAME),
    diamonds: v.number(line.diamonds.now),
    arrow: v.arrow(line.diamonds.now, line.diamonds.before),
    change: v.change(line.diamonds.now, line.diamonds.before),
    hours: v.number(line.live_minutes.now / 60),
  })
  if (line.name === null) return section(words)
  return assignable(v, words, {
    why,
    name: line.name,
    agency: why === 'agency' ? line.name : null,
    creator: null,
  })
}

/** Rows that the table has: it is paged, and the rest is in the list. */
const ROWS = 40
const PAGE = 10
const CELL = 60

/** The agencies, the largest first; sorted by a press on a heading where the workspace shows tables. */
export const agencyTable = (
  v: Voice,
  lines: readonly GroupLine[],
  of: Listed,
): (KnownBlock | TableStub)[] => {
  const { digest, report } = v.t
  if (lines.length === 0) return []
  const shown = lines.slice(0, ROWS)
  const title = digest.agencies({ shown: shown.length, all: lines.length })
  return [
    tableStub(agencyRows(v, shown, title)),
    actions(button(report.allAgencies({ n: lines.length }), allAgencies, of)),
  ]
}

export const agencyRows = (v: Voice, lines: readonly GroupLine[], title: string): TableSpec => {
  const { digest, metric, report } = v.t
  return {
    caption: title,
    page: PAGE,
    head: [
      report.agency,
      metric.diamonds,
      report.change,
      metric.active,
      metric.live_minutes,
      metric.valid_days,
    ],
    rows: lines.map((it) => {
      const name = it.name ?? digest.noAgency
      return [
        clip(it.market ? `${name} (${it.market})` : name, CELL),
        { value: it.diamonds.now, text: v.number(it.diamonds.now) },
        {
          value: rise(it.diamonds),
          text: `${v.arrow(it.diamonds.now, it.diamonds.before)} ${v.change(it.diamonds.now, it.diamonds.before)}`,
        },
        it.active === null ? '–' : { value: it.active.now, text: v.number(it.active.now) },
        { value: it.live_minutes.now / 60, text: v.number(it.live_minutes.now / 60) },
        { value: it.valid_days.now, text: v.number(it.valid_days.now) },
      ]
    }),
  }
}

/** What is new is sorted above all that has grown. */
const rise = ({ now, before }: GroupLine['diamonds']): number =>
  before > 0 ? now / before - 1 : now > 0 ? 1e9 : 0
