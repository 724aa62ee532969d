import { expect, test } from 'vitest'
import { changesOf } from '#src/domain/posted.ts'

const was = { diamonds: 100_000, live_minutes: 6000, valid_days: 50, new_followers: 10 }

test('a correction names all that a reader sees change, once one of them is worth it', () => {
  expect(changesOf(was, { ...was, diamonds: 100_500 })).toEqual([])
  const now = { ...was, diamonds: 100_500, live_minutes: 6010, valid_days: 55 }
  expect(changesOf(was, now)).toEqual([
    { figure: 'diamonds', from: 100_000, to: 100_500 },
    { figure: 'valid_days', from: 50, to: 55 },
  ])
})
