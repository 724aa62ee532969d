import type { Kysely } from 'kysely'
import type { TeamId } from '../../domain/ids.ts'
import { statement } from '../statement.ts'
import type { LedgerTables } from './schema.ts'

/** The next short number of a kind in a workspace: `FU-12` after `FU-11`, never one twice. */
export const nextNumber = async (
  db: Kysely<LedgerTables>,
  team: TeamId,
  kind: 'FU' | 'REQ' | 'DIG' | 'ALR',
): Promise<number> => {
  const { rows } = await counted(db, { team, kind })
  const [row] = rows
  if (!row) throw new Error('a counter did not count')
  return row.last
}

const counted = statement<LedgerTables, { team: string; kind: string }, { last: number }>((db, hole) =>
  db
    .insertInto('counter')
    .values({ team: hole('team'), kind: hole('kind'), last: 1 })
    .onConflict((c) =>
      c.columns(['team', 'kind']).doUpdateSet((eb) => ({ last: eb('counter.last', '+', 1) })),
    )
    .returning('last'),
)

/** `fu-12`, `FU12` or `12` → 12; null for anything else. */
export const numberIn = (ref: string, kind: string): number | null => {
  const [, number] = new RegExp(`^(?:${kind}-?)?(\\d{1,9})$`, 'i').exec(ref.trim()) ?? []
  return number === undefined ? null : Number(number)
}
