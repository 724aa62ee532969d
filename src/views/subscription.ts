import { actions, button, context, header, inert, message, section } from '../blocks/blocks.ts'
import { spoken } from '../blocks/spoken.ts'
import { type Day, dayIn } from '../domain/day.ts'
import type { PeriodName } from '../domain/period.ts'
import type { DueSlot, HolidayMet, PastSlot, Subscription } from '../domain/schedule.ts'
import { isPersonal } from '../domain/scope.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import { scopeNamed } from './digest/status.ts'
import { thinSaid } from './held.ts'
import { channelLink, mention } from './people.ts'
import { moreDigests } from './refs.ts'

/** Lines of one block: with links and reasons they are long. */
const A_BLOCK = 5

/** So much after it was due, a post is called late. */
const LATE = Temporal.Duration.from({ minutes: 10 })

/** What became of each slot, the newest first. */
export const historyMessage =
  ({ ref, schedule }: Subscription, past: readonly PastSlot[], home: string | null): Say =>
  (v) => {
    const { t } = v
    const title = t.digest.historyOf({ ref })
    if (past.length === 0) return message(t.digest.noHistory({ ref }), section(t.digest.noHistory({ ref })))
    const lines = past.map(
      (slot) =>
        `• ${v.time(slot.due, schedule.timeZone)}: ${wholeStory(v, slot, { timeZone: schedule.timeZone, home })}`,
    )
    return message(
      title,
      header(title),
      Array.from({ length: Math.ceil(lines.length / A_BLOCK) }, (_, n) =>
        section(lines.slice(n * A_BLOCK, (n + 1) * A_BLOCK).join('\n')),
      ),
      context(t.digest.historyZone({ timeZone: schedule.timeZone })),
    )
  }

interface Seen {
  timeZone: string
  home: string | null
}

const wholeStory = (v: Voice, slot: PastSlot, { timeZone, home }: Seen): string =>
  [
    becameOf(v, slot, { timeZone, home }),
    ...(slot.held && slot.state !== 'held' ? [v.t.held.after({ why: thinSaid(v, slot.held.why) })] : []),
    ...(slot.posted?.corrections ?? []).map(({ at }) =>
      v.t.correction.history({ day: v.shortDay(dayIn(at, timeZone)) }),
    ),
    ...(slot.holiday?.does === 'moved'
      ? [
          v.t.digest.became.moved({
            from: v.day(dayIn(slot.holiday.from, timeZone)),
            name: inert(slot.holiday.name[v.locale]),
          }),
        ]
      : []),
  ].join(' · ')

const becameOf = (v: Voice, slot: PastSlot, { timeZone, home }: Seen): string => {
  const { state, reason, due, notPosted, post, posted, holiday, held } = slot
  const said = v.t.digest.became
  if (state === 'held' && held)
    return v.t.held.waiting({ why: thinSaid(v, held.why), until: v.time(held.until, timeZone) })
  if (state === 'due') return reason === null ? said.due : said.trying({ reason: inert(short(reason)) })
  if (state === 'failed') return said.failed({ reason: inert(short(reason ?? '')) })
  if (state === 'skipped' && holiday?.does === 'skipped')
    return said.skipped.holidayOf({ name: inert(holiday.name[v.locale]) })
  if (state === 'skipped')
    return reason === 'superseded' || reason === 'missed' || reason === 'paused'
      ? said.skipped[reason]
      : said.skipped.other
  if (notPosted !== null) return said.notPosted[notPosted]
  if (post === null && posted === null) return said.told
  if (post?.state === 'parked') return said.parked
  const at = posted?.at ?? post?.at ?? null
  if (at === null || (post && (post.state !== 'delivered' || post.at === null))) return said.waiting
  const late = Temporal.Duration.compare(at.since(due), LATE) > 0
  return linkTo(home, post, late ? said.late({ at: v.time(at, timeZone) }) : said.posted)
}

/** The words lead to the message, while Slack can say where it is. */
const linkTo = (home: string | null, post: PastSlot['post'], words: string): string =>
  home === null || !post?.ts || /^[UW]/.test(post.channel)
    ? words
    : `<${home}archives/${post.channel}/p${post.ts.replace('.', '')}|${words}>`

const short = (reason: string): string => (reason.length > 120 ? `${reason.slice(0, 119)}…` : reason)

/** `Monday to Friday at 09:00 (Europe/Rome)` */
const scheduleSaid = ({ t }: Voice, { schedule }: Pick<Subscription, 'schedule'>): string => {
  const { cadence, timeZone, holidays } = schedule
  const said =
    cadence.every === 'cron'
      ? t.digest.every.cron({ cron: cadence.cron })
      : t.digest.every[cadence.every]({ at: cadence.at })
  const kept = holidays ? `, ${t.digest.holidayRule[holidays.rule]({ country: holidays.country })}` : ''
  return `${said} (${timeZone})${kept}`
}

/** What was agreed, and the next slots: those that a holiday moves or skips say so. */
export const subscribedEcho =
  (subscription: Subscription, next: readonly DueSlot[]): Say =>
  (v) => {
    const { t } = v
    const { ref, scope, channel, schedule } = subscription
    const agreed = isPersonal(scope) ? t.digest.subscribedAlone : t.digest.subscribed
    const said = agreed({
      ref,
      scope: inert(scopeNamed(v, scope)),
      channel: channelLink(channel),
    })
    const runs = next.slice(-RUNS).map((slot) => upcoming(v, slot, schedule.timeZone))
    return message(
      spoken(`${said} ${scheduleSaid(v, subscription)}. ${t.digest.nextRuns} ${runs.join('; ')}.`),
      section(`:calendar: ${said}\n${scheduleSaid(v, subscription)} · ${periodSaid(v, subscription.period)}`),
      section(`${t.digest.nextRuns} (${schedule.timeZone}):\n${runs.map((it) => `• ${it}`).join('\n')}`),
    )
  }
/** A feast of several days is many slots, of which nobody reads all. */
const RUNS = 12

const upcoming = (v: Voice, { due, holiday }: DueSlot, timeZone: string): string =>
  holiday === null ? v.time(due, timeZone) : onHoliday(v, due, holiday, timeZone)

/** `Tue 8 Dec 2026, 09:00, moved from Mon 7 Dec (Sant’Ambrogio)` */
export const onHoliday = (
  v: Voice,
  due: Temporal.Instant,
  { does, from, name }: HolidayMet,
  timeZone: string,
): string =>
  v.t.digest.onHoliday[does]({
    at: v.time(due, timeZone),
    from: v.day(dayIn(from, timeZone)),
    name: inert(name[v.locale]),
  })

/** `paused: the channel was archived` */
const stateSaid = ({ t }: Voice, { state, pausedFor }: Subscription): string =>
  state === 'paused' && pausedFor ? t.stopped.listed[pausedFor] : t.digest.state[state]

/** `the last 7 days`, or the two days themselves. */
const periodSaid = (v: Voice, period: PeriodName): string =>
  v.t.digest.period[period as keyof Voice['t']['digest']['period']] ??
  period
    .split('..')
    .map((day) => v.day(day as Day))
    .join(' – ')

/** To its owner, when somebody else has had a hand in it. */
export const subscriptionNews =
  (
    { ref, scope, channel, state }: Subscription,
    by: Subscription['owner'],
    what: Subscription['state'] | 'changed' = state,
  ): Say =>
  (v) => {
    const { t } = v
    const said = t.digest.told[what]({
      ref,
      who: mention(by),
      scope: inert(scopeNamed(v, scope)),
      channel: channelLink(channel),
    })
    return message(said, section(said))
  }

export const subscriptionList =
  ({
    subscriptions,
    hidden,
    more = 0,
    next = null,
  }: {
    subscriptions: readonly Subscription[]
    hidden: number
    more?: number
    next?: { after: number } | null
  }): Say =>
  (v) => {
    const { t } = v
    const rest = [
      ...(more > 0 ? [t.followup.more({ n: more })] : []),
      ...(hidden > 0 ? [t.digest.hidden({ n: hidden })] : []),
    ]
    if (subscriptions.length === 0)
      return message(spoken(t.digest.none), section(t.digest.none), rest.length > 0 ? context(...rest) : null)
    const lines = subscriptions.map(
      (it) =>
        `*${it.ref}* ${inert(scopeNamed(v, it.scope))} → ${channelLink(it.channel)} · ${scheduleSaid(v, it)}${it.schedule.holidays ? '' : `, ${t.digest.onHolidays}`} · ${periodSaid(v, it.period)} · ${t.digest.listed[it.incomplete]} · ${t.digest.language[it.locale]} · ${stateSaid(v, it)}`,
    )
    return message(
      spoken(`${t.digest.list}: ${lines.join('; ')}`),
      header(t.digest.list),
      lines.map((it) => section(it)),
      rest.length > 0 ? context(...rest) : null,
      next ? actions(button(t.digest.next, moreDigests, next)) : null,
    )
  }
