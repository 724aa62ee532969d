import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWeekend } from '#src/domain/calendar.ts'
import { isDay } from '#src/domain/day.ts'
import type { ClockTime, Due } from '#src/domain/due.ts'
import { type Found, leadingDate, trailingDate } from '#src/kit/dates/amid.ts'
import { meant } from '#src/kit/dates/meant.ts'
import { voice } from '#src/kit/voice.ts'
import { english } from './phrases.en.ts'
import { italian } from './phrases.it.ts'

const RUNS = 100_000
const ZONES = [
  'Europe/Rome',
  'America/Los_Angeles',
  'Pacific/Kiritimati',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'UTC',
]

const here = fc.record({
  now: fc
    .integer({ min: 0, max: 40 * 366 * 24 * 60 })
    .map((minutes) => Temporal.Instant.from('2010-01-01T00:00:00Z').add({ minutes })),
  timeZone: fc.constantFrom(...ZONES),
  isOff: fc.constantFrom(
    isWeekend,
    () => true,
    () => false,
  ),
})

const phrases = [...italian, ...english].flatMap(({ said }) => said.map(([phrase]) => phrase))
const words = [...new Set(phrases.flatMap((it) => it.split(' ')))]
const phrase = fc.constantFrom(...phrases)
const letter = fc.oneof(
  fc.constantFrom(...'aeiou0123456789 .,:;/-+\'’°ªº@^"“«\n\t½'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
)

/** A letter dropped, doubled, changed or put in; a word dropped, doubled or put in. */
const slip = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  how: fc.constantFrom('drop', 'double', 'change', 'insert', 'word', 'less', 'upper'),
  letter,
  word: fc.constantFrom(...words),
})
const slipped = fc.tuple(phrase, fc.array(slip, { minLength: 1, maxLength: 5 })).map(([said, slips]) =>
  slips.reduce((text, { at, how, letter, word }) => {
    const i = Math.floor(at * text.length)
    const parts = text.split(' ')
    const n = Math.floor(at * parts.length)
    switch (how) {
      case 'drop':
        return text.slice(0, i) + text.slice(i + 1)
      case 'double':
        return text.slice(0, i) + text.slice(i, i + 1) + text.slice(i)
      case 'change':
        return text.slice(0, i) + letter + text.slice(i + 1)
      case 'insert':
        return text.slice(0, i) + letter + text.slice(i)
      case 'word':
        return parts.toSpliced(n, 0, word).join(' ')
      case 'less':
        return parts.toSpliced(n, 1).join(' ')
      default:
        return text.toUpperCase()
    }
  }, said),
)
const anyText = fc.oneof(
  { weight: 6, arbitrary: slipped },
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((it) => it.join(' ')) },
  { weight: 1, arbitrary: fc.tuple(phrase, phrase).map((it) => it.join(' ')) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 120 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...words, ' ', '1', '.', 'il ', 'e ', "'"), fc.integer({ min: 1, max: 400 }))
      .map(([it, times]) => it.repeat(times)),
  },
)

/** Milliseconds, the least of several tries: what a busy machine adds is not the text's. */
const costOf = (work: () => void): number => {
  let least = Number.POSITIVE_INFINITY
  for (let tries = 0; tries < 4 && least > TOO_LONG_MS; tries++) {
    const began = performance.now()
    work()
    least = Math.min(least, performance.now() - began)
  }
  return least
}
const TOO_LONG_MS = 40

const isKept = ({ day, time }: Due): boolean =>
  isDay(day) && (time === null || /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time))

test(`of ${RUNS} texts none throws, none takes long, and what is answered can be kept`, () => {
  fc.assert(
    fc.property(anyText, here, (text, at) => {
      const said = text.trim().split(/\s+/)
      let found: readonly (Pick<Found, 'dues' | 'used'> | null)[] = []
      const cost = costOf(() => {
        const whole = meant(text, at)
        found = [whole && { dues: whole, used: 1 }, leadingDate(said, at), trailingDate(said, at)]
      })
      if (cost > TOO_LONG_MS) throw new Error(`${cost} ms`)
      // `expect` would take longer than what it looks at.
      for (const it of found)
        if (it && !(it.used > 0 && it.used <= said.length && it.dues.every(isKept)))
          throw new Error(JSON.stringify(it))
    }),
    { numRuns: RUNS },
  )
}, 120_000)

describe.each(['en', 'it'] as const)('as %s prints it', (locale) => {
  test('a date is read again as the same, alone and after “by”, anywhere and at any time', () => {
    const due = fc.record({
      day: fc
        .integer({ min: -400, max: 3000 })
        .map((days) => Temporal.PlainDate.from('2026-09-16').add({ days }).toString() as Due['day']),
      time: fc.option(
        fc
          .integer({ min: 0, max: 24 * 60 - 1 })
          .map(
            (it) => Temporal.PlainTime.from('00:00').add({ minutes: it }).toString().slice(0, 5) as ClockTime,
          ),
      ),
    })
    fc.assert(
      fc.property(due, here, (it, at) => {
        // An hour that its zone skips is never printed: what was kept is the one after it.
        const shown =
          it.time && Temporal.PlainDateTime.from(`${it.day}T${it.time}`).toZonedDateTime(at.timeZone)
        fc.pre(!shown || shown.toPlainTime().toString({ smallestUnit: 'minute' }) === it.time)
        const printed = voice(locale, at.timeZone).due(it)
        expect(meant(printed, at)).toEqual([it])
        expect(meant(`${printed} ${at.timeZone}`, at)).toEqual([it])
        const words = printed.split(' ')
        expect(leadingDate([...words, 'Aurora'], at)).toMatchObject({ dues: [it], used: words.length })
      }),
      { numRuns: 1500 },
    )
  })
})
