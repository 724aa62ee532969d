import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundAt, packed, partsIn, unpacked } from '#src/store/facts/packed.ts'

const whole = fc.oneof(
  fc.integer({ min: 0, max: 255 }),
  fc.integer({ min: 0, max: 70_000 }),
  fc.integer({ min: 0, max: 2 ** 32 }),
  fc.maxSafeNat(),
)
const cell = fc.oneof(
  { weight: 20, arbitrary: whole },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
  { weight: 1, arbitrary: fc.constantFrom(0.5, -3, 12.25) },
)
const table = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 20 }))
  .chain(([columns, rows]) =>
    fc.array(fc.array(cell, { minLength: rows, maxLength: rows }), {
      minLength: columns,
      maxLength: columns,
    }),
  )

test('SQLite takes out of a number what was packed into it', () => {
  const database = new Database(':memory:')
  fc.assert(
    fc.property(table, (cells) => {
      const columns = cells.map((column, i) => ({ name: `c${i}`, column: Float64Array.from(column) }))
      const rows = cells[0]?.map((_, row) => row) ?? []
      const { same, packs } = packed(columns, rows)
      const named = packs.flatMap((pack, i) => partsIn(pack, `column${i + 1}`))
      expect([...same.map(({ name }) => name), ...named.map(([name]) => name)].toSorted()).toEqual(
        columns.map(({ name }) => name).toSorted(),
      )
      for (const { column } of same) expect(new Set(column).size).toBe(1)
      if (packs.length === 0) return
      const list = named.map(([name, sql]) => `${sql} as ${name}`).join(', ')
      const out = database.prepare(`select ${list} from (values (${packs.map(() => '?').join(', ')}))`)
      for (const row of rows) {
        const found = out.get(...packs.map((pack) => boundAt(pack, row)))
        const meant = columns
          .filter((it) => !same.includes(it))
          .map(({ name, column }) => [name, column[row]])
        expect(found).toEqual(
          Object.fromEntries(meant.map(([name, value]) => [name, Number.isNaN(value) ? null : value])),
        )
      }
    }),
  )
})

test('small columns share a number, and what is unknown, broken or below zero stands alone', () => {
  const of = (...values: number[]) => Float64Array.from(values)
  const columns = [
    { name: 'valid', column: of(0, 1, 1) },
    { name: 'minutes', column: of(12.5, 0, 3) },
    { name: 'followers', column: of(3, -1, 0) },
    { name: 'gifters', column: of(60, 2, 255) },
    { name: 'peak', column: of(256, 65_535, 7) },
    { name: 'violations', column: of(0, 0, 0) },
    { name: 'watch', column: of(1, Number.NaN, 2) },
  ]
  const names = (packs: ReturnType<typeof unpacked>) => packs.map(({ parts }) => parts.map((it) => it.name))
  const { same, packs } = packed(columns, [0, 1, 2])
  expect(same.map(({ name }) => name)).toEqual(['violations'])
  expect(names(packs)).toEqual([['valid', 'gifters', 'peak'], ['minutes'], ['followers'], ['watch']])
  expect(names(unpacked(columns))).toEqual(columns.map(({ name }) => [name]))
})
