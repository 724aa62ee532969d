import { sql } from 'kysely'
import { columns } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'
import { addKeptColumn } from './keeping.ts'

/**
 * How often those who are silent now were LIVE before: whether they have gone dark is told by their own habit. For those
 * whose silence was weighed already it is counted here; the next import works it out more finely.
 */
export const habits: Step = async (db, dialect) => {
  await addKeptColumn(db, dialect, 'creator', 'live_days', sql`${columns(dialect).count} not null default 0`)
  await countHabits(db, dialect)
}

export const countHabits: Step = async (db, dialect) => {
  const [oldest, fourWeeksBefore] =
    dialect === 'sqlite'
      ? [sql`date(max(day), '-60 days')`, sql`date(c.last_live, '-28 days')`]
      : [sql`to_char(max(day)::date - 60, 'YYYY-MM-DD')`, sql`to_char(c.last_live::date - 28, 'YYYY-MM-DD')`]
  // Sixty days are read once: by creators, SQLite would read them again for each.
  await sql`
    update creator set live_days = s.days
    from (select c.k, count(*) as days from daily d cross join creator c
          where d.day > (select ${oldest} from rollup) and c.k = d.creator_k and c.stake > 0 and d.live_minutes > 0
            and d.day > ${fourWeeksBefore} and d.day <= c.last_live
          group by c.k) as s
    where s.k = creator.k`.execute(db)
}
