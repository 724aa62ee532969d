import { type Day, dateOf, monthOf, plusDays } from '#src/domain/day.ts'
import type { Chance } from './random.ts'
import type { SampleMarket } from './world.ts'

export interface SampleCampaign {
  name: string
  /** Null for all markets; likewise the category. */
  market: string | null
  category: string | null
  from: Day
  to: Day
  /** What joining does to diamonds, as a factor. */
  lift: number
}
export interface SampleHoliday {
  day: Day
  name: string
}

/** Fixed feasts only: those that move are the working calendar's business. */
const FEASTS: Readonly<Record<string, readonly (readonly [monthDay: string, name: string])[]>> = {
  IT: [
    ['01-06', 'Epifania'],
    ['04-25', 'Liberazione'],
    ['06-02', 'Festa della Repubblica'],
    ['08-15', 'Ferragosto'],
    ['11-01', 'Ognissanti'],
    ['12-08', 'Immacolata'],
  ],
  ES: [
    ['01-06', 'Reyes'],
    ['08-15', 'Asunción'],
    ['10-12', 'Fiesta Nacional'],
    ['12-06', 'Constitución'],
  ],
  FR: [
    ['05-08', 'Victoire 1945'],
    ['07-14', 'Fête nationale'],
    ['08-15', 'Assomption'],
    ['11-11', 'Armistice'],
  ],
  DE: [['10-03', 'Tag der Deutschen Einheit']],
  PL: [
    ['05-03', 'Konstytucja 3 maja'],
    ['11-11', 'Niepodległość'],
  ],
  PT: [
    ['04-25', 'Liberdade'],
    ['06-10', 'Dia de Portugal'],
  ],
  RO: [['12-01', 'Ziua Națională']],
  TR: [['10-29', 'Cumhuriyet']],
  SA: [['09-23', 'National Day']],
  AE: [['12-02', 'National Day']],
  MA: [['07-30', 'Throne Day']],
}
const CHRISTIAN = ['IT', 'ES', 'FR', 'DE', 'GB', 'PT', 'PL', 'RO']
const RAMADAN: readonly (readonly [Day, Day])[] = [
  ['2025-03-01', '2025-03-29'],
  ['2026-02-18', '2026-03-19'],
  ['2027-02-08', '2027-03-09'],
]
const AUGUST: Readonly<Record<string, number>> = { IT: 0.82, ES: 0.9, FR: 0.9, PT: 0.92 }
/** Monday to Sunday where the weekend is Saturday and Sunday. */
const WEEK = [0.93, 0.94, 0.96, 0.98, 1.03, 1.08, 1.12]

export const holidayIn = (market: string, day: Day): string | null => {
  const feast = FEASTS[market]?.find(([monthDay]) => day.endsWith(monthDay))
  if (feast) return feast[1]
  if (day.endsWith('01-01')) return 'New Year'
  return CHRISTIAN.includes(market) && /-12-2[56]$/.test(day) ? 'Christmas' : null
}

/** What the day of the week, the month and the year do to a market's diamonds, as a factor. */
export const seasonOf = (market: SampleMarket, day: Day): number => {
  const date = dateOf(day)
  const shift = market.weekend === 5 ? 1 : 0
  let factor = WEEK[(date.dayOfWeek - 1 + shift) % 7] ?? 1
  if (date.day >= 27 || date.day <= 3) factor *= 1.05
  if (date.month === 8) factor *= AUGUST[market.code] ?? 1
  if (CHRISTIAN.includes(market.code) && /-12-2[456]$/.test(day)) factor *= 0.75
  else if (holidayIn(market.code, day) !== null) factor *= 0.9
  const fasting = ['TR', 'SA', 'AE', 'MA'].includes(market.code)
  return fasting && RAMADAN.some(([from, to]) => from <= day && day <= to) ? factor * 1.1 : factor
}

const NAMES = [
  'Coppa di Primavera',
  'Spring Cup',
  'Notte delle Lanterne',
  'Battle Week',
  'Star Creator',
  'Sunset Sessions',
]

/** Two or three, spread over the run; the last ends a few days before the end. */
export const campaignsOf = (
  luck: Chance,
  days: readonly Day[],
  markets: readonly string[],
): readonly SampleCampaign[] => {
  if (days.length < 40) return []
  const count = luck.whole(2, 3)
  const names = luck.shuffled(NAMES)
  return Array.from({ length: count }, (_, i) => {
    const length = luck.whole(5, 14)
    const span = Math.floor((days.length - 24) / count)
    const from = plusDays(days[0] ?? '2026-01-01', i * span + luck.whole(3, Math.max(4, span - length)))
    const wide = luck.happens(0.5)
    return {
      name: `${names[i] ?? 'Cup'} ${monthOf(from).slice(0, 4)}`,
      market: wide ? luck.oneOf(markets) : null,
      category: wide ? null : luck.oneOf(['gaming', 'music', 'chat', 'talent']),
      from,
      to: plusDays(from, length - 1),
      lift: luck.between(1.15, 1.6),
    }
  })
}
