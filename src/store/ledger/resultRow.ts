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
  /** The end of the follow-up, in epoch milliseconds; null before it was measured. */
  measuredFor: z.number().nullable(),
  points: z.array(
    z.object({
      after: z.literal(AFTER),
      day: StoredDay,
      value: z.number().nullable(),
      verdict: z.enum(VERDICTS).nullable(),
      why: z.enum(UNMEASURED).nullable(),
      on: StoredDay.nullable(),
    }),
  ),
})

/** `closedAt` as the follow-up has it: what was measured after another end of it is not told. */
export const resultOf = (result: string | null, closedAt: number | null): Result | null => {
  if (result === null) return null
  const { measuredFor, ...told } = Told.parse(JSON.parse(result))
  return closedAt !== null && measuredFor === closedAt ? told : { ...told, points: [] }
}

export const toldOf = (result: Result, measuredFor: number | null): string =>
  JSON.stringify({ ...result, measuredFor })

/** In a row of `followup`. */
export const RESULT = sql<
  string | null
>`(select r.told from followup_result r where r.followup = followup.id)`.as('result')

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
  const row = { told: toldOf(result, null), settled: 0, looked: null }
  await db
    .insertInto('followup_result')
    .values({ followup: id, team, ...row })
    .onConflict((c) => c.column('followup').doUpdateSet(row))
    .execute()
}
