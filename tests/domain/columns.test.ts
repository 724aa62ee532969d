import { expect, test } from 'vitest'
import { columnsMaker } from '#src/domain/columns.ts'

const NAMES = Array.from({ length: 30_000 }, (_, i) => `name_${i}`)

/** Where each name stands under its id, and the milliseconds it took. */
const placed = (idOf: (name: string) => string) => {
  const { place } = columnsMaker([])
  const started = performance.now()
  const places = NAMES.map((name) => place.who(idOf(name), name))
  return { places, ms: performance.now() - started }
}

test('a creator under another name has a place of their own, and finds it again', () => {
  const { place, begin, end } = columnsMaker([])
  begin(0)
  const met = [...NAMES.slice(0, 3), 'name_0', 'name_2', 'name_1', 'name_3', 'name_1']
  expect(met.map((name) => place.who('7', name))).toEqual([0, 1, 2, 0, 2, 1, 3, 1])
  expect(place.who('8', 'name_0')).toBe(4)
  expect(end(0).newWho.map(({ id, username }) => `${id} ${username}`)).toEqual([
    '7 name_0',
    '7 name_1',
    '7 name_2',
    '7 name_3',
    '8 name_0',
  ])
})

test('one id under as many names as there are rows costs about what as many ids do', () => {
  const best = (idOf: (name: string) => string) => Math.min(...[1, 2, 3].map(() => placed(idOf).ms))
  expect(placed(() => '7').places).toEqual(NAMES.map((_, i) => i))
  // Names looked through one after another take hundreds of times as long.
  expect(best(() => '7')).toBeLessThan(30 * best((name) => name))
})
