import { expect, test } from 'vitest'
import { en } from '#src/strings/en.ts'
import { it as italian } from '#src/strings/it.ts'

test('one is one, in both languages', () => {
  const file = { file: 'a.csv', kind: 'feed' }
  expect(en.files.read({ ...file, read: '1' })).toBe('a.csv: feed, 1 row read')
  expect(en.files.read({ ...file, read: '2' })).toBe('a.csv: feed, 2 rows read')
  expect(italian.files.read({ ...file, read: '1' })).toBe('a.csv: feed, 1 riga letta')
  const period = { from: 'a', to: 'b', trial: false }
  expect(en.files.period({ ...period, days: '1' })).toContain('1 day of daily figures')
  expect(italian.files.period({ ...period, days: '1' })).toContain('1 giorno scritto')
  expect(en.files.created({ creators: '1', agencies: '2' })).toBe('New: 1 creator and 2 agencies')
  expect(italian.files.created({ creators: '3', agencies: '1' })).toBe('Nuovi: 3 creator e 1 agenzia')
  expect(en.files.restated({ n: '1', trial: false })).toMatch(/^1 total is/)
  expect(italian.files.restated({ n: '1', trial: false })).toMatch(/^1 totale è/)
})
