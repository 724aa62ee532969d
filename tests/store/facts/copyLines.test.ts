import fc from 'fast-check'
import { expect, test } from 'vitest'
import { copyLines } from '#src/store/facts/copyLines.ts'

const number = fc.oneof(
  fc.integer({ min: 0 }),
  fc.maxSafeNat(),
  fc.nat(2_000_000_000).map((hundredths) => hundredths / 100),
  fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: -1e9, max: 1e9, noNaN: true }),
  fc.constantFrom(0, 0.005, 0.1, 1e12, 1e12 - 0.01, 999_999_999_999, 1e21, 5e-324, 1.7976931348623157e308),
)

test('every number comes out of a line as it went in, and what is not known as that', () => {
  const lines = copyLines(20, 5)
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.option(number), { minLength: 4, maxLength: 4 }), { maxLength: 20 }),
      (rows) => {
        lines.begin()
        for (const row of rows) {
          lines.text('2026-09-01')
          for (const value of row) lines.number(value ?? Number.NaN)
          lines.end()
        }
        const read = Buffer.from(lines.bytes())
          .toString()
          .split('\n')
          .slice(0, -1)
          .map((line) => line.split('\t'))
        expect(read.map(([day]) => day)).toEqual(rows.map(() => '2026-09-01'))
        const values = read.map(([, ...cells]) => cells.map((cell) => (cell === '\\N' ? null : Number(cell))))
        // A zero is a zero, whatever its sign.
        expect(values).toEqual(rows.map((row) => row.map((it) => (it === null ? null : it + 0))))
      },
    ),
    { numRuns: 500 },
  )
})
