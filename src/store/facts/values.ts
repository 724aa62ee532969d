import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Day } from '#src/domain/day.ts'
import type { DailyQuestion, DailyValue } from '#src/domain/facts.ts'
import { METRIC_NAMES, type Metric } from '#src/domain/metric.ts'
import type { FactTables } from './schema.ts'

type Row = {
  day: Day
  id: string
  username: string
  agency: string | null
  market: string | null
  estimated: number
  restated: number
  import_id: number
} & Record<Metric, number | null>

/** A page of days: each begins where the last one ended, so that a whole year needs no more memory than a page. */
export const dailyValuesOf = async (
  db: Kysely<FactTables>,
  { period, after, limit }: DailyQuestion,
  inScope: RawBuilder<boolean>,
): Promise<readonly DailyValue[]> => {
  const metrics = sql.join(METRIC_NAMES.map((metric) => sql`d.${sql.ref(metric)}`))
  const from = after?.day ?? period.from
  const beyond = after ? sql`and (d.day > ${after.day} or c.id > ${after.id})` : sql``
  const { rows } = await sql<Row>`
    select d.day, c.id, c.username, a.name as agency, coalesce(nullif(d.market, ''), a.market) as market,
           ${metrics}, d.estimated, d.restated, d.import_id
    from (select * from daily where day >= ${from} and day <= ${period.to} and ${inScope}) d
    join creator c on c.k = d.creator_k
    left join agency a on a.k = d.agency_k
    where 1 = 1 ${beyond}
    order by d.day, c.id limit ${limit}`.execute(db)
  return rows.map((row) => ({
    day: row.day,
    creatorId: row.id,
    username: row.username,
    agency: row.agency,
    market: row.market,
    values: Object.fromEntries(METRIC_NAMES.map((metric) => [metric, row[metric]])) as Record<
      Metric,
      number | null
    >,
    estimated: row.estimated === 1,
    restated: row.restated === 1,
    importId: row.import_id,
  }))
}
