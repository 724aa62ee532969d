import { join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { Resvg } from '@resvg/resvg-js'
import { svgOf } from '#src/charts/svg.ts'
import { voice } from '#src/kit/voice.ts'
import type { DrawAnswer, DrawAsked } from './draw.ts'

/** The inside of the drawing thread. */

const FONTS = join(import.meta.dirname, '..', '..', 'assets', 'fonts')
/** Whatever fonts a machine has: pictures are the same on each. Without any of these, letters would be left out silently. */
const font = {
  loadSystemFonts: false,
  fontFiles: [
    'Inter_400Regular',
    'Inter_600SemiBold',
    'NotoSansArabic_400Regular',
    'NotoSansHebrew_400Regular',
  ].map((name) => join(FONTS, `${name}.ttf`)),
  defaultFontFamily: 'Inter',
}

const answer = ({ number, chart }: DrawAsked): DrawAnswer => {
  try {
    const svg = svgOf(chart.spec, voice(chart.locale, chart.timeZone))
    const picture = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: 2 } }).render()
    return { number, png: new Uint8Array(picture.asPng()) }
  } catch (error) {
    return { number, failed: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', (asked: DrawAsked) => {
  const said = answer(asked)
  parentPort?.postMessage(said, 'png' in said ? [said.png.buffer] : [])
})
