import type { Kysely, Selectable } from 'kysely'
import type { Day } from '../../domain/day.ts'
import type { TeamId, UserId } from '../../domain/ids.ts'
import type { InsightKind, Mute, MuteId, MuteNote, Subject } from '../../domain/insight.ts'
import type { Mutes } from '../../domain/ports.ts'
import type { Binding } from './binding.ts'
import type { LedgerTables } from './schema.ts'

export const mutes = (db: Kysely<LedgerTables>, team: TeamId, { ids }: Pick<Binding, 'ids'>): Mutes => {
  const own = () => db.selectFrom('mute').selectAll().where('team', '=', team)
  return {
    async list() {
      return (await own().orderBy('until_day').orderBy('id').execute()).map(note)
    },

    async byId(id) {
      const row = await own().where('id', '=', id).executeTakeFirst()
      return row && note(row)
    },

    async add(added) {
      const made: MuteNote = { ...added, id: ids.next('mut') }
      const { entity, kind, from, until, reason, name, by, id } = made
      await db
        .insertInto('mute')
        .values({
          id,
          team,
          entity_type: entity.type,
          entity_id: entity.id,
          name,
          kind,
          from_day: from,
          until_day: until,
          reason,
          made_by: by,
        })
        .execute()
      return made
    },

    async end(id) {
      await db.deleteFrom('mute').where('team', '=', team).where('id', '=', id).execute()
    },
  }
}

/** What the numbers are looked through with, by no matter whom it was said. */
export const allMutes = async (db: Kysely<LedgerTables>, since: Day): Promise<readonly Mute[]> => {
  const rows = await db.selectFrom('mute').selectAll().where('until_day', '>=', since).orderBy('id').execute()
  return rows.map((row) => {
    const { entity, kind, from, until, reason } = note(row)
    return { entity, kind, from, until, reason }
  })
}

const note = (row: Selectable<LedgerTables['mute']>): MuteNote => ({
  id: row.id as MuteId,
  entity: { type: row.entity_type as Subject['type'], id: row.entity_id },
  name: row.name,
  kind: row.kind as InsightKind | null,
  from: row.from_day as Day,
  until: row.until_day as Day,
  reason: row.reason,
  by: row.made_by as UserId,
})
