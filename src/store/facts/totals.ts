import { type Day, firstOfMonth, monthOf, plusDays } from '#src/domain/day.ts'
import type { Rejection, TotalsRow } from '#src/domain/facts.ts'
import { takeApart } from './apart.ts'
import type { Creator } from './people.ts'
import { inPieces, manyRows, spanOf, type Trx } from './rows.ts'
import { type MonthTotalTable, TOTALED } from './schema.ts'
import type { Job, Writer } from './write.ts'

/** Month-to-date totals: kept as they were told, and taken apart into days. */
export const totalsWriter = (trx: Trx, job: Job): Writer => {
  const { incoming, options, people, importId } = job
  const key = ['creator_k', 'from_day', 'to_day', 'settles']
  const columns = [...key, 'agency_k', 'import_id', 'line', 'written_by', 'joined', ...TOTALED]
  const upsert = manyRows(trx, options.dialect, 'month_total', columns, {
    key,
    quiet: ['import_id', 'line', 'written_by', 'agency_k'],
  })
  const given = new Set<string>(incoming.metrics)
  const months = new Map<string, Set<number>>()
  const ends = new Set<Day>()
  let added = 0
  let changed = 0
  let rows = 0
  let from: Day | null = null
  let settled = 0

  const worked = (month: Day, creator: Creator) => {
    const those = months.get(monthOf(month)) ?? new Set()
    those.add(creator.k)
    months.set(monthOf(month), those)
  }

  const store = async (batch: readonly TotalsRow[]): Promise<readonly Rejection[]> => {
    const unknown: Rejection[] = []
    const keyed = batch.flatMap((row) => {
      const creator = people.creator(row, row.to, incoming.carries.agency ? 'file' : 'known')
      if (!creator) {
        unknown.push({ line: row.line, column: null, reason: 'id.quit', value: row.username.slice(0, 80) })
        return []
      }
      if (row.joined) people.joined(creator, row.joined)
      return [{ row, creator }]
    })
    if (keyed.length === 0) return unknown
    const known = await knownTotals(trx, keyed)
    const params: unknown[] = []
    let fresh = 0
    for (const { row, creator } of keyed) {
      const old = known.get(`${creator.k} ${row.from} ${row.to}`)
      if (!old) fresh++
      const told = incoming.carries.agency && row.creatorId !== null
      params.push(
        creator.k,
        row.from,
        row.to,
        0,
        told ? people.agency(row.agency) : creator.agency_k,
        importId,
        row.line,
        importId,
        row.joined ?? old?.joined ?? null,
      )
      // A column that this export lacks, or this row ends before, says nothing against what another one said.
      for (const metric of TOTALED) {
        const told = given.has(metric) && row.totals[metric] !== undefined
        params.push(told ? (row.totals[metric] ?? null) : (old?.[metric] ?? null))
      }
      worked(row.to, creator)
      ends.add(row.to)
      if (from === null || row.from < from) from = row.from
    }
    const written = await upsert(params)
    added += fresh
    changed += written - fresh
    rows += keyed.length
    await settle(keyed)
    return unknown
  }

  /** What the file says of the month before is final there. It is no row of its own: nothing is counted. */
  const settle = async (keyed: readonly { row: TotalsRow; creator: Creator }[]) => {
    const params: unknown[] = []
    for (const { row, creator } of keyed) {
      if (!Object.values(row.lastMonth).some((value) => typeof value === 'number')) continue
      const end = plusDays(firstOfMonth(row.to), -1)
      params.push(
        ...[creator.k, firstOfMonth(end), end, 1, creator.agency_k],
        ...[importId, row.line, importId, row.joined],
        ...TOTALED.map((metric) => row.lastMonth[metric] ?? null),
      )
      worked(end, creator)
    }
    if (params.length > 0) settled += await upsert(params)
  }

  return {
    add: async (batch) => {
      const totals = batch.filter((row) => row.kind === 'backstage')
      const unknown: Rejection[] = []
      for (const some of inPieces(totals)) unknown.push(...(await store(some)))
      return unknown
    },
    end: async () => {
      let restated = 0
      if (added + changed + settled > 0) {
        for (const [month, keys] of months) restated += await takeApart(trx, job, month, [...keys])
      }
      const to = spanOf(ends)?.to
      return {
        added,
        changed,
        unchanged: rows - added - changed,
        restated,
        period: from && to ? { from, to } : null,
      }
    },
  }
}

const knownTotals = async (
  trx: Trx,
  keyed: readonly { row: TotalsRow; creator: Creator }[],
): Promise<ReadonlyMap<string, MonthTotalTable>> => {
  const found = await trx
    .selectFrom('month_total')
    .selectAll()
    .where(
      'creator_k',
      'in',
      keyed.map(({ creator }) => creator.k),
    )
    .where('to_day', 'in', [...new Set(keyed.map(({ row }) => row.to))])
    .where('settles', '=', 0)
    .execute()
  return new Map(found.map((total) => [`${total.creator_k} ${total.from_day} ${total.to_day}`, total]))
}
