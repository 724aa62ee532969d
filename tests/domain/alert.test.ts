import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AlertId, Condition } from '#src/domain/alert.ts'
import { type Day, dateOf, platformDay, plusDays } from '#src/domain/day.ts'
import { type Episode, isHushed, isOver, judge } from '#src/domain/episode.ts'
import type { DayLevel } from '#src/domain/facts.ts'
import type { Found, FoundDay, Severity } from '#src/domain/insight.ts'
import { alreadySo, FRESH_DAYS, type Occurrence, occurrences } from '#src/domain/occurrence.ts'
import { usualOf } from '#src/domain/run.ts'

const ALERT: AlertId = 'alr_1'
const HEALTHY = {
  asOf: null,
  staleDays: 0,
  creators: { reported: 1, expected: 1 },
  agencies: { reported: 1, expected: 1 },
  problems: [],
}
const ITALY = { kind: 'market', market: 'IT' } as const

describe('limits', () => {
  const LAST: Day = '2026-09-30'
  const BELOW: Condition = { on: 'level', metric: 'diamonds', is: 'below', than: 100 }

  const level = (day: Day, diamonds: number): DayLevel => ({
    ...{ day, diamonds, live_minutes: 0, valid_days: 0, new_followers: 0, streams: 0, active: 0 },
  })
  const met = async (days: ReadonlyMap<Day, number>, now: Temporal.Instant, condition: Condition = BELOW) => {
    const asOf = [...days.keys()].toSorted().at(-1) ?? null
    const { met } = await occurrences({ condition, frontier: 0 }, ITALY, {
      facts: {
        asOf: async () => asOf,
        levels: async () => [...days].map(([day, n]) => level(day, n)),
        health: async () => HEALTHY,
        insights: async () => null,
        newcomers: async () => ({ creators: [], count: 0, newest: 0 }),
      },
      mutes: [],
      now,
    })
    return met
  }

  test('what is usual is the middle of the same weekdays, where enough of them are known', () => {
    const days = (...values: readonly number[]) =>
      new Map(values.map((n, i) => [plusDays(LAST, -7 * (i + 1)), n] as const))
    expect(usualOf(days(1, 2, 3), LAST)).toBeNull()
    expect(usualOf(days(1, 2, 3, 1000), LAST)).toBe(2.5)
    expect(usualOf(days(5, 1, 3, 1000, 2), LAST)).toBe(3)
  })

  test('a change is held against the usual; nothing is told where that is not known, or is nothing', async () => {
    const now = Temporal.Instant.from('2026-10-01T08:00:00Z')
    const days = new Map(Array.from({ length: 60 }, (_, i) => [plusDays(LAST, -i), i === 0 ? 69 : 100]))
    const change = { on: 'change', metric: 'diamonds', by: -0.3 } as const
    expect(await met(days, now, change)).toMatchObject([
      { since: LAST, last: LAST, met: { what: 'level', value: 69, usual: 100 } },
    ])
    expect(await met(days, now, { ...change, by: -0.32 })).toEqual([])
    expect(await met(new Map([...days].slice(0, 20)), now, change)).toEqual([])
    expect(await met(new Map([...days].map(([day]) => [day, 0])), now, change)).toEqual([])
  })

  test('a day that is not over is judged when it is', async () => {
    const days = new Map(Array.from({ length: 60 }, (_, i) => [plusDays(LAST, -i), i === 0 ? 50 : 150]))
    expect(await met(days, Temporal.Instant.from('2026-09-30T23:59:00Z'))).toEqual([])
    expect(await met(days, Temporal.Instant.from('2026-10-01T00:00:00Z'))).toMatchObject([{ since: LAST }])
  })

  /** What happens to the numbers: a day comes, an old one is restated or comes late, time passes. */
  const steps = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ what: fc.constant('day'), low: fc.boolean() }) },
      {
        weight: 2,
        arbitrary: fc.record({
          what: fc.constant('restated'),
          back: fc.integer({ min: 0, max: 6 }),
          low: fc.boolean(),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ what: fc.constant('outage'), days: fc.integer({ min: 1, max: 5 }) }),
      },
      { weight: 1, arbitrary: fc.record({ what: fc.constant('gap') }) },
    ),
    { minLength: 1, maxLength: 40 },
  )

  test('no run of days is told twice, and none that should be is lost, whatever comes and is restated', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 7 }), async (happens, coolDownDays) => {
        const days = new Map<Day, number>()
        let known: Episode[] = []
        const told: Episode[] = []
        let now = Temporal.Instant.from('2026-09-30T07:00:00Z')
        const look = async () => {
          const seen = await met(days, now)
          const { fired, grown } = judge(seen, known, now, coolDownDays)
          const fresh = fired.map(
            (it): Episode => ({
              ...it,
              alert: ALERT,
              state: 'told',
              at: now,
              toldAt: now,
              held: false,
              post: null,
            }),
          )
          const by = new Map([...known, ...grown, ...fresh].map((it) => [`${it.entity}|${it.episode}`, it]))
          // No day of a run that was told is told again, wherever restatements have moved its ends.
          for (const it of fresh)
            for (const was of known) expect(was.since <= it.last && it.since <= was.last).toBe(false)
          known = [...by.values()]
          told.push(...fresh)

          // Once a look: a second one right after it has nothing to say.
          const again = judge(await met(days, now), known, now, coolDownDays)
          expect(again.fired).toEqual([])
          // Not lost: each run that reaches a fresh day is one that was told, or is cooling down.
          const cooling = now.subtract({ hours: 24 * coolDownDays })
          const isCooling = told.some(({ at }) => Temporal.Instant.compare(at, cooling) > 0)
          for (const run of seen)
            expect(isCooling || known.some((it) => it.since <= run.since && run.last <= it.last)).toBe(true)
          // Nothing is told of old days.
          for (const it of fresh) expect(it.last >= plusDays(platformDay(now), -FRESH_DAYS)).toBe(true)
        }
        await look()
        for (const it of happens) {
          if (it.what === 'day' || it.what === 'gap') {
            now = now.add({ hours: 24 })
            if (it.what === 'day' && 'low' in it) days.set(plusDays(platformDay(now), -1), it.low ? 50 : 150)
          }
          if (it.what === 'restated' && 'back' in it)
            days.set(plusDays(platformDay(now), -1 - it.back), it.low ? 40 : 160)
          if (it.what === 'outage' && 'days' in it) {
            now = now.add({ hours: 24 * it.days })
            continue
          }
          await look()
        }
        // No two that were told share a day, and none came while another cooled down.
        const inOrder = told.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
        for (const [i, one] of inOrder.entries())
          for (const other of inOrder.slice(i + 1)) {
            expect(other.episode).not.toBe(one.episode)
            expect(other.at.since(one.at).total('hours')).toBeGreaterThanOrEqual(24 * coolDownDays)
          }
      }),
      { numRuns: 300 },
    )
  })
})

describe('findings', () => {
  const finding = (id: string, creator: string, severity: Severity): Found => ({
    placed: { agency: 'Aurora Talent', market: 'IT' },
    insight: {
      id,
      kind: 'went_dark',
      entity: { type: 'creator', id: creator, name: creator },
      metric: 'live_minutes',
      direction: 'down',
      since: '2026-09-10',
      value: 0,
      expected: 10,
      delta: -10,
      deltaPct: -1,
      score: null,
      severity,
      causes: [],
      factors: null,
      explainedBy: null,
      suggested: { action: 'call', dueInDays: 1 },
    },
  })
  const occurrence = (found: Found): Occurrence => ({
    entity: `creator:${found.insight.entity.id}`,
    episode: found.insight.id,
    since: found.insight.since,
    last: '2026-09-15',
    met: { what: 'insight', found, asOf: '2026-09-15' },
  })

  test('one that has grown graver than what was told of it is told again at once, and once', () => {
    const at = Temporal.Instant.from('2026-09-16T08:00:00Z')
    const now = at.add({ hours: 1 })
    const warned: Episode = {
      ...occurrence(finding('INS-A', 'luna', 'warn')),
      ...{ alert: ALERT, state: 'told', at, toldAt: at, held: false, post: null },
    }
    const urgent = occurrence(finding('INS-A', 'luna', 'urgent'))
    expect(judge([urgent], [warned], now, 3)).toEqual({ fired: [urgent], grown: [], cooling: false })
    expect(judge([urgent], [{ ...warned, ...urgent }], now, 3).fired).toEqual([])
    expect(judge([occurrence(finding('INS-A', 'luna', 'early'))], [warned], now, 3).fired).toEqual([])
    // What still waits is told as it is by then.
    expect(judge([urgent], [{ ...warned, state: 'waiting', toldAt: null }], now, 3)).toMatchObject({
      fired: [],
      grown: [{ state: 'waiting', met: urgent.met }],
    })
  })

  test('of one creator the next is told after the cool-down, or when it is graver; of another at once', () => {
    const at = Temporal.Instant.from('2026-09-16T08:00:00Z')
    const told = (found: Found): Episode => ({
      ...occurrence(found),
      ...{ alert: ALERT, state: 'told', at, toldAt: at, held: false, post: null },
    })
    const fired = (found: Found, hours: number) =>
      judge([occurrence(found)], [told(finding('INS-A', 'luna', 'warn'))], at.add({ hours }), 3).fired.length
    expect(fired(finding('INS-A', 'luna', 'warn'), 200)).toBe(0)
    expect(fired(finding('INS-B', 'luna', 'warn'), 71)).toBe(0)
    expect(fired(finding('INS-B', 'luna', 'urgent'), 1)).toBe(1)
    expect(fired(finding('INS-B', 'luna', 'early'), 72)).toBe(1)
    expect(fired(finding('INS-C', 'sol', 'early'), 0)).toBe(1)
  })

  test('what waits and was muted meanwhile is hushed; of days, what no file tells any more is over', () => {
    const at = Temporal.Instant.from('2026-09-16T08:00:00Z')
    const waits = (it: Occurrence): Episode => ({
      ...it,
      ...{ alert: ALERT, state: 'waiting', at, toldAt: null, held: false, post: null },
    })
    const luna = waits(occurrence(finding('INS-A', 'luna', 'warn')))
    const away = { from: '2026-09-01', until: '2026-09-30', reason: 'away', kind: null } as const
    const of = (id: string) => [{ ...away, entity: { type: 'creator', id } as const }]
    expect(isHushed(luna, of('luna'))).toBe(true)
    expect(isHushed(luna, of('sol'))).toBe(false)
    expect(isOver(luna, { standing: [] })).toBe(false)
    const run = (since: Day, last: Day): Occurrence => ({
      ...{ entity: 'scope', episode: since, since, last },
      met: { what: 'level', day: last, value: 1, usual: null },
    })
    const low = waits(run('2026-09-12', '2026-09-13'))
    expect(isOver(low, { standing: [] })).toBe(true)
    expect(isOver(low, { standing: null })).toBe(false)
    expect(isOver(low, { standing: [run('2026-09-10', '2026-09-12')] })).toBe(false)
    expect(isOver(low, { standing: [run('2026-09-08', '2026-09-10')] })).toBe(true)
  })

  test('of a day that is not over only breaches of safety are told', async () => {
    const safety = finding('INS-S', 'sol', 'urgent')
    const day = (asOf: Day, ...insights: Found[]): FoundDay => ({
      ...{ asOf, period: { from: '2026-06-01', to: asOf }, health: HEALTHY, insights, suppressed: [] },
    })
    const all: Condition = { on: 'insight', kind: null, atLeast: 'early' }
    const { met } = await occurrences({ condition: all, frontier: 0 }, ITALY, {
      facts: {
        asOf: async () => '2026-09-16',
        insights: async (_, period) =>
          period?.to === '2026-09-16'
            ? day('2026-09-16', finding('INS-T', 'mare', 'urgent'), {
                ...safety,
                insight: { ...safety.insight, kind: 'safety' },
              })
            : day('2026-09-15', finding('INS-A', 'luna', 'warn')),
        levels: async () => [],
        health: async () => HEALTHY,
        newcomers: async () => ({ creators: [], count: 0, newest: 0 }),
      },
      mutes: [],
      now: Temporal.Instant.from('2026-09-16T08:00:00Z'),
    })
    expect(met.map(({ episode }) => episode)).toEqual(['INS-A', 'INS-S'])
  })

  test('what digests have said before is told by a rule of its kind, once, and known to one that is made now', async () => {
    const now = Temporal.Instant.from('2026-09-16T08:00:00Z')
    const day: FoundDay = {
      asOf: '2026-09-15',
      period: { from: '2026-06-01', to: '2026-09-15' },
      health: HEALTHY,
      insights: [],
      suppressed: [
        { ...finding('INS-A', 'luna', 'early'), reason: 'known', by: 'INS-A' },
        { ...finding('INS-B', 'sol', 'early'), reason: 'cool_down', by: 'INS-B' },
        { ...finding('INS-C', 'mare', 'early'), reason: 'known', by: 'INS-C' },
        { ...finding('INS-D', 'stella', 'early'), reason: 'part_of', by: 'INS-X' },
      ],
    }
    const away = { from: '2026-09-01', until: '2026-09-30', reason: 'away', kind: null } as const
    const sources = {
      facts: {
        asOf: async () => day.asOf,
        insights: async () => day,
        levels: async () => [],
        health: async () => HEALTHY,
        newcomers: async () => ({ creators: [], count: 0, newest: 0 }),
      },
      mutes: [{ ...away, entity: { type: 'creator', id: 'mare' } as const }],
      now,
    }
    const names = (met: readonly Occurrence[]) => met.map(({ episode }) => episode)
    const dark = { condition: { on: 'insight', kind: 'went_dark', atLeast: 'early' }, frontier: 0 } as const
    const any = { condition: { on: 'insight', kind: null, atLeast: 'early' }, frontier: 0 } as const
    expect(names((await occurrences(dark, ITALY, sources)).met)).toEqual(['INS-A', 'INS-B'])
    expect(names((await occurrences(any, ITALY, sources)).met)).toEqual([])
    expect(names((await alreadySo(dark, ITALY, sources)).met)).toEqual(
      expect.arrayContaining(['INS-A', 'INS-B']),
    )
    expect(names((await alreadySo(any, ITALY, sources)).met)).toEqual(
      expect.arrayContaining(['INS-A', 'INS-B']),
    )
  })

  test('a rule hears of fresh days only, of its kind and gravity, also what the digest had no room for', async () => {
    const now = Temporal.Instant.from('2026-09-16T08:00:00Z')
    const asked: unknown[] = []
    const day: FoundDay = {
      asOf: '2026-09-15',
      period: { from: '2026-06-01', to: '2026-09-15' },
      health: HEALTHY,
      insights: [finding('INS-A', 'luna', 'urgent'), finding('INS-B', 'sol', 'early')],
      suppressed: [
        { ...finding('INS-C', 'stella', 'warn'), reason: 'budget', by: null },
        { ...finding('INS-D', 'mare', 'urgent'), reason: 'explained', by: 'holiday' },
      ],
    }
    const of = async (condition: Condition, mutes: Parameters<typeof occurrences>[2]['mutes'] = []) => {
      const { met } = await occurrences({ condition, frontier: 0 }, ITALY, {
        facts: {
          asOf: async () => day.asOf,
          insights: async (_, period) => {
            asked.push(period)
            return day
          },
          levels: async () => [],
          health: async () => HEALTHY,
          newcomers: async () => ({ creators: [], count: 0, newest: 0 }),
        },
        mutes,
        now,
      })
      return met.map(({ episode }) => episode)
    }
    expect(await of({ on: 'insight', kind: null, atLeast: 'early' })).toEqual(['INS-A', 'INS-B', 'INS-C'])
    expect(await of({ on: 'insight', kind: 'went_dark', atLeast: 'warn' })).toEqual(['INS-A', 'INS-C'])
    expect(await of({ on: 'insight', kind: 'safety', atLeast: 'early' })).toEqual([])
    const away = { from: '2026-09-01', until: '2026-09-30', reason: 'away', kind: null } as const
    expect(
      await of({ on: 'insight', kind: null, atLeast: 'warn' }, [
        { ...away, entity: { type: 'creator', id: 'luna' } },
      ]),
    ).toEqual(['INS-C'])
    expect(asked[0]).toEqual({ from: '2026-09-13', to: '2026-09-15' })
    expect(dateOf('2026-09-13').until(dateOf('2026-09-16')).days).toBe(FRESH_DAYS)
  })
})
