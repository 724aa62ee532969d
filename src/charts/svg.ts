import type { Voice } from '../kit/voice.ts'
import { heatmapSvg } from './kinds/heatmap.ts'
import { moversSvg } from './kinds/movers.ts'
import { pulseSvg } from './kinds/pulse.ts'
import { sparksSvg } from './kinds/sparks.ts'
import type { ChartSpec, Series } from './spec.ts'

/** A picture of it, 700 pixels wide; to be drawn at double size. Fails on what is no number. */
export const svgOf = (spec: ChartSpec, v: Voice): string => {
  switch (spec.kind) {
    case 'pulse':
      return pulseSvg({ ...spec, now: drawable(spec.now), before: spec.before && drawable(spec.before) }, v)
    case 'movers':
      return moversSvg({ ...spec, rows: spec.rows.map((it) => ({ ...it, change: scalable(it.change) })) }, v)
    case 'sparks':
      return sparksSvg({ ...spec, cells: spec.cells.map(drawable) }, v)
    default:
      return heatmapSvg({ ...spec, days: drawable(spec.days) }, v)
  }
}

const drawable = <S extends Omit<Series, 'name'>>(series: S): S => ({
  ...series,
  values: series.values.map((it) => (it === null ? null : scalable(it))),
})

/** Beyond these a scale would overflow, or have steps that are no numbers. */
const [MOST, LEAST] = [1e15, 1e-6]
const scalable = (value: number): number =>
  Math.abs(value) < LEAST ? 0 : Math.min(MOST, Math.max(-MOST, value))
