import type { Kysely } from 'kysely'
import type { ChannelId, TeamId, UserId } from '../../domain/ids.ts'
import { type Locale, localeOf } from '../../domain/person.ts'
import type { Directory, People } from '../../domain/ports.ts'
import { flag, toRow } from './codec.ts'
import type { LedgerTables } from './schema.ts'

/** What a workspace falls back on for someone never seen, or without a language or zone of their own. */
export interface Defaults {
  locale: Locale
  timeZone: string
}

export const people = (db: Kysely<LedgerTables>, team: TeamId, defaults: Defaults): People => ({
  async person(id) {
    const row = await personRow(db, team, id)
    return {
      team,
      id,
      name: row?.name ?? id,
      locale: localeOf(row?.locale) ?? defaults.locale,
      timeZone: row?.time_zone ?? defaults.timeZone,
      deactivated: row?.deactivated === 1,
      bot: row?.bot === 1,
    }
  },

  async names() {
    const rows = await db
      .selectFrom('person')
      .select('name')
      .where('team', '=', team)
      .where('deactivated', '=', 0)
      .where('bot', '=', 0)
      .orderBy('name')
      .execute()
    return rows.map(({ name }) => name)
  },

  async channel(id) {
    const row = await channelRow(db, team, id)
    return {
      team,
      id,
      name: row?.name ?? id,
      // What cannot be seen is taken for private.
      private: row?.private !== 0,
      joined: row?.joined === 1,
      external: row?.external === 1,
      archived: row?.archived === 1,
      locale: localeOf(row?.locale),
    }
  },

  async withEmails(emails) {
    const rows = await emailRows(db, team, emails)
    return new Map(rows.flatMap(({ email, person }) => (person === null ? [] : [[email, person as UserId]])))
  },
})

const emailRows = async (db: Kysely<LedgerTables>, team: TeamId, emails: readonly string[]) =>
  emails.length === 0
    ? []
    : await db.selectFrom('email').selectAll().where('team', '=', team).where('email', 'in', emails).execute()

const personRow = (db: Kysely<LedgerTables>, team: TeamId, id: UserId) =>
  db.selectFrom('person').selectAll().where('team', '=', team).where('id', '=', id).executeTakeFirst()
const channelRow = (db: Kysely<LedgerTables>, team: TeamId, id: ChannelId) =>
  db.selectFrom('channel').selectAll().where('team', '=', team).where('id', '=', id).executeTakeFirst()

export const directory = (db: Kysely<LedgerTables>): Directory => ({
  async seenPerson(team, id) {
    const row = await personRow(db, team, id)
    return row ? Temporal.Instant.fromEpochMilliseconds(row.seen_at) : null
  },
  async seenChannel(team, id) {
    const row = await channelRow(db, team, id)
    return row?.joined === 1 ? Temporal.Instant.fromEpochMilliseconds(row.seen_at) : null
  },

  async askedEmails(team, emails, since) {
    const rows = await emailRows(db, team, emails)
    return rows.filter(({ asked_at }) => asked_at > toRow(since)).map(({ email }) => email)
  },

  async rememberEmail(team, email, person, at) {
    const seen = { person, asked_at: toRow(at) }
    await db
      .insertInto('email')
      .values({ team, email, ...seen })
      .onConflict((c) => c.columns(['team', 'email']).doUpdateSet(seen))
      .execute()
  },

  async rememberPerson({ team, id, name, slackLocale, timeZone, deactivated, bot }, at) {
    const seen = {
      name,
      locale: slackLocale,
      time_zone: timeZone,
      deactivated: flag(deactivated),
      bot: flag(bot),
      seen_at: toRow(at),
    }
    await db
      .insertInto('person')
      .values({ team, id, ...seen })
      .onConflict((c) => c.columns(['team', 'id']).doUpdateSet(seen))
      .execute()
  },

  async rememberChannel({ team, id, name, slackLocale, ...is }, at) {
    const seen = {
      name,
      locale: slackLocale,
      private: flag(is.private),
      joined: flag(is.joined),
      external: flag(is.external),
      archived: flag(is.archived),
      seen_at: toRow(at),
    }
    await db
      .insertInto('channel')
      .values({ team, id, ...seen })
      .onConflict((c) => c.columns(['team', 'id']).doUpdateSet(seen))
      .execute()
  },
})
