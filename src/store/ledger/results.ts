import type { Kysely } from 'kysely'
import type { TeamId } from '../../domain/ids.ts'
import type { Results } from '../../domain/ports.ts'
import { orNull, toRow } from './codec.ts'
import { followup } from './followups.ts'
import { toldOf } from './resultRow.ts'
import type { LedgerTables } from './schema.ts'

export const results = (db: Kysely<LedgerTables>, team: TeamId): Results => {
  const kept = () =>
    db
      .selectFrom('followup')
      .innerJoin('followup_result', 'followup_result.followup', 'followup.id')
      .selectAll('followup')
      .select('followup_result.told as result')
      .where('followup.team', '=', team)
      .where('followup.state', '=', 'done')

  return {
    async due(looked, since, limit) {
      const found = await kept()
        .where('followup.closed_at', '>=', toRow(since))
        .where('followup_result.settled', '=', 0)
        .where((eb) =>
          eb.or([eb('followup_result.looked', 'is', null), eb('followup_result.looked', '<>', looked)]),
        )
        .orderBy('followup.id')
        .limit(limit)
        .execute()
      return found.map(followup)
    },

    async achieved({ from, until, agency }, limit) {
      let rows = kept()
        .where('followup.closed_at', '>=', toRow(from))
        .where('followup.closed_at', '<', toRow(until))
      if (agency) rows = rows.where('followup.agency', '=', agency)
      const found = await rows
        .orderBy('followup.closed_at', 'desc')
        .orderBy('followup.number', 'desc')
        .limit(limit)
        .execute()
      return found.map(followup)
    },

    async measured(was, { points, looked, settled }) {
      if (was.result === null) return false
      const told = toldOf({ ...was.result, points }, orNull(was.closedAt, toRow))
      const { numUpdatedRows } = await db
        .updateTable('followup_result')
        .set({ looked, settled: settled ? 1 : 0, told })
        .where('followup', '=', was.id)
        .where('team', '=', team)
        // Whoever opened it again, or made it about somebody else, since it was read, was quicker.
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('followup').select('id').where('id', '=', was.id).where('version', '=', was.version),
          ),
        )
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },
  }
}
