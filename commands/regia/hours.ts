import { z } from 'zod'
import type { OwnHours } from '#src/domain/routine.ts'
import { Text } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import { reply } from '#src/kit/effects.ts'
import { refuse } from '#src/kit/refuse.ts'
import { USUAL_WORDS, WEEKDAY_WORDS } from '#src/strings/words.ts'
import { routineSaved } from '#src/views/routine.ts'

/** “I work nine to six, Monday to Friday”; alone, what they are. */
export default command('regia hours', {
  args: z.object({ hours: Text.optional() }),
  async run({ hours: typed }, { actor, routines }) {
    if (typed !== undefined)
      await routines.setHours(
        actor.id,
        USUAL_WORDS.includes(typed.trim().toLowerCase())
          ? null
          : (hoursTyped(typed) ?? refuse('hours.unreadable', { typed })),
      )
    return reply(routineSaved(await routines.of(actor.id)))
  },
})

/** `9-18 mon-fri`, `dalle 8 alle 16 lun, mer`: whole hours, and Monday to Friday where no days are said. */
export const hoursTyped = (typed: string): OwnHours | null => {
  const text = typed.toLowerCase().replaceAll('–', '-')
  const [whole = '', opens, closes] = SPAN.exec(text) ?? []
  const [from, to] = [Number(opens), Number(closes)]
  if (whole === '' || !(from < to && to <= 24)) return null
  const days = daysTyped(text.replace(whole, ' '))
  return days === null ? null : { opens: from, closes: to, days }
}
const SPAN = /(?:from |dalle )?\b(\d{1,2})(?::00)?\s*(?:-|to|alle)\s*(\d{1,2})(?::00)?(?![\d:])/

const daysTyped = (text: string): readonly number[] | null => {
  const words = text
    .replace(/\s*-\s*/g, '-')
    .split(/[\s,;]+/)
    .filter((it) => it !== '')
  const days = words.map((word) => {
    const [first = '', last = first] = word.split('-')
    const [from, to] = [dayNamed(first), dayNamed(last)]
    if (from === 0 || to === 0) return null
    // `sun-thu` goes over the end of the week.
    return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, n) => ((from - 1 + n) % 7) + 1)
  })
  if (days.some((it) => it === null)) return null
  const named = [...new Set(days.flatMap((it) => it ?? []))].toSorted()
  return named.length > 0 ? named : [1, 2, 3, 4, 5]
}

/** 1 for Monday, by its name or the first three letters of it; 0 for none. */
const dayNamed = (word: string): number =>
  WEEKDAY_WORDS.findIndex((names) => names.some((it) => it === word || it.slice(0, 3) === word)) + 1
