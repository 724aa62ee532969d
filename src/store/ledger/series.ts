import type { Kysely, Selectable } from 'kysely'
import type { Day } from '../../domain/day.ts'
import type { ChannelId, TeamId, UserId } from '../../domain/ids.ts'
import type { AllSeries } from '../../domain/ports.ts'
import type { Repeats } from '../../domain/repeats.ts'
import type { Series, SeriesId } from '../../domain/series.ts'
import type { Priority } from '../../domain/task.ts'
import type { Binding } from './binding.ts'
import { checksIn, checksRow, fromRow, orNull, toRow } from './codec.ts'
import type { LedgerTables } from './schema.ts'

export const allSeries = (db: Kysely<LedgerTables>, team: TeamId, { ids, locks }: Binding): AllSeries => {
  const own = () => db.selectFrom('followup_series').selectAll().where('team', '=', team)
  return {
    async byId(id) {
      const one = own().where('id', '=', id)
      const row = await (locks ? one.forUpdate() : one).executeTakeFirst()
      return row && series(row)
    },

    async due(by, limit) {
      const rows = await own().where('next_at', '<=', toRow(by)).orderBy('next_at').limit(limit).execute()
      return rows.map(series)
    },

    async add(added) {
      const made: Series = { ...added, id: ids.next('ser'), team, version: 1 }
      await db
        .insertInto('followup_series')
        .values({ ...columnsOf(made), id: made.id, team, version: 1 })
        .execute()
      return made
    },

    async change(was, changes) {
      const changed: Series = { ...was, ...changes, id: was.id, team, version: was.version + 1 }
      const { numUpdatedRows } = await db
        .updateTable('followup_series')
        .set({ ...columnsOf(changed), version: changed.version })
        .where('id', '=', was.id)
        .where('team', '=', team)
        .where('version', '=', was.version)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n ? changed : undefined
    },
  }
}

type Row = LedgerTables['followup_series']

const columnsOf = (it: Series): Omit<Row, 'id' | 'team' | 'version'> => ({
  what: it.what,
  owner: it.owner,
  reporter: it.reporter,
  priority: it.priority,
  agency: it.agency,
  creator_id: it.creator?.id ?? null,
  creator_name: it.creator?.username ?? null,
  watchers: it.watchers.length > 0 ? it.watchers.join(' ') : null,
  insight: it.insight,
  origin_channel: it.origin?.channel ?? null,
  origin_ts: it.origin?.ts ?? null,
  checks: checksRow(it.checks),
  repeats: JSON.stringify(it.repeats),
  began: it.began,
  last: it.last,
  count: it.count,
  next: it.next,
  next_at: orNull(it.nextAt, toRow),
  ended_by: it.endedBy,
})

/** What the ledger wrote itself is trusted. */
const series = (it: Selectable<Row>): Series => ({
  id: it.id as SeriesId,
  team: it.team as TeamId,
  what: it.what,
  owner: it.owner as UserId,
  reporter: it.reporter as UserId,
  priority: it.priority as Priority,
  agency: it.agency,
  creator: it.creator_id === null ? null : { id: it.creator_id, username: it.creator_name ?? it.creator_id },
  watchers: (it.watchers?.split(' ') ?? []) as UserId[],
  insight: it.insight,
  origin: it.origin_channel === null ? null : { channel: it.origin_channel as ChannelId, ts: it.origin_ts },
  checks: checksIn(it.checks),
  repeats: JSON.parse(it.repeats) as Repeats,
  began: it.began as Day,
  last: it.last as Day,
  count: it.count,
  next: it.next as Day | null,
  nextAt: orNull(it.next_at, fromRow),
  endedBy: it.ended_by as UserId | null,
  version: it.version,
})
