import { sql } from 'kysely'
import type { Step } from '../../migrate.ts'

interface Promised {
  due: string
  due_time: string
  time_zone: string
}

/**
 * The moment by which each is due, where its owner lives: 0014 wrote 18:00 UTC for all that was promised before it. A zone
 * that nobody knows becomes UTC, in which its hour was read anyway. Reminders are asked of the rules again when they come.
 */
export const dueAt: Step = async (db, dialect) => {
  const zones = sql<
    Pick<Promised, 'time_zone'>
  >`select distinct time_zone from followup where due is not null`
  for (const { time_zone } of (await zones.execute(db)).rows)
    if (!isZone(time_zone))
      await sql`update followup set time_zone = 'UTC' where time_zone = ${time_zone}`.execute(db)

  const all = sql<Promised>`select distinct due, due_time, time_zone from followup where due is not null`
  const found = (await all.execute(db)).rows
  const whole = sql.raw(dialect === 'sqlite' ? 'integer' : 'bigint')
  for (let n = 0; n < found.length; n += AT_ONCE) {
    const rows = found
      .slice(n, n + AT_ONCE)
      .map((it) => sql`(${it.due}, ${it.due_time}, ${it.time_zone}, cast(${momentOf(it)} as ${whole}))`)
    await sql`with moment (day, hour, zone, at) as (values ${sql.join(rows)})
      update followup set due_at = moment.at from moment
      where due = moment.day and due_time = moment.hour and time_zone = moment.zone and due_at <> moment.at`.execute(
      db,
    )
  }
}

const AT_ONCE = 500

const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const momentOf = ({ due, due_time, time_zone }: Promised): number =>
  Temporal.PlainDate.from(due).toZonedDateTime({ timeZone: time_zone, plainTime: due_time }).epochMilliseconds
