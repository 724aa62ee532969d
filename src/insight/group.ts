import { factorSplit, mixAndRate } from '#src/domain/factors.ts'
import type { Cause, Subject } from '#src/domain/insight.ts'
import { KNOWN } from '#src/domain/window.ts'
import { contributions } from './contribution.ts'
import { type House, type Person, usualWeek } from './house.ts'
import { type Amounts, type DayEffect, ordinaryOf } from './ordinary.ts'
import { shareOf, type Week } from './week.ts'

/** Somebody of a group, before a day and now: who stayed, came, left, or changed to or from another group. */
export interface Membership {
  person: Person
  was: boolean
  is: boolean
  moved: boolean
  /** The days, of those looked at, on which they belonged. */
  belongs: (d: number) => boolean
}

/** Everybody who belonged to an agency, a market or the network on the day before `since`, or does now. */
export const membersOf = (house: House, entity: Subject, since: number): Membership[] => {
  const { window, days, today } = house
  const home = homeOf(house, entity)
  return house.people.flatMap((person) => {
    const start = person.at * days
    const known = (d: number): boolean => window.known[start + d] !== KNOWN.no
    const belongs = (d: number): boolean => known(d) && home(person.at, start + d)
    const before = Math.max(0, since - 1)
    const was = belongs(before)
    const is = belongs(today)
    if (!was && !is) return []
    return [{ person, was, is, moved: was !== is && known(was ? today : before), belongs }]
  })
}

const homeOf = ({ window }: House, { type, id }: Subject): ((creator: number, cell: number) => boolean) => {
  if (type === 'network') return () => true
  if (type === 'market') {
    const m = window.markets.indexOf(id)
    return (creator) => window.market[creator] === m
  }
  const a = window.agencies.findIndex((agency) => agency.id === id)
  return (_, cell) => window.agency[cell] === a
}

/** What was told of causes is this long; the parts of the others are in the sum all the same. */
const CAUSES = 10

/**
 * A group's days since it began beside as many ordinary ones, in which each day did to them what it did to others: creators active × LIVE days of each × hours of a day ×
 * yield of an hour, and the mix in it; and each member's part. Factors sum to `delta`, and so do the parts of all
 * members, of which the largest are kept.
 */
export const groupWeek = (
  house: House,
  members: readonly Membership[],
  since: number,
  direction: 'up' | 'down',
  effect: DayEffect,
): Week & { causes: readonly Cause[] } => {
  const span = house.today - since + 1
  const parts = members.map((member) => ({
    member,
    before: member.was ? ordinaryOf(house, member.person, span, effect) : NOTHING,
    now: nowOf(house, member, span),
  }))
  const before = total(parts.map((part) => part.before))
  const now = total(parts.map((part) => part.now))
  const [active = 0, days = 0, hours = 0, yields = 0] = factorSplit(
    chain(activeUsually(members, span), before),
    chain(parts.filter((part) => part.now.days > 0).length, now),
  )
  const split = mixAndRate(
    parts.map((part) => ({
      before: { weight: part.before.hours, amount: part.before.diamonds },
      now: { weight: part.now.hours, amount: part.now.diamonds },
    })),
  )
  const whole = split.mix + split.rate
  const mix = Math.abs(whole) < 1e-12 ? 0 : (yields * split.mix) / whole
  const delta = now.diamonds - before.diamonds
  return {
    days: span,
    value: now.diamonds,
    expected: before.diamonds,
    delta,
    deltaPct: shareOf(house, delta, before.diamonds),
    factors: { active, days, hours, rate: yields - mix, mix },
    causes: contributions(
      parts.map(({ member, before: was, now: is }) => ({
        entity: member.person.subject,
        before: was.diamonds,
        now: is.diamonds,
        wasMember: member.was,
        isMember: member.is,
        moved: member.moved,
      })),
      direction,
    ).slice(0, CAUSES),
  }
}

const NOTHING: Amounts = { days: 0, hours: 0, diamonds: 0 }

/**
 * The week of a group's move since the first of the given days on which its diamonds went that way too. A star's good
 * days may make up for what an hour of everybody yields less, and the day it began is known to some days only; null
 * when they made up for it on all of them: then nothing has moved yet.
 */
export const movedSince = (
  house: House,
  entity: Subject,
  days: readonly number[],
  direction: 'up' | 'down',
  effect: DayEffect,
): (ReturnType<typeof groupWeek> & { since: number }) | null => {
  for (const since of days) {
    const week = groupWeek(house, membersOf(house, entity, since), since, direction, effect)
    if (direction === 'down' ? week.delta < 0 : week.delta > 0) return { since, ...week }
  }
  return null
}

const nowOf = (house: House, { person, belongs }: Membership, span: number): Amounts => {
  const minutes = house.column('live_minutes')
  const diamonds = house.column('diamonds')
  const sum = { days: 0, hours: 0, diamonds: 0 }
  for (let d = Math.max(0, house.today - span + 1); d <= house.today; d++) {
    if (!belongs(d)) continue
    const cell = person.at * house.days + d
    sum.days += house.live[cell] ?? 0
    sum.hours += (minutes?.[cell] || 0) / 60
    sum.diamonds += diamonds?.[cell] || 0
  }
  return sum
}

/** How many of them so many ordinary days see at all. */
const activeUsually = (members: readonly Membership[], span: number): number =>
  members.reduce(
    (sum, { was, person }) =>
      was ? sum + 1 - person.habit.reduce((none, chance) => none * (1 - chance), 1) ** (span / 7) : sum,
    0,
  )

const chain = (active: number, { days, hours, diamonds }: Amounts): number[] => [
  active,
  ratio(days, active),
  ratio(hours, days),
  ratio(diamonds, hours),
]
const ratio = (a: number, b: number): number => (b > 0 ? a / b : 0)

const total = (amounts: readonly Amounts[]): Amounts =>
  amounts.reduce(
    (sum, each) => ({
      days: sum.days + each.days,
      hours: sum.hours + each.hours,
      diamonds: sum.diamonds + each.diamonds,
    }),
    NOTHING,
  )

/** Diamonds that an ordinary week of people brings. */
export const usualWeekOf = (people: readonly Person[]): number =>
  people.reduce((sum, person) => sum + usualWeek(person), 0)
