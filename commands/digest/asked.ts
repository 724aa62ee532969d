import { PERIOD_WORDS } from '#src/domain/period.ts'
import { HOLIDAY_RULES, INCOMPLETE } from '#src/domain/schedule.ts'
import { choice, text, time } from '#src/kit/form.ts'

/** What a form asks of a subscription, whether it is made or changed. */
export const asked = {
  scope: text((t) => t.digest.scopeField, { hint: (t) => t.digest.scopeHint, max: 200 }),
  period: choice(
    (t) => t.digest.periodField,
    PERIOD_WORDS,
    (t, it) => t.digest.period[it],
  ),
  at: time((t) => t.digest.at),
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
} as const
