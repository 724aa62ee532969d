import { describe, expect, test } from 'vitest'
import { countryFor, isDayOff } from '#src/calendar/workdays.ts'
import type { Due } from '#src/domain/due.ts'
import { type Here, meant } from '#src/kit/dates/meant.ts'
import { english, type Phrases } from './phrases.en.ts'
import { italian } from './phrases.it.ts'

const hereOf = ({ now, zone, country }: Omit<Phrases, 'said'>): Here => ({
  now: Temporal.Instant.from(now),
  timeZone: zone,
  isOff: (day) => isDayOff(country, day),
})
const said = ({ day, time }: Due): string => (time === null ? day : `${day} ${time}`)
const asMeant = (phrase: string, here: Here): string => {
  const dues = meant(phrase, here)
  if (dues === null) return 'free'
  return dues.length === 0 ? 'none' : dues.map(said).join(' | ')
}

describe.each([
  ['Italian', italian],
  ['English', english],
])('%s', (_, groups) => {
  test('at least two hundred phrases', () =>
    expect(groups.flatMap((it) => it.said).length).toBeGreaterThanOrEqual(200))

  describe.each(groups)('at $now in $zone', ({ said, ...where }) => {
    const here = hereOf(where)
    test('its holidays are known', () => expect(countryFor(where.country, where.zone)).toBe(where.country))
    test.each(said)('%s: %s', (phrase, means) => expect(asMeant(phrase, here)).toBe(means))
  })
})
