import type { Kysely } from 'kysely'
import type { ChannelId, TeamId, UserId } from '../../domain/ids.ts'
import type { QuotedFile } from '../../domain/original.ts'
import type { Originals } from '../../domain/ports.ts'
import type { Binding } from './binding.ts'
import { fromRow, orNull, toRow } from './codec.ts'
import type { LedgerTables } from './schema.ts'

export const originals = (db: Kysely<LedgerTables>, team: TeamId, { deed }: Binding): Originals => ({
  async at({ channel, ts }) {
    const row = await db
      .selectFrom('followup_source')
      .selectAll()
      .where('team', '=', team)
      .where('channel', '=', channel)
      .where('ts', '=', ts)
      .executeTakeFirst()
    return (
      row && {
        channel: row.channel as ChannelId,
        ts: row.ts,
        permalink: row.permalink,
        author: row.author as UserId | null,
        text: row.text,
        files: JSON.parse(row.files) as QuotedFile[],
        deletedAt: orNull(row.deleted_at, fromRow),
      }
    )
  },

  async keep({ channel, ts, permalink, author, text, files }) {
    const seen = { permalink, author, text, files: JSON.stringify(files), kept_at: toRow(deed.at) }
    await db
      .insertInto('followup_source')
      .values({ team, channel, ts, ...seen, captured: 0, deleted_at: null })
      .onConflict((c) =>
        c
          .columns(['team', 'channel', 'ts'])
          .doUpdateSet(seen)
          // What something was made of stays as it was then.
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('followup')
                  .select('followup.id')
                  .where('followup.team', '=', team)
                  .where('followup.origin_channel', '=', channel)
                  .where('followup.origin_ts', '=', ts),
              ),
            ),
          ),
      )
      .execute()
  },

  async capture({ channel, ts }) {
    const { numUpdatedRows } = await db
      .updateTable('followup_source')
      .set({ captured: 1 })
      .where('team', '=', team)
      .where('channel', '=', channel)
      .where('ts', '=', ts)
      .where('captured', '=', 0)
      .executeTakeFirstOrThrow()
    return numUpdatedRows === 1n
  },

  async gone({ channel, ts }) {
    await db
      .updateTable('followup_source')
      .set({ deleted_at: toRow(deed.at) })
      .where('team', '=', team)
      .where('channel', '=', channel)
      .where('ts', '=', ts)
      .where('deleted_at', 'is', null)
      .execute()
  },
})

/** Of messages that a form was opened for and nothing was made of, nothing stays. */
export const forgetOriginals = async (db: Kysely<LedgerTables>, before: Temporal.Instant): Promise<void> => {
  await db
    .deleteFrom('followup_source')
    .where('kept_at', '<', toRow(before))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('followup')
            .select('followup.id')
            .whereRef('followup.team', '=', 'followup_source.team')
            .whereRef('followup.origin_channel', '=', 'followup_source.channel')
            .whereRef('followup.origin_ts', '=', 'followup_source.ts'),
        ),
      ),
    )
    .execute()
}
