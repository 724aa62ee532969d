import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { faultsIn, textLengthOf } from '#playground/server/blocks.ts'
import { inert, type Message } from '#src/blocks/blocks.ts'
import { LIMITS } from '#src/blocks/limits.ts'
import { inWords, pictureBlock, type Shown, shownAs } from '#src/charts/block.ts'
import { catalogue } from '#src/compose.ts'
import type { Alert, Condition } from '#src/domain/alert.ts'
import type { Check } from '#src/domain/checklist.ts'
import type { Episode } from '#src/domain/episode.ts'
import {
  type CampaignLine,
  type DigestFacts,
  FILE_KINDS,
  type GroupLine,
  type ImportEntry,
  type ImportReport,
  type Mover,
  type NoticeKind,
} from '#src/domain/facts.ts'
import {
  type Followup,
  type FollowupChange,
  newFollowup,
  TRACKED,
  type TrackedField,
} from '#src/domain/followup.ts'
import type { GoalLine } from '#src/domain/goal.ts'
import {
  type FoundDay,
  INSIGHT_KINDS,
  type Insight,
  type MuteNote,
  SEVERITIES,
  SUGGESTIONS,
  type Subject,
} from '#src/domain/insight.ts'
import { nearLines } from '#src/domain/line.ts'
import { METRIC_NAMES, WATCHED } from '#src/domain/metric.ts'
import type { Met } from '#src/domain/occurrence.ts'
import type { Offer } from '#src/domain/offer.ts'
import type { Original } from '#src/domain/original.ts'
import { AFTER, casesOf, type Result, UNMEASURED, VERDICTS } from '#src/domain/outcome.ts'
import type { Request } from '#src/domain/request.ts'
import type { Subscription } from '#src/domain/schedule.ts'
import { type Series, templateOf } from '#src/domain/series.ts'
import { helpFor } from '#src/kit/help.ts'
import { voice } from '#src/kit/voice.ts'
import { en } from '#src/strings/en.ts'
import {
  alertEcho,
  alertList,
  alertMessage,
  alertNews,
  alertsOfPost,
  alertTrouble,
  alertWhy,
} from '#src/views/alert.ts'
import { briefMessage } from '#src/views/brief.ts'
import { allTicked, checklistEcho } from '#src/views/checklist.ts'
import { DIGEST_LINES, digestMessage } from '#src/views/digest.ts'
import { fileCard, importsCard } from '#src/views/file.ts'
import {
  askedOf,
  assignedEcho,
  blockerTold,
  changedMeanwhile,
  doneEcho,
  followupCard,
  followupList,
  followupNews,
} from '#src/views/followup.ts'
import { CHANGES_SHOWN, followupStory } from '#src/views/followupHistory.ts'
import { HOME_PAGE, HOME_TABS, homeBlocks, REQUESTS_PAGE, WAITS_SHOWN } from '#src/views/home.ts'
import { mutedMessage, muteList, whyMessage } from '#src/views/insight.ts'
import { findingsList, NOTHING_LISTED, tableList } from '#src/views/listing.ts'
import { outcomesMessage } from '#src/views/outcomes.ts'
import { receiptMessage } from '#src/views/receipt.ts'
import type { FollowupsAsked } from '#src/views/refs.ts'
import { askedAgain, askedInChannel, askedInThread, askedOfLead, reminder } from '#src/views/reminding.ts'
import { requestCard, requestList, requestNews, requestSent } from '#src/views/request.ts'
import { withAbsence } from '#src/views/routine.ts'
import { cameRound, onlyThisOneCancelled, onlyThisOneChanged, repeatsEcho } from '#src/views/series.ts'
import { subscribedEcho, subscriptionList } from '#src/views/subscription.ts'

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

const subjects: fc.Arbitrary<Subject> = fc.record({
  type: fc.constantFrom('creator', 'agency', 'market', 'network'),
  id: hostile(30),
  name: hostile(200),
})
const figure = fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { nil: null })
const insights: fc.Arbitrary<Insight> = fc.record({
  id: fc.constant('INS-3K7QX0AB'),
  kind: fc.constantFrom(...INSIGHT_KINDS),
  entity: subjects,
  metric: fc.constantFrom(...METRIC_NAMES),
  direction: fc.constantFrom('up', 'down', 'flat'),
  since: fc.constantFrom('2026-09-01' as const, '2025-12-08' as const),
  value: figure,
  expected: figure,
  delta: figure,
  deltaPct: figure,
  score: fc.option(
    fc.record({
      z: fc.double({ noNaN: true }),
      p: fc.double({ min: 0, max: 1, noNaN: true }),
      q: fc.constant(0.1),
    }),
    { nil: null },
  ),
  severity: fc.constantFrom(...SEVERITIES),
  causes: fc.array(
    fc.record({
      entity: subjects,
      how: fc.constantFrom('existing', 'new', 'lost', 'moved_in', 'moved_out'),
      delta: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      share: figure,
    }),
    { maxLength: 10 },
  ),
  factors: fc.option(fc.constant({ active: 0, days: -3100.5, hours: 12, rate: 0.2, mix: 0 }), { nil: null }),
  explainedBy: fc.constantFrom(
    null,
    'campaign:Coppa <!channel>',
    'holiday:IT:2026-08-15',
    'season:august',
    'season:x',
  ),
  suggested: fc.record({ action: fc.constantFrom(...SUGGESTIONS), dueInDays: fc.nat(9) }),
})
const placed = fc.record({ agency: agencyName, market: fc.constantFrom(null, 'IT') })
const foundDays: fc.Arbitrary<FoundDay> = fc.record({
  asOf: fc.constant('2026-09-15' as const),
  period: fc.constant({ from: '2026-07-01', to: '2026-09-15' } as const),
  health: fc.constant({
    asOf: '2026-09-15',
    staleDays: 0,
    creators: { reported: 1, expected: 1 },
    agencies: { reported: 1, expected: 1 },
    problems: [],
  } as const),
  insights: fc.array(fc.record({ insight: insights, placed }), { maxLength: 60 }),
  suppressed: fc.constant([]),
})
const muteNotes: fc.Arbitrary<MuteNote> = fc.record({
  id: fc.constant('mut_1' as const),
  entity: subjects,
  name: hostile(200),
  kind: fc.constantFrom(null, ...INSIGHT_KINDS),
  from: fc.constant('2026-09-15' as const),
  until: fc.constant('2026-09-30' as const),
  reason: hostile(200),
  by: fc.constant('U0ANNA' as const),
})

const listsAsked: fc.Arbitrary<FollowupsAsked> = fc.record({
  whose: fc.constantFrom('mine', 'team', null),
  state: fc.constantFrom('done', 'waiting', null),
  late: fc.boolean(),
  owner: fc.constantFrom('U0ANNA', null),
  agency: agencyName,
  creator: fc.option(fc.record({ id: hostile(30), username: hostile(200) }), { nil: null }),
})
const amount = fc.option(fc.nat(1e12), { nil: null })
const week = fc.record({ value: amount, expected: amount, spread: amount })
const results: fc.Arbitrary<Result> = fc.record({
  entity: fc.record({ type: fc.constantFrom('creator', 'agency'), id: hostile(80) }),
  asOf: fc.constant('2026-09-01' as const),
  week: fc.record({ diamonds: week, live_minutes: week, valid_days: week }),
  metric: fc.constantFrom('diamonds', 'live_minutes'),
  kind: fc.constantFrom(null, ...INSIGHT_KINDS),
  action: fc.constantFrom(null, ...SUGGESTIONS),
  points: fc.array(
    fc.record({
      after: fc.constantFrom(...AFTER),
      day: fc.constantFrom('2026-09-10' as const, '2026-10-10' as const),
      value: amount,
      verdict: fc.constantFrom(null, ...VERDICTS),
      why: fc.constantFrom(null, ...UNMEASURED),
      on: fc.constant(null),
    }),
    { maxLength: 3 },
  ),
})
const weekly: Series = {
  id: 'ser_1',
  team: 'T1',
  ...templateOf(newFollowup({ what: '<!channel>', owner: 'U0ANNA', reporter: 'U0TOM', createdAt: now })),
  repeats: {
    rule: { every: 'month', n: 120, on: { nth: 'last', weekday: 7 } },
    time: '23:59',
    until: '2027-12-31',
    times: 1000,
  },
  ...{ began: '2026-09-07', last: '2026-09-14', count: 2, next: '2026-09-21', nextAt: now },
  ...{ endedBy: null, version: 1 },
}

const checklists: fc.Arbitrary<readonly Check[]> = fc
  .array(fc.record({ text: hostile(200), done: fc.boolean() }), { maxLength: 30 })
  .map((all) => all.map((it, i) => ({ n: i + 1, ...it })))

const followups: fc.Arbitrary<Followup> = fc.record({
  id: fc.constant('tsk_1' as const),
  ref: fc.constant('FU-123456' as const),
  team: fc.constant('T1' as const),
  what: hostile(3000),
  owner: fc.constant('U0ANNA' as const),
  reporter: fc.constant('U0TOM' as const),
  dueAt: fc.constant(null),
  due: fc.option(
    fc.record({
      day: fc.constantFrom('2026-09-01', '2026-09-16', '2027-01-01'),
      time: fc.constantFrom('18:00', '09:30'),
      timeZone: fc.constant('Europe/Rome'),
    }),
    { nil: null },
  ),
  priority: fc.constantFrom('high', 'normal', 'low'),
  agency: agencyName,
  creator: fc.option(fc.record({ id: hostile(30), username: hostile(200) }), { nil: null }),
  state: fc.constantFrom('open', 'in_progress', 'done', 'cancelled'),
  snoozedUntil: fc.constantFrom(null, now),
  blocked: fc.option(fc.record({ by: fc.constantFrom(null, 'U0TOM' as const), on: hostile(300) }), {
    nil: null,
  }),
  outcome: fc.option(hostile(3000), { nil: null }),
  watchers: fc.constantFrom([], ['U0TOM' as const]),
  insight: fc.constant(null),
  origin: fc.constant(null),
  quoted: fc.constant(null),
  checks: checklists,
  series: fc.constantFrom(null, { id: 'ser_1' as const, slot: '2026-09-16' as const }),
  version: fc.nat(),
  createdAt: fc.constant(now),
  closedAt: fc.constant(null),
  closedBy: fc.constantFrom(null, 'U0TOM' as const),
  remindAt: fc.constantFrom(null, now),
  askedAt: fc.constantFrom(null, now),
  againAt: fc.constantFrom(null, now),
  promisedAt: fc.constant(now),
  rung: fc.constantFrom(0, 1, 2, 3),
  escalateAt: fc.constantFrom(null, now),
  result: fc.option(results, { nil: null }),
})
/** Its address is none: of one that is, the link would be ours. */
const originals: fc.Arbitrary<Original> = fc.record({
  channel: fc.constant('C1' as const),
  ts: fc.constant('1.1'),
  permalink: fc.constantFrom(null, 'javascript:x', 'https://x|<!channel>'),
  author: fc.constantFrom(null, 'U0TOM' as const),
  text: hostile(3000),
  files: fc.array(fc.record({ name: hostile(300), permalink: fc.constantFrom(null, 'https://x <f>') }), {
    maxLength: 10,
  }),
  deletedAt: fc.constantFrom(null, now),
})
/** What the ledger may have kept of a field, as text. */
const toldOf: Record<TrackedField, fc.Arbitrary<string>> = {
  what: hostile(3000),
  owner: fc.constant('U0ANNA'),
  due: fc.constantFrom('2026-09-18 18:00 Europe/Rome', '2026-09-18 09:30 Europe/London'),
  priority: fc.constantFrom('high', 'normal', 'low'),
  agency: hostile(200),
  creator: hostile(200).map((it) => `7100000000000000001 ${it}`),
  state: fc.constantFrom('open', 'done', 'cancelled'),
  snoozedUntil: fc.constant('2026-09-18T07:00:00Z'),
  blocked: hostile(300).map((it) => `- ${it}`),
  outcome: hostile(3000),
  watchers: fc.constant(Array.from({ length: 200 }, (_, n) => `U0WATCHER${n}`).join(' ')),
  checks: hostile(200).map((it) => [1, 2, 3, 4, 5].map((n) => `${n}x ${it}`).join('\n')),
  asking: fc.constant('stopped'),
  series: fc.constant('ser_1 2026-09-21'),
}
const changes: fc.Arbitrary<readonly FollowupChange[]> = fc.array(
  fc.record({
    version: fc.integer({ min: 1, max: 1e6 }),
    at: fc.constant(now),
    by: fc.constantFrom(null, 'U0TOM' as const),
    through: fc.constantFrom('button', 'clock', 'home'),
    changed: fc
      .record(
        Object.fromEntries(
          TRACKED.map((field) => [
            field,
            fc.record({
              field: fc.constant(field),
              was: fc.option(toldOf[field], { nil: null }),
              now: fc.option(toldOf[field], { nil: null }),
            }),
          ]),
        ),
        { requiredKeys: [] },
      )
      .map((it) => Object.values(it).filter((change) => change !== undefined)),
    note: fc.option(hostile(3000), { nil: null }),
  }),
  { minLength: 1, maxLength: CHANGES_SHOWN },
)
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
  active: fc.option(change, { nil: null }),
})
const maybe = fc.option(fc.nat(1e12), { nil: null })
const partly = fc.record({ now: maybe, before: maybe })
const delta = fc.double({ min: -1e12, max: 1e12, noNaN: true })
const part = fc.record({ creators: fc.nat(1e6), delta })
const campaign: fc.Arbitrary<CampaignLine> = fc.record({
  name: hostile(200),
  market: fc.constantFrom(null, 'IT'),
  category: fc.constantFrom(null, 'music'),
  start: fc.constantFrom('2026-09-01' as const, '2026-08-20' as const),
  end: fc.constantFrom('2026-09-12' as const, '2026-09-30' as const),
  goal: fc.option(fc.nat(1e9), { nil: null }),
  diamonds: fc.nat(1e9),
  to: fc.constantFrom('2026-09-12' as const, '2026-09-15' as const),
  whole: fc.boolean(),
})
const goals: fc.Arbitrary<readonly GoalLine[]> = fc.array(
  fc.record({
    market: fc.constantFrom(null, 'IT'),
    goal: fc.nat(1e12),
    soFar: maybe,
    pace: fc.option(
      fc.record({
        expected: fc.nat(1e12),
        low: fc.nat(1e12),
        high: fc.nat(1e12),
        needPerDay: fc.nat(1e12),
        perDay: fc.nat(1e12),
        daysLeft: fc.nat(30),
        shareUsual: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { nil: null },
    ),
    unread: fc.nat(9),
    isOver: fc.boolean(),
  }),
  { maxLength: 20 },
)
const days = fc.array(fc.constant('2026-09-10' as const), { maxLength: 40 })
const owned = fc.array(fc.record({ followup: followups, owner: hostile(80) }), { maxLength: 30 })
const digests: fc.Arbitrary<DigestFacts> = fc.record({
  version: fc.nat(),
  period: fc.constantFrom(
    { from: '2026-09-09', to: '2026-09-15' } as const,
    { from: '2026-09-15', to: '2026-09-15' } as const,
    { from: '2026-08-01', to: '2026-08-31' } as const,
  ),
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
  room: fc.record({
    gifters: partly,
    unique_viewers: partly,
    returning_viewers: partly,
    watch_minutes: partly,
  }),
  usual: fc.option(
    fc.record({
      diamonds: maybe,
      live_minutes: maybe,
      valid_days: maybe,
      new_followers: maybe,
      streams: maybe,
      active: maybe,
      gifters: maybe,
      unique_viewers: maybe,
      returning_viewers: maybe,
      watch_minutes: maybe,
    }),
    { nil: null },
  ),
  movement: fc.option(
    fc.record({
      stayed: fc.record({ creators: fc.nat(1e6), now: fc.nat(1e12), before: fc.nat(1e12) }),
      new: part,
      lost: part,
      movedIn: part,
      movedOut: part,
      factors: fc.record({ active: delta, days: delta, hours: delta, rate: delta, mix: delta }),
    }),
    { nil: null },
  ),
  settled: fc.option(
    fc.record({
      rungs: fc.array(fc.record({ from: fc.nat(1e7), now: fc.nat(1e6), before: fc.nat(1e6) }), {
        maxLength: 10,
      }),
      climbed: fc.nat(1e6),
      fell: fc.nat(1e6),
      gate: fc.record({ now: fc.nat(1e6), before: fc.nat(1e6), days: fc.nat(31), hours: fc.nat(100) }),
      bonus: fc.option(
        fc.record({
          creators: fc.nat(1e6),
          amount: fc.double({ min: 0, max: 1e9, noNaN: true }),
          violative: fc.nat(1e4),
        }),
        { nil: null },
      ),
    }),
    { nil: null },
  ),
  campaigns: fc.array(campaign, { maxLength: 5 }),
  daily: fc.record({
    from: fc.constant('2026-08-19' as const),
    now: fc.array(fc.option(fc.nat(1e9), { nil: null }), { minLength: 28, maxLength: 28 }),
    before: fc.array(fc.option(fc.nat(1e9), { nil: null }), { minLength: 28, maxLength: 28 }),
  }),
  markets: fc.array(group, { maxLength: 12 }),
  agencies: fc.array(group, { maxLength: 12 }),
  up: fc.array(mover, { maxLength: DIGEST_LINES.movers }),
  down: fc.array(mover, { maxLength: DIGEST_LINES.movers }),
  courses: fc.constant([]),
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
  incomplete: fc.constantFrom('wait', 'post'),
  pausedFor: fc.constantFrom(null, 'is_archived'),
  editedBy: fc.constantFrom(null, 'U0TOM'),
  since: fc.constant(now),
})

const conditions: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    on: fc.constant('level'),
    metric: fc.constantFrom(...WATCHED),
    is: fc.constantFrom('below', 'above'),
    than: fc.double({ min: 0, max: 1e12, noNaN: true }),
  }),
  fc.record({ on: fc.constant('change'), metric: fc.constantFrom(...WATCHED), by: fc.constantFrom(-0.3, 5) }),
  fc.record({
    on: fc.constant('insight'),
    kind: fc.constantFrom(null, ...INSIGHT_KINDS),
    atLeast: fc.constantFrom(...SEVERITIES),
  }),
  fc.record({ on: fc.constantFrom('new_creators', 'unknown') }),
)
const alerts: fc.Arbitrary<Alert> = fc.record({
  id: fc.constant('alr_01m8gvpcsqv2wszt0z7s' as const),
  ref: fc.constant('ALR-123456' as const),
  team: fc.constant('T1' as const),
  owner: fc.constant('U0ANNA' as const),
  channel: fc.constantFrom(null, 'C0LIVEIT' as const),
  scope: hostile(200),
  condition: conditions,
  timeZone: fc.constant('Europe/Rome'),
  market: fc.constant(null),
  locale: fc.constantFrom('en', 'it'),
  coolDownDays: fc.constantFrom(1, 3),
  state: fc.constantFrom('active', 'paused', 'ended'),
  since: fc.constant(now),
  frontier: fc.constant(0),
  editedBy: fc.constant(null),
  looked: fc.constant(null),
  troubledAt: fc.constant(null),
  pausedFor: fc.constantFrom(null, 'is_archived'),
})
const met: fc.Arbitrary<Met> = fc.oneof(
  fc.record({
    what: fc.constant('insight'),
    found: fc.record({ insight: insights, placed }),
    asOf: fc.constant('2026-09-15' as const),
  }),
  fc.record({
    what: fc.constant('level'),
    day: fc.constant('2026-09-15' as const),
    value: fc.nat(1e9),
    usual: fc.constantFrom(null, 1e9),
  }),
  fc.record({
    what: fc.constant('creators'),
    count: fc.integer({ min: 8, max: 20_000 }),
    creators: fc.array(
      fc.record({
        id: hostile(30),
        username: hostile(200),
        agency: agencyName,
        market: fc.constantFrom(null, 'IT'),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  }),
)
const episodes: fc.Arbitrary<readonly Episode[]> = fc.array(
  met.map((it) => ({
    ...{ alert: 'alr_1', entity: 'x', episode: 'y', since: '2026-09-01', last: '2026-09-15', met: it },
    ...{ state: 'told', at: now.subtract({ hours: 20 }), toldAt: now, held: false, post: null },
  })) as fc.Arbitrary<Episode>,
  { minLength: 1, maxLength: 12 },
)

const period = { from: '2026-09-14', to: '2026-09-15' } as const
const counts = { read: fc.nat(), added: fc.nat(), changed: fc.nat(), unchanged: fc.nat(), rejected: fc.nat() }
const reports: fc.Arbitrary<ImportReport> = fc.record({
  ...counts,
  importId: fc.constantFrom(null, 7),
  file: hostile(300),
  kind: fc.constantFrom(...FILE_KINDS),
  dryRun: fc.boolean(),
  duplicateOf: fc.constantFrom(null, null, 3),
  understood: fc.constant({ kind: 'daily', columns: {} } as const),
  rejections: fc.array(
    fc.record({
      line: fc.nat(),
      column: fc.option(hostile(300), { nil: null }),
      reason: fc.constantFrom('id.missing', 'number.unreadable'),
      value: hostile(80),
    }),
    { maxLength: 3 },
  ),
  period: fc.constantFrom(null, period),
  days: fc.nat(),
  estimatedDays: fc.nat(),
  restated: fc.nat(),
  infinite: fc.nat(),
  notices: fc.uniqueArray(
    fc.record({
      notice: fc.constantFrom(...(Object.keys(en.files.notices) as NoticeKind[])),
      count: fc.integer({ min: 1 }),
      first: fc.array(
        fc.record({ line: fc.nat(), column: fc.option(hostile(300), { nil: null }), value: hostile(80) }),
        { minLength: 1, maxLength: 5 },
      ),
    }),
    { selector: ({ notice }) => notice },
  ),
  newCreators: fc.nat(),
  newAgencies: fc.nat(),
  coverage: fc.record({
    asOf: fc.constantFrom(null, '2026-09-15' as const),
    creators: fc.record({ reported: fc.nat(), expected: fc.nat() }),
    agencies: fc.record({ reported: fc.nat(), expected: fc.nat() }),
    problems: fc.array(
      hostile(200).map(
        (agency) => ({ problem: 'agency.silent', agency, market: null, expected: 9 }) as const,
      ),
      { maxLength: 30 },
    ),
  }),
  seconds: fc.constant(1.5),
})
const offers: fc.Arbitrary<Offer> = fc.record({
  id: fc.constant('fil_1' as const),
  team: fc.constant('T1' as const),
  channel: fc.constant('C0LIVEIT' as const),
  thread: fc.constant('1.2'),
  slackFile: fc.constant('F1'),
  name: hostile(300),
  by: fc.constant('U0ANNA' as const),
  state: fc.constantFrom(
    'looking',
    'asked',
    'importing',
    'imported',
    'undoing',
    'undone',
    'cancelled',
    'refused',
  ),
  said: fc.constant({}),
  report: fc.option(reports, { nil: null }),
  fault: fc.option(
    fc.oneof(
      hostile(300).map((headers) => ({
        fault: 'file.headers' as const,
        file: headers,
        headers,
        guess: { kind: 'daily' as const, columns: {} },
      })),
      fc.constant({ fault: 'import.old', id: 7 } as const),
      fc.constant({ fault: 'trouble', ref: 'ab12cd' } as const),
      hostile(300).map((file) => ({ fault: 'slack.gone' as const, file })),
    ),
    { nil: null },
  ),
  importId: fc.constantFrom(null, 7),
  actor: fc.constantFrom(null, 'U0TOM' as const),
  rejects: fc.constantFrom(null, 'F2'),
  version: fc.nat(),
  createdAt: fc.constant(now),
})
const entries: fc.Arbitrary<ImportEntry> = fc.record({
  ...counts,
  id: fc.nat(),
  file: hostile(300),
  kind: fc.constantFrom(...FILE_KINDS),
  importedAt: fc.constant('2026-09-16T08:00:00Z'),
  undoneAt: fc.constantFrom(null, '2026-09-16T08:00:00Z'),
  undoable: fc.boolean(),
  period: fc.constantFrom(null, period),
})

/** Slack takes it, and no word that came from people or files became a mention, a link or a broadcast. */
const fits = (written: Message): void => {
  fitsAs(shownAs(written, (chart) => pictureBlock(chart, 'F0PICTURE'), true))
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
const listed = { scope: 'all', from: '2026-09-09', to: '2026-09-15' } as const
/** A message that does not fit is told after a while, rather than made smaller for ever. */
const runs = { numRuns: 150, interruptAfterTimeLimit: 25_000 }

describe('whatever is in it, Slack takes', () => {
  test('a follow-up’s card, echo, question and reminder', () => {
    fc.assert(
      fc.property(followups, (it) => {
        inBoth(followupCard(it, now))
        inBoth(assignedEcho(it))
        inBoth(askedOf(it, now))
        inBoth(checklistEcho(it))
        inBoth(allTicked(it))
        inBoth(onlyThisOneChanged(it))
        inBoth(onlyThisOneCancelled(it, it, now))
        inBoth(repeatsEcho(it, weekly))
        inBoth(
          cameRound(it, ['2026-09-07', '2026-09-14'], now, { last: null, original: null, series: weekly }),
        )
        inBoth(followupStory(it, { original: null, series: weekly, changes: [], older: 3 }))
        inBoth(askedInThread(it, 'U0ANNA', now))
        inBoth(askedInChannel(it, now))
        inBoth(askedAgain(it, 'U0TOM', now))
        inBoth(withAbsence(assignedEcho(it), 'U0TOM', { until: '2026-12-07', delegate: 'U0ANNA' }))
      }),
      runs,
    )
  })
  test('the Home tab, whatever is in it and however it is narrowed', () => {
    const states = fc.record({
      tab: fc.constantFrom(...HOME_TABS),
      overdue: fc.boolean(),
      owner: fc.constantFrom('U0ANNA' as const, null),
      agency: agencyName,
      after: fc.constantFrom(null, { due: 1, number: 1 }),
      open: fc.constantFrom(null, 'tsk_1' as const),
    })
    const them = fc
      .array(followups, { maxLength: HOME_PAGE })
      .map((all) => all.map((it, n): Followup => ({ ...it, id: `tsk_${n}`, ref: `FU-${n}` })))
    const asked = fc.array(requests, { maxLength: REQUESTS_PAGE })
    const agencyNames = fc.uniqueArray(hostile(100), { maxLength: 120 })
    fc.assert(
      fc.property(
        states,
        them,
        agencyNames,
        asked,
        fc.option(fc.constant(1000)),
        (state, shown, agencies, waiting, through) => {
          const page = { shown, next: { due: null, number: 20 }, through }
          const waits = { forMe: shown.slice(0, WAITS_SHOWN), mine: shown.slice(0, WAITS_SHOWN) }
          const [first] = shown
          const card = first ? { followup: first, known: { last: null, original: null } } : null
          const seen = [
            { followups: page, agencies, waits, card },
            { requests: { shown: waiting, next: page.next, through }, card },
          ]
          for (const [v, it] of VOICES.flatMap((v) => seen.map((it) => [v, it] as const))) {
            const blocks = homeBlocks(state, it, now)(v)
            expect(faultsIn('home', JSON.parse(JSON.stringify({ type: 'home', blocks })))).toEqual([])
            const markdown = textIn(blocks, 'mrkdwn').join(' ')
            expect(/<!channel>|<https|<!here/.test(markdown), markdown.slice(0, 300)).toBe(false)
            expect(/[\u202a-\u202e\u200b]/.test([markdown, ...textIn(blocks, 'plain_text')].join(' '))).toBe(
              false,
            )
          }
        },
      ),
      { numRuns: 40 },
    )
  })
  test('what is known of a follow-up, and what is said of its changes', () => {
    fc.assert(
      fc.property(followups, originals, changes, (it, original, them) => {
        const known = { last: them[0] ?? null, original }
        inBoth(followupCard(it, now, known))
        inBoth(changedMeanwhile(it, { changes: them, known, now }))
        inBoth(followupStory(it, { original, series: weekly, changes: them, older: 7 }))
        inBoth(doneEcho(it, it, now))
        inBoth(blockerTold(it, 'U0TOM'))
        inBoth(followupNews(it, 'watchedDone', 'U0TOM'))
      }),
      { numRuns: 60, interruptAfterTimeLimit: 25_000 },
    )
  })
  test('lists of follow-ups', () => {
    fc.assert(
      fc.property(fc.array(followups, { maxLength: 20 }), listsAsked, (them, of) => {
        const next = { of, after: { at: 1, number: 1 } }
        inBoth(followupList({ followups: them, hidden: 3, more: 200, of, next }, now))
        const asked = Array.from({ length: 8 }, () => them)
          .flat()
          .map((followup, n) => ({
            followup,
            step: n % 5 === 0 ? ('blocker' as const) : ('late' as const),
            standsIn: n % 3 === 0 ? { owner: 'U0TOM' as const, until: '2026-12-07' as const } : null,
          }))
        inBoth(reminder(asked, now))
        inBoth(
          askedOfLead(
            asked.map(({ followup }) => followup),
            now,
          ),
        )
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
      fc.property(
        digests,
        subscriptions,
        foundDays,
        owned,
        goals,
        (facts, subscription, found, promises, goals) => {
          const seen = {
            facts,
            found,
            foundFrom: facts.period.from,
            near: nearLines(found),
            goals,
            promises,
            closed: promises,
            achieved: promises,
          }
          inBoth(findingsList(found, listed))
          inBoth(tableList('agencies', { ...NOTHING_LISTED, groups: facts.agencies }, listed))
          inBoth(tableList('near', { ...NOTHING_LISTED, found }, listed))
          inBoth(tableList('dark', { ...NOTHING_LISTED, dark: facts.dark }, listed))
          inBoth(
            digestMessage({ scope: { kind: 'all' }, ...seen }, { preview: { scope: 'all', period: '7d' } }),
          )
          inBoth(
            digestMessage(
              { scope: { kind: 'agency', agency: subscription.scope }, ...seen },
              {
                subscription,
                late: { due: now, passedOver: 3 },
                managers: new Map([[subscription.scope, 'U0TOM' as const]]),
              },
            ),
          )
          const slot = { key: '1', due: now, holiday: null }
          const name = { en: subscription.scope, it: subscription.scope }
          const moved = { does: 'moved', from: now, name } as const
          inBoth(subscribedEcho(subscription, [slot, { ...slot, holiday: moved }]))
          inBoth(subscriptionList({ subscriptions: [subscription], hidden: 2 }))
        },
      ),
      runs,
    )
  })
  test('an agency’s brief, and which actions work', () => {
    fc.assert(
      fc.property(
        digests,
        foundDays,
        agencyName,
        fc.array(followups, { maxLength: 30 }),
        fc.array(requests, { maxLength: 9 }),
        (numbers, found, name, work, asked) => {
          const agency = { name: name ?? 'a', market: 'IT', region: null, tier: name, category: name }
          const rest = { timeZone: null, contact: null, language: null, managerEmail: name }
          const seen = { numbers, found, open: work, done: work, requests: asked }
          inBoth(briefMessage({ ...seen, agency: { ...agency, ...rest }, name: name ?? 'a' }, now))
          inBoth(
            briefMessage(
              { ...seen, agency: null, name: name ?? 'a', open: [], requests: [], found: null },
              now,
            ),
          )
          const cases = casesOf(work.flatMap(({ result }) => result ?? []))
          inBoth(outcomesMessage({ about: name, span: 90, cases, waiting: 3, never: 1 }))
        },
      ),
      runs,
    )
  })
  test('what rules tell, the rules themselves, and the receipt', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ alert: alerts, owner: hostile(80), episodes }), { minLength: 1, maxLength: 20 }),
        fc.array(subscriptions, { maxLength: 30 }),
        (told, digests) => {
          inBoth(alertMessage(told, now))
          inBoth(alertsOfPost(told))
          for (const { alert } of told.slice(0, 2)) {
            inBoth(
              alertEcho(
                alert,
                {
                  n: 3,
                  going: { since: '2026-09-01', longer: false },
                  isEmpty: false,
                  covered: 'ALR-2',
                  again: 1,
                },
                'made',
              ),
            )
            inBoth(alertTrouble(alert))
            inBoth(alertNews(alert, 'U0TOM', 'changed'))
            inBoth(alertWhy(alert, '2026-09-15', new Map([['2026-09-08', 1e9]]), 1e9))
          }
          inBoth(alertList({ rules: told.slice(0, 15), hidden: 2, more: 3, next: { after: 15 } }))
          const lines = [...told.map(({ alert }) => alert), ...digests].map((of) => ({
            ...{ of, sent: 1e6, held: 3, idle: true },
            acts: { why: 1, muted: 2, assigned: 3, kept: 0 },
          }))
          const muted = INSIGHT_KINDS.map((kind) => [kind, 12] as const)
          inBoth(receiptMessage({ month: period, lines, messages: 30, reminders: 3, notices: 2, muted }))
        },
      ),
      { numRuns: 60 },
    )
  })
  test('why a finding is told, and what is muted', () => {
    const silences = fc.constantFrom(null, 'explained', 'part_of', 'known', 'cool_down', 'muted', 'budget')
    const sources = fc.array(fc.record({ importId: fc.nat(99), file: hostile(200), line: fc.nat(1e6) }), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(insights, placed, silences, sources, muteNotes, (insight, where, silence, from, note) => {
        const told = { insight, placed: where, on: '2026-09-15', silence } as const
        inBoth(whyMessage(told, { value: 1, how: 'told', sources: from }, note))
        inBoth(whyMessage(told, null, null))
        inBoth(findingsList(null, listed))
        inBoth(mutedMessage(note))
        inBoth(muteList([note, note, note]))
      }),
      runs,
    )
  })
  test('a file’s card and the list of imports', () => {
    fc.assert(
      fc.property(offers, fc.array(entries, { maxLength: 5 }), (offer, them) => {
        inBoth(fileCard(offer))
        inBoth(importsCard({ entries: them, hidden: 2 }))
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
