import type { Alert, AlertId } from '#src/domain/alert.ts'
import {
  type Acted,
  actsBetween,
  type Ear,
  firstWorkingDay,
  IDLE_ALERTS,
  IDLE_DAYS,
  IDLE_DIGESTS,
  isIdle,
  type ReceiptLine,
  type SentKind,
} from '#src/domain/attention.ts'
import { isWithin, LOOKING_BACK } from '#src/domain/calendar.ts'
import { type Day, dateOf, dayIn, firstOfMonth, plusDays } from '#src/domain/day.ts'
import type { UserId } from '#src/domain/ids.ts'
import type { InsightKind } from '#src/domain/insight.ts'
import { daysOf, KEPT_DAYS } from '#src/domain/kept.ts'
import type { Period } from '#src/domain/period.ts'
import type { Subscription } from '#src/domain/schedule.ts'
import { earOf, type SourceId } from '#src/domain/source.ts'
import type { JobRunning } from '#src/kit/context.ts'
import { dm, type Effect } from '#src/kit/effects.ts'
import { job } from '#src/kit/job.ts'
import { type Receipt, receiptMessage } from '#src/views/receipt.ts'

/** After an outage it comes later on that day, or on one of the next. */
const WITHIN_DAYS = 10

/** On a month's first working day, to whoever has something come by itself: what it was, and what came of it. */
export default job('receipt', {
  when: { cron: '0 * * * *' },
  missed: 'latest',

  async run(_slot, context) {
    const { digests, alerts, people, clock } = context
    const effects: Effect[] = []
    const mine = Map.groupBy([...(await digests.list()), ...(await alerts.list())], (it) => it.owner)
    for (const [owner, theirs] of mine) {
      const { timeZone, deactivated } = await people.person(owner)
      const local = clock.now().toZonedDateTimeISO(timeZone)
      if (deactivated || local.day > WITHIN_DAYS || !isWithin(LOOKING_BACK, local)) continue
      const month = await dueFor(owner, timeZone, context)
      if (month === null) continue
      const receipt = await receiptOf(owner, theirs, month, timeZone, context)
      if (receipt.lines.every(({ sent }) => sent === 0)) continue
      effects.push(
        dm(owner, receiptMessage(receipt), { key: `receipt:${owner}:${month.from}`, counts: 'receipt' }),
      )
    }
    return effects
  },
})

/** The month that is over, when its receipt is due and has not been sent. */
const dueFor = async (
  owner: UserId,
  timeZone: string,
  { attention, workdays, clock }: JobRunning,
): Promise<Period | null> => {
  const today = dayIn(clock.now(), timeZone)
  const first = firstOfMonth(today)
  const isOff = (day: Day) => workdays.isOff(null, timeZone, day)
  if (today < firstWorkingDay(first, isOff) || isOff(today)) return null
  const sent = await attention.sent(owner, { from: first, to: today })
  if (sent.some(({ kind }) => kind === 'receipt')) return null
  const last = plusDays(first, -1)
  return { from: firstOfMonth(last), to: last }
}

type Own = Subscription | Alert
const isDigest = (it: Own): it is Subscription => 'schedule' in it

const receiptOf = async (
  owner: UserId,
  theirs: readonly Own[],
  month: Period,
  timeZone: string,
  context: JobRunning,
): Promise<Receipt> => {
  const { attention, alerts, clock } = context
  const now = clock.now()
  const today = dayIn(now, timeZone)
  const [begin, end] = [month.from, plusDays(month.to, 1)].map((day) =>
    dateOf(day).toZonedDateTime(timeZone).toInstant(),
  ) as [Temporal.Instant, Temporal.Instant]
  const sentBy = async (ear: Ear, source: SourceId, { from, to }: Period): Promise<number> =>
    (await attention.sent(ear, { from, to }))
      .filter((it) => it.source === source)
      .reduce((n, { count }) => n + count, 0)

  const lines: ReceiptLine<Own>[] = []
  const muted = new Map<InsightKind, number>()
  const told = new Map<string, Set<AlertId>>()
  for (const it of theirs) {
    const ear = earOf(it)
    const acts: readonly Acted[] = await attention.acted(it.id, now.subtract(daysOf(KEPT_DAYS.actsTold)))
    for (const { what, kind, at } of acts)
      if (what === 'muted' && kind !== null && isBetween(at, begin, end))
        muted.set(kind, (muted.get(kind) ?? 0) + 1)
    const recently = { from: plusDays(today, -IDLE_DAYS), to: today }
    // A digest is given its four weeks; a rule that tells much may show sooner that nobody needs it.
    const isYoung = isDigest(it) && dayIn(it.since, timeZone) > recently.from
    const recent = it.state === 'active' && !isYoung ? await sentBy(ear, it.id, recently) : 0
    const episodes = isDigest(it) ? [] : await alerts.episodes(it.id)
    for (const { alert, toldAt } of episodes)
      if (toldAt !== null && isBetween(toldAt, begin, end)) {
        const post = `${ear} ${toldAt.epochMilliseconds}`
        told.set(post, (told.get(post) ?? new Set()).add(alert))
      }
    lines.push({
      of: it,
      sent: await sentBy(ear, it.id, month),
      acts: actsBetween(acts, begin, end),
      held: episodes.filter(({ held, toldAt }) => held && toldAt !== null && isBetween(toldAt, begin, end))
        .length,
      idle: isIdle(recent, isDigest(it) ? IDLE_DIGESTS : IDLE_ALERTS, acts, now),
    })
  }
  const toMe = await attention.sent(owner, month)
  const ofKind = (wanted: SentKind): number =>
    toMe
      .filter(({ kind, source }) => kind === wanted && source === null)
      .reduce((n, { count }) => n + count, 0)
  const [reminders, notices] = [ofKind('remind'), ofKind('notice')]
  // Rules that told together did so in one message.
  const shared = [...told.values()].reduce((n, rules) => n + rules.size - 1, 0)
  const messages = lines.reduce((n, it) => n + it.sent, 0) - shared + reminders + notices
  return { month, lines, messages, reminders, notices, muted: [...muted].toSorted(([, a], [, b]) => b - a) }
}

const isBetween = (at: Temporal.Instant, from: Temporal.Instant, to: Temporal.Instant): boolean =>
  Temporal.Instant.compare(at, from) >= 0 && Temporal.Instant.compare(at, to) < 0
