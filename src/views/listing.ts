import type { KnownBlock } from '@slack/types'
import { actions, button, header, inert, type Message, message, section } from '../blocks/blocks.ts'
import { textIn } from '../blocks/fit.ts'
import { LIMITS } from '../blocks/limits.ts'
import { tableStub } from '../blocks/table.ts'
import type { GoneDark, GroupLine, NearRung } from '../domain/facts.ts'
import type { Found, FoundDay } from '../domain/insight.ts'
import { allNear, type NearOne, nearLines } from '../domain/line.ts'
import type { Listing } from '../domain/listing.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import { countsActive, downloads, groupTable } from './digest/groups.ts'
import { darkTable, nearTable } from './digest/people.ts'
import { findingLine, subjectName } from './insight.ts'
import { allFindings, type Listed, type Lists } from './refs.ts'

/** A page of findings: so many, or fewer whose names are very long, for a message holds only so much text. */
const PAGE = 20
const TEXT = LIMITS.messageBlocksText - 2000

const pageOf = (v: Voice, insights: readonly Found[]): readonly KnownBlock[] => {
  let left = TEXT
  const lines = insights.slice(0, PAGE).map((it) => findingLine(v, it))
  return lines.filter((it) => {
    left -= textIn(it)
    return left >= 0
  })
}

/** All findings, page by page, each one step from its numbers; and all of them as a file. */
export const findingsList =
  (found: FoundDay | null, of: Listed, after = 0): Say =>
  (v) => {
    const t = v.t.insight
    const insights = found?.insights ?? []
    if (insights.length === 0) return message(t.nothing, section(t.nothing))
    const shown = pageOf(v, insights.slice(after))
    const title = t.list({ from: after + 1, to: after + shown.length, all: insights.length })
    const more =
      after + shown.length < insights.length
        ? [button(v.t.followup.next, allFindings, { ...of, after: after + shown.length })]
        : []
    return message(title, header(title), ...shown, [actions(...more, ...downloads(v, 'findings', of))])
  }

/** What a list is made of: findings and who is near a line from what was found, all else from the numbers. */
export interface Listable {
  found: FoundDay | null
  groups: readonly GroupLine[]
  rungs: readonly NearRung[]
  dark: readonly GoneDark[]
}
export const NOTHING_LISTED: Listable = { found: null, groups: [], rungs: [], dark: [] }

/** All of a digest's agencies or markets, everybody near a line or gone dark, in one table; and as a file. */
export const tableList =
  (what: Exclude<Lists, 'findings'>, listable: Listable, of: Listed): Say =>
  (v): Message => {
    const { digest, report } = v.t
    const near = nearIn(listable)
    const all = { near, dark: listable.dark, agencies: listable.groups, markets: listable.groups }[what]
      .length
    if (all === 0) return message(report.nobody, section(report.nobody))
    const shown = { shown: Math.min(all, LIMITS.dataTableRows - 1), all }
    const title = what === 'near' ? report.nearAll(shown) : digest[what](shown)
    const table = {
      near: () => nearTable(v, near, title),
      dark: () => darkTable(v, listable.dark, title),
      agencies: () => groupTable(v, listable.groups, title),
      markets: () => groupTable(v, listable.groups, title),
    }[what]()
    return message(inert(title), header(title), tableStub(table), [actions(...downloads(v, what, of))])
  }

/** The same with everything that is known of each. */
export const listingOf = (v: Voice, what: Lists, listable: Listable): Listing => {
  switch (what) {
    case 'findings':
      return findingsListing(v, listable.found)
    case 'near':
      return nearListing(v, nearIn(listable))
    case 'dark':
      return darkListing(v, listable.dark)
    default:
      return groupsListing(v, listable.groups)
  }
}

const nearIn = ({ found, rungs, dark }: Listable): readonly NearOne[] =>
  allNear(found ? nearLines(found) : [], rungs, dark)

const nearListing = (v: Voice, near: readonly NearOne[]): Listing => ({
  head: Object.values(v.t.report.nearColumns),
  rows: near.map(({ id, name, agency, market, metric, at, value, needed, usual, standing }) => {
    // Minutes are read as hours, here too.
    const unit = metric === 'live_minutes' ? 60 : 1
    return [
      `@${name}`,
      agency,
      rounded(at / unit),
      rounded((at - value) / unit),
      metric === 'live_minutes' ? v.t.metric.live_minutes : v.t.metric[metric as 'diamonds' | 'valid_days'],
      rounded(value / unit),
      rounded(needed),
      rounded(usual),
      id,
      market,
      v.t.report.standing[standing],
    ]
  }),
})

const darkListing = (v: Voice, dark: readonly GoneDark[]): Listing => ({
  head: Object.values(v.t.report.darkColumns),
  rows: dark.map(({ id, username, agency, market, lastLive, daysDark, diamonds28 }) => [
    `@${username}`,
    daysDark,
    lastLive,
    diamonds28,
    agency,
    market,
    id,
  ]),
})

const findingsListing = (v: Voice, found: FoundDay | null): Listing => {
  const { insight: t, report } = v.t
  return {
    head: Object.values(report.findingColumns),
    rows: (found?.insights ?? []).map(({ insight: it, placed }) => [
      it.id,
      t.severity[it.severity],
      t.kind[it.kind],
      subjectName(v, it.entity),
      it.entity.type === 'creator' ? it.entity.id : null,
      placed.agency,
      placed.market,
      it.since,
      it.metric,
      rounded(it.value),
      rounded(it.expected),
      rounded(it.delta),
      it.deltaPct === null ? null : Math.round(it.deltaPct * 1000) / 10,
    ]),
  }
}

const groupsListing = (v: Voice, groups: readonly GroupLine[]): Listing => {
  const { report, digest } = v.t
  const { active, activeBefore, ...columns } = report.groupColumns
  const counted = countsActive(groups)
  return {
    head: Object.values(counted ? report.groupColumns : columns),
    rows: groups.map((it) => [
      it.name ?? digest.noAgency,
      it.market,
      it.diamonds.now,
      it.diamonds.before,
      it.diamonds.before > 0 ? Math.round((it.diamonds.now / it.diamonds.before - 1) * 1000) / 10 : null,
      ...(counted ? [it.active?.now ?? null, it.active?.before ?? null] : []),
      rounded(it.live_minutes.now / 60),
      it.valid_days.now,
      it.new_followers.now,
    ]),
  }
}

const rounded = (n: number | null): number | null => (n === null ? null : Math.round(n * 10) / 10)
