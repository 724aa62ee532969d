import type { Voice } from '../kit/voice.ts'
import type { ChartBlock, ChartSpec } from './spec.ts'

/** A chart among a message's blocks, in that voice; what it becomes is decided where the workspace is known. */
export const chartBlock = ({ locale, timeZone }: Voice, spec: ChartSpec): ChartBlock => ({
  type: 'regia_chart',
  spec,
  locale,
  timeZone,
})
