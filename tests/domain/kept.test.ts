import { expect, test } from 'vitest'
import { IDLE_DAYS } from '#src/domain/attention.ts'
import { KEPT_DAYS } from '#src/domain/kept.ts'

test('what is asked for later is still there then', () => {
  const { corrected, correctable, wanted, actsTold, acts, sent, offers, imports } = KEPT_DAYS
  // A correction finds its card; a late receipt finds what an early one would.
  expect(correctable).toBeGreaterThan(corrected)
  expect(acts).toBeGreaterThan(actsTold)
  // The receipt looks at a month, ten days after its end; nobody is asked again while their wish counts.
  expect(actsTold).toBeGreaterThan(Math.max(wanted, 31 + 10, IDLE_DAYS))
  expect(sent).toBeGreaterThan(31 + 10)
  // A card can be pressed for as long as its import can be taken back.
  expect(offers).toBeGreaterThan(imports)
})
