import { isPeriodName, type PeriodName } from '#src/domain/period.ts'
import { shaped } from '#src/kit/args.ts'
import type { Strings } from '#src/strings/index.ts'
import { PERIOD_WORDS, wordIn } from '#src/strings/words.ts'

const periods = (t: Strings): string =>
  Object.values(PERIOD_WORDS)
    .map((words) => wordIn(t, words))
    .join('|')

/** `7d`, `last-week`, `ieri`, or two dates `2026-09-01..2026-09-15`. */
export const PeriodWord = shaped<PeriodName>(periods, (typed) => {
  const word = typed.toLowerCase()
  if (isPeriodName(word)) return word
  const names = Object.entries(PERIOD_WORDS).find(([, words]) => (words as readonly string[]).includes(word))
  return names && isPeriodName(names[0]) ? names[0] : null
})
