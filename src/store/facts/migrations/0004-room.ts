import { sql } from 'kysely'
import { columns } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'

/** What happens in the room is rolled up too, and null where no file tells it: summed once for the days there are. */
export const room: Step = async (db, dialect) => {
  const { count, real } = columns(dialect)
  for (const [column, type] of [
    ['gifters', count],
    ['unique_viewers', count],
    ['returning_viewers', count],
    ['watch_minutes', real],
  ] as const)
    await db.schema.alterTable('rollup').addColumn(column, type).execute()
  const watched =
    dialect === 'sqlite'
      ? sql`round(sum(watch_minutes), 2)`
      : sql`round(sum(watch_minutes)::numeric, 2)::float8`
  await sql`
    update rollup set gifters = s.gifters, unique_viewers = s.unique_viewers,
                      returning_viewers = s.returning_viewers, watch_minutes = s.watch_minutes
    from (select day, agency_k, market, sum(gifters) as gifters, sum(unique_viewers) as unique_viewers,
                 sum(returning_viewers) as returning_viewers, ${watched} as watch_minutes
          from daily group by day, agency_k, market
          having count(gifters) + count(unique_viewers) + count(returning_viewers) + count(watch_minutes) > 0) as s
    where s.day = rollup.day and s.agency_k = rollup.agency_k and s.market = rollup.market`.execute(db)
}
