import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { FollowupId } from '../../domain/followup.ts'
import type { TeamId } from '../../domain/ids.ts'
import { INSIGHT_KINDS, SUGGESTIONS } from '../../domain/insight.ts'
import { AFTER, type Result, UNMEASURED, VERDICTS } from '../../domain/outcome.ts'
import { StoredDay } from './codec.ts'
import type { LedgerTables } from './schema.ts'

const StoredWeek = z.object({
  value: z.number().nullable(),
  expected: z.number().nullable(),
  spread: z.number().nullable(),
})
const Told = z.object({
  entity: z.object({ type: z.enum(['creator', 'agency']), id: z.string() }),
  asOf: StoredDay,
  week: z.object({ diamonds: StoredWeek, live_minutes: StoredWeek, valid_days: StoredWeek }),
  metric: z.enum(['diamonds', 'live_minutes']),
  kind: z.enum(INSIGHT_KINDS).nullable(),
  action: z.enum(SUGGESTIONS).nullable(),
  points: z.array(
    z.object({
      after: z.literal(AFTER),
      day: StoredDay,
      value: z.number().nullable(),
      verdict: z.enum(VERDICTS).nullable(),
      why: z.enum(UNMEASURED).nullable(),
    }),
  ),
})

/** Of one that was opened again and closed anew, what was measured after its first end is not told. */
export const resultOf = (
  { result, result_at }: { result: string | null; result_at: number | null },
  closedAt: number | null,
): Result | null => {
  if (result === null) return null
  const told: Result = Told.parse(JSON.parse(result))
  return closedAt !== null && result_at === closedAt ? told : { ...told, points: [] }
}

/** In a row of `followup`. */
export const RESULT = [
  sql<string | null>`(select r.told from followup_result r where r.followup = followup.id)`.as('result'),
  sql<number | null>`(select r.closed_at from followup_result r where r.followup = followup.id)`.as(
    'result_at',
  ),
] as const

/** What is kept when it is made; nothing is measured yet. */
export const keepResult = async (
  db: Kysely<LedgerTables>,
  team: TeamId,
  id: FollowupId,
  result: Result | null,
): Promise<void> => {
  if (result === null) {
    await db.deleteFrom('followup_result').where('followup', '=', id).execute()
    return
  }
  const row = { told: JSON.stringify(result), closed_at: null, settled: 0, looked: null }
  await db
    .insertInto('followup_result')
    .values({ followup: id, team, ...row })
    .onConflict((c) => c.column('followup').doUpdateSet(row))
    .execute()
}
