import { expect, test } from 'vitest'
import { en } from '#src/strings/en.ts'
import { it as italian } from '#src/strings/it.ts'

test('one is one, in both languages', () => {
  const file = { file: 'a.csv', kind: 'feed' }
  expect(en.files.read({ ...file, read: '1' })).toBe('a.csv: feed, 1 row read')
  expect(en.files.read({ ...file, read: '2' })).toBe('a.csv: feed, 2 rows read')
  expect(italian.files.read({ ...file, read: '1' })).toBe('a.csv: feed, 1 riga letta')
  const period = { from: 'a', to: 'b' }
  expect(en.files.period({ ...period, days: '1' })).toContain('1 day of daily figures')
  expect(italian.files.period({ ...period, days: '1' })).toContain('1 giorno scritto')
  expect(en.files.created({ creators: '1', agencies: '2' })).toBe('New: 1 creator and 2 agencies')
  expect(italian.files.created({ creators: '3', agencies: '1' })).toBe('Nuovi: 3 creator e 1 agenzia')
  expect(en.files.restated({ n: '1' })).toMatch(/^1 total was/)
  expect(italian.files.restated({ n: '1' })).toMatch(/^1 totale era/)
})

type Leaf = readonly [path: string, say: (p: unknown) => string]
const leavesOf = (node: unknown, path = ''): readonly Leaf[] => {
  if (typeof node === 'function') return [[path, node as Leaf[1]]]
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => leavesOf(value, path ? `${path}.${key}` : key))
}
/** Every particular is one: as a number or, where it comes written out, as a text. */
const ones = (say: Leaf[1]): readonly string[] =>
  [1, '1'].flatMap((one) => {
    try {
      return [String(say(new Proxy({}, { get: (_, key) => (typeof key === 'symbol' ? undefined : one) })))]
    } catch {
      return []
    }
  })

const NOUNS = {
  en: 'days|rows|creators|agencies|diamonds|minutes|imports|totals|cells|findings|violations|numbers|others|digests|follow-ups|characters|addresses|zones|languages|markets|followers|hours',
  it: 'giorni|righe|ore|nuovi|nuove|diamanti|agenzie|minuti|import successivi|totali|celle|segnalazioni|violazioni|numeri|riepiloghi|usciti|caratteri|indirizzi|fusi|lingue|mercati|ripristinati',
}
test.each([
  ['English', en, NOUNS.en],
  ['Italian', italian, NOUNS.it],
] as const)('no count in %s says one of many', (_, words, nouns) => {
  const plural = new RegExp(`(?<![\\d.,:–-])\\b1 (?:(?!dell)[a-zà-ù]+ )?(?:${nouns})\\b`)
  const leaves = leavesOf(words)
  expect(leaves.length).toBeGreaterThan(300)
  const wrong = leaves.flatMap(([path, say]) => {
    // In what is to be typed stands a name, and no count.
    const said = ones(say).map((text) => text.replace(/`[^`]*`/g, ''))
    return said.length > 0 && said.every((text) => plural.test(text)) ? [`${path}: ${said[0]}`] : []
  })
  expect(wrong).toEqual([])
})
