import { actions, button, header, inert, type Message, message, section } from '../blocks/blocks.ts'
import { LIMITS } from '../blocks/limits.ts'
import { tableStub } from '../blocks/table.ts'
import type { GroupLine } from '../domain/facts.ts'
import type { FoundDay } from '../domain/insight.ts'
import { type Listing, SHEETS } from '../domain/listing.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import { agencyRows } from './digest/groups.ts'
import { findingLine, subjectName } from './insight.ts'
import { allFindings, type Listed, takeAlong } from './refs.ts'

/** A page of findings: each has its button, and there is one more block for what can be done with all of them. */
const PAGE = 20

/** All findings, page by page, each one step from its numbers; and all of them as a file. */
export const findingsList =
  (found: FoundDay | null, of: Listed, after = 0): Say =>
  (v) => {
    const t = v.t.insight
    const insights = found?.insights ?? []
    if (insights.length === 0) return message(t.nothing, section(t.nothing))
    const shown = insights.slice(after, after + PAGE)
    const title = t.list({ from: after + 1, to: after + shown.length, all: insights.length })
    const more =
      after + PAGE < insights.length
        ? [button(v.t.followup.next, allFindings, { ...of, after: after + PAGE })]
        : []
    return message(title, header(title), ...shown.map((it) => findingLine(v, it)), [
      actions(...more, ...downloads(v, 'findings', of)),
    ])
  }

/** All agencies of a digest in one table, and as a file. */
export const agenciesList =
  (agencies: readonly GroupLine[], of: Listed): Say =>
  (v): Message => {
    const all = agencies.slice(0, LIMITS.dataTableRows - 1)
    const title = v.t.digest.agencies({ shown: all.length, all: agencies.length })
    if (all.length === 0) return message(v.t.digest.nothingHere, section(v.t.digest.nothingHere))
    return message(inert(title), header(title), tableStub(agencyRows(v, all, title)), [
      actions(...downloads(v, 'agencies', of)),
    ])
  }

const downloads = (v: Voice, what: 'findings' | 'agencies', of: Listed) =>
  SHEETS.map((as) => button(v.t.report.download[as], takeAlong[as], { what, ...of }))

/** The findings with everything that is known of each. */
export const findingsListing = (v: Voice, found: FoundDay | null): Listing => {
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

export const agenciesListing = (v: Voice, agencies: readonly GroupLine[]): Listing => {
  const { report, digest } = v.t
  return {
    head: Object.values(report.agencyColumns),
    rows: agencies.map((it) => [
      it.name ?? digest.noAgency,
      it.market,
      it.diamonds.now,
      it.diamonds.before,
      it.diamonds.before > 0 ? Math.round((it.diamonds.now / it.diamonds.before - 1) * 1000) / 10 : null,
      it.active?.now ?? null,
      it.active?.before ?? null,
      rounded(it.live_minutes.now / 60),
      it.valid_days.now,
      it.new_followers.now,
    ]),
  }
}

const rounded = (n: number | null): number | null => (n === null ? null : Math.round(n * 10) / 10)
