import type { Kysely } from 'kysely'
import { type Day, firstOfMonth, plusDays } from '#src/domain/day.ts'
import type { Provenance, Source } from '#src/domain/facts.ts'
import type { Metric } from '#src/domain/metric.ts'
import { type FactTables, isFed, type MonthTotalTable, TOTALED, type Totaled } from './schema.ts'

/** From a stored number to the file and row it came from; null where nothing is stored. */
export const provenanceOf = async (
  db: Kysely<FactTables>,
  creatorId: string,
  day: Day,
  metric: Metric,
): Promise<Provenance | null> => {
  const row = await db
    .selectFrom('daily')
    .innerJoin('creator', 'creator.k', 'daily.creator_k')
    .selectAll('daily')
    .where('creator.id', '=', creatorId)
    .where('day', '=', day)
    .executeTakeFirst()
  const value = row?.[metric]
  if (!row || value === null || value === undefined) return null
  if (isFed(row.fed, metric) || !isTotaled(metric)) {
    const versions = await db
      .selectFrom('daily_was')
      .select(['import_id', 'line'])
      .where('creator_k', '=', row.creator_k)
      .where('day', '=', day)
      .orderBy('by_import', 'desc')
      .execute()
    return { value, how: 'told', sources: await newestThatSays(db, metric, [row, ...versions]) }
  }
  return { value, how: 'difference', sources: await totalsAround(db, row.creator_k, day, metric) }
}

const isTotaled = (metric: Metric): metric is Totaled => (TOTALED as readonly Metric[]).includes(metric)

interface Told {
  import_id: number
  line: number
}

/** A file without the metric's column left what an earlier one said of it. */
const newestThatSays = async (
  db: Kysely<FactTables>,
  metric: Metric,
  versions: readonly Told[],
): Promise<readonly Source[]> => {
  for (const { import_id, line } of versions) {
    const file = await db
      .selectFrom('import')
      .select(['id', 'file', 'metrics'])
      .where('id', '=', import_id)
      .executeTakeFirst()
    if (file?.metrics.split(' ').includes(metric)) return [{ importId: file.id, file: file.file, line }]
  }
  return []
}

/** The total that the day is part of, and the one before it, if the month has one. */
const totalsAround = async (
  db: Kysely<FactTables>,
  creator: number,
  day: Day,
  metric: Totaled,
): Promise<readonly Source[]> => {
  const totals = await db
    .selectFrom('month_total')
    .selectAll()
    .where('creator_k', '=', creator)
    .where('to_day', '>=', firstOfMonth(day))
    .where('to_day', '<', firstOfMonth(plusDays(firstOfMonth(day), 31)))
    .where(metric, 'is not', null)
    .orderBy('to_day')
    .orderBy('settles', 'desc')
    .execute()
  const single = totals.find(({ from_day, to_day }) => from_day === day && to_day === day)
  const upTo = totals.filter(({ from_day, to_day }) => from_day === firstOfMonth(to_day))
  const after = single ?? upTo.find(({ to_day }) => to_day >= day)
  if (!after) return []
  const before =
    after === single && !day.endsWith('-01') ? undefined : upTo.findLast(({ to_day }) => to_day < day)
  const sources: Source[] = []
  for (const total of before ? [after, before] : [after]) {
    sources.push(...(await newestThatSays(db, metric, await versionsOf(db, total))))
  }
  return sources
}

const versionsOf = async (db: Kysely<FactTables>, total: MonthTotalTable): Promise<readonly Told[]> => {
  const was = await db
    .selectFrom('month_total_was')
    .select(['import_id', 'line'])
    .where('creator_k', '=', total.creator_k)
    .where('from_day', '=', total.from_day)
    .where('to_day', '=', total.to_day)
    .where('settles', '=', total.settles)
    .orderBy('by_import', 'desc')
    .execute()
  return [total, ...was]
}
