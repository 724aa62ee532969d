import { dateOf, daysBetween, firstOfMonth, plusDays } from '#src/domain/day.ts'
import type { TotalsRow } from '#src/domain/facts.ts'
import type { Period } from '#src/domain/period.ts'
import { agencyIn, metricsReader, placesOf, rejection, whoReader } from './columns.ts'
import type { Batch, Ground, RowReader } from './read.ts'
import { decimalOf, joinedIn, periodIn, type Read, shareIn } from './values.ts'

/** The platform’s “Creator data” export: totals from the first of the month, one row a creator. */
export const backstageReader = (ground: Ground): RowReader => {
  const { layout, sample, delimiter, today } = ground
  const { period, agency, joined, fan_share } = placesOf(ground, ['period', 'agency', 'joined', 'fan_share'])
  const whoIn = whoReader(ground)
  const valuesOf = metricsReader(ground, 'hours')
  const lastMonthOf = metricsReader(ground, 'hours', layout.lastMonth)
  const byName = periodByName(ground)
  const shares = decimalOf(
    sample.map(({ cells }) => cells[fan_share]),
    delimiter,
  )

  return (row) => {
    const { line, cells, cut = false } = row
    const who = whoIn(row)
    if ('reason' in who) return who
    const covered = period < 0 ? byName : periodIn(cells[period], today)
    if ('reason' in covered)
      return rejection(line, layout.names[period] ?? null, covered.reason, cells[period])
    const totals = valuesOf(row, daysBetween(covered.from, covered.to) + 1)
    if ('reason' in totals) return totals
    // Whole minutes: what is taken apart into days has to add up again.
    if (totals.live_minutes) totals.live_minutes = Math.round(totals.live_minutes)
    // Fan contribution is exactly the fan club's part of all diamonds (650 of 650 rows compared).
    if (
      !layout.metrics.has('fan_club_diamonds') &&
      fan_share >= 0 &&
      fan_share < (cut ? cells.length : Infinity)
    ) {
      const share = shareIn(cells[fan_share], shares)
      const { diamonds = null } = totals
      totals.fan_club_diamonds = share === null || diamonds === null ? null : Math.round(diamonds * share)
    }
    const lastMonth = lastMonthOf(row, dateOf(plusDays(firstOfMonth(covered.to), -1)).daysInMonth)
    if (!('reason' in lastMonth) && lastMonth.live_minutes) {
      lastMonth.live_minutes = Math.round(lastMonth.live_minutes)
    }
    return {
      kind: 'backstage',
      line,
      creatorId: who.id,
      username: who.name,
      agency: agencyIn(cells[agency]),
      ...covered,
      joined: joinedIn(cells[joined]),
      totals,
      // What happened before belongs to nobody's present row: a cell that cannot be read takes nothing from it.
      lastMonth: 'reason' in lastMonth ? {} : lastMonth,
    }
  }
}

/** Files cover the days up to the one before their export: pulled on the 1st, all of the month before. */
const periodByName = ({ exported, today }: Ground): Read<Period> => {
  if (exported === null) return { reason: 'period.unreadable' }
  const to = plusDays(exported, -1)
  return to >= today ? { reason: 'period.future' } : { from: firstOfMonth(to), to }
}

/** A creator who moves between groups is listed in both: the row with more diamonds counts. Ends with one batch of them all. */
export async function* keepRicher(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  const richest = new Map<string, TotalsRow>()
  let read = 0
  for await (const batch of batches) {
    for (const row of batch.rows) {
      if (row.kind !== 'backstage') continue
      const key = `${row.creatorId ?? `@${row.username}`} ${row.from} ${row.to}`
      const other = richest.get(key)
      if (!other || (row.totals.diamonds ?? -1) > (other.totals.diamonds ?? -1)) richest.set(key, row)
      read++
    }
    yield { read: batch.read - batch.rows.length, merged: 0, rows: [], rejections: batch.rejections }
  }
  yield { read, merged: read - richest.size, rows: [...richest.values()], rejections: [] }
}
