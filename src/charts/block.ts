import type { KnownBlock } from '@slack/types'
import { type Message, section } from '../blocks/blocks.ts'
import { LIMITS } from '../blocks/limits.ts'
import { dataTable, tableInFields } from '../blocks/table.ts'
import { type Voice, voice } from '../kit/voice.ts'
import { type NativeChart, nativeOf } from './native.ts'
import type { ChartBlock, ChartSpec } from './spec.ts'
import { altOf, wordsOf } from './words.ts'

/** A message as Slack takes it. */
export interface Shown {
  text: string
  blocks: (KnownBlock | NativeChart)[]
}

/** A chart among a message's blocks, in that voice; what it becomes is decided where the workspace is known. */
export const chartBlock = ({ locale, timeZone }: Voice, spec: ChartSpec): ChartBlock => ({
  type: 'regia_chart',
  spec,
  locale,
  timeZone,
})

/** The same message with what `show` makes of each chart; its table as Slack's own, or in fields. */
export const shownAs = (
  { text, blocks }: Message,
  show: (chart: ChartBlock) => KnownBlock | NativeChart,
  tables: boolean,
): Shown => ({
  text,
  blocks: blocks.flatMap((it) => {
    if (it.type === 'regia_chart') return [show(it)]
    if (it.type === 'regia_table') return tables ? [dataTable(it.spec)] : tableInFields(it.spec)
    return [it]
  }),
})

/** Where there can be no pictures: a terminal, a workspace that takes none. */
export const inWords = (message: Message): Shown => shownAs(message, chartInWords, false)

export const chartInWords = ({ spec, locale, timeZone }: ChartBlock): KnownBlock =>
  section(wordsOf(spec, voice(locale, timeZone)))

/** What of it Slack can draw itself: the first few charts, of those that fit into its own. */
export const nativeCharts = ({ blocks }: Message): ReadonlyMap<ChartBlock, NativeChart> => {
  const natives = blocks.flatMap((it): [ChartBlock, NativeChart][] => {
    if (it.type !== 'regia_chart') return []
    const native = nativeOf(it.spec, voice(it.locale, it.timeZone))
    return native ? [[it, native]] : []
  })
  return new Map(natives.slice(0, LIMITS.chartsPerMessage))
}

/** A picture of it that Slack has as this file. */
export const pictureBlock = ({ spec, locale, timeZone }: ChartBlock, file: string): KnownBlock => ({
  type: 'image',
  slack_file: { id: file },
  alt_text: altOf(spec, voice(locale, timeZone)),
})
