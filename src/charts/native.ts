import { clip, plain } from '../blocks/blocks.ts'
import { LIMITS } from '../blocks/limits.ts'
import { plusDays } from '../domain/day.ts'
import type { Voice } from '../kit/voice.ts'
import { shortened } from './lettering.ts'
import type { ChartSpec, Movers, Pulse } from './spec.ts'

interface Point {
  label: string
  value: number
}

/** Slack's own chart, which `@slack/types` does not know: https://docs.slack.dev/reference/block-kit/blocks/ */
export interface NativeChart {
  type: 'data_visualization'
  title: string
  chart: {
    type: 'line' | 'bar'
    series: { name: string; data: Point[] }[]
    axis_config: { categories: string[] }
  }
}

/** Null where Slack's chart cannot tell all of it: too many points, a gap, two names that look the same, another kind. */
export const nativeOf = (spec: ChartSpec, v: Voice): NativeChart | null => {
  switch (spec.kind) {
    case 'pulse':
      return lineOf(spec, v)
    case 'movers':
      return barsOf(spec, v)
    default:
      return null
  }
}

const lineOf = ({ title, now, before }: Pulse, v: Voice): NativeChart | null => {
  const categories = now.values.map((_, i) => v.shortDay(plusDays(now.from, i)))
  // One point is no line.
  if (categories.length < 2) return null
  const lines = before ? [now, before] : [now]
  const series = lines.map(({ name, values }) => ({ name: label(name), values }))
  if (new Set(series.map(({ name }) => name)).size < series.length) return null
  return chartOf('line', title, categories, series)
}

const barsOf = ({ title, rows }: Movers, v: Voice): NativeChart | null =>
  chartOf(
    'bar',
    title,
    rows.map(({ name }) => label(name)),
    [{ name: label(v.t.chart.change), values: rows.map(({ change }) => change) }],
  )

const label = (name: string): string => shortened(plain(name).trim(), LIMITS.chartLabel)

/** What Slack would refuse is not asked of it. */
const chartOf = (
  type: 'line' | 'bar',
  title: string,
  categories: string[],
  series: readonly { name: string; values: readonly (number | null)[] }[],
): NativeChart | null => {
  const many = categories.length
  const said = clip(plain(title).trim(), LIMITS.chartTitle)
  if (many === 0 || many > LIMITS.chartPoints || new Set(categories).size < many) return null
  if (said === '' || [...categories, ...series.map(({ name }) => name)].includes('')) return null
  const data = series.map(({ name, values }) => ({
    name,
    data: categories.flatMap((category, i) => {
      const value = values[i]
      return typeof value === 'number' && Math.abs(value) <= LARGEST ? [{ label: category, value }] : []
    }),
  }))
  if (data.some((it) => it.data.length < many) || series.some(({ values }) => values.length > many))
    return null
  return {
    type: 'data_visualization',
    title: said,
    chart: { type, series: data, axis_config: { categories } },
  }
}

/** Beyond it a number loses its units. */
const LARGEST = 1e15
