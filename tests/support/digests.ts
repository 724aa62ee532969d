import { type Day, plusDays } from '#src/domain/day.ts'
import type { DigestForm, DigestSeen, OwnedFollowup } from '#src/domain/digest.ts'
import type { DigestFacts, GroupLine, Mover, Scope } from '#src/domain/facts.ts'
import { type Followup, newFollowup } from '#src/domain/followup.ts'
import type { Found, FoundDay, Insight } from '#src/domain/insight.ts'
import { nearLines } from '#src/domain/line.ts'
import type { After, Verdict } from '#src/domain/outcome.ts'
import { paceOf } from '#src/domain/pace.ts'
import { before, type Period } from '#src/domain/period.ts'
import type { Subscription } from '#src/domain/schedule.ts'

/** A region's digests by hand, with everything in them that one can have: for goldens, and to be looked at. */
const LAST: Day = '2026-10-25'
const PERIODS: Record<DigestForm, Period> = {
  daily: { from: LAST, to: LAST },
  weekly: { from: '2026-10-19', to: LAST },
  monthly: { from: '2026-09-01', to: '2026-09-30' },
}

export const digestSeen = (form: DigestForm, scope: Scope = { kind: 'all' }): DigestSeen => {
  const facts = factsOf(form)
  const found = foundDay()
  const about = ({ followup: { agency } }: OwnedFollowup) =>
    scope.kind !== 'agency' || agency === scope.agency
  return {
    scope,
    facts,
    found,
    foundFrom: facts.period.from,
    near: form === 'monthly' ? [] : nearLines(found),
    goals: goalsOf(form, facts),
    promises: [
      owned(
        {
          ref: 'FU-12',
          what: 'Call Aurora Talent about the drop',
          due: '2026-10-23',
          agency: 'Aurora Talent',
        },
        'Tom',
      ),
      owned(
        { ref: 'FU-14', what: 'Gift panel on iPads: ask product', due: '2026-10-26', agency: null },
        'Giulia',
      ),
      owned({ ref: 'FU-15', what: 'Plan the Halloween matches', due: null, agency: 'Faro Azul' }, 'Anna'),
    ].filter(about),
    closed: [
      owned({ ref: 'FU-9', what: 'Ask @luna.prova to come back', due: null, agency: 'Aurora Talent' }, 'Tom'),
    ].filter(about),
    achieved: [
      measuredAs('FU-7', 'Ask @duende to come back', 14, 'recovered', facts.period.to),
      measuredAs('FU-8', 'Go through the numbers with Faro Azul', 7, 'unchanged', facts.period.to),
      measuredAs('FU-5', 'Call @brezza', 14, 'left', facts.period.from),
    ].filter(about),
  }
}

const factsOf = (form: DigestForm): DigestFacts => {
  const period = PERIODS[form]
  const scale = { daily: 1, weekly: 7, monthly: 30 }[form]
  const change = (now: number, was: number) => ({ now: now * scale, before: was * scale })
  const daily = Array.from(
    { length: 56 },
    (_, i) => 90_000 + ((i * 7919) % 23) * 2100 + (i % 7 === 6 ? 15_000 : 0),
  )
  return {
    version: 41,
    period,
    before: before(period),
    coverage: {
      asOf: LAST,
      creators: 428,
      daysKnown: form === 'weekly' ? 6 : scale,
      daysExpected: scale,
      missing: form === 'weekly' ? ['2026-10-21'] : [],
      estimated: form === 'monthly' ? ['2026-09-12', '2026-09-13'] : [],
      restated: form === 'monthly' ? ['2026-09-30'] : [],
    },
    totals: {
      diamonds: change(131_250, 118_400),
      live_minutes: change(33_120, 34_000),
      valid_days: change(150, 152),
      new_followers: change(1040, 980),
      streams: change(190, 190),
    },
    active: { now: 211, before: 214 },
    room: {
      gifters: change(1105, 1080),
      unique_viewers: change(61_000, 60_000),
      returning_viewers: change(18_300, 18_900),
      watch_minutes: { now: null, before: 300_000 },
    },
    usual:
      form === 'daily'
        ? {
            diamonds: 140_000,
            live_minutes: 33_000,
            valid_days: 149,
            new_followers: 1000,
            streams: 188,
            active: 209,
            gifters: 1100,
            unique_viewers: 60_500,
            returning_viewers: 18_700,
            watch_minutes: null,
          }
        : null,
    daily: { from: plusDays(period.to, -27), now: daily.slice(28), before: daily.slice(0, 28) },
    movement: {
      stayed: { creators: 401, now: 125_000 * scale, before: 117_000 * scale },
      new: { creators: 4, delta: 6250 * scale },
      lost: { creators: 5, delta: -1400 * scale },
      movedIn: { creators: 0, delta: 0 },
      movedOut: { creators: 0, delta: 0 },
      factors: {
        active: -1700 * scale,
        days: 400 * scale,
        hours: -2100 * scale,
        rate: 9750 * scale,
        mix: 6500 * scale,
      },
    },
    settled:
      form === 'monthly'
        ? {
            rungs: [
              { from: 50_000, now: 14, before: 14 },
              { from: 100_000, now: 12, before: 13 },
              { from: 1_000_000, now: 1, before: 0 },
            ],
            climbed: 5,
            fell: 8,
            gate: { now: 254, before: 253, days: 7, hours: 15 },
            bonus: { creators: 240, amount: 12_345.5, violative: 2 },
          }
        : null,
    campaigns: [
      {
        name: 'Gift *week*',
        market: 'ES',
        category: null,
        start: '2026-10-19',
        end: '2026-10-31',
        goal: 900_000,
        diamonds: 310_000,
        to: LAST,
        whole: true,
      },
      {
        name: 'Autumn matches',
        market: null,
        category: 'music',
        start: '2026-10-10',
        end: '2026-10-20',
        goal: null,
        diamonds: 88_000,
        to: '2026-10-20',
        whole: true,
      },
    ],
    markets: ['IT', 'ES', 'FR', 'DE', 'PT', 'GB'].map((name, i) => group(name, null, (6 - i) * 5000 * scale)),
    agencies: [
      ['L’Officina dei Creator', 'IT'],
      ['Aurora Talent', 'IT'],
      ['Faro Azul', 'ES'],
      ['Ein sehr langer Name einer Agentur in einer sehr langen Straße GmbH & Co. KG', 'DE'],
      [null, null],
    ].map(([name = null, market = null], i) => group(name, market, (5 - i) * 4000 * scale)),
    up: [mover('miele.sul_tetto', 9000 * scale, 4000 * scale), mover('duende', 2063, 1884)],
    down: [mover('orage.enchanté', 3000 * scale, 7000 * scale), mover('brezza', 0, 1336)],
    courses:
      form === 'weekly'
        ? COURSES.map((id, n) => ({
            id,
            from: plusDays(period.to, -27),
            values: daily.slice(n, n + 28).map((it) => it / 50),
          }))
        : [],
    dark: [],
    darkCount: 11,
  }
}

const group = (name: string | null, market: string | null, diamonds: number): GroupLine => ({
  name,
  market,
  diamonds: { now: diamonds, before: Math.round(diamonds * 0.9) },
  live_minutes: { now: 6000, before: 6100 },
  valid_days: { now: 70, before: 71 },
  new_followers: { now: 120, before: 90 },
  streams: { now: 80, before: 80 },
  active: { now: 24, before: 25 },
})

const mover = (username: string, now: number, was: number): Mover => ({
  id: `73000000000000${username.length}`,
  username,
  agency: 'Aurora Talent',
  market: 'IT',
  diamonds: { now, before: was },
  liveMinutes: { now: 600, before: 600 },
})

const goalsOf = (form: DigestForm, { daily, totals }: DigestFacts): DigestSeen['goals'] =>
  form === 'monthly'
    ? [
        { market: null, goal: 3_900_000, soFar: totals.diamonds.now, pace: null, unread: 0, isOver: true },
        { market: 'IT', goal: 1_000_000, soFar: 900_000, pace: null, unread: 0, isOver: true },
      ]
    : [
        {
          market: null,
          goal: 4_000_000,
          soFar: 2_890_000,
          pace: paceOf([...daily.before, ...daily.now].map(Number), LAST, 4_000_000),
          unread: 0,
          isOver: false,
        },
      ]

const foundDay = (): FoundDay => ({
  asOf: LAST,
  period: { from: '2026-07-06', to: LAST },
  health: {
    asOf: LAST,
    staleDays: 0,
    creators: { reported: 428, expected: 430 },
    agencies: { reported: 22, expected: 22 },
    problems: [],
  },
  insights: [
    found(
      { id: 'INS-00000001', kind: 'safety', severity: 'urgent', value: 1, metric: 'violations' },
      'lisek.śpiewa',
    ),
    found(
      {
        id: 'INS-00000002',
        kind: 'agency_decline',
        severity: 'warn',
        entity: { type: 'agency', id: 'Aurora Talent', name: 'Aurora Talent' },
        value: 178_982,
        expected: 365_697,
        delta: -186_715,
        deltaPct: -0.511,
        since: '2026-10-12',
        causes: [
          {
            entity: { type: 'creator', id: '1', name: 'limão.joga' },
            how: 'existing',
            delta: -157_934,
            share: 0.84,
          },
        ],
      },
      'Aurora Talent',
    ),
    found(
      {
        id: 'INS-00000003',
        kind: 'went_dark',
        severity: 'warn',
        metric: 'live_minutes',
        value: 0,
        expected: 1260,
        since: '2026-10-20',
      },
      'luna.prova',
    ),
    found(
      { id: 'INS-00000004', kind: 'whale', direction: 'up', value: 79_004, expected: 34_840 },
      'moon_after_dark',
    ),
    ...[2100, 9433, 14_000, 14_900].map((short, i) =>
      found(
        {
          id: `INS-0000001${i}`,
          kind: 'near_threshold',
          direction: 'up',
          value: 100_000 - short,
          expected: 100_000,
          delta: -short,
        },
        `quasi_${i}`,
      ),
    ),
    found(
      {
        id: 'INS-00000020',
        kind: 'near_threshold',
        metric: 'valid_days',
        direction: 'up',
        value: 6,
        expected: 7,
        delta: -1,
      },
      'sol.prueba',
    ),
  ],
  suppressed: [],
})

const found = (insight: Partial<Insight>, name: string): Found => ({
  placed: { agency: 'Aurora Talent', market: 'IT' },
  insight: {
    id: 'INS-00000000',
    kind: 'decline',
    entity: { type: 'creator', id: name, name },
    metric: 'diamonds',
    direction: 'down',
    since: '2026-10-24',
    value: null,
    expected: null,
    delta: null,
    deltaPct: null,
    score: null,
    severity: 'early',
    causes: [],
    factors: null,
    explainedBy: null,
    suggested: { action: 'call', dueInDays: 3 },
    ...insight,
  },
})

const owned = (
  { ref, due, ...given }: Pick<Followup, 'ref' | 'what' | 'agency'> & { due: Day | null },
  owner: string,
): OwnedFollowup => ({
  owner,
  followup: {
    ...newFollowup({
      ...given,
      owner: 'U0TOM',
      reporter: 'U0ANNA',
      due: due && { day: due, time: '18:00', timeZone: 'Europe/Rome' },
      createdAt: Temporal.Instant.from('2026-10-20T08:00:00Z'),
    }),
    dueAt: null,
    id: `tsk_${ref}`,
    ref,
    team: 'T0LIVEEU',
    version: 1,
  },
})

const measuredAs = (
  ref: Followup['ref'],
  what: string,
  after: After,
  verdict: Verdict,
  day: Day,
): OwnedFollowup => {
  const { owner, followup } = owned({ ref, what, due: null, agency: 'Aurora Talent' }, 'Tom')
  const week = { value: 4200, expected: 9100, spread: 0.1 }
  return {
    owner,
    followup: {
      ...followup,
      state: 'done',
      result: {
        entity: { type: 'agency', id: 'Aurora Talent' },
        asOf: '2026-09-01',
        week: { diamonds: week, live_minutes: week, valid_days: week },
        metric: 'diamonds',
        kind: 'agency_decline',
        action: 'talk_to_agency',
        points: [{ after, day, value: verdict === 'left' ? null : 8700, verdict, why: null, on: day }],
      },
    },
  }
}

/** Of those who moved, in the order of the picture. */
const COURSES = ['7300000000000015', '730000000000006', '7300000000000014']

/** What a digest is posted by. */
export const WEEKLY: Subscription = {
  id: 'dig_1',
  ref: 'DIG-1',
  team: 'T0LIVEEU',
  channel: 'C0LIVEEU',
  scope: 'all',
  period: '7d',
  schedule: { cadence: { every: 'week', at: '09:00' }, timeZone: 'Europe/Rome' },
  locale: 'en',
  owner: 'U0ANNA',
  state: 'active',
  incomplete: 'wait',
  pausedFor: null,
  editedBy: null,
  since: Temporal.Instant.from('2026-09-01T08:00:00Z'),
}
