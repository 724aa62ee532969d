import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { faultsIn, textLengthOf } from '#playground/server/blocks.ts'
import { inert, type Message } from '#src/blocks/blocks.ts'
import { LIMITS } from '#src/blocks/limits.ts'
import { inWords, pictureBlock, type Shown, shownAs } from '#src/charts/block.ts'
import { catalogue } from '#src/compose.ts'
import type { DigestFacts, GroupLine, Mover } from '#src/domain/facts.ts'
import type { Followup } from '#src/domain/followup.ts'
import type { Request } from '#src/domain/request.ts'
import type { Subscription } from '#src/domain/schedule.ts'
import { helpFor } from '#src/kit/help.ts'
import { voice } from '#src/kit/voice.ts'
import { DIGEST_LINES, digestMessage, subscribedEcho, subscriptionList } from '#src/views/digest.ts'
import { askedOf, assignedEcho, followupCard, followupList, reminder } from '#src/views/followup.ts'
import { requestCard, requestList, requestNews, requestSent } from '#src/views/request.ts'

const now = Temporal.Instant.from('2026-09-16T08:00:00Z')
const VOICES = [voice('en', 'Europe/London'), voice('it', 'Europe/Rome')]

/** The worst that people and files can put into a field. */
const hostile = (max: number) =>
  fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: max }),
    fc
      .constantFrom(
        '<!channel>',
        '<@U0TOM>',
        '<https://x.example|click>',
        '&&&',
        '*_~`',
        '\u202e\u200b',
        '>>>',
      )
      .map((it) => it.repeat(Math.ceil(max / it.length)).slice(0, max)),
  )
const change = fc.record({ now: fc.nat(1e9), before: fc.nat(1e9) })
const agencyName = fc.option(hostile(200), { nil: null })

const followups: fc.Arbitrary<Followup> = fc.record({
  id: fc.constant('tsk_1' as const),
  ref: fc.constant('FU-123456' as const),
  team: fc.constant('T1' as const),
  what: hostile(3000),
  owner: fc.constant('U0ANNA' as const),
  reporter: fc.constant('U0TOM' as const),
  due: fc.constantFrom(null, '2026-09-01' as const, '2026-09-16' as const, '2027-01-01' as const),
  priority: fc.constantFrom('high', 'normal', 'low'),
  agency: agencyName,
  creator: fc.option(fc.record({ id: hostile(30), username: hostile(200) }), { nil: null }),
  state: fc.constantFrom('open', 'in_progress', 'done', 'cancelled'),
  snoozedUntil: fc.constantFrom(null, '2026-09-20' as const),
  origin: fc.constant(null),
  version: fc.nat(),
  createdAt: fc.constant(now),
  closedAt: fc.constant(null),
  closedBy: fc.constantFrom(null, 'U0TOM' as const),
  remindAt: fc.constant(null),
})
const requests: fc.Arbitrary<Request> = fc.record({
  id: fc.constant('req_1' as const),
  ref: fc.constant('REQ-123456' as const),
  team: fc.constant('T1' as const),
  desk: fc.constantFrom('product', 'content', 'operations', 'safety'),
  what: hostile(3000),
  requester: fc.constant('U0ANNA' as const),
  assignee: fc.constantFrom(null, 'U0TOM' as const),
  priority: fc.constantFrom('high', 'normal', 'low'),
  agency: agencyName,
  state: fc.constantFrom('new', 'triaged', 'in_progress', 'done', 'declined'),
  answer: fc.option(hostile(3000), { nil: null }),
  origin: fc.constant(null),
  version: fc.nat(),
  createdAt: fc.constant(now),
  closedAt: fc.constant(null),
})
const mover: fc.Arbitrary<Mover> = fc.record({
  id: hostile(30),
  username: hostile(200),
  agency: agencyName,
  market: fc.constantFrom(null, 'IT'),
  diamonds: change,
  liveMinutes: change,
})
const group: fc.Arbitrary<GroupLine> = fc.record({
  name: agencyName,
  market: fc.constantFrom(null, 'IT'),
  diamonds: change,
  live_minutes: change,
  valid_days: change,
  new_followers: change,
  streams: change,
})
const days = fc.array(fc.constant('2026-09-10' as const), { maxLength: 40 })
const digests: fc.Arbitrary<DigestFacts> = fc.record({
  version: fc.nat(),
  period: fc.constant({ from: '2026-09-09', to: '2026-09-15' } as const),
  before: fc.constant({ from: '2026-09-02', to: '2026-09-08' } as const),
  coverage: fc.record({
    asOf: fc.constantFrom(null, '2026-09-15' as const),
    creators: fc.nat(),
    daysKnown: fc.nat(),
    daysExpected: fc.nat(),
    missing: days,
    estimated: days,
    restated: days,
  }),
  totals: fc.record({
    diamonds: change,
    live_minutes: change,
    valid_days: change,
    new_followers: change,
    streams: change,
  }),
  active: change,
  daily: fc.record({
    from: fc.constant('2026-08-19' as const),
    now: fc.array(fc.option(fc.nat(1e9), { nil: null }), { minLength: 28, maxLength: 28 }),
    before: fc.array(fc.option(fc.nat(1e9), { nil: null }), { minLength: 28, maxLength: 28 }),
  }),
  markets: fc.array(group, { maxLength: 12 }),
  agencies: fc.array(group, { maxLength: 12 }),
  up: fc.array(mover, { maxLength: DIGEST_LINES.movers }),
  down: fc.array(mover, { maxLength: DIGEST_LINES.movers }),
  dark: fc.array(
    fc.record({
      id: hostile(30),
      username: hostile(200),
      agency: agencyName,
      market: fc.constantFrom(null, 'IT'),
      lastLive: fc.constant('2026-09-01' as const),
      daysDark: fc.nat(),
      diamonds28: fc.nat(),
    }),
    { maxLength: DIGEST_LINES.dark },
  ),
  darkCount: fc.nat(),
})
const subscriptions: fc.Arbitrary<Subscription> = fc.record({
  id: fc.constant('dig_1' as const),
  ref: fc.constant('DIG-1' as const),
  team: fc.constant('T1' as const),
  channel: fc.constant('C0LIVEIT' as const),
  scope: hostile(200),
  period: fc.constantFrom('7d', 'yesterday', '2026-09-01..2026-09-15' as const),
  schedule: fc.constantFrom(
    { cadence: { every: 'week', at: '09:00' }, timeZone: 'Europe/Rome' } as const,
    { cadence: { every: 'cron', cron: '0 9 * * 1-5' }, timeZone: 'Europe/Rome' } as const,
  ),
  locale: fc.constantFrom('en', 'it'),
  owner: fc.constant('U0ANNA' as const),
  state: fc.constantFrom('active', 'paused', 'ended'),
  since: fc.constant(now),
})

/** Slack takes it, and no word that came from people or files became a mention, a link or a broadcast. */
const fits = (written: Message): void => {
  fitsAs(shownAs(written, (chart) => pictureBlock(chart, 'F0PICTURE')))
  fitsAs(inWords(written))
}
const fitsAs = (said: Shown): void => {
  expect(faultsIn('message', said.blocks)).toEqual([])
  expect(textLengthOf(said.blocks)).toBeLessThanOrEqual(LIMITS.messageBlocksText)
  expect(said.text.trim()).not.toBe('')
  expect(said.text.length).toBeLessThanOrEqual(LIMITS.updateText)
  const markdown = [said.text, ...textIn(said.blocks, 'mrkdwn')].join(' ')
  expect(/<!channel>|<https|<!here/.test(markdown), markdown.slice(0, 300)).toBe(false)
  expect(/[\u202a-\u202e\u200b]/.test([markdown, ...textIn(said.blocks, 'plain_text')].join(' '))).toBe(false)
}
const textIn = (node: unknown, type: 'mrkdwn' | 'plain_text'): string[] => {
  if (typeof node !== 'object' || node === null) return []
  const own = 'type' in node && node.type === type && 'text' in node ? [String(node.text)] : []
  return [...own, ...Object.values(node).flatMap((it) => textIn(it, type))]
}
const inBoth = (say: (v: (typeof VOICES)[number]) => Message): void => {
  for (const v of VOICES) fits(say(v))
}
const runs = { numRuns: 150 }

describe('whatever is in it, Slack takes', () => {
  test('a follow-up’s card, echo, question and reminder', () => {
    fc.assert(
      fc.property(followups, (it) => {
        inBoth(followupCard(it, now))
        inBoth(assignedEcho(it, 'Europe/Rome'))
        inBoth(askedOf(it, now))
      }),
      runs,
    )
  })
  test('lists of follow-ups', () => {
    fc.assert(
      fc.property(fc.array(followups, { maxLength: 20 }), (them) => {
        inBoth(followupList('team', { followups: them, hidden: 3, more: 200 }, now))
        inBoth(reminder(Array.from({ length: 8 }, () => them).flat(), now))
      }),
      { numRuns: 40 },
    )
  })
  test('a request’s card, news and lists', () => {
    fc.assert(
      fc.property(fc.array(requests, { minLength: 1, maxLength: 20 }), (them) => {
        for (const it of them.slice(0, 2)) {
          inBoth(requestCard(it))
          inBoth(requestNews(it, 'declined', 'U0TOM'))
          inBoth(requestSent(it, true))
        }
        inBoth(requestList({ requests: them, hidden: 1, more: 1 }))
      }),
      { numRuns: 40 },
    )
  })
  test('a digest, with every frame it can have', () => {
    fc.assert(
      fc.property(digests, subscriptions, (facts, subscription) => {
        inBoth(digestMessage({ kind: 'all' }, facts, { preview: { scope: 'all', period: '7d' } }))
        inBoth(
          digestMessage({ kind: 'agency', agency: subscription.scope }, facts, {
            subscription,
            late: { due: now, passedOver: 3 },
          }),
        )
        inBoth(subscribedEcho(subscription, [now, now, now]))
        inBoth(subscriptionList({ subscriptions: [subscription], hidden: 2 }))
      }),
      runs,
    )
  })
  test('the help of every command', async () => {
    const { commands } = await catalogue()
    for (const slash of ['/digest', '/followup', '/request', '/regia']) inBoth(helpFor(commands, slash))
  })
  test('every form, empty', async () => {
    const { submissions } = await catalogue()
    for (const { form } of submissions)
      for (const v of VOICES)
        expect(faultsIn('modal', JSON.parse(JSON.stringify(form.view(v, { carry: null }))))).toEqual([])
  })
})

test('foreign text is inert, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(inert(text)).not.toMatch(/[<>]/)
    }),
    { numRuns: 5000 },
  )
})
