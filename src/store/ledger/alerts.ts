import type { Insertable, Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { Alert, AlertId, Condition } from '../../domain/alert.ts'
import { type Day, plusDays } from '../../domain/day.ts'
import type { Episode } from '../../domain/episode.ts'
import type { ChannelId, TeamId, UserId } from '../../domain/ids.ts'
import { INSIGHT_KINDS, SEVERITIES } from '../../domain/insight.ts'
import { KEPT_DAYS } from '../../domain/kept.ts'
import { WATCHED } from '../../domain/metric.ts'
import type { Met } from '../../domain/occurrence.ts'
import type { Locale } from '../../domain/person.ts'
import type { Alerts } from '../../domain/ports.ts'
import { PAUSED_FOR, pausedFor } from '../../domain/source.ts'
import type { Binding } from './binding.ts'
import { flag, fromRow, orNull, toRow } from './codec.ts'
import { nextNumber, numberIn } from './numbers.ts'
import type { LedgerTables } from './schema.ts'

const StoredCondition: z.ZodType<Condition> = z.discriminatedUnion('on', [
  z.object({
    on: z.literal('level'),
    metric: z.enum(WATCHED),
    is: z.enum(['below', 'above']),
    than: z.number(),
  }),
  z.object({ on: z.literal('change'), metric: z.enum(WATCHED), by: z.number() }),
  z.object({
    on: z.literal('insight'),
    kind: z.enum(INSIGHT_KINDS).nullable(),
    atLeast: z.enum(SEVERITIES),
  }),
  z.object({ on: z.literal('new_creators') }),
])

/** As this house wrote it, perhaps another version of it: what all else is told by. */
const StoredMet = z.discriminatedUnion('what', [
  z.looseObject({
    what: z.literal('insight'),
    asOf: z.string(),
    found: z.looseObject({
      insight: z.looseObject({ id: z.string(), kind: z.enum(INSIGHT_KINDS), severity: z.enum(SEVERITIES) }),
      placed: z.looseObject({}),
    }),
  }),
  z.looseObject({ what: z.literal('level'), day: z.string(), value: z.number() }),
  z.looseObject({
    what: z.literal('creators'),
    count: z.number(),
    creators: z.array(z.looseObject({ id: z.string(), username: z.string() })),
  }),
])

/** Rows of one statement. */
const AT_ONCE = 200

export const alerts = (db: Kysely<LedgerTables>, team: TeamId, { ids, locks }: Binding): Alerts => {
  const own = () => db.selectFrom('alert').selectAll().where('team', '=', team)
  const one = () => (locks ? own().forUpdate() : own())
  const ownEpisodes = () => db.selectFrom('alert_episode').selectAll().where('team', '=', team)
  const change: Alerts['change'] = async (was, changes) => {
    const changed = { ...was, ...changes, id: was.id, ref: was.ref, team }
    const { condition, ...rest } = row(changed)
    // What cannot be read here may be read by whoever wrote it.
    const kept = changed.condition.on === 'unknown' ? rest : { ...rest, condition }
    await db.updateTable('alert').set(kept).where('id', '=', was.id).where('team', '=', team).execute()
    return changed
  }
  return {
    async byId(id) {
      const row = await one().where('id', '=', id).executeTakeFirst()
      return row && alert(row)
    },

    async named(ref) {
      const number = numberIn(ref, 'ALR')
      const row = number === null ? undefined : await one().where('number', '=', number).executeTakeFirst()
      return row && alert(row)
    },

    async list() {
      return (await own().where('state', '!=', 'ended').orderBy('number').execute()).map(alert)
    },

    async episodes(id, of) {
      const all = ownEpisodes().where('alert', '=', id)
      if (of === undefined) return (await all.execute()).flatMap(episode)
      const rows = await all.where('state', '=', 'waiting').execute()
      for (let i = 0; i < of.length; i += AT_ONCE) {
        const some = all.where('state', '!=', 'waiting').where('entity', 'in', of.slice(i, i + AT_ONCE))
        rows.push(...(await some.execute()))
      }
      return rows.flatMap(episode)
    },

    async waiting() {
      const rows = await ownEpisodes()
        .where('state', '=', 'waiting')
        .orderBy('at')
        .orderBy('entity')
        .execute()
      return rows.flatMap(episode)
    },

    async toldAt(ids, at) {
      const rows = await ownEpisodes()
        .where('state', '=', 'told')
        .where('told_at', '=', toRow(at))
        .where('alert', 'in', ids)
        .orderBy('entity')
        .execute()
      return rows.flatMap(episode)
    },

    async add(added) {
      const number = await nextNumber(db, team, 'ALR')
      const made: Alert = { ...added, id: ids.next('alr'), ref: `ALR-${number}`, team }
      await db
        .insertInto('alert')
        .values({ ...row(made), number })
        .execute()
      return made
    },

    pause: (it, stop) =>
      change(it, {
        ...{ state: 'paused', pausedFor: pausedFor(stop) },
        ...('by' in stop && { editedBy: stop.by }),
      }),

    change,

    async keep(episodes) {
      const newest = episodes.reduce<Day>((last, it) => (it.last > last ? it.last : last), '0001-01-01')
      for (const id of new Set(episodes.map((it) => it.alert)))
        await db
          .deleteFrom('alert_episode')
          .where('team', '=', team)
          .where('alert', '=', id)
          .where('state', '!=', 'waiting')
          .where('last', '<', plusDays(newest, -KEPT_DAYS.episodes))
          .execute()
      // A new rule may learn of hundreds: one by one they would hold the ledger for too long.
      const rows = episodes.map((it) => episodeRow(it, team))
      for (let i = 0; i < rows.length; i += AT_ONCE)
        await db
          .insertInto('alert_episode')
          .values(rows.slice(i, i + AT_ONCE))
          .onConflict((c) =>
            c.columns(['alert', 'entity', 'episode']).doUpdateSet((eb) => ({
              since: eb.ref('excluded.since'),
              last: eb.ref('excluded.last'),
              met: eb.ref('excluded.met'),
              state: eb.ref('excluded.state'),
              at: eb.ref('excluded.at'),
              told_at: eb.ref('excluded.told_at'),
              held: eb.ref('excluded.held'),
              post: eb.ref('excluded.post'),
            })),
          )
          .execute()
    },

    async drop(episodes) {
      for (const { alert: id, entity, episode: name } of episodes)
        await db
          .deleteFrom('alert_episode')
          .where('team', '=', team)
          .where('alert', '=', id)
          .where('entity', '=', entity)
          .where('episode', '=', name)
          .execute()
    },

    async unheard(ids, post) {
      if (ids.length === 0) return
      await db
        .updateTable('alert_episode')
        .set({ state: 'unheard' })
        .where('team', '=', team)
        .where('alert', 'in', ids)
        .where('state', '=', 'told')
        .where('post', '=', post)
        .execute()
    },

    async forgetWaiting(id) {
      await db
        .deleteFrom('alert_episode')
        .where('team', '=', team)
        .where('alert', '=', id)
        .where('state', '=', 'waiting')
        .execute()
    },
  }
}

const row = (it: Alert): Omit<LedgerTables['alert'], 'number'> => ({
  id: it.id,
  team: it.team,
  owner: it.owner,
  channel: it.channel,
  scope: it.scope,
  condition: JSON.stringify(it.condition),
  time_zone: it.timeZone,
  market: it.market,
  locale: it.locale,
  cool_down_days: it.coolDownDays,
  state: it.state,
  since: toRow(it.since),
  frontier: it.frontier,
  edited_by: it.editedBy,
  looked: it.looked,
  troubled_at: orNull(it.troubledAt, toRow),
  paused_for: it.pausedFor,
})

const alert = (it: Selectable<LedgerTables['alert']>): Alert => ({
  id: it.id as AlertId,
  ref: `ALR-${it.number}`,
  team: it.team as TeamId,
  owner: it.owner as UserId,
  channel: it.channel as ChannelId | null,
  scope: it.scope,
  condition: conditionIn(it.condition),
  timeZone: it.time_zone,
  market: it.market,
  locale: it.locale as Locale,
  coolDownDays: it.cool_down_days,
  state: it.state as Alert['state'],
  since: fromRow(it.since),
  frontier: it.frontier,
  editedBy: it.edited_by as UserId | null,
  looked: it.looked,
  troubledAt: orNull(it.troubled_at, fromRow),
  pausedFor: PAUSED_FOR.find((why) => why === it.paused_for) ?? null,
})

/** One that cannot be read must not take all others with it. */
const conditionIn = (stored: string): Condition => {
  const read = StoredCondition.safeParse(parsed(stored))
  return read.success ? read.data : { on: 'unknown' }
}

const parsed = (stored: string): unknown => {
  try {
    return JSON.parse(stored)
  } catch {
    return null
  }
}

const episodeRow = (it: Episode, team: TeamId): Insertable<LedgerTables['alert_episode']> => ({
  alert: it.alert,
  entity: it.entity,
  episode: it.episode,
  team,
  since: it.since,
  last: it.last,
  met: JSON.stringify(it.met),
  state: it.state,
  at: toRow(it.at),
  told_at: orNull(it.toldAt, toRow),
  held: flag(it.held),
  post: it.post,
})

/** None where it cannot be read: then it is met anew. */
const episode = (it: Selectable<LedgerTables['alert_episode']>): readonly Episode[] => {
  const met = StoredMet.safeParse(parsed(it.met))
  if (!met.success) return []
  return [
    {
      alert: it.alert as AlertId,
      entity: it.entity,
      episode: it.episode,
      since: it.since as Day,
      last: it.last as Day,
      met: met.data as Met,
      state: it.state as Episode['state'],
      at: fromRow(it.at),
      toldAt: orNull(it.told_at, fromRow),
      held: it.held === 1,
      post: it.post,
    },
  ]
}
