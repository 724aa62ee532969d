import { expect, test } from 'vitest'
import { fold, near } from '#src/domain/near.ts'

const agencies = [
  'Aurora Talent',
  'Aurora Boreale Live',
  'L’Officina dei Creator',
  'Città Eterna LIVE',
  'Peña & Hermanos',
  'Étoile du Soir',
  'Studio Nove',
  'Łódź Stars',
  'Grupo Alameda',
  'Marea Alta',
]

test.each([
  ['  Città   ETERNA ', 'citta eterna'],
  ['L’Officina', "l'officina"],
  ['Ｐｅñａ', 'pena'],
  ['Łódź', 'lodz'],
  ['STRASSE und Straße', 'strasse und strasse'],
  ['ﬁne', 'fine'],
  ['İzmir ışık', 'izmir isik'],
  ['L´Aquila', "l'aquila"],
  ['', ''],
])('%s folds to %s', (text, folded) => expect(fold(text)).toBe(folded))

test.each([
  ['aurora talent', 'Aurora Talent'],
  ['auroratalent', 'Aurora Talent'],
  ['arora talnet', 'Aurora Talent'],
  ['talent aurora', 'Aurora Talent'],
  ['aurora bor', 'Aurora Boreale Live'],
  ["l'oficina", 'L’Officina dei Creator'],
  ['officina creator', 'L’Officina dei Creator'],
  ['citta eterna', 'Città Eterna LIVE'],
  ['pena y hermanos', 'Peña & Hermanos'],
  ['hermanos', 'Peña & Hermanos'],
  ['etiole', 'Étoile du Soir'],
  ['lodz', 'Łódź Stars'],
  ['alameda', 'Grupo Alameda'],
  ['maera alta', 'Marea Alta'],
])('%s is nearest to %s', (typed, meant) => expect(near(typed, agencies, 3)[0]).toBe(meant))

test('a beginning that fits two names gives both, the shorter first', () =>
  expect(near('aurora', agencies, 5)).toEqual(['Aurora Talent', 'Aurora Boreale Live']))

test.each(['xyz', 'zzzzzzzz', '', ' & ', 'call tomorrow'])('%j is near nothing', (typed) =>
  expect(near(typed, agencies, 5)).toEqual([]),
)

test('no more than the limit', () => {
  expect(near('aurora', agencies, 1)).toEqual(['Aurora Talent'])
  expect(near('aurora', agencies, 0)).toEqual([])
})

test('the order of the list does not matter', () =>
  expect(near('a', agencies, 9)).toEqual(near('a', [...agencies].reverse(), 9)))

test('what a search costs grows with the names, and not faster', () => {
  const some = (n: number) =>
    Array.from({ length: n }, (_, i) => `${agencies[i % agencies.length]} ${i} Società`)
  const least = (names: readonly string[]): number =>
    Math.min(
      ...Array.from({ length: 7 }, () => {
        const start = performance.now()
        expect(near('arora talnet', names, 5)).toHaveLength(5)
        return performance.now() - start
      }),
    )
  near('warm up', some(5000), 5)
  expect(least(some(10_000)) / least(some(1000))).toBeLessThan(40)
})
