import { Resvg } from '@resvg/resvg-js'
import { expect, onTestFinished, test } from 'vitest'
import { chartBlock } from '#src/charts/block.ts'
import { voice } from '#src/kit/voice.ts'
import { openDrawing } from '#src/workers/draw.ts'

const v = voice('en', 'Europe/Rome')
const titled = (title: string) => chartBlock(v, { kind: 'movers', title, rows: [] })

const given = () => {
  const drawing = openDrawing()
  onTestFinished(() => drawing.close())
  /** Red, green, blue and alpha of each pixel. */
  const pixels = async (title: string): Promise<Buffer> => {
    const png = Buffer.from(await drawing.png(titled(title)))
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="1400" height="152"><image width="1400" height="152" xlink:href="data:image/png;base64,${png.toString('base64')}"/></svg>`
    return new Resvg(svg).render().pixels
  }
  return { drawing, pixels }
}
const dark = (pixels: Buffer): number => {
  let count = 0
  for (let i = 0; i < pixels.length; i += 4) if ((pixels[i] ?? 255) < 128) count++
  return count
}

test('letters are there, each its own: no blank, no box for a missing one', async () => {
  const { pixels } = given()
  const nothing = dark(await pixels(''))
  const shapes = new Map<string, string>()
  for (const letter of ['à', 'ö', '€a', '▲a', '−a', 'Ł', 'ж', 'Ω', 'م', 'ש']) {
    const shown = await pixels(letter)
    expect(dark(shown), letter).toBeGreaterThan(nothing + 50)
    shapes.set(letter, shown.toString('base64'))
  }
  expect(new Set(shapes.values()).size).toBe(shapes.size)
})

test('a thread that has rested is replaced, and nobody notices', async () => {
  const drawing = openDrawing({ idleMs: 0 })
  onTestFinished(() => drawing.close())
  const [first, second] = [await drawing.png(titled('x')), await drawing.png(titled('x'))]
  await new Promise((resolve) => setImmediate(resolve))
  const [third, fourth] = await Promise.all([drawing.png(titled('x')), drawing.png(titled('y'))])
  expect(Buffer.from(first).equals(second) && Buffer.from(first).equals(third)).toBe(true)
  expect(Buffer.from(first).equals(fourth)).toBe(false)
})

test('it is twice as wide as its letters are measured, and draws on after one that cannot be', async () => {
  const { drawing } = given()
  const broken = chartBlock(v, {
    kind: 'movers',
    title: 'x',
    rows: [{ name: 'Luna', change: Number.NaN }],
  })
  await expect(drawing.png(broken)).rejects.toThrow('not a number')
  const png = Buffer.from(await drawing.png(titled('x')))
  expect(png.readUInt32BE(16)).toBe(1400)
})
