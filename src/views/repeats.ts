import type { OnMonth, Repeats, Rule } from '../domain/repeats.ts'
import type { Series } from '../domain/series.ts'
import type { Voice } from '../kit/voice.ts'

/** `every Monday and Thursday at 10:00 until Wed, 30 Jun 2027`. Typed again, it is read as the same. */
export const repeatsSaid = (v: Voice, { rule, time, until, times }: Repeats): string => {
  const { t } = v
  return [
    ruleSaid(v, rule),
    time === null ? '' : t.repeats.at({ time }),
    until === null ? '' : t.repeats.until({ day: v.day(until) }),
    times === null ? '' : t.repeats.times({ n: times }),
  ].join('')
}

/** `repeats: every Monday at 10:00 · next Mon, 4 Jan 2027` */
export const seriesLine = (v: Voice, { repeats, next, endedBy }: Series): string => {
  const { t } = v
  if (endedBy !== null) return `:repeat: ${t.repeats.ended}`
  const ahead = next === null ? t.repeats.isLast : t.repeats.next({ day: v.day(next) })
  return `:repeat: ${t.repeats.card({ said: repeatsSaid(v, repeats) })} · ${ahead}`
}

const ruleSaid = (v: Voice, rule: Rule): string => {
  const { repeats: t } = v.t
  switch (rule.every) {
    case 'day':
      return t.days(rule)
    case 'workday':
      return t.workday
    case 'week':
      return t.weeks({ n: rule.n, days: v.list(rule.on.map((it) => t.weekdays[it - 1] ?? '')) })
    case 'month':
      return t.months({ n: rule.n, on: rule.on ? onMonth(v, rule.on) : '' })
    case 'year':
      return rule.on === null
        ? t.year
        : t.years({ day: rule.on.day, month: t.monthNames[rule.on.month - 1] ?? '' })
    default:
      return rule satisfies never
  }
}

const onMonth = ({ t: { repeats: t } }: Voice, on: OnMonth): string => {
  if ('working' in on) return on.working === 'first' ? t.on.first : t.on.lastWorking
  if ('nth' in on) return t.on.nth[on.nth]({ weekday: t.weekdays[on.weekday - 1] ?? '' })
  return on.day === 'last' ? t.on.last : t.on.day({ day: on.day })
}
