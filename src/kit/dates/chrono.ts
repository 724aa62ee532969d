import { createRequire } from 'node:module'
import { asMachineNoon } from '#src/domain/clock.ts'
import { dayAt } from './reckon.ts'

/** How many is a few? Chrono says three, and people are asked. */
const VAGUE = /\b(?:few|several|qualche|alcuni|alcune|vari|varie|parecchi|parecchie)\b/
/** Words of the longest phrase that it is asked about; the time it takes grows with them. */
const LONGEST = 8

/** Chrono takes 55 ms to load and most phrases never need it. */
const load = createRequire(import.meta.url)

/**
 * The day of a phrase that our own rules do not know; null when chrono does not know it either, or would say an hour.
 *
 * Chrono reckons in the machine's zone at times, whatever offset it is told. So it is told noon of the
 * reader's day on the machine's own clock, only the day's components are read, and only a whole match counts.
 */
export const heardByChrono = (phrase: string, today: Temporal.PlainDate): Temporal.PlainDate | null => {
  // Slashed numbers are ours alone: 12/25 is no day here, and no month is ever guessed to come first.
  if (!/\p{L}{3}/u.test(phrase) || /\d[/.-]\d/.test(phrase)) return null
  if (VAGUE.test(phrase) || phrase.split(' ', LONGEST + 1).length > LONGEST) return null
  const it: typeof import('chrono-node/it') = load('chrono-node/it')
  const en: typeof import('chrono-node/en') = load('chrono-node/en')
  const noon = asMachineNoon(today)
  for (const language of [it.casual, en.GB]) {
    const [heard, ...others] = language.parse(phrase, noon, { forwardDate: true })
    if (!heard || others.length > 0 || heard.end || heard.text.length !== phrase.length) continue
    const { start } = heard
    // Hours are ours too: noon is what it was told, any other is an evening or a morning that it heard.
    if (
      start.isCertain('hour') ||
      start.get('hour') !== 12 ||
      (!start.isCertain('day') && !start.isCertain('weekday'))
    )
      continue
    const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')]
    if (year === null || month === null || day === null || Math.abs(year - today.year) > 20) continue
    return dayAt(year, month, day)
  }
  return null
}
