import { readFileSync } from 'node:fs'
import { expectedOf } from '#src/domain/baseline.ts'

/**
 * The labelled windows of `nyc_taxi` in the Numenta Anomaly Benchmark (MIT), in days; the first is a marathon that only
 * half-hours show.
 */
const WINDOWS: readonly (readonly [what: string, from: string, to: string])[] = [
  ['marathon', '2014-10-30', '2014-11-03'],
  ['Thanksgiving', '2014-11-25', '2014-11-29'],
  ['Christmas', '2014-12-23', '2014-12-27'],
  ['New Year', '2014-12-29', '2015-01-03'],
  ['storm', '2015-01-24', '2015-01-29'],
]
const CUTS = [3.5, 5]

/** Day detection on `nyc_taxi.csv`: half-hours summed to whole days, each judged by the days before it alone. */
export const nabReport = (path: string): readonly string[] => {
  const sums = new Map<string, { sum: number; count: number }>()
  for (const line of readFileSync(path, 'utf8').trim().split('\n').slice(1)) {
    const [at = '', value = ''] = line.split(',')
    const day = sums.get(at.slice(0, 10)) ?? { sum: 0, count: 0 }
    sums.set(at.slice(0, 10), { sum: day.sum + Number(value), count: day.count + 1 })
  }
  const days = [...sums].filter(([, { count }]) => count === 48).sort()
  const { z } = expectedOf(Float64Array.from(days, ([, { sum }]) => sum))
  const lines = CUTS.map((cut) => {
    const flagged = days.flatMap(([day], i) => (Math.abs(z[i] ?? 0) >= cut ? [day] : []))
    const hit = WINDOWS.filter(([, from, to]) => flagged.some((day) => day >= from && day <= to))
    const outside = flagged.filter((day) => !WINDOWS.some(([, from, to]) => day >= from && day <= to))
    return `|z| ≥ ${cut}: ${hit.length} of ${WINDOWS.length} windows (${hit.map(([what]) => what).join(', ')}), ${outside.length} flagged days outside`
  })
  return [`NAB nyc_taxi, ${days.length} whole days`, ...lines]
}
