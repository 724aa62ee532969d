import { expect, test } from 'vitest'
import { spoken } from '#src/blocks/spoken.ts'

test.each([
  ['*FU-1* is open', 'FU-1 is open'],
  ['write `/digest list` *now*', 'write /digest list now'],
  ['`"0 9 * * 1-5"` is a *cron* line', '"0 9 * * 1-5" is a cron line'],
])('%s is said without its marks, and code as it is written', (mrkdwn, words) => {
  expect(spoken(mrkdwn)).toBe(words)
})
