import type { Subject } from '#src/domain/insight.ts'
import { KNOWN } from '#src/domain/window.ts'
import type { Finding } from '../finding.ts'
import type { House } from '../house.ts'

export interface Faults {
  findings: readonly Finding[]
  /** The whole newest day cannot be trusted. */
  everything: boolean
  /** By position of agency. */
  agencies: ReadonlySet<number>
}

/**
 * A roster that shrinks overnight, or a day on which nobody earned anything, is a fault of the data and no news: it is
 * told as such, and nothing else is told of whom it touches.
 */
export const faultsOf = (house: House): Faults => {
  const { window, days, today, context } = house
  const count = (d: number, a: number | null): { known: number; diamonds: number } => {
    let known = 0
    let diamonds = 0
    for (let c = 0; c < window.ids.length; c++) {
      const cell = c * days + d
      if (window.known[cell] === KNOWN.no || (a !== null && window.agency[cell] !== a)) continue
      known++
      diamonds += house.column('diamonds')?.[cell] || 0
    }
    return { known, diamonds }
  }
  const isFaulty = (a: number | null): { now: number; before: number } | null => {
    const agency = a === null ? null : window.agencies[a]?.id
    const gap = context.rosterGaps.find((it) => it.day === window.days[today] && it.agency === agency)
    if (gap) return gap
    const now = count(today, a)
    let before = { known: 0, diamonds: 0 }
    for (let back = 1; back <= 3; back++) {
      const then = count(today - back, a)
      if (then.known > before.known) before = { known: then.known, diamonds: before.diamonds + then.diamonds }
    }
    if (before.known < context.thresholds.roster.least) return null
    const gone = now.known < (1 - context.thresholds.roster.drop) * before.known - (a === null ? 0 : 2)
    const silent = a === null && now.diamonds === 0 && before.diamonds > 0
    return gone || silent ? { now: now.known, before: before.known } : null
  }
  const network = isFaulty(null)
  if (network)
    return {
      findings: [faultOf(house, { type: 'network', id: 'all', name: 'all' }, network)],
      everything: true,
      agencies: new Set(),
    }
  const agencies = new Set<number>()
  const findings = window.agencies.flatMap(({ id, name }, a) => {
    const fault = isFaulty(a)
    if (fault === null || hasMovedAway(house, a)) return []
    agencies.add(a)
    return [faultOf(house, { type: 'agency', id, name }, fault)]
  })
  return { findings, everything: false, agencies }
}

/** Its people are in other agencies' files: a transfer or a merger, and no fault. */
const hasMovedAway = ({ window, days, today }: House, a: number): boolean => {
  let moved = 0
  let gone = 0
  for (let c = 0; c < window.ids.length; c++) {
    const now = c * days + today
    if (window.agency[now - 1] !== a && window.agency[now - 3] !== a) continue
    if (window.known[now] === KNOWN.no) gone++
    else if (window.agency[now] !== a) moved++
  }
  return moved > gone
}

const faultOf = (
  house: House,
  entity: Subject,
  { now, before }: { now: number; before: number },
): Finding => ({
  kind: 'data_fault',
  sign: 'fact',
  entity,
  creator: -1,
  metric: 'diamonds',
  direction: 'down',
  since: house.today,
  value: now,
  expected: before,
  delta: now - before,
  deltaPct: (now - before) / before,
  p: null,
  z: null,
  size: 0,
  stake: Number.MAX_SAFE_INTEGER,
  severity: 'urgent',
  causes: [],
  factors: null,
  explainedBy: null,
  suggested: { action: 'mend_data', dueInDays: 1 },
})
