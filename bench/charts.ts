import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import process from 'node:process'
import { chartBlock } from '../src/charts/block.ts'
import { nativeOf } from '../src/charts/native.ts'
import { svgOf } from '../src/charts/svg.ts'
import { altOf, wordsOf } from '../src/charts/words.ts'
import { voice } from '../src/kit/voice.ts'
import { openDrawing } from '../src/workers/draw.ts'
import { casesIn } from './charts/cases.ts'

/**
 * `npm run bench -- charts [FOLDER] [NAME]`: draws every chart there is, in both languages, and says what a picture costs
 * and how long it holds the event loop. With a folder the pictures are kept to be looked at, and what they say in words.
 */
const [folder, only = ''] = process.argv.slice(3)
const say = (line: string) => void process.stdout.write(`${line}\n`)

if (folder) await mkdir(folder, { recursive: true })
const drawing = openDrawing()
const loop = monitorEventLoopDelay({ resolution: 1 })
const times: number[] = []
const words: string[] = []
let [largest, svgs] = [0, 0]
for (const locale of ['en', 'it'] as const) {
  const v = voice(locale, 'Europe/Rome')
  for (const [name, spec] of casesIn(v)) {
    if (!name.includes(only)) continue
    const chart = chartBlock(v, spec)
    // The first one starts the thread.
    if (times.length === 0) await drawing.png(chart)
    loop.enable()
    const began = performance.now()
    const png = await drawing.png(chart)
    times.push(performance.now() - began)
    loop.disable()
    const written = performance.now()
    svgOf(spec, v)
    svgs += performance.now() - written
    largest = Math.max(largest, png.length)
    if (!folder) continue
    await writeFile(join(folder, `${name}.${locale}.png`), png)
    const native = nativeOf(spec, v) ? 'native too' : 'no native chart'
    words.push(`${name} (${locale}, ${native})\n${wordsOf(spec, v)}\n[${altOf(spec, v)}]\n`)
  }
}
await drawing.close()
if (folder) await writeFile(join(folder, 'words.txt'), words.join('\n'))
const sorted = times.toSorted((a, b) => a - b)
const ms = (value: number | undefined) => `${(value ?? 0).toFixed(1)} ms`
say(
  `${times.length} pictures: median ${ms(sorted[Math.floor(sorted.length / 2)])}, longest ${ms(sorted.at(-1))}`,
)
say(
  `of that writing the SVG: ${ms(svgs / times.length)} on average; largest PNG ${Math.round(largest / 1024)} kB`,
)
say(`event loop of whoever waits: held ${ms(loop.max / 1e6)} at most`)
