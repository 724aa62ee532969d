import { expect, test } from 'vitest'
import { mixAndRate } from '#src/domain/factors.ts'
import { openFactsReader } from '#src/workers/facts.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { csv, fileNamed, idOf } from '#tests/workers/files.ts'
import { load } from './load.ts'

const LIMITS = { groups: 100, movers: 5, dark: 5 }
const HEAD = [
  ...['date', 'creator_id', 'username', 'agency', 'market', 'diamonds', 'live_minutes', 'valid_day'],
  ...['gifters', 'unique_viewers', 'returning_viewers', 'watch_minutes'],
]
interface Days {
  who: number
  agency: string
  from: string
  days: number
  diamonds: number
  minutes?: number
  room?: string
}
const rows = ({ who, agency, from, days, diamonds, minutes = 60, room = '5,100,40,250.5' }: Days) =>
  Array.from({ length: days }, (_, i) => [
    ...[Temporal.PlainDate.from(from).add({ days: i }).toString(), idOf(who), `creator.${who}`],
    ...[
      agency,
      agency === 'Faro Azul' ? 'ES' : 'IT',
      String(diamonds),
      String(minutes),
      minutes >= 60 ? '1' : '0',
    ],
    ...room.split(','),
  ])

const numbers = async (kind: (typeof DATABASES)[number], all: readonly Days[]) => {
  const url = await freshDatabase(kind)
  await load(url, await fileNamed('days.csv', csv([HEAD, ...all.flatMap(rows)])))
  return { url, facts: await openFactsReader(url) }
}

/** One who stayed and earns more by longer days, one new, one gone, one who changed from Aurora to Faro Azul. */
const WEEKS: readonly Days[] = [
  { who: 1, agency: 'Aurora', from: '2026-09-02', days: 7, diamonds: 100 },
  { who: 1, agency: 'Aurora', from: '2026-09-09', days: 7, diamonds: 200, minutes: 90 },
  { who: 2, agency: 'Aurora', from: '2026-09-02', days: 7, diamonds: 500 },
  { who: 2, agency: 'Faro Azul', from: '2026-09-09', days: 7, diamonds: 400 },
  { who: 3, agency: 'Faro Azul', from: '2026-09-09', days: 7, diamonds: 50 },
  { who: 4, agency: 'Faro Azul', from: '2026-09-02', days: 7, diamonds: 30, minutes: 30 },
]
const WEEK = { from: '2026-09-09', to: '2026-09-15' } as const

test.each(DATABASES)('who stayed, came, went and moved, and what it is made of, on %s', async (kind) => {
  const { facts } = await numbers(kind, WEEKS)
  const all = (await facts.digest({ kind: 'all' }, WEEK, LIMITS)).movement
  expect(all).toMatchObject({
    stayed: { creators: 2, now: 4200, before: 4200 },
    new: { creators: 1, delta: 350 },
    lost: { creators: 1, delta: -210 },
    movedIn: { creators: 0, delta: 0 },
    movedOut: { creators: 0, delta: 0 },
  })
  const aurora = (await facts.digest({ kind: 'agency', agency: 'Aurora' }, WEEK, LIMITS)).movement
  expect(aurora).toMatchObject({
    stayed: { creators: 1, now: 1400, before: 700 },
    movedOut: { creators: 1, delta: -3500 },
    lost: { creators: 0, delta: 0 },
  })
  const faro = await facts.digest({ kind: 'agency', agency: 'Faro Azul' }, WEEK, LIMITS)
  expect(faro.movement).toMatchObject({ movedIn: { creators: 1, delta: 2800 }, new: { delta: 350 } })
  const agencies = (await facts.digest({ kind: 'all' }, WEEK, LIMITS)).agencies
  expect(agencies.map(({ name, active }) => [name, active])).toEqual([
    ['Faro Azul', { now: 2, before: 1 }],
    ['Aurora', { now: 1, before: 2 }],
  ])
  await facts.close()

  const { active = 0, days = 0, hours = 0, rate = 0, mix = 0 } = all?.factors ?? {}
  expect(active + days + hours + rate + mix).toBeCloseTo(140, 6)
  const portion = (before: readonly [number, number], now: readonly [number, number]) => ({
    before: { weight: before[0], amount: before[1] },
    now: { weight: now[0], amount: now[1] },
  })
  const split = mixAndRate([
    portion([7, 700], [10.5, 1400]),
    portion([7, 3500], [7, 2800]),
    portion([0, 0], [7, 350]),
    portion([3.5, 210], [0, 0]),
  ])
  expect(mix / (mix + rate)).toBeCloseTo(split.mix / (split.mix + split.rate), 6)
})

test.each(DATABASES)(
  'of the room only what every known day tells; of one day what is usual, on %s',
  async (kind) => {
    const { facts } = await numbers(kind, [
      ...WEEKS,
      { who: 5, agency: 'Aurora', from: '2026-09-16', days: 1, diamonds: 800, room: '3,10,,' },
    ])
    const week = await facts.digest({ kind: 'all' }, WEEK, LIMITS)
    expect(week.room).toEqual({
      gifters: { now: 105, before: 105 },
      unique_viewers: { now: 2100, before: 2100 },
      returning_viewers: { now: 840, before: 840 },
      watch_minutes: { now: 5260.5, before: 5260.5 },
    })
    expect(week.usual).toBeNull()
    const day = await facts.digest({ kind: 'all' }, { from: '2026-09-16', to: '2026-09-16' }, LIMITS)
    expect(day.room.gifters).toEqual({ now: 3, before: 15 })
    expect(day.room.returning_viewers.now).toBeNull()
    expect(day.usual).toMatchObject({ diamonds: 650, active: 3, gifters: 15, returning_viewers: 120 })
    const late = await facts.digest({ kind: 'all' }, { from: '2026-09-05', to: '2026-09-05' }, LIMITS)
    expect(late.usual?.diamonds).toBeNull()
    await facts.close()
  },
)

test.each(DATABASES)('campaigns come to what their creators brought, on %s', async (kind) => {
  const { url, facts } = await numbers(kind, WEEKS)
  const campaigns = [
    'campaign,market,category,start,end,goal,creator_ids',
    'September,,,2026-09-01,2026-09-30,100000,',
    'Gift week,ES,,2026-09-09,2026-09-20,5000,',
    `Two of us,,,2026-09-08,2026-09-10,,${idOf(1)} ${idOf(2)}`,
  ].join('\n')
  await load(url, await fileNamed('campaigns.csv', campaigns), { kind: 'campaigns' })
  const told = async (scope: Parameters<typeof facts.digest>[0]) =>
    (await facts.digest(scope, WEEK, LIMITS)).campaigns.map(({ name, diamonds, to, whole }) => [
      ...[name, diamonds, to, whole],
    ])
  expect(await told({ kind: 'all' })).toEqual([
    ['Two of us', 600 + 1200, '2026-09-10', true],
    ['Gift week', 2800 + 350, '2026-09-15', true],
  ])
  expect(await told({ kind: 'agency', agency: 'Aurora' })).toEqual([
    ['Two of us', 100 + 500 + 400, '2026-09-10', false],
  ])
  await facts.close()
})

test.each(DATABASES)('a month is settled: rungs, gate and bonus, on %s', async (kind) => {
  const { url, facts } = await numbers(kind, [
    { who: 1, agency: 'Aurora', from: '2026-07-01', days: 31, diamonds: 1000 },
    { who: 1, agency: 'Aurora', from: '2026-08-01', days: 31, diamonds: 4000 },
    { who: 2, agency: 'Aurora', from: '2026-07-01', days: 31, diamonds: 4000 },
    { who: 2, agency: 'Aurora', from: '2026-08-01', days: 6, diamonds: 10_000, minutes: 600 },
  ])
  const bonus = [
    'Data Month,Creator ID,Handle,Group,Is violative creators,Diamonds,Valid days(d),LIVE duration(h),Estimated bonus',
    `202608,${idOf(1)},creator.1,Aurora,TRUE,124000,31,31,120.5`,
    `202608,${idOf(2)},creator.2,Aurora,FALSE,60000,6,60,80`,
  ].join('\n')
  await load(url, await fileNamed('bonus_202608.csv', bonus), { kind: 'bonus' })
  const { settled } = await facts.digest({ kind: 'all' }, { from: '2026-08-01', to: '2026-08-31' }, LIMITS)
  expect(settled).toEqual({
    rungs: [
      { from: 50_000, now: 1, before: 0 },
      { from: 100_000, now: 1, before: 1 },
    ],
    climbed: 1,
    fell: 1,
    gate: { now: 1, before: 2, days: 7, hours: 15 },
    bonus: { creators: 2, amount: 200.5, violative: 1 },
  })
  const { settled: none } = await facts.digest(
    { kind: 'all' },
    { from: '2026-08-03', to: '2026-08-09' },
    LIMITS,
  )
  expect(none).toBeNull()
  await facts.close()
})

test.each(DATABASES)(
  'everybody short of a rung, at whatever pace; and everybody who is silent, on %s',
  async (kind) => {
    const { facts } = await numbers(kind, [
      // 45,000 of 50,000 by the fifteenth, at 3,000 a day: that comes by itself.
      { who: 1, agency: 'Aurora', from: '2026-09-01', days: 15, diamonds: 3000 },
      // 42,000 are too far away, 49,000 would have been near: but of them only half are this month's.
      { who: 2, agency: 'Aurora', from: '2026-09-02', days: 14, diamonds: 3000 },
      { who: 3, agency: 'Faro Azul', from: '2026-08-25', days: 14, diamonds: 3500 },
      { who: 4, agency: 'Faro Azul', from: '2026-09-01', days: 15, diamonds: 6000 },
      { who: 5, agency: 'Faro Azul', from: '2026-08-16', days: 28, diamonds: 1000 },
    ])
    const near = await facts.nearRungs({ kind: 'all' }, '2026-09-15')
    expect(near.map(({ username, at, value }) => [username, at, value])).toEqual([
      ['creator.4', 100_000, 90_000],
      ['creator.1', 50_000, 45_000],
    ])
    expect(near[1]).toMatchObject({ agency: 'Aurora', usual: 45_000 / 28, needed: 5000 / 15 })
    expect(await facts.nearRungs({ kind: 'agency', agency: 'Aurora' }, '2026-09-15')).toHaveLength(1)
    expect((await facts.nearRungs({ kind: 'all' }, '2026-08-31')).length).toBe(0)

    const dark = await facts.goneDark({ kind: 'all' })
    expect(dark.map(({ username, daysDark }) => [username, daysDark])).toEqual([
      ['creator.3', 8],
      ['creator.5', 3],
    ])
    expect(await facts.goneDark({ kind: 'agency', agency: 'Aurora' })).toEqual([])
    await facts.close()
  },
)

test.each(DATABASES)(
  'a week tells the course of those who moved the most; a day and a month do not, on %s',
  async (kind) => {
    const { facts } = await numbers(kind, WEEKS)
    const { courses, up, down } = await facts.digest({ kind: 'all' }, WEEK, LIMITS)
    expect(courses.map(({ id }) => id)).toEqual([...up, ...down].map(({ id }) => id))
    const first = courses[0]
    expect(first).toMatchObject({ id: idOf(1), from: '2026-08-19' })
    // Nothing is known of the first two weeks.
    expect(first?.values).toEqual([...Array(14).fill(null), ...Array(7).fill(100), ...Array(7).fill(200)])
    const day = { from: '2026-09-15', to: '2026-09-15' } as const
    expect((await facts.digest({ kind: 'all' }, day, LIMITS)).courses).toEqual([])
    await facts.close()
  },
)
