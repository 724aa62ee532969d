import { isDay } from '#src/domain/day.ts'
import { oneSlipApart } from '#src/domain/near.ts'
import { isPeriodName, type PeriodName } from '#src/domain/period.ts'
import { shaped } from '#src/kit/args.ts'
import { refuse } from '#src/kit/refuse.ts'
import type { Strings } from '#src/strings/index.ts'
import { PERIOD_WORDS, wordIn } from '#src/strings/words.ts'

const periods = (t: Strings): string =>
  Object.values(PERIOD_WORDS)
    .map((words) => wordIn(t, words))
    .join('|')

/** `7d`, `last-week`, `ieri`, or two dates `2026-09-01..2026-09-15`. */
export const PeriodWord = shaped<PeriodName>(periods, (typed) => periodNamed(typed))

export const periodNamed = (typed: string): PeriodName | null => {
  const word = typed.toLowerCase()
  if (isPeriodName(word)) return word
  const names = Object.entries(PERIOD_WORDS).find(([, words]) => (words as readonly string[]).includes(word))
  return names && isPeriodName(names[0]) ? names[0] : null
}

/** What is wrong with a word that was surely to be a period; nothing when it was to be something else. */
export const refusePeriod = (typed: string, chosen: PeriodName | null): void => {
  const range = /^(\d{4}-\d{1,2}-\d{1,2})\.\.+(\d{4}-\d{1,2}-\d{1,2})$/.exec(typed)
  if (chosen !== null && periodNamed(typed) !== null) refuse('period.two', { first: chosen, second: typed })
  if (range) {
    const [, from = '', to = ''] = range
    for (const day of [from, to]) if (!isDay(day)) refuse('period.noDay', { typed: day })
    refuse('period.reversed', { typed, meant: `${to}..${from}` })
  }
  if (isDay(typed)) refuse('period.near', { typed, meant: `${typed}..${typed}` })
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(typed)) refuse('period.noDay', { typed })
  if (/^\d+ ?[dgw]$|^\d+(?:days?|giorn[oi])$|\.\./i.test(typed)) refuse('period.unknown', { typed })
  const meant = Object.values(PERIOD_WORDS)
    .flat()
    .find((it) => it.length > 3 && oneSlipApart(typed.toLowerCase(), it))
  if (meant !== undefined) refuse('period.near', { typed, meant })
}
