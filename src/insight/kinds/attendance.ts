import { KNOWN } from '#src/domain/window.ts'
import { OFTEN, type Trial } from '../finding.ts'
import { type House, type Person, usualWeek } from '../house.ts'
import { binomialTail } from '../tail.ts'
import { minutesOf } from '../week.ts'

/**
 * Who stopped, and who comes less: attendance is the first thing to fall, days before the diamonds do. A silence is as
 * unlikely as the creator's own weekdays make it: two days say much of somebody who is LIVE daily, nothing of others.
 */
export const attendance = (house: House): Trial[] =>
  house.people.flatMap((person) =>
    person.present && person.tier ? [silence(house, person), fewerDays(house, person)] : [],
  )

const silence = (house: House, person: Person): Trial => {
  const { dark, p } = darkness(house, person)
  return {
    family: `attendance:${person.rank}`,
    looks: OFTEN,
    p,
    tell: () => {
      const limit = person.darkAfter
      if (limit === null || !isDark(house, person)) return null
      return {
        kind: 'went_dark',
        sign: 'attendance',
        entity: person.subject,
        creator: person.at,
        metric: 'live_minutes',
        direction: 'down',
        since: house.today - dark + 1,
        ...minutesOf(house, person),
        p,
        z: null,
        size: -dark,
        stake: usualWeek(person),
        severity: dark >= 2 * limit ? 'warn' : 'early',
        causes: [],
        explainedBy: null,
        suggested: { action: 'call', dueInDays: 1 },
      }
    },
  }
}

/** Whether somebody has gone dark, and is not gone for good. */
export const isDark = (house: House, person: Person): boolean => {
  const { dark } = darkness(house, person)
  return person.darkAfter !== null && dark >= person.darkAfter && dark <= house.context.thresholds.dark.until
}

/** Days since the last LIVE, and the chance that somebody of these habits is silent for as long. */
const darkness = (house: House, person: Person): { dark: number; p: number } => {
  let dark = 0
  let p = 1
  for (let d = house.today; d >= 0; d--) {
    const cell = person.at * house.days + d
    if (house.live[cell] || house.window.known[cell] === KNOWN.no || !house.exact[cell]) break
    dark++
    p *= 1 - (person.habit[house.weekday[d] ?? 0] ?? 0)
  }
  return { dark, p: dark === 0 ? 1 : p }
}

const FORTNIGHT = 14

const fewerDays = (house: House, person: Person): Trial => {
  let days = 0
  let known = 0
  let chance = 0
  for (let d = house.today - FORTNIGHT + 1; d <= house.today; d++) {
    const cell = person.at * house.days + d
    if (!house.exact[cell]) continue
    known++
    days += house.live[cell] ?? 0
    chance += person.habit[house.weekday[d] ?? 0] ?? 0
  }
  const p = known < 7 ? 1 : binomialTail(days, known, Math.min(0.99, chance / known))
  return {
    family: `attendance:${person.rank}`,
    looks: OFTEN,
    p,
    tell: () => {
      const lost = chance - days
      const drop = person.tier?.hoursDrop ?? 1
      // A silence is told as one.
      if (lost < house.context.thresholds.daysLost || lost < drop * chance || isDark(house, person))
        return null
      return {
        kind: 'decline',
        sign: 'attendance',
        entity: person.subject,
        creator: person.at,
        metric: 'valid_days',
        direction: 'down',
        since: house.today - FORTNIGHT + 1,
        value: days,
        expected: chance,
        delta: days - chance,
        deltaPct: (days - chance) / chance,
        p,
        z: null,
        size: Math.log((days + 0.5) / (chance + 0.5)),
        stake: usualWeek(person),
        severity: 'early',
        causes: [],
        factors: { active: 0, days: days - chance, hours: 0, rate: 0, mix: 0 },
        explainedBy: null,
        suggested: { action: 'call', dueInDays: 3 },
      }
    },
  }
}
