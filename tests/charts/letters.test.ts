import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawn, type Font, fitted, fontOf, shortened, widthOf } from '#src/charts/lettering.ts'

test.each([
  ['🔥🎤 Marlène 🎶', 'Marlène'],
  ['👩‍👧‍👦 famiglia 🇮🇹 1️⃣', 'famiglia 1'],
  ['𝓢𝓸𝓯𝓲𝓪 ＬＩＶＥ', 'Sofia LIVE'],
  ['Z̷̢̛a̶l̸g̵o', 'Zalgo'],
  ['مقهى الليل', 'مقهى الليل'],
  ['חדר 12 שידור', 'חדר 12 שידור'],
  ['\u202eevil\u200b', 'evil'],
  ['東京 Tom ナイト', '… Tom …'],
  ['東京', ''],
  ['🦄', ''],
  ['a\ud800b', 'ab'],
])('of %j is drawn %j', (name, shown) => {
  expect(drawn(name)).toBe(shown)
})

test('a long name loses its middle, never half a letter, and keeps within its width', () => {
  expect(fitted('Città Eterna Talent', 22, 400)).toBe('Città Eterna Talent')
  expect(fitted('The Extraordinarily Long Collective of Lombardy', 22, 200)).toMatch(/^The Ext.*….*bardy$/)
  expect(shortened('Agencia Höhenflug & Söhne', 20)).toMatch(/^.{8,10}….{8,10}$/)
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.integer({ min: 30, max: 600 }),
      (name, width) => {
        const shown = fitted(drawn(name), 22, width)
        expect(widthOf(shown, 22)).toBeLessThanOrEqual(width)
        expect(shown.isWellFormed()).toBe(true)
        expect(shortened(name, 20).length).toBeLessThanOrEqual(20)
      },
    ),
  )
})

const FILES: Record<Font, readonly string[]> = {
  Inter: ['Inter_400Regular.ttf', 'Inter_600SemiBold.ttf'],
  'Noto Sans Arabic': ['NotoSansArabic_400Regular.ttf'],
  'Noto Sans Hebrew': ['NotoSansHebrew_400Regular.ttf'],
}
/** A letter of the script, so that the others stand in its font. */
const BESIDE: Record<Font, string> = { Inter: 'a', 'Noto Sans Arabic': 'م', 'Noto Sans Hebrew': 'ש' }

test.each(Object.keys(FILES) as Font[])('%s has every letter that is left to it', async (font) => {
  for (const file of FILES[font]) {
    const has = lettersIn(await readFile(`assets/fonts/${file}`))
    const missing: string[] = []
    for (let code = 0x20; code < 0x30000; code++) {
      if (code >= 0xd800 && code < 0xe000) continue
      const shown = drawn(BESIDE[font] + String.fromCodePoint(code) + BESIDE[font])
      if (fontOf(shown) !== font) continue
      for (const letter of shown)
        if (!has.has(letter.codePointAt(0) ?? 0)) missing.push((letter.codePointAt(0) ?? 0).toString(16))
    }
    expect([...new Set(missing)]).toEqual([])
  }
})

test('widths are those of the font', async () => {
  const font = await readFile('assets/fonts/Inter_600SemiBold.ttf')
  const tables = tablesIn(font)
  const unitsPerEm = font.readUInt16BE(at(tables, 'head') + 18)
  const cells = glyphsIn(font)
  const wrong: string[] = []
  for (let code = 0x20; code < 0x7f; code++) {
    const width = font.readUInt16BE(at(tables, 'hmtx') + 4 * (cells.get(code) ?? 0)) / unitsPerEm
    const letter = String.fromCodePoint(code)
    if (Math.abs(widthOf(letter, 1) - width) > 0.006) wrong.push(letter)
  }
  expect(wrong).toEqual([])
})

// —— TrueType: https://learn.microsoft.com/typography/opentype/spec/cmap, format 12 ————————————————————————

const tablesIn = (font: Buffer): ReadonlyMap<string, number> =>
  new Map(
    Array.from({ length: font.readUInt16BE(4) }, (_, i) => {
      const entry = 12 + 16 * i
      return [font.toString('latin1', entry, entry + 4), font.readUInt32BE(entry + 8)]
    }),
  )
const at = (tables: ReadonlyMap<string, number>, name: string): number => {
  const offset = tables.get(name)
  if (offset === undefined) throw new Error(`no ${name}`)
  return offset
}

const glyphsIn = (font: Buffer): ReadonlyMap<number, number> => {
  const cmap = at(tablesIn(font), 'cmap')
  const glyphs = new Map<number, number>()
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const table = cmap + font.readUInt32BE(cmap + 4 + 8 * i + 4)
    const format = font.readUInt16BE(table)
    if (format === 12)
      for (let group = 0; group < font.readUInt32BE(table + 12); group++) {
        const from = table + 16 + 12 * group
        const [first, last, glyph] = [0, 4, 8].map((it) => font.readUInt32BE(from + it)) as [
          number,
          number,
          number,
        ]
        for (let code = first; code <= last; code++) glyphs.set(code, glyph + code - first)
      }
    else if (format === 4) {
      const segments = font.readUInt16BE(table + 6) / 2
      for (let n = 0; n < segments; n++) {
        const last = font.readUInt16BE(table + 14 + 2 * n)
        const first = font.readUInt16BE(table + 16 + 2 * segments + 2 * n)
        for (let code = first; code <= last && code < 0xffff; code++)
          if (!glyphs.has(code)) glyphs.set(code, 0)
      }
    }
  }
  return glyphs
}
const lettersIn = (font: Buffer): ReadonlySet<number> => new Set(glyphsIn(font).keys())
