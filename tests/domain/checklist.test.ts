import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checklistIn, LONGEST_CHECK, MOST_CHECKS, withChecklist } from '#src/domain/checklist.ts'

const texts = (text: string) => checklistIn(text).checks.map((it) => it.text)

test('every way people write a list, and what only looks like one', () => {
  expect(checklistIn('prepare the cup\n- book\n* invite\n• order\n[ ] pay\n- [x] ask')).toEqual({
    what: 'prepare the cup',
    checks: [
      { n: 1, text: 'book', done: false },
      { n: 2, text: 'invite', done: false },
      { n: 3, text: 'order', done: false },
      { n: 4, text: 'pay', done: false },
      { n: 5, text: 'ask', done: true },
    ],
  })
  expect(texts('Aurora\n- 30% diamonds\n-5 creators\n--- \n*important*')).toEqual([])
  expect(checklistIn('- call\n- write')).toMatchObject({ what: 'call; write' })
  expect(texts(`a\n- ${'x'.repeat(LONGEST_CHECK + 1)}`)).toEqual([])
  expect(texts(`a\n${'- b\n'.repeat(MOST_CHECKS + 1)}`)).toEqual([])
})

test('lines keep their numbers when others come and go; a new one takes none that was used', () => {
  const was = checklistIn('a\n- one\n- two\n- three').checks
  expect(checklistIn('a\n- three\n- [x] one\n- four', was).checks).toEqual([
    { n: 3, text: 'three', done: false },
    { n: 1, text: 'one', done: true },
    { n: 4, text: 'four', done: false },
  ])
})

test('what is written into a form is read from it as the same', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,3}$/)
  const listed = fc.record({ what: word, lines: fc.array(fc.tuple(word, fc.boolean()), { maxLength: 30 }) })
  fc.assert(
    fc.property(listed, ({ what, lines }) => {
      const checks = lines.map(([text, done], i) => ({ n: i + 1, text, done }))
      expect(checklistIn(withChecklist({ what, checks }), checks)).toEqual({ what, checks })
    }),
  )
})
