import type { Cause, Subject } from '#src/domain/insight.ts'

/** A member's part of a total, before and now, and whether it was a member on each side. */
export interface Part {
  entity: Subject
  before: number
  now: number
  wasMember: boolean
  isMember: boolean
  /** Came from or went to another group of the same network: a transfer, not a gain or a loss. */
  moved: boolean
}

/**
 * Everybody's part of a change of a total, those first who went furthest in the direction that is told of; the parts
 * sum to the whole. Shares are told only where they mean something: when the whole went that way by 3 % and no part is
 * more than twice the whole.
 */
export const contributions = (parts: readonly Part[], direction: 'up' | 'down'): Cause[] => {
  const before = parts.reduce((sum, part) => sum + part.before, 0)
  const whole = parts.reduce((sum, part) => sum + part.now - part.before, 0)
  const way = direction === 'down' ? -1 : 1
  const telling =
    way * whole > 0 &&
    Math.abs(whole) >= 0.03 * Math.abs(before) &&
    parts.every((part) => Math.abs(part.now - part.before) <= 2 * Math.abs(whole))
  return parts
    .filter(({ before: was, now }) => was !== now)
    .map((part) => ({
      entity: part.entity,
      how: howOf(part),
      delta: part.now - part.before,
      share: telling ? (part.now - part.before) / whole : null,
    }))
    .sort((a, b) => way * (b.delta - a.delta) || (a.entity.id < b.entity.id ? -1 : 1))
}

const howOf = ({ wasMember, isMember, moved }: Part): Cause['how'] => {
  if (wasMember && isMember) return 'existing'
  if (isMember) return moved ? 'moved_in' : 'new'
  return moved ? 'moved_out' : 'lost'
}

export interface Slice {
  forecast: number
  actual: number
}

/**
 * The dimension that explains a change best, and its elements that do (Adtributor, NSDI 2014): within a dimension
 * the elements with the greatest surprise (Jensen–Shannon divergence of their shares) are taken while each explains at
 * least a tenth of the change, until together they explain two thirds; dimensions are ranked by that surprise.
 * Null when no dimension gets there.
 */
export const bestDimension = <D extends string>(
  dimensions: Readonly<Record<D, ReadonlyMap<string, Slice>>>,
): { dimension: D; elements: readonly string[] } | null => {
  const ranked = (Object.entries(dimensions) as [D, ReadonlyMap<string, Slice>][]).flatMap(
    ([dimension, slices]) => {
      const found = explainers(slices)
      return found === null ? [] : [{ dimension, ...found }]
    },
  )
  const best = ranked.sort((a, b) => b.surprise - a.surprise)[0]
  return best ? { dimension: best.dimension, elements: best.elements } : null
}

const EACH = 0.1
const TOGETHER = 0.67

const explainers = (
  slices: ReadonlyMap<string, Slice>,
): { elements: readonly string[]; surprise: number } | null => {
  const all = [...slices.values()]
  const forecast = all.reduce((sum, slice) => sum + slice.forecast, 0)
  const actual = all.reduce((sum, slice) => sum + slice.actual, 0)
  if (forecast <= 0 || actual <= 0 || forecast === actual) return null
  const ranked = [...slices]
    .map(([element, slice]) => ({
      element,
      power: (slice.actual - slice.forecast) / (actual - forecast),
      surprise: divergence(slice.forecast / forecast, slice.actual / actual),
    }))
    .sort((a, b) => b.surprise - a.surprise || (a.element < b.element ? -1 : 1))
  const elements: string[] = []
  let power = 0
  let surprise = 0
  for (const each of ranked) {
    if (each.power < EACH) continue
    elements.push(each.element)
    power += each.power
    surprise += each.surprise
    if (power >= TOGETHER) return { elements, surprise }
  }
  return null
}

/** One element's term of the Jensen–Shannon divergence. */
const divergence = (p: number, q: number): number => {
  const term = (x: number): number => (x > 0 ? 0.5 * x * Math.log((2 * x) / (p + q)) : 0)
  return term(p) + term(q)
}
