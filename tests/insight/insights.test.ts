import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plusDays } from '#src/domain/day.ts'
import type { Insight } from '#src/domain/insight.ts'
import { THRESHOLDS } from '#src/domain/thresholds.ts'
import { KNOWN, type Window } from '#src/domain/window.ts'
import { dayByDay, replayed } from '#src/insight/replay.ts'
import { type Told, WINDOW_DAYS } from '#src/insight/window.ts'
import {
  bend,
  CALM,
  EACH,
  kindsOf,
  longer,
  look,
  membersOf,
  type Small,
  silence,
  small,
  TODAY,
  theOne,
} from './stage.ts'

const ME = 17
const told = (insight: Insight, on = plusDays(TODAY, -1)): Told => ({ ...insight, on })
const sum = (values: Record<string, number>): number => Object.values(values).reduce((a, b) => a + b, 0)

test('of weeks in which nothing happened nothing is said', () => {
  // One false discovery in ten families' digests is what is allowed; twenty calm days hold next to none.
  const said = Array.from({ length: 20 }, (_, seed) => kindsOf(look(small(seed)))).flat()
  expect(said.length).toBeLessThanOrEqual(6)
  expect(kindsOf(look(small()))).toEqual([])
})

describe('one creator', () => {
  test('who stopped is told within days, by the days', () => {
    const window = small()
    silence(window, [ME], 4)
    const insight = theOne(look(window), 'went_dark')
    expect(insight).toMatchObject({
      entity: { type: 'creator', id: window.ids[ME] },
      metric: 'live_minutes',
      direction: 'down',
      since: plusDays(TODAY, -3),
      suggested: { action: 'call' },
    })
    expect(Math.abs(insight.factors?.days ?? 0)).toBeGreaterThan(Math.abs(insight.factors?.rate ?? 0))
  })

  test('who is LIVE twice a week is not dark after four days', () => {
    const window = small()
    for (let d = 0; d < WINDOW_DAYS; d++)
      if (d % 7 > 1) silence(window, [ME], WINDOW_DAYS - d, WINDOW_DAYS - d - 1)
    expect(kindsOf(look(window))).toEqual([])
  })

  test('whose hour yields half is told so: the room, not the hours', () => {
    const window = small()
    bend(window, [ME], 'diamonds', 7, (value) => value * 0.45)
    const insight = theOne(look(window), 'efficiency')
    expect(insight.direction).toBe('down')
    expect(Math.abs(insight.factors?.rate ?? 0)).toBeGreaterThan(0.6 * Math.abs(insight.delta ?? 0))
    expect(sum({ ...insight.factors })).toBeCloseTo(insight.delta ?? 0, 4)
    expect(insight.value).not.toBeNull()
    expect(insight.score?.q).toBeLessThanOrEqual(THRESHOLDS.falseDiscovery)
  })

  test('who comes less and earns less is in decline, and two signs weigh more than one', () => {
    const window = small()
    silence(window, [ME], 8, 7)
    silence(window, [ME], 6, 5)
    silence(window, [ME], 4, 2)
    bend(window, [ME], 'diamonds', 9, (value) => value * 0.35)
    bend(window, [ME], 'active_fans', 9, (value) => value * 0.7)
    const [insight] = look(window).insights
    expect(insight).toMatchObject({ entity: { id: window.ids[ME] }, severity: 'urgent', kind: 'decline' })
  })

  test('whose fans leave is told before the money goes', () => {
    const window = small()
    bend(window, [ME], 'active_fans', 4, (value) => value * 0.75)
    expect(theOne(look(window), 'fan_loss')).toMatchObject({
      metric: 'active_fans',
      severity: 'early',
      suggested: { action: 'look_after_fans' },
    })
  })

  test('who loses a little each week slides', () => {
    const window = small()
    bend(window, [ME], 'diamonds', 35, (value, ago) => value * 0.92 ** (5 - Math.floor(ago / 7)))
    const insight = theOne(look(window), 'slide')
    expect(insight.since).toBe(plusDays(TODAY, -34))
  })

  test('who rises and stays is told once, then it is the new level', () => {
    const window = small()
    bend(window, [ME], 'diamonds', 12, (value) => value * 2)
    const insight = theOne(look(window), 'level_shift')
    expect(insight.direction).toBe('up')
    expect(Math.abs(Number(insight.since.slice(-2)) - 9)).toBeLessThanOrEqual(2)
    expect(kindsOf(look(window, { told: [told(insight, plusDays(TODAY, -4))] }))).toEqual([])
    // Four weeks on: who does not know of the rise finds nothing either; a fall back to the old level is a fall.
    const later = small()
    bend(later, [ME], 'diamonds', 40, (value) => value * 2)
    bend(later, [ME], 'diamonds', 8, (value) => value / 2.2)
    const since = plusDays(TODAY, -39)
    const memory = { ...told(insight, plusDays(TODAY, -32)), since }
    const { insights } = look(later, { told: [memory] })
    expect(insights.find(({ entity }) => entity.id === later.ids[ME])).toMatchObject({ kind: 'efficiency' })
  })

  test('on whom gifts rain for a day is told as that, and is the cause', () => {
    const window = small()
    bend(window, [ME], 'diamonds', 1, () => 24_000)
    const insight = theOne(look(window), 'whale')
    expect(insight).toMatchObject({ direction: 'up', since: TODAY })
    expect(insight.causes[0]?.entity.id).toBe(window.ids[ME])
  })

  test('whom hundreds begin to follow without a gift', () => {
    const window = small()
    bend(window, [ME], 'new_followers', 1, () => 600)
    expect(theOne(look(window), 'follower_spike')).toMatchObject({ metric: 'new_followers', value: 600 })
  })

  test('with a violation is told at once, and urgently when a stop follows', () => {
    const window = small()
    bend(window, [ME], 'violations', 1, () => 1)
    expect(theOne(look(window), 'safety')).toMatchObject({ severity: 'warn', since: TODAY })
    const stopped = small()
    bend(stopped, [ME], 'violations', 3, () => 1, 2)
    silence(stopped, [ME], 2)
    expect(theOne(look(stopped), 'safety')).toMatchObject({ severity: 'urgent', since: plusDays(TODAY, -2) })
  })

  test('whose viewers no longer come back', () => {
    const window = small()
    bend(window, [ME], 'returning_viewers', 8, (value) => value * 0.5)
    expect(theOne(look(window), 'decline')).toMatchObject({ metric: 'returning_viewers', severity: 'early' })
  })

  test('who joined and never was LIVE', () => {
    const window = small()
    window.joined[ME] = WINDOW_DAYS - 10
    for (let d = 0; d < WINDOW_DAYS - 10; d++) window.known[ME * WINDOW_DAYS + d] = KNOWN.no
    silence(window, [ME], WINDOW_DAYS)
    expect(theOne(look(window), 'rookie_stalled').since).toBe(plusDays(TODAY, -9))
    window.joined[ME] = WINDOW_DAYS - 6
    expect(kindsOf(look(window))).toEqual([])
  })

  test('who left is in no file, and is not dark', () => {
    const window = small()
    silence(window, [ME], 6)
    for (let ago = 0; ago < 6; ago++) window.known[(ME + 1) * WINDOW_DAYS - 1 - ago] = KNOWN.no
    expect(kindsOf(look(window))).toEqual([])
  })

  test('who earns too little is nobody’s alarm', () => {
    const window = small()
    bend(window, [ME], 'diamonds', WINDOW_DAYS, (value) => value * 0.01)
    bend(window, [ME], 'diamonds', 7, () => 0)
    expect(kindsOf(look(window))).toEqual([])
  })

  test('whose days were spread over a gap between two files is not judged by them', () => {
    const window = small()
    bend(window, [ME], 'diamonds', 7, (value) => value * 0.45)
    for (let ago = 0; ago < 7; ago++) window.known[(ME + 1) * WINDOW_DAYS - 1 - ago] = KNOWN.estimated
    expect(kindsOf(look(window))).toEqual([])
  })

  test('back after a long silence is told once', () => {
    const window = small()
    silence(window, [ME], 16, 1)
    bend(window, [ME], 'live_minutes', 1, () => 180)
    bend(window, [ME], 'diamonds', 1, () => 2000)
    const insight = theOne(look(window), 'recovery')
    expect(insight).toMatchObject({ direction: 'up', since: TODAY })
    expect(kindsOf(look(window, { told: [told(insight)] })).filter((kind) => kind === 'recovery')).toEqual([])
  })

  test('short of a month’s goal in its last days, when a push decides', () => {
    const window = shifted(small(), 9)
    const star = 2 * EACH
    const month = 29
    bend(window, [star], 'diamonds', month, () => 288_000 / month)
    bend(window, [star], 'live_minutes', month, () => 180)
    const insight = look(window).insights.find(({ entity }) => entity.id === window.ids[star])
    expect(insight).toMatchObject({
      kind: 'near_threshold',
      metric: 'diamonds',
      expected: 300_000,
      since: '2026-07-01',
    })
    expect(insight?.value).toBeCloseTo(288_000, -2)
    // Gone dark meanwhile: first they are asked back.
    silence(window, [star], 3)
    bend(window, [star], 'diamonds', month, (value) => (value * month) / (month - 3), 3)
    const of = look(window).insights.filter(({ entity }) => entity.id === window.ids[star])
    expect(of.map(({ kind }) => kind)).toEqual(['went_dark'])
  })
})

describe('a group', () => {
  test('an agency that falls as a whole is one alarm, not twelve', () => {
    const window = small()
    bend(window, membersOf(1), 'diamonds', 7, (value) => value * 0.62)
    const answer = look(window)
    const insight = theOne(answer, 'agency_decline')
    expect(insight.entity).toEqual({ type: 'agency', id: 'Agency 1', name: 'Agency 1' })
    expect(kindsOf(answer)).toEqual(['agency_decline'])
    expect(insight.causes[0]?.entity.id).toBe(window.ids[EACH])
    expect(sum({ ...insight.factors })).toBeCloseTo(insight.delta ?? 0, 3)
    expect(Math.abs(insight.factors?.rate ?? 0)).toBeGreaterThan(0.6 * Math.abs(insight.delta ?? 0))
    for (const { reason, by } of answer.suppressed.filter(({ insight: of }) => of.entity.type === 'creator'))
      expect([reason, by]).toEqual(['part_of', insight.id])
  })

  test.each([1, 2, 5, 12])('of a move %i days long the sum is that of the days since it began', (days) => {
    const window = small()
    const everybody = window.ids.keys().toArray()
    bend(window, everybody, 'diamonds', days, (value) => value * 0.5)
    const insight = theOne(look(window), 'market_shift')
    expect(insight).toMatchObject({ entity: { type: 'network' }, since: plusDays(TODAY, 1 - days) })
    const sumOfDays = everybody.flatMap((c) => [
      ...window.metrics.diamonds.subarray((c + 1) * WINDOW_DAYS - days, (c + 1) * WINDOW_DAYS),
    ])
    expect(insight.value).toBeCloseTo(
      sumOfDays.reduce((a, b) => a + b, 0),
      3,
    )
    expect((insight.value ?? 0) / (insight.expected ?? 1)).toBeCloseTo(0.5, 0.5)
  })

  test('on each day of an episode its sum is that of the days since the day that it names', () => {
    const window = longer(small(), WINDOW_DAYS + 24)
    const all = window.days.length
    const diamonds = window.metrics.diamonds ?? new Float32Array()
    const share = [0.8, 0.5, 0.97, 0.7, 0.6, 0.95, 0.9, 0.7]
    for (let c = 0; c < window.ids.length; c++)
      for (let ago = 0; ago < 20; ago++) {
        const cell = (c + 1) * all - 1 - ago
        diamonds[cell] = Math.round((diamonds[cell] ?? 0) * (share[ago % share.length] ?? 1))
      }
    const told = [...replayed(window, CALM, 24)].flatMap(({ on, insights, suppressed }) =>
      [...insights, ...suppressed.map(({ insight }) => insight)]
        .filter(({ kind, entity }) => kind === 'market_shift' && entity.type === 'network')
        .map((insight) => ({ on, insight })),
    )
    expect(new Set(told.map(({ insight: { since } }) => since)).size).toBeGreaterThan(1)
    for (const { on, insight } of told) {
      const from = window.days.indexOf(insight.since)
      const to = window.days.indexOf(on)
      const sumOfDays = diamonds.reduce(
        (sum, it, i) => (i % all >= from && i % all <= to ? sum + it : sum),
        0,
      )
      expect([on, insight.days, Math.round(insight.value ?? 0)]).toEqual([on, to - from + 1, sumOfDays])
    }
  })

  test('whose hours yield less, but whose diamonds are nearly the same, has not moved', () => {
    const moved = (share: number) => {
      const window = small()
      const market = [...membersOf(0), ...membersOf(1), ...membersOf(2)]
      bend(window, market, 'live_minutes', 9, (value) => value * 1.3)
      bend(window, market, 'diamonds', 9, (value) => value * share)
      const { insights, suppressed } = look(window)
      return [...insights, ...suppressed.map(({ insight }) => insight)].some(
        ({ kind, entity }) => kind === 'market_shift' && entity.id === 'IT',
      )
    }
    expect([moved(0.85), moved(0.97)]).toEqual([true, false])
  })

  test('an agency that is all of its market is told once, as the agency', () => {
    const window: Small = {
      ...small(),
      markets: ['IT', 'ES', 'FR'],
      market: small().market.map((market, c) => (Math.floor(c / EACH) === 1 ? 2 : market)),
    }
    bend(window, membersOf(1), 'diamonds', 7, (value) => value * 0.55)
    const { insights, suppressed } = look(window)
    const moves = insights.filter(({ entity }) => entity.type !== 'creator')
    expect(moves).toMatchObject([{ kind: 'agency_decline', entity: { id: 'Agency 1' } }])
    expect(suppressed).toContainEqual(
      expect.objectContaining({
        insight: expect.objectContaining({ entity: { type: 'market', id: 'FR', name: 'FR' } }),
        reason: 'part_of',
        by: moves[0]?.id,
      }),
    )
  })

  test('its star alone is told as the star', () => {
    const window = small()
    bend(window, [EACH], 'diamonds', 7, (value) => value * 0.4)
    const { insights } = look(window)
    expect(insights.map(({ entity }) => entity.id)).toContain(window.ids[EACH])
    expect(insights.filter(({ entity }) => entity.type !== 'creator')).toEqual([])
  })

  test('the parts of an agency’s change sum to it: who stayed, came, left and was moved', () => {
    const window = small()
    bend(window, membersOf(1), 'diamonds', 7, (value) => value * 0.55)
    const [leaver, sent] = [EACH + 4, EACH + 5]
    for (let ago = 0; ago < 3; ago++) {
      window.known[(leaver + 1) * WINDOW_DAYS - 1 - ago] = KNOWN.no
      window.agency[(sent + 1) * WINDOW_DAYS - 1 - ago] = 2
    }
    const insight = theOne(look(window), 'agency_decline')
    expect(sum({ ...insight.factors })).toBeCloseTo(insight.delta ?? 0, 3)
    expect(new Set(insight.causes.map(({ how }) => how))).toEqual(new Set(['existing', 'lost', 'moved_out']))
    // Twelve members, of whom the ten largest parts are told.
    const shown = insight.causes.reduce((all, { delta }) => all + delta, 0)
    expect(Math.abs(shown - (insight.delta ?? 0))).toBeLessThan(0.05 * Math.abs(insight.delta ?? 0))
  })

  test('a market that falls is told as the market; a season that is known explains it', () => {
    const window = small()
    const market = [...membersOf(0), ...membersOf(1), ...membersOf(2)]
    bend(window, market, 'diamonds', 9, (value) => value * 0.72)
    const insight = theOne(look(window), 'market_shift')
    expect(insight).toMatchObject({ entity: { type: 'market', id: 'IT' }, direction: 'down' })
    expect(insight.since >= plusDays(TODAY, -10) && insight.since <= plusDays(TODAY, -6)).toBe(true)
    const seasons = [{ name: 'closed', markets: ['IT'], from: '07-12', to: '08-20' }]
    const answer = look(window, { thresholds: { ...THRESHOLDS, seasons } })
    expect(kindsOf(answer)).toEqual([])
    expect(answer.suppressed).toContainEqual(
      expect.objectContaining({ reason: 'explained', by: 'season:closed' }),
    )
  })

  test('one night of a market is told, and on a holiday explained', () => {
    const window = small()
    const market = [...membersOf(3), ...membersOf(4), ...membersOf(5)]
    bend(window, market, 'diamonds', 1, (value) => value * 0.4)
    expect(theOne(look(window), 'market_shift')).toMatchObject({ entity: { id: 'ES' }, since: TODAY })
    const holidays = [{ market: 'ES', day: TODAY, name: 'Fiesta' }]
    const answer = look(window, { holidays })
    expect(kindsOf(answer)).toEqual([])
    expect(answer.suppressed.map(({ by }) => by)).toContain(`holiday:ES:${TODAY}`)
  })

  test('a market that is most of the network says it alone, and is not silenced by it', () => {
    const window = small()
    // All agencies but one in the one market.
    window.market.fill(window.markets.indexOf('IT'))
    for (const c of membersOf(5)) window.market[c] = window.markets.indexOf('ES')
    bend(window, [0, 1, 2, 3, 4].flatMap(membersOf), 'diamonds', 1, (value) => value * 0.4)
    const { insights } = look(window)
    expect(insights.filter(({ kind }) => kind === 'market_shift').map(({ entity }) => entity.id)).toEqual([
      'IT',
    ])
  })

  test('a night of all is explained by the holiday of markets that hold enough of the people', () => {
    const window = small()
    bend(window, [...window.ids.keys()], 'diamonds', 1, (value) => value * 0.5)
    const ofAll = ({ entity }: Insight): boolean => entity.type === 'network'
    const fiesta = { market: 'ES', day: TODAY, name: 'Fiesta' }
    const festa = { market: 'IT', day: TODAY, name: 'Festa' }
    expect(look(window).insights.filter(ofAll)).toMatchObject([{ kind: 'market_shift', since: TODAY }])
    const answer = look(window, { holidays: [fiesta, festa] })
    expect(kindsOf(answer)).toEqual([])
    const silenced = ({ suppressed }: typeof answer) =>
      suppressed.flatMap(({ insight, reason, by }) => (ofAll(insight) ? [[reason, by]] : []))
    expect(silenced(answer)).toEqual([['explained', `holiday:ES:${TODAY}`]])
    // ES the smaller one: told by IT, and too few of the people when it has the holiday alone.
    for (const c of [...membersOf(3), ...membersOf(4)]) window.market[c] = 0
    expect(silenced(look(window, { holidays: [fiesta, festa] }))).toEqual([
      ['explained', `holiday:IT:${TODAY}`],
    ])
    expect(silenced(look(window, { holidays: [fiesta] })).flat()).not.toContain('explained')
  })

  test('hours filled by those who earn little are a mix, and no loss', () => {
    const window = small()
    const low = membersOf(2).filter((c) => c % 3 === 0 && c % EACH !== 0)
    for (const c of low)
      for (let d = 0; d < WINDOW_DAYS - 10; d++)
        if (d % 4 > 0) silence(window, [c], WINDOW_DAYS - d, WINDOW_DAYS - d - 1)
    bend(window, low, 'live_minutes', 10, () => 420)
    bend(window, low, 'diamonds', 10, () => 700)
    const insight = look(window).insights.find(({ kind }) => kind === 'mix_shift')
    expect(insight).toMatchObject({ entity: { id: 'Agency 2' }, direction: 'flat' })
    expect(Math.abs(insight?.factors?.mix ?? 0)).toBeGreaterThan(Math.abs(insight?.factors?.rate ?? 0))
    expect(sum({ ...insight?.factors })).toBeCloseTo(insight?.delta ?? 0, 4)
  })

  test('a campaign is told by its name, and explains the rise of whom it was meant for', () => {
    const window = small()
    const creators = [...membersOf(0), ...membersOf(4)]
    bend(window, creators, 'diamonds', 8, (value) => value * 1.5)
    const meant = new Set(creators.map((c) => window.ids[c] ?? ''))
    const campaign = {
      name: 'Cup',
      market: null,
      creators: meant,
      from: plusDays(TODAY, -7),
      to: plusDays(TODAY, 3),
    }
    const answer = look(window, { campaigns: [campaign] })
    expect(theOne(answer, 'campaign_effect').explainedBy).toBe('campaign:Cup')
    expect(kindsOf(answer)).toEqual(['campaign_effect'])
    expect(answer.suppressed.every(({ by }) => by === 'campaign:Cup')).toBe(true)
    expect(look(window).insights.every(({ explainedBy }) => explainedBy === null)).toBe(true)
    expect(kindsOf(look(window)).length).toBeGreaterThan(0)
  })

  test('short of graduation: only of whoever joined in these calendar months', () => {
    const window = shifted(small(), 9)
    const star = 2 * EACH
    const month = 29
    bend(window, [star], 'diamonds', month, () => 288_000 / month)
    bend(window, [star], 'live_minutes', month, () => 180)
    const thresholds = {
      ...THRESHOLDS,
      goals: { ...THRESHOLDS.goals, diamonds: [] },
      graduation: { diamonds: 300_000, months: 3 },
    }
    const near = () =>
      look(window, { thresholds }).insights.filter(
        ({ entity, kind }) => entity.id === window.ids[star] && kind === 'near_threshold',
      )
    window.joined[star] = -400
    expect(near()).toEqual([])
    window.joined[star] = WINDOW_DAYS - 60
    expect(near()).toMatchObject([{ metric: 'diamonds', expected: 300_000 }])
  })

  test('a month’s goal out of reach is told from its second week on', () => {
    const window = small()
    const entity = { type: 'market', id: 'IT', name: 'IT' } as const
    const goal = (diamonds: number) => ({ monthGoals: [{ entity, month: '2026-07-01', diamonds }] as const })
    expect(theOne(look(window, goal(9e6)), 'near_threshold')).toMatchObject({ direction: 'down', entity })
    const likely = theOne(look(window, goal(9e6)), 'near_threshold').value ?? 0
    expect(kindsOf(look(window, goal(likely)))).toEqual([])
    expect(theOne(look(window, goal(1e5)), 'near_threshold')).toMatchObject({ direction: 'up' })
    // Of five days nothing is known: they are no days without diamonds, and what is missing may be the goal.
    for (const c of window.ids.keys())
      for (let ago = 20; ago < 25; ago++) window.known[(c + 1) * WINDOW_DAYS - 1 - ago] = KNOWN.no
    expect(kindsOf(look(window, goal(9e6)))).not.toContain('near_threshold')
  })
})

describe('quiet', () => {
  const fallen = (): Small => {
    const window = small()
    bend(window, [ME], 'diamonds', 7, (value) => value * 0.45)
    return window
  }

  test('what was told is not told again, unless worse', () => {
    const insight = theOne(look(fallen()), 'efficiency')
    const cooling = look(fallen(), { told: [told(insight, plusDays(TODAY, -2))] })
    expect(cooling).toMatchObject({ insights: [], suppressed: [{ reason: 'cool_down', by: insight.id }] })
    const known = look(fallen(), { told: [told(insight, plusDays(TODAY, -9))] })
    expect(known).toMatchObject({ insights: [], suppressed: [{ reason: 'known' }] })
    const gone = fallen()
    silence(gone, [ME], 4)
    const worse = look(gone, { told: [told(insight, plusDays(TODAY, -2))] })
    expect(worse.insights).toMatchObject([{ id: insight.id, since: insight.since, severity: 'urgent' }])
  })

  test('the money that bears out a first sign is news', () => {
    const early = small()
    bend(early, [ME], 'active_fans', 4, (value) => value * 0.75)
    const sign = theOne(look(early), 'fan_loss')
    const answer = look(fallen(), { told: [told(sign, plusDays(TODAY, -5))] })
    expect(answer.insights).toMatchObject([{ id: sign.id, kind: 'efficiency', severity: 'warn' }])
  })

  test('muted is silent, and says why', () => {
    const window = fallen()
    const entity = { type: 'creator', id: window.ids[ME] ?? '' } as const
    const mute = {
      entity,
      kind: 'efficiency',
      from: plusDays(TODAY, -3),
      until: TODAY,
      reason: 'new baby',
    } as const
    expect(look(window, { mutes: [mute] })).toMatchObject({
      insights: [],
      suppressed: [{ reason: 'muted', by: 'new baby' }],
    })
    expect(kindsOf(look(window, { mutes: [{ ...mute, until: plusDays(TODAY, -1) }] }))).toEqual([
      'efficiency',
    ])
  })

  test('a known leave is neither a silence nor a loss, nor is its end a recovery', () => {
    const window = small()
    silence(window, [ME], 12, 2)
    const entity = { type: 'creator', id: window.ids[ME] ?? '' } as const
    const leave = {
      entity,
      kind: null,
      from: plusDays(TODAY, -11),
      until: plusDays(TODAY, -2),
      reason: 'leave',
    }
    expect(kindsOf(look(window, { mutes: [leave] }))).toEqual([])
    expect(kindsOf(look(window)).length).toBeGreaterThan(0)
  })

  test('each reader’s attention is limited, and what is urgent passes all the same', () => {
    const window = small()
    const many = [1, 2, 4, 5, 7, 8, 10, 11].flatMap((i) => [i, EACH * 3 + i])
    bend(window, many, 'new_followers', 1, () => 500)
    const thresholds = { ...THRESHOLDS, budget: 3 }
    const answer = look(window, { thresholds, readerOf: (agency) => agency })
    expect(answer.insights).toHaveLength(6)
    expect(answer.suppressed.map(({ reason }) => reason)).toEqual(Array<string>(10).fill('budget'))
    silence(window, [2], 2)
    bend(window, [2], 'violations', 3, () => 1, 2)
    const urgent = look(window, { thresholds: { ...thresholds, budget: 0 } })
    expect(urgent.insights).toMatchObject([{ kind: 'safety', severity: 'urgent' }])
  })
})

describe('data that cannot be trusted', () => {
  test('a roster that shrank overnight is a fault, and silences what it touches', () => {
    const window = small()
    silence(window, [ME], 4)
    for (let c = 0; c < 20; c++) if (c !== ME) window.known[(c + 1) * WINDOW_DAYS - 1] = KNOWN.no
    const answer = look(window)
    expect(answer.insights).toMatchObject([
      { kind: 'data_fault', entity: { type: 'network' }, severity: 'urgent' },
    ])
    expect(new Set(answer.suppressed.map(({ reason }) => reason))).toEqual(new Set(['incomplete_data']))
    expect(answer.suppressed.length).toBeGreaterThan(0)
  })

  test('one agency’s file that is cut short silences that agency only', () => {
    const window = small()
    silence(window, [2, ME], 4)
    for (const c of membersOf(0).slice(6)) window.known[(c + 1) * WINDOW_DAYS - 1] = KNOWN.no
    const answer = look(window)
    expect(answer.insights.map(({ kind, entity }) => [kind, entity.id])).toEqual([
      ['data_fault', 'Agency 0'],
      ['went_dark', window.ids[ME]],
    ])
  })

  test('a market and the network are not judged with more than a tenth of their people under a fault', () => {
    const window = small()
    bend(window, [...window.ids.keys()], 'diamonds', 9, (value) => value * 0.72)
    const groups = (of: Small) =>
      look(of).insights.flatMap(({ kind, entity }) => (kind === 'market_shift' ? [entity.id] : []))
    const uncertain = (of: Small) =>
      look(of).suppressed.flatMap(({ insight: { kind, entity }, reason }) =>
        kind === 'market_shift' && reason === 'incomplete_data' ? [entity.id] : [],
      )
    expect(groups(window)).toEqual(['all'])
    const cut = (from: Small): Small => {
      for (const c of membersOf(0).slice(6)) from.known[(c + 1) * WINDOW_DAYS - 1] = KNOWN.no
      return from
    }
    // A third of IT and a sixth of all; none of ES.
    expect(groups(cut(window))).not.toContain('all')
    expect(uncertain(window).toSorted()).toEqual(['IT', 'all'])
  })

  test('an agency that is called as a market is does not silence it', () => {
    const window = small()
    const spanish = [...membersOf(3), ...membersOf(4), ...membersOf(5)]
    bend(window, spanish, 'diamonds', 9, (value) => value * 0.72)
    for (const c of membersOf(0).slice(6)) window.known[(c + 1) * WINDOW_DAYS - 1] = KNOWN.no
    const agencies = window.agencies.map((each, a) => (a === 0 ? { id: 'ES', name: 'ES' } : each))
    const { insights } = look({ ...window, agencies })
    expect(insights.map(({ kind, entity }) => [kind, entity.type, entity.id])).toEqual([
      ['data_fault', 'agency', 'ES'],
      ['market_shift', 'market', 'ES'],
    ])
  })

  test('a day on which nobody earned is a fault; a merger is none', () => {
    const nothing = small()
    silence(
      nothing,
      membersOf(0).concat(membersOf(1), membersOf(2), membersOf(3), membersOf(4), membersOf(5)),
      1,
    )
    expect(kindsOf(look(nothing))).toEqual(['data_fault'])
    const merger = small()
    for (const c of membersOf(5))
      for (let ago = 0; ago < 2; ago++) merger.agency[(c + 1) * WINDOW_DAYS - 1 - ago] = 4
    expect(kindsOf(look(merger))).toEqual([])
  })
})

describe('the same data and date', () => {
  const eventful = (): Small => {
    const window = small(3)
    silence(window, [ME], 5)
    bend(window, [30, 40], 'diamonds', 7, (value) => value * 0.4)
    bend(window, [50], 'new_followers', 1, () => 900)
    bend(window, membersOf(1), 'active_fans', 4, (value) => value * 0.8)
    return window
  }

  test('give the same answer, ids and all', () => {
    const answer = look(eventful())
    expect(answer.insights.length).toBeGreaterThan(3)
    expect(look(eventful())).toEqual(answer)
    expect(answer.insights.every(({ id }) => /^INS-[0-9A-V]{8}$/.test(id))).toBe(true)
    expect(new Set(answer.insights.map(({ id }) => id)).size).toBe(answer.insights.length)
  })

  test('whatever the order in which creators are stored', () => {
    const window = eventful()
    const plain = look(window)
    fc.assert(
      fc.property(fc.shuffledSubarray([...window.ids.keys()], { minLength: window.ids.length }), (order) => {
        const { insights } = look(reordered(window, order))
        expect(insights.map(({ id, severity }) => [id, severity])).toEqual(
          plain.insights.map(({ id, severity }) => [id, severity]),
        )
      }),
      { numRuns: 15 },
    )
  })

  test('an episode keeps its id from day to day', () => {
    const full = eventful()
    const windows = Array.from({ length: 5 }, (_, i) => upTo(full, WINDOW_DAYS - 4 + i))
    const days = [...dayByDay(windows, CALM)]
    const all = days.flatMap(({ insights, suppressed }) => [
      ...insights,
      ...suppressed.map(({ insight }) => insight),
    ])
    const silences = all.filter(({ kind, entity }) => kind === 'went_dark' && entity.id === full.ids[ME])
    expect(silences.length).toBeGreaterThan(1)
    expect(new Set(silences.map(({ id }) => id)).size).toBe(1)
    const tellings = days.flatMap(({ insights }) =>
      insights.filter(({ entity }) => entity.id === full.ids[ME]),
    )
    expect(tellings.length).toBeGreaterThan(0)
    expect(new Set(tellings.map(({ severity }) => severity)).size).toBe(tellings.length)
  })
})

/** The same numbers under dates so many days later. */
const shifted = (window: Small, days: number): Small => ({
  ...window,
  days: window.days.map((day) => plusDays(day, days)),
})

const upTo = (window: Small, days: number): Window => {
  const cut = <T extends Float32Array | Uint8Array | Int16Array>(from: T, into: T): T => {
    for (let c = 0; c < window.ids.length; c++)
      into.set(from.subarray(c * WINDOW_DAYS, c * WINDOW_DAYS + days), c * days)
    return into
  }
  const cells = window.ids.length * days
  return {
    ...window,
    days: window.days.slice(0, days),
    agency: cut(window.agency, new Int16Array(cells)),
    known: cut(window.known, new Uint8Array(cells)),
    metrics: Object.fromEntries(
      Object.entries(window.metrics).map(([metric, values]) => [
        metric,
        cut(values, new Float32Array(cells)),
      ]),
    ),
  }
}

const reordered = (window: Small, order: readonly number[]): Window => {
  const rows = <T extends Float32Array | Uint8Array | Int16Array>(from: T, into: T): T => {
    for (const [to, c] of order.entries())
      into.set(from.subarray(c * WINDOW_DAYS, (c + 1) * WINDOW_DAYS), to * WINDOW_DAYS)
    return into
  }
  const cells = order.length * WINDOW_DAYS
  return {
    ...window,
    ids: order.map((c) => window.ids[c] ?? ''),
    names: order.map((c) => window.names[c] ?? ''),
    joined: Float64Array.from(order, (c) => window.joined[c] ?? 0),
    market: Int16Array.from(order, (c) => window.market[c] ?? -1),
    agency: rows(window.agency, new Int16Array(cells)),
    known: rows(window.known, new Uint8Array(cells)),
    metrics: Object.fromEntries(
      Object.entries(window.metrics).map(([metric, values]) => [
        metric,
        rows(values, new Float32Array(cells)),
      ]),
    ),
  }
}
