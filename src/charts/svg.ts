import type { Voice } from '../kit/voice.ts'
import { heatmapSvg } from './kinds/heatmap.ts'
import { moversSvg } from './kinds/movers.ts'
import { pulseSvg } from './kinds/pulse.ts'
import { sparksSvg } from './kinds/sparks.ts'
import type { ChartSpec } from './spec.ts'

/** A picture of it, 700 pixels wide; to be drawn at double size, in Inter. */
export const svgOf = (spec: ChartSpec, v: Voice): string => {
  switch (spec.kind) {
    case 'pulse':
      return pulseSvg(spec, v)
    case 'movers':
      return moversSvg(spec, v)
    case 'sparks':
      return sparksSvg(spec, v)
    default:
      return heatmapSvg(spec, v)
  }
}
