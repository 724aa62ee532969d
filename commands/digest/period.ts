import { isPeriodName, type PeriodName } from '#src/domain/period.ts'
import { shaped } from '#src/kit/args.ts'
import { PERIOD_WORDS } from '#src/strings/words.ts'

/** `7d`, `last-week`, `ieri`, or two dates `2026-09-01..2026-09-15`. */
export const PeriodWord = shaped<PeriodName>('7d|28d|mtd|yesterday|last-week|last-month', (typed) => {
  const word = typed.toLowerCase()
  if (isPeriodName(word)) return word
  const names = Object.entries(PERIOD_WORDS).find(([, words]) => (words as readonly string[]).includes(word))
  return names && isPeriodName(names[0]) ? names[0] : null
})
