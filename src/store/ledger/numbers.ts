import type { Kysely } from 'kysely'
import type { TeamId } from '../../domain/ids.ts'
import type { LedgerTables } from './schema.ts'

/** The next short number of a kind in a workspace: `FU-12` after `FU-11`, never one twice. */
export const nextNumber = async (
  db: Kysely<LedgerTables>,
  team: TeamId,
  kind: 'FU' | 'REQ' | 'DIG' | 'ALR',
): Promise<number> => {
  const { last } = await db
    .insertInto('counter')
    .values({ team, kind, last: 1 })
    .onConflict((c) =>
      c.columns(['team', 'kind']).doUpdateSet((eb) => ({ last: eb('counter.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}

/** `fu-12`, `FU12` or `12` → 12; null for anything else. */
export const numberIn = (ref: string, kind: string): number | null => {
  const [, number] = new RegExp(`^(?:${kind}-?)?(\\d{1,9})$`, 'i').exec(ref.trim()) ?? []
  return number === undefined ? null : Number(number)
}
