import type { Day } from '../../domain/day.ts'
import type { DigestFacts, Scope } from '../../domain/facts.ts'
import { isPersonal, MANAGER } from '../../domain/scope.ts'
import type { Voice } from '../../kit/voice.ts'
import type { Framing } from './framing.ts'

/** As `scopeName`, of a scope as it is kept. */
export const scopeNamed = ({ t }: Voice, name: string): string => {
  if (name === 'all') return t.digest.scopeAll
  return isPersonal(name) ? t.digest.scopeManager({ email: name.slice(MANAGER.length) }) : name
}

export const scopeName = ({ t }: Voice, scope: Scope): string => {
  switch (scope.kind) {
    case 'all':
      return t.digest.scopeAll
    case 'market':
      return scope.market
    case 'agency':
      return scope.agency
    case 'manager':
      return t.digest.scopeManager({ email: scope.email })
    default:
      return scope.name
  }
}

/** Numbers come with what is known of them, first. */
export const coverageLines = (
  v: Voice,
  { asOf, daysKnown, daysExpected, creators, missing, estimated, restated }: DigestFacts['coverage'],
): string[] => {
  const { t } = v
  return [
    t.digest.coverage({
      asOf: asOf === null ? '–' : v.day(asOf),
      known: daysKnown,
      expected: daysExpected,
      creators: v.number(creators),
    }),
    ...(missing.length > 0 ? [t.digest.missing({ days: someDays(v, missing, asOf) })] : []),
    ...(estimated.length > 0 ? [t.digest.estimated({ days: someDays(v, estimated, asOf) })] : []),
    ...(restated.length > 0 ? [t.digest.restated({ days: someDays(v, restated, asOf) })] : []),
  ]
}

const someDays = (v: Voice, days: readonly Day[], asOf: Day | null): string =>
  days
    .slice(0, 7)
    .map((it) => v.shortDay(it, asOf))
    .join(', ') + (days.length > 7 ? ' …' : '')

export const lateness = (
  { t, time, shortDay }: Voice,
  { due, passedOver }: { due: Temporal.Instant; passedOver: number },
  { held, arrived, subscription }: Pick<Framing, 'held' | 'arrived' | 'subscription'>,
): string[] => [
  `:hourglass: ${t.digest.late({ due: time(due, subscription?.schedule.timeZone) })}`,
  ...(held && arrived
    ? [t.held.arrived({ day: shortDay(held.why.day), at: time(arrived, subscription?.schedule.timeZone) })]
    : []),
  ...(passedOver > 0 ? [t.digest.passedOver({ n: passedOver })] : []),
]
