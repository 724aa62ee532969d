import type { Day } from '#src/domain/day.ts'
import type { FactRow, Rejection } from '#src/domain/facts.ts'
import { fold } from '#src/domain/near.ts'
import type { Creator } from './people.ts'
import { inPieces, manyRows, type Trx } from './rows.ts'
import type { BonusTable, CampaignTable, Kept, RosterTable } from './schema.ts'
import type { Job, Writer, Written } from './write.ts'

/** What is known of agencies. */
export const agencyWriter = (_trx: Trx, { people }: Job): Writer => {
  const written: Written = { added: 0, changed: 0, unchanged: 0, restated: 0, period: null }
  return {
    add: async (batch) => {
      for (const row of batch) if (row.kind === 'agencies') written[people.describe(row)]++
      return []
    },
    end: async () => written,
  }
}

/** Who is in the network on a day. */
export const rosterWriter = (trx: Trx, job: Job): Writer =>
  recordWriter(trx, job, 'roster', ['as_of', 'creator_k'], (row, creator): RosterTable | null =>
    row.kind !== 'roster' || !creator
      ? null
      : {
          as_of: row.asOf,
          creator_k: creator.k,
          agency_k: creator.agency_k,
          import_id: job.importId,
          line: row.line,
          written_by: job.importId,
          relationship: row.relationship,
          graduation: row.graduation,
          tier: row.tier,
          followers: row.followers,
          diamonds30: row.diamonds30,
          live_minutes30: row.liveMinutes30,
          valid_days30: row.validDays30,
        },
  )

/** What a month came to for each creator. */
export const bonusWriter = (trx: Trx, job: Job): Writer =>
  recordWriter(trx, job, 'bonus', ['month', 'creator_k'], (row, creator): BonusTable | null =>
    row.kind !== 'bonus' || !creator
      ? null
      : {
          month: row.month,
          creator_k: creator.k,
          agency_k: creator.agency_k,
          import_id: job.importId,
          line: row.line,
          written_by: job.importId,
          violative: row.violative === null ? null : Number(row.violative),
          rookie: row.rookie === null ? null : Number(row.rookie),
          diamonds: row.diamonds,
          valid_days: row.validDays,
          live_minutes: row.liveMinutes,
          bonus: row.bonus,
          tasks: JSON.stringify(row.tasks),
        },
  )

/** Campaigns by their name and first day. */
export const campaignWriter = (trx: Trx, job: Job): Writer =>
  recordWriter(trx, job, 'campaign', ['folded', 'start_day'], (row): CampaignTable | null =>
    row.kind !== 'campaigns'
      ? null
      : {
          folded: fold(row.name),
          start_day: row.start,
          name: row.name,
          import_id: job.importId,
          line: row.line,
          written_by: job.importId,
          market: row.market,
          category: row.category,
          end_day: row.end,
          goal: row.goal,
          creator_ids: row.creatorIds.join(' '),
        },
  )

/** Rows that are kept as they were told: of two with the same key in one file the later one counts. */
const recordWriter = <T extends 'roster' | 'bonus' | 'campaign'>(
  trx: Trx,
  { incoming, options, people }: Job,
  table: T,
  key: readonly (keyof Kept[T] & string)[],
  recordOf: (row: FactRow, creator: Creator | null) => Kept[T] | null,
): Writer => {
  const records = new Map<string, Kept[T]>()
  let rows = 0
  let from: Day | null = null
  let to: Day | null = null

  return {
    add: async (batch) => {
      const unknown: Rejection[] = []
      for (const row of batch) {
        let creator: Creator | null = null
        if (row.kind === 'roster' || row.kind === 'bonus') {
          creator = people.creator(row, dayOf(row), incoming.carries.agency ? 'file' : 'known')
          if (!creator) {
            unknown.push({
              line: row.line,
              column: null,
              reason: 'id.quit',
              value: row.username.slice(0, 80),
            })
            continue
          }
          if (row.kind === 'roster' && row.joined) people.joined(creator, row.joined)
        }
        const record = recordOf(row, creator)
        if (!record) continue
        rows++
        records.set(key.map((column) => record[column]).join('\n'), record)
        const [first, last] = row.kind === 'campaigns' ? [row.start, row.end] : [dayOf(row), dayOf(row)]
        if (from === null || first < from) from = first
        if (to === null || last > to) to = last
      }
      return unknown
    },
    end: async () => {
      const all = [...records.values()]
      const [before] = await Promise.all([counted(trx, table)])
      let written = 0
      const [one] = all
      if (one) {
        const columns = Object.keys(one) as (keyof Kept[T] & string)[]
        const upsert = manyRows(trx, options.dialect, table, columns, {
          key,
          quiet: ['import_id', 'line', 'written_by'],
        })
        for (const some of inPieces(all)) {
          written += await upsert(some.flatMap((record) => columns.map((column) => record[column])))
        }
      }
      const added = (await counted(trx, table)) - before
      return {
        added,
        changed: written - added,
        unchanged: rows - written,
        restated: 0,
        period: from && to ? { from, to } : null,
      }
    },
  }
}

const counted = async (trx: Trx, table: 'roster' | 'bonus' | 'campaign'): Promise<number> => {
  const { n } = await trx
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}

const dayOf = (row: FactRow): Day =>
  row.kind === 'roster'
    ? row.asOf
    : row.kind === 'bonus'
      ? row.month
      : row.kind === 'backstage'
        ? row.to
        : '0000-01-01'
