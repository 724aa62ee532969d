import type { TotalsRow } from '#src/domain/facts.ts'
import { agencyIn, isTotalRow, metricsReader, rejection } from './columns.ts'
import type { Batch, Ground, RowReader } from './read.ts'
import { idReader, joinedIn, periodIn, textIn, unread } from './values.ts'

/** The platform's “Creator data” export: totals from the first of the month, one row a creator. */
export const backstageReader = (ground: Ground): RowReader => {
  const { layout, today } = ground
  const at = (field: 'period' | 'creator_id' | 'username' | 'agency' | 'joined') =>
    layout.fields.get(field) ?? -1
  const [period, id, username, agency, joined] = [
    at('period'),
    at('creator_id'),
    at('username'),
    at('agency'),
    at('joined'),
  ]
  const idIn = idReader(ground.sample.map(({ cells }) => cells[id]))
  const valuesOf = metricsReader(ground, 'hours')
  const named = (index: number) => layout.names[index] ?? null

  return (row) => {
    const { line, cells } = row
    const creatorId = idIn(cells[id])
    if (unread(creatorId)) {
      const total = creatorId.reason === 'id.missing' && isTotalRow(cells)
      return rejection(line, named(id), total ? 'total.row' : creatorId.reason, cells[id])
    }
    const covered = periodIn(cells[period], today)
    if ('reason' in covered) return rejection(line, named(period), covered.reason, cells[period])
    const totals = valuesOf(row)
    if ('reason' in totals) return totals
    // Whole minutes: what is taken apart into days has to add up again.
    if (totals.live_minutes) totals.live_minutes = Math.round(totals.live_minutes)
    return {
      kind: 'backstage',
      line,
      creatorId,
      username: textIn(cells[username])?.replace(/^@/, '') ?? '',
      agency: agencyIn(cells[agency]),
      from: covered.from,
      to: covered.to,
      joined: joinedIn(cells[joined]),
      totals,
    }
  }
}

/** A creator who moves between groups is listed in both: the row with more diamonds counts. Ends with one batch of them all. */
export async function* keepRicher(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  const richest = new Map<string, TotalsRow>()
  let read = 0
  for await (const batch of batches) {
    for (const row of batch.rows) {
      if (row.kind !== 'backstage') continue
      const key = `${row.creatorId} ${row.from} ${row.to}`
      const other = richest.get(key)
      if (!other || (row.totals.diamonds ?? -1) > (other.totals.diamonds ?? -1)) richest.set(key, row)
      read++
    }
    yield { read: batch.read - batch.rows.length, merged: 0, rows: [], rejections: batch.rejections }
  }
  yield { read, merged: read - richest.size, rows: [...richest.values()], rejections: [] }
}
