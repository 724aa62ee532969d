import { WebAPIPlatformError, type WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Clock } from '../domain/clock.ts'
import type { ChannelId, TeamId, UserId } from '../domain/ids.ts'
import type { Directory } from '../domain/ports.ts'

const UserInfo = z.object({
  user: z.object({
    id: z.string(),
    name: z.string().optional(),
    real_name: z.string().optional(),
    deleted: z.boolean().optional(),
    is_bot: z.boolean().optional(),
    locale: z.string().optional(),
    tz: z.string().optional(),
    profile: z.object({ display_name: z.string().optional(), real_name: z.string().optional() }).optional(),
  }),
})
const ChannelInfo = z.object({
  channel: z.object({
    name: z.string().optional(),
    is_private: z.boolean().optional(),
    is_im: z.boolean().optional(),
    is_mpim: z.boolean().optional(),
    is_member: z.boolean().optional(),
    is_ext_shared: z.boolean().optional(),
    is_archived: z.boolean().optional(),
    locale: z.string().optional(),
  }),
})

/** What was seen is kept in the ledger; this long it is not asked again. */
const PERSON_HOURS = 12
const CHANNEL_MINUTES = 10
const EMAIL_HOURS = 24
/** After one that failed. */
const EMAIL_REST_MINUTES = 60
/** At once: Slack answers about fifty a minute. */
const EMAILS = 30

export interface SlackDirectory {
  /** Nobody waits for Slack on their account. */
  knows(team: TeamId, id: UserId): Promise<boolean>
  /** Sees to it that the ledger knows these people and channels: the only network before a handler runs. */
  meet(
    team: TeamId,
    people: readonly UserId[],
    channels: readonly ChannelId[],
    /** True when what is known of them is known to be old. */
    anew?: boolean,
  ): Promise<void>
  /** Asks whose these addresses are, unless that was said within the last day; some of them each time. */
  meetEmails(team: TeamId, emails: readonly string[]): Promise<void>
}

/** Who and where, asked of Slack when it is not known or too long ago. An unanswered question leaves the old answer. */
export const slackDirectory = (
  client: WebClient,
  memory: Directory,
  clock: Clock,
  log: Logger,
): SlackDirectory => {
  const fresh = (seen: Temporal.Instant | null, span: Temporal.DurationLike): boolean =>
    seen !== null && Temporal.Instant.compare(seen.add(span), clock.now()) > 0

  const meetPerson = async (team: TeamId, id: UserId, anew: boolean): Promise<void> => {
    if (!anew && fresh(await memory.seenPerson(team, id), { hours: PERSON_HOURS })) return
    const { user } = UserInfo.parse(await client.apiCall('users.info', { user: id, include_locale: true }))
    await memory.rememberPerson(
      {
        team,
        id,
        name: user.profile?.display_name || user.profile?.real_name || user.real_name || user.name || id,
        slackLocale: user.locale ?? null,
        timeZone: user.tz ?? null,
        deactivated: user.deleted ?? false,
        bot: user.is_bot ?? false,
      },
      clock.now(),
    )
  }

  const meetChannel = async (team: TeamId, id: ChannelId, anew: boolean): Promise<void> => {
    if (!anew && fresh(await memory.seenChannel(team, id), { minutes: CHANNEL_MINUTES })) return
    const { channel } = ChannelInfo.parse(
      await client.apiCall('conversations.info', { channel: id, include_locale: true }),
    )
    await memory.rememberChannel(
      {
        team,
        id,
        name: channel.name ?? id,
        private: (channel.is_private ?? false) || (channel.is_im ?? false) || (channel.is_mpim ?? false),
        joined: (channel.is_member ?? false) || (channel.is_im ?? false),
        external: channel.is_ext_shared ?? false,
        archived: channel.is_archived ?? false,
        slackLocale: channel.locale ?? null,
      },
      clock.now(),
    )
  }

  let emailsFailed: Temporal.Instant | null = null
  const meetEmail = async (team: TeamId, email: string): Promise<void> => {
    let person: UserId | null = null
    try {
      const { user } = UserInfo.parse(await client.apiCall('users.lookupByEmail', { email }))
      person = user.deleted ? null : (user.id as UserId)
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError) || error.data.error !== 'users_not_found') throw error
    }
    await memory.rememberEmail(team, email, person, clock.now())
  }

  /** A stranger or a channel that Slack will not show is not a reason to answer nobody. */
  const orCarryOn = (work: Promise<void>): Promise<void> =>
    work.catch((error) => log.warn({ err: error }, 'Slack did not say who or where'))

  return {
    knows: async (team, id) => (await memory.seenPerson(team, id)) !== null,
    meet: async (team, people, channels, anew = false) => {
      await Promise.all([
        ...new Set(people).values().map((id) => orCarryOn(meetPerson(team, id, anew))),
        ...new Set(channels).values().map((id) => orCarryOn(meetChannel(team, id, anew))),
      ])
    },
    meetEmails: async (team, emails) => {
      if (fresh(emailsFailed, { minutes: EMAIL_REST_MINUTES })) return
      const wanted = [...new Set(emails)]
      const since = clock.now().subtract({ hours: EMAIL_HOURS })
      const asked = new Set(await memory.askedEmails(team, wanted, since))
      try {
        for (const email of wanted.filter((it) => !asked.has(it)).slice(0, EMAILS))
          await meetEmail(team, email)
      } catch (error) {
        // Without its scope each of them would fail, before each digest.
        emailsFailed = clock.now()
        log.warn({ err: error }, 'Slack did not say whose address that is')
      }
    },
  }
}
