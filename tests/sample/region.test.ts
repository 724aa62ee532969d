import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Day, daysBetween, firstOfMonth, plusDays } from '#src/domain/day.ts'
import { csvOf } from '#src/sample/csv.ts'
import { exportsOf } from '#src/sample/exports.ts'
import { isMember, type Region, sampleRegion, type TruthMetric, truthOf } from '#src/sample/region.ts'
import { on } from '#src/sample/world.ts'

const calibrated = (seed: number): Region =>
  sampleRegion({ seed, asOf: '2026-09-15', weeks: 26, creators: 808 })
const small = (seed: number | string): Region =>
  sampleRegion({ seed, asOf: '2026-09-15', weeks: 10, creators: 90 })

const hashOf = (region: Region): string => {
  const hash = createHash('sha256')
  for (const values of Object.values(region.daily)) hash.update(values)
  hash.update(JSON.stringify([region.creators, region.truth, region.agencies, region.campaigns]))
  for (const file of exportsOf(region, { kind: 'backstage', ends: ['2026-08-31', '2026-09-15'] }))
    hash.update(csvOf(file))
  return hash.digest('hex')
}

/** Each member's sum over the days `first..last` by position, greatest first. */
const sums = (
  { creators, days, daily }: Region,
  metric: TruthMetric,
  first: number,
  last: number,
): number[] =>
  creators
    .flatMap((creator, c) => {
      const end = days[last]
      if (end === undefined || !isMember(creator, end)) return []
      return daily[metric]
        .subarray(c * days.length + first, c * days.length + last + 1)
        .reduce((all, one) => all + one, 0)
    })
    .sort((a, b) => b - a)
const total = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0)

test('the same seed gives the same bytes, another seed others', () => {
  expect(hashOf(small(1))).toBe(hashOf(small(1)))
  expect(hashOf(small(1))).not.toBe(hashOf(small(2)))
  expect(hashOf(small('playground'))).toBe(hashOf(small('playground')))
})

describe.each([1, 2, 3, 4, 5])('the region of seed %i', (seed) => {
  const region = calibrated(seed)
  const n = region.days.length

  test.each([
    ['early', 10],
    ['late', n - 28],
  ])('is as unequal as the field, %s', (_, first) => {
    const diamonds = sums(region, 'diamonds', first, first + 27)
    const all = total(diamonds)
    const share = (least: number) => (diamonds.filter((each) => each >= least).length / diamonds.length) * 808
    expect(all).toBeGreaterThan(15e6)
    expect(all).toBeLessThan(34e6)
    expect(808 - share(1)).toBeGreaterThan(215)
    expect(808 - share(1)).toBeLessThan(262)
    expect(share(50_000)).toBeGreaterThan(48)
    expect(share(50_000)).toBeLessThan(80)
    expect(share(200_000)).toBeGreaterThan(13)
    expect(share(200_000)).toBeLessThan(30)
    const top = total(diamonds.slice(0, Math.round(diamonds.length / 100))) / all
    expect(top).toBeGreaterThan(0.35)
    expect(top).toBeLessThan(0.62)
  })

  test('has days like the field: three hours, seldom short, two in five of the earners often LIVE', () => {
    const { live_seconds, valid_days, fan_club_diamonds, diamonds } = region.daily
    const live = [...live_seconds].filter((seconds) => seconds > 0).sort((a, b) => a - b)
    const at = (share: number) => (live[Math.floor(live.length * share)] ?? 0) / 3600
    expect(at(0.5)).toBeGreaterThan(2.7)
    expect(at(0.5)).toBeLessThan(3.3)
    expect(at(0.1)).toBeGreaterThan(1.6)
    expect(at(0.9)).toBeLessThan(5.4)
    const short = live.filter((seconds) => seconds < 3600).length / live.length
    expect(short).toBeGreaterThan(0.01)
    expect(short).toBeLessThan(0.03)
    expect(valid_days.every((valid, i) => valid === ((live_seconds[i] ?? 0) >= 3600 ? 1 : 0))).toBe(true)
    const fans = fan_club_diamonds.reduce((a, b) => a + b, 0) / diamonds.reduce((a, b) => a + b, 0)
    expect(fans).toBeGreaterThan(0.85)
    expect(fans).toBeLessThan(0.97)
    const often = sums(region, 'valid_days', n - 28, n - 1).filter((days) => days >= 15).length
    const earners = sums(region, 'diamonds', n - 28, n - 1).filter((each) => each > 0).length
    expect(often / earners).toBeGreaterThan(0.25)
    expect(often / earners).toBeLessThan(0.45)
  })

  test('stays about as large as it began', () => {
    const members = region.creators.filter((creator) => isMember(creator, region.to)).length
    expect(members).toBeGreaterThan(720)
    expect(members).toBeLessThan(920)
  })

  test('names every creator by nineteen digits that no number could hold, all different', () => {
    const ids = region.creators.map(({ id }) => id)
    expect(ids.every((id) => /^\d{19}$/.test(id) && !id.endsWith('000'))).toBe(true)
    expect(ids.filter((id) => String(Number(id)) !== id).length).toBe(ids.length)
    expect(new Set(ids).size).toBe(ids.length)
    const names = region.creators.flatMap(({ usernames }) => usernames.map(({ is }) => is))
    expect(new Set(names).size).toBe(names.length)
  })

  test('has names that try an importer: an apostrophe, an accent, an ampersand', () => {
    const names = region.agencies.map(({ name }) => name).join(' ')
    expect(names).toMatch(/'/)
    expect(names).toMatch(/[àéñŁ]/)
    expect(names).toMatch(/&/)
    for (const { manager, agents } of region.agencies)
      for (const { email } of [manager, ...agents]) expect(email).toMatch(/^[a-z.]+@[a-z-]+\.example$/)
  })

  test('lives: people join, quit, change name and change agency', () => {
    expect(region.creators.some(({ joined }) => joined > region.from)).toBe(true)
    expect(region.creators.some(({ quit }) => quit !== null)).toBe(true)
    expect(region.creators.some(({ usernames }) => usernames.length > 1)).toBe(true)
    expect(region.creators.some(({ agencies }) => agencies.length > 1)).toBe(true)
  })
})

describe('what was made to happen', () => {
  const region = calibrated(1)
  const { truth, days, daily, from } = region
  const place = (id: string): number => region.creators.findIndex((creator) => creator.id === id)
  const spanOf = (metric: TruthMetric, id: string, first: string, last: string): number[] => {
    const start = days.findIndex((day) => day >= first)
    const end = days.findIndex((day) => day >= last)
    return [...daily[metric].subarray(place(id) * days.length + start, place(id) * days.length + end + 1)]
  }

  test('covers every kind of case', () =>
    expect(new Set(truth.map(({ kind }) => kind))).toEqual(
      new Set([
        ...[
          'went_dark',
          'slide',
          'decline',
          'efficiency',
          'fan_loss',
          'agency_decline',
          'market_shift',
          'whale',
        ],
        ...['mix_shift', 'level_shift', 'near_threshold', 'follower_spike', 'safety', 'recovery'],
        ...['rookie_stalled', 'decoy'],
      ]),
    ))

  test('who went dark is dark, and was not before', () => {
    for (const { entity, from, to } of truth.filter(({ kind }) => kind === 'went_dark')) {
      expect(total(spanOf('live_seconds', entity.id, from, to))).toBe(0)
      expect(
        total(spanOf('live_seconds', entity.id, plusDays(from, -14), plusDays(from, -1))),
      ).toBeGreaterThan(0)
    }
  })

  test('a sudden drop takes most of a week, at a like rate of LIVE time', () => {
    const drops = truth.filter(({ kind }) => kind === 'decline')
    const now = total(drops.flatMap(({ entity, from, to }) => spanOf('diamonds', entity.id, from, to)))
    const then = total(
      drops.flatMap(({ entity, from, to }) =>
        spanOf('diamonds', entity.id, plusDays(from, -7), plusDays(to, -7)),
      ),
    )
    expect(now / then).toBeLessThan(0.75)
  })

  test('a whale towers over its own month', () => {
    for (const { entity, from, to } of truth.filter(({ kind }) => kind === 'whale')) {
      const perDay = total(spanOf('diamonds', entity.id, from, to)) / 2
      expect(perDay).toBeGreaterThan(
        2 * (total(spanOf('diamonds', entity.id, plusDays(from, -28), plusDays(from, -1))) / 28),
      )
    }
  })

  test('an agency in trouble falls as a whole, while the others hold', () => {
    const [trouble] = truth.filter(({ kind }) => kind === 'agency_decline')
    const ratio = (inside: boolean): number => {
      const members = region.creators.filter(
        ({ agencies, quit, joined }) =>
          !quit && joined < from && (agencies[0]?.is?.name === trouble?.entity.name) === inside,
      )
      const over = (first: string, last: string): number =>
        total(members.flatMap(({ id }) => spanOf('diamonds', id, first, last)))
      const start = trouble?.from ?? from
      return over(start, trouble?.to ?? from) / 10 / (over(plusDays(start, -28), plusDays(start, -1)) / 28)
    }
    expect(ratio(true)).toBeLessThan(0.9)
    expect(ratio(true)).toBeLessThan(ratio(false))
  })

  test('fans leave before diamonds do', () => {
    for (const { entity, from, to } of truth.filter(({ kind }) => kind === 'fan_loss')) {
      const [first = 0, ...later] = spanOf('active_fans', entity.id, from, to)
      expect(later.at(-1)).toBeLessThan(first * 0.75)
    }
  })

  test('a rookie who stalled never went LIVE', () => {
    for (const { entity } of truth.filter(({ kind }) => kind === 'rookie_stalled'))
      expect(total(spanOf('live_seconds', entity.id, region.from, region.to))).toBe(0)
  })

  test('followers rush in without diamonds', () => {
    for (const { entity, from, to } of truth.filter(({ kind }) => kind === 'follower_spike')) {
      const month = spanOf('new_followers', entity.id, plusDays(from, -28), plusDays(from, -1))
      expect(Math.max(...spanOf('new_followers', entity.id, from, to))).toBeGreaterThan(
        5 * Math.max(1, total(month) / 28),
      )
    }
  })

  test('an agency that merged has nobody left, and nobody was lost by it', () => {
    const merged = truth.find(({ note }) => note?.startsWith('merged into'))
    const peopleOn = (day: Day): Set<string> =>
      new Set(
        region.creators
          .filter(
            (creator) => isMember(creator, day) && on(creator.agencies, day)?.name === merged?.entity.name,
          )
          .map(({ id }) => id),
      )
    const eve = plusDays(merged?.from ?? from, -1)
    expect(peopleOn(eve).size).toBeGreaterThan(0)
    expect(peopleOn(merged?.from ?? from).size).toBe(0)
    expect(peopleOn(region.to).size).toBe(0)
    for (const id of peopleOn(eve)) expect(truthOf(region, id, eve)).not.toBeNull()
  })

  test('a violation is followed by three silent days', () => {
    for (const { entity, from, to } of truth.filter(({ kind }) => kind === 'safety')) {
      expect(spanOf('violations', entity.id, from, from)).toEqual([1])
      expect(total(spanOf('live_seconds', entity.id, plusDays(from, 1), to))).toBe(0)
    }
  })

  test('a month ends a little short of its goal', () => {
    const [near] = truth.filter(({ kind }) => kind === 'near_threshold')
    const month = total(spanOf('diamonds', near?.entity.id ?? '', firstOfMonth(region.to), region.to))
    expect(month / Number(near?.note)).toBeGreaterThan(0.96)
    expect(month / Number(near?.note)).toBeLessThan(1)
  })

  test('no creator is in two cases but a silence and its end, and ids of cases are their own', () => {
    const people = truth
      .filter(({ entity, kind }) => entity.type === 'creator' && kind !== 'recovery')
      .map(({ entity }) => entity.id)
    expect(new Set(people).size).toBe(people.length)
    expect(new Set(truth.map(({ id }) => id)).size).toBe(truth.length)
  })

  test('nothing is known of those who are not there', () => {
    const late = region.creators.find(({ joined }) => joined > region.from)
    expect(late && truthOf(region, late.id, region.from)).toBeNull()
    expect(late && truthOf(region, late.id, late.joined)).not.toBeNull()
    expect(truthOf(region, '1', region.to)).toBeNull()
  })

  test('it begins on the first of a month, and no later than asked', () => {
    expect(region.from).toBe('2026-03-01')
    expect(daysBetween(region.from, region.to) + 1).toBe(days.length)
  })
})

test('a region may be tiny', () => {
  const tiny = sampleRegion({ seed: 3, asOf: '2026-01-05', weeks: 1, creators: 3 })
  expect(tiny.creators.length).toBeGreaterThanOrEqual(3)
  expect(tiny.truth).toEqual([])
  expect(exportsOf(tiny, { kind: 'backstage', ends: [tiny.to] })[0]?.rows.length).toBeGreaterThan(1)
})

test('managers may be given', () => {
  const anna = { name: 'Anna', email: 'anna@live-region.example' }
  const region = sampleRegion({ seed: 3, asOf: '2026-01-05', weeks: 4, creators: 60, managers: [anna] })
  expect(new Set(region.agencies.map(({ manager }) => manager))).toEqual(new Set([anna]))
})

test('who comes back was told to have gone, until the day before', () => {
  const { truth } = calibrated(1)
  const back = truth.filter(({ kind }) => kind === 'recovery')
  expect(back.length).toBeGreaterThan(0)
  for (const { entity, from } of back)
    expect(truth.find(({ kind, entity: of }) => kind === 'went_dark' && of.id === entity.id)?.to).toBe(
      plusDays(from, -1),
    )
})

test('what was to be expected is right on the whole, and the happenings are in the numbers', () => {
  const { creators, days, daily, usual, happenings, truth } = calibrated(2)
  const bent = new Set(truth.map(({ entity }) => entity.id))
  const groups = (c: number): boolean =>
    truth.some(
      ({ entity }) =>
        entity.type !== 'creator' &&
        (creators[c]?.market.code === entity.id ||
          on(creators[c]?.agencies ?? [], days.at(-1) ?? '2026-01-01')?.name === entity.id),
    )
  let logs = 0
  let n = 0
  for (const [c, { id }] of creators.entries()) {
    if (bent.has(id) || groups(c)) continue
    for (let cell = c * days.length; cell < (c + 1) * days.length; cell++) {
      const hours = (daily.live_seconds[cell] ?? 0) / 3600
      if (hours < 1 || (daily.diamonds[cell] ?? 0) < 100) continue
      logs += Math.log((daily.diamonds[cell] ?? 0) / hours / (usual[cell] ?? 1))
      n++
    }
  }
  // Noise has a mean of 1, so its logarithm lies a little below 0; rains of gifts lift it.
  expect(logs / n).toBeGreaterThan(-0.12)
  expect(logs / n).toBeLessThan(0.05)
  const rains = happenings.filter(({ kind }) => kind === 'gift_rain')
  expect(rains.length).toBeGreaterThan(20)
  for (const { creatorId, from, factor } of rains.slice(0, 50)) {
    const c = creators.findIndex(({ id }) => id === creatorId)
    const cell = c * days.length + days.indexOf(from)
    const hours = (daily.live_seconds[cell] ?? 0) / 3600
    expect((daily.diamonds[cell] ?? 0) + 1).toBeGreaterThan((usual[cell] ?? 0) * hours * factor * 0.15)
  }
})
