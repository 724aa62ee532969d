import type { Kysely } from 'kysely'
import type { Day } from '../../domain/day.ts'
import type { TeamId, UserId } from '../../domain/ids.ts'
import type { Routines } from '../../domain/ports.ts'
import type { LedgerTables } from './schema.ts'

export const routines = (db: Kysely<LedgerTables>, team: TeamId): Routines => {
  const write = async (person: UserId, columns: Partial<LedgerTables['routine']>): Promise<void> => {
    const nothing = { opens: null, closes: null, days: null, away_until: null, delegate: null }
    await db
      .insertInto('routine')
      .values({ team, person, ...nothing, ...columns })
      .onConflict((c) => c.columns(['team', 'person']).doUpdateSet(columns))
      .execute()
  }
  return {
    async of(person) {
      const row = await db
        .selectFrom('routine')
        .selectAll()
        .where('team', '=', team)
        .where('person', '=', person)
        .executeTakeFirst()
      const { opens = null, closes = null, days = null, away_until = null, delegate = null } = row ?? {}
      return {
        hours:
          opens === null || closes === null || days === null
            ? null
            : { opens, closes, days: [...days].map(Number) },
        away: away_until === null ? null : { until: away_until as Day, delegate: delegate as UserId | null },
      }
    },

    setHours: (person, hours) =>
      write(person, {
        opens: hours?.opens ?? null,
        closes: hours?.closes ?? null,
        days: hours?.days.join('') ?? null,
      }),

    setAway: (person, away) =>
      write(person, { away_until: away?.until ?? null, delegate: away?.delegate ?? null }),
  }
}
