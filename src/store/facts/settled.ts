import { type Kysely, sql } from 'kysely'
import type { Scope, Settled } from '#src/domain/facts.ts'
import type { Period } from '#src/domain/period.ts'
import type { Thresholds } from '#src/domain/thresholds.ts'
import type { Moved } from './movement.ts'
import type { FactTables } from './schema.ts'
import { within } from './scopes.ts'

/** What a calendar month came to: the ladder and the gate from the scan of its days, the bonus from its own file. */
export const settledOf = async (
  db: Kysely<FactTables>,
  scope: Scope,
  { ladder, gate }: Moved['settled'],
  { from }: Period,
  { goals, gate: gates }: Pick<Thresholds, 'goals' | 'gate'>,
): Promise<Settled> => {
  const on = (which: 'now' | 'before', rung: number): number =>
    ladder.reduce((sum, it) => (it[which] === rung ? sum + it.creators : sum), 0)
  const moved = (way: 1 | -1): number =>
    ladder.reduce((sum, it) => (it.stayed && way * (it.now - it.before) > 0 ? sum + it.creators : sum), 0)
  return {
    rungs: goals.diamonds.flatMap((rung) => {
      const line = { from: rung, now: on('now', rung), before: on('before', rung) }
      return line.now + line.before > 0 ? [line] : []
    }),
    climbed: moved(1),
    fell: moved(-1),
    gate: { ...gate, days: gates.days, hours: gates.hours },
    bonus: await bonusOf(db, scope, from),
  }
}

/** By the agency that a creator was in then; a bonus file knows no markets of its own. */
const bonusOf = async (db: Kysely<FactTables>, scope: Scope, month: string): Promise<Settled['bonus']> => {
  const { rows } = await sql<{ creators: number; amount: number; violative: number }>`
    select count(*) as creators, coalesce(sum(bonus), 0) as amount, coalesce(sum(violative), 0) as violative
    from (select bonus.*, '' as market from bonus where month = ${month}) as told
    where ${within(scope)}`.execute(db)
  const [told] = rows
  return told && told.creators > 0 ? told : null
}
