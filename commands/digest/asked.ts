import { PERIOD_WORDS } from '#src/domain/period.ts'
import { LOCALES } from '#src/domain/person.ts'
import { type Cadence, HOLIDAY_RULES, INCOMPLETE } from '#src/domain/schedule.ts'
import type { Looking } from '#src/kit/context.ts'
import { choice, optional, text, time } from '#src/kit/form.ts'
import { refuse } from '#src/kit/refuse.ts'

const EVERY = ['day', 'weekday', 'week', 'month', 'cron'] as const
export type Every = (typeof EVERY)[number]

/** What a form asks of a subscription, whether it is made or changed. */
export const asked = {
  scope: text((t) => t.digest.scopeField, { hint: (t) => t.digest.scopeHint, max: 200 }),
  period: choice(
    (t) => t.digest.periodField,
    PERIOD_WORDS,
    (t, it) => t.digest.period[it],
  ),
  every: choice(
    (t) => t.digest.how,
    EVERY,
    (t, it) => t.digest.cadence[it],
    { initial: 'weekday' },
  ),
  at: time((t) => t.digest.at),
  cron: optional(text((t) => t.digest.cronField, { hint: (t) => t.digest.cronHint, max: 100 })),
  holidays: choice(
    (t) => t.digest.holidaysField,
    HOLIDAY_RULES,
    (t, it) => t.digest.holidayChoice[it],
  ),
  incomplete: choice(
    (t) => t.held.field,
    INCOMPLETE,
    (t, it) => t.held.choice[it],
  ),
  locale: choice(
    (t) => t.digest.languageField,
    LOCALES,
    (t, it) => t.digest.languageName[it],
  ),
} as const

/** When it comes, as a form tells it: a cron line counts only where it was asked for. */
export const cadenceIn = (
  { every, at, cron }: { every: Every; at: string; cron?: string | undefined },
  { timetable }: Pick<Looking, 'timetable'>,
): Cadence => {
  if (every !== 'cron') return { every, at }
  const line = cron?.trim() ?? ''
  return timetable.isCron(line) ? { every, cron: line } : refuse('digest.cron', { typed: line })
}
