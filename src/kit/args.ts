import { z } from 'zod'
import { type Day, dayIn, dayOf } from '../domain/day.ts'
import { near } from '../domain/near.ts'
import { PRIORITIES, type Priority } from '../domain/task.ts'
import type { Strings } from '../strings/index.ts'
import { DUE_WORDS, OPTION_WORDS, PRIORITY_WORDS } from '../strings/words.ts'
import type { Command } from './command.ts'
import { dueDate, leadingDate } from './dates.ts'
import { Refusal } from './refuse.ts'
import { asSeen, type Token, tokens, unescaped } from './tokens.ts'
import type { Voice } from './voice.ts'

/** How a field of a command's zod object is found in a line. The object is the grammar, the usage line and the type. */
type Takes =
  | { takes: 'text' }
  | { takes: 'person' }
  | { takes: 'due' }
  | { takes: 'priority' }
  | { takes: 'word'; say: string }
  | { takes: 'option' }
  | { takes: 'after'; words: readonly string[] }

const grammar = z.registry<Takes>()

/** Characters of a task: what one block of a message holds. */
const LONGEST = 3000
/** Everything that nothing else claims, as typed. */
export const Text = z.string().min(1).max(LONGEST).register(grammar, { takes: 'text' })
export const Mention = z
  .templateLiteral([z.enum(['U', 'W']), z.string()])
  .register(grammar, { takes: 'person' })
/** After `by`, `due`, `entro`, `per`, `scadenza` or `^`; not before today. */
export const Due = z.custom<Day>((it) => typeof it === 'string').register(grammar, { takes: 'due' })
export const PriorityMark = z.enum(PRIORITIES).register(grammar, { takes: 'priority' })

/** One word (or quoted words) out of a few, in either language: `{ day: ['daily', 'giornaliero'] }`. */
export const oneOf = <const V extends string>(words: Readonly<Record<V, readonly string[]>>) => {
  const names = Object.keys(words) as V[]
  return z
    .string()
    .transform((typed, check): V => {
      const found = names.find((it) => words[it].includes(typed.toLowerCase()))
      if (found === undefined) check.addIssue({ code: 'custom', message: typed })
      return found ?? (typed as V)
    })
    .register(grammar, { takes: 'word', say: names.map((it) => words[it][0]).join('|') })
}
/** One word that says what it is by its form: `FU-12`, `7d`. `say` is how the usage line shows it. */
export const shaped = <T>(say: string, fits: (typed: string) => T | null) =>
  z
    .string()
    .transform((typed, check): T => {
      const found = fits(typed)
      if (found === null) check.addIssue({ code: 'custom', message: typed })
      return found as T
    })
    .register(grammar, { takes: 'word', say })

/** A number that people see, with or without its letters: `FU-12`, `fu12` or just `12`. */
export const refOf = <Letters extends 'FU' | 'REQ' | 'DIG'>(
  letters: Letters,
  example: `${Letters}-${number}`,
) =>
  shaped(example, (typed) => {
    const [, number] = new RegExp(`^(?:${letters}-?)?(\\d{1,9})$`, 'i').exec(typed) ?? []
    return number === undefined ? null : `${letters}-${Number(number)}`
  })

/** `agency:"Aurora Live"`: only by its name. */
export const option = () => z.string().min(1).max(200).register(grammar, { takes: 'option' })
/** What follows one of these words: `at 09:00`. */
export const after = <T>(words: readonly string[], fits: (typed: string) => T | null) =>
  z
    .string()
    .transform((typed, check): T => {
      const found = fits(typed)
      if (found === null) check.addIssue({ code: 'custom', message: typed })
      return found as T
    })
    .register(grammar, { takes: 'after', words })

interface Here {
  now: Temporal.Instant
  timeZone: string
}

export type Parsed<Args> = { args: Args } | { refusal: Refusal; understood: Partial<Args> }

/** Reads a line by a command's grammar. What was understood is kept even when the rest was not. */
export const parseArgs = <Args extends z.ZodObject>(
  { args, name }: Pick<Command<Args>, 'args' | 'name'>,
  line: string,
  here: Here,
  voice: Voice,
): Parsed<z.output<Args>> => {
  const { t } = voice
  const given: Record<string, unknown> = {}
  const refusals: Refusal[] = []
  const fields = Object.entries(args.shape).map(([key, schema]) => ({ key, schema, takes: takesOf(schema) }))
  const free = (kind: Takes['takes']) => fields.find((it) => it.takes.takes === kind && !(it.key in given))
  const rest: Token[] = []

  const words = tokens(line)
  for (let i = 0; i < words.length; i++) {
    const token = words[i]
    if (!token) break
    const following = words.slice(i + 1)
    const marker = token.kind === 'word' ? token.value.toLowerCase() : null

    const afterField = fields.find(
      (it) => it.takes.takes === 'after' && it.takes.words.includes(marker ?? ''),
    )
    const next = following[0]
    if (afterField && next && !(afterField.key in given)) {
      if (afterField.schema.safeParse(next.value).success) given[afterField.key] = next.value
      else refusals.push(new Refusal('args.word', { word: next.raw, expected: `${marker} …` }))
      i++
      continue
    }
    const due = free('due')
    if (due && token.kind === 'due') {
      take(due.key, dueDate(token.value, here), token.value)
      continue
    }
    if (due && marker !== null && DUE_WORDS.includes(marker)) {
      const found = leadingDate(
        following.map((it) => it.value),
        here,
        marker,
      )
      if (found) {
        take(due.key, found.date, marker)
        i += found.used
        continue
      }
      // `per Aurora` is a preposition; `entro Aurora` and `by 31/02` are dates gone wrong.
      if (next && (STRICT_DUE_WORDS.includes(marker) || /^\d/.test(next.value))) {
        refusals.push(new Refusal('due.unreadable', { typed: next.value }))
        i++
        continue
      }
    }
    const person = free('person')
    // Somebody named within the text is part of it: only who comes before it is asked.
    if (token.kind === 'person' && person && rest.length === 0) given[person.key] = token.value
    else if (token.kind === 'priority' && free('priority')) {
      const priority = priorityOf(token.value)
      if (priority) given[free('priority')?.key ?? ''] = priority
      else refusals.push(new Refusal('args.priority', { word: token.raw }))
    } else if (token.kind === 'option') {
      const key = optionNamed(token.key ?? '')
      const field = fields.find((it) => it.key === key && !(it.key in given))
      if (field?.schema.safeParse(token.value).success) given[field.key] = asWritten(token.value)
      else if (field) refusals.push(new Refusal('args.option', { option: token.raw }))
      else {
        const meant = near(
          token.key ?? '',
          fields.flatMap((it) => OPTION_WORDS[it.key] ?? []),
          1,
        )[0]
        if (meant) refusals.push(new Refusal('args.optionNear', { option: token.key ?? '', meant }))
        else rest.push(token)
      }
    } else {
      const word = fields.find(
        (it) => it.takes.takes === 'word' && !(it.key in given) && it.schema.safeParse(token.value).success,
      )
      if (word) given[word.key] = token.value
      else rest.push(token)
    }
  }

  const text = free('text')
  if (text && rest.length > 0)
    given[text.key] =
      rest.length === 1 && rest[0]?.kind === 'quoted'
        ? asWritten(rest[0].value)
        : asWritten(rest.map((it) => it.raw).join(' '))
  else if (rest.length > 0)
    refusals.push(
      new Refusal('args.word', {
        word: rest.map((it) => it.raw).join(' '),
        expected: usage({ args, name }, t),
      }),
    )

  const typed = text && given[text.key]
  if (typeof typed === 'string' && typed.length > LONGEST)
    refusals.push(
      new Refusal('args.long', { length: voice.number(typed.length), max: voice.number(LONGEST) }),
    )
  const parsed = args.safeParse(given)
  if (parsed.success && refusals.length === 0) return { args: parsed.data }
  const [refusal = new Refusal('args.usage', { usage: usage({ args, name }, t) })] = refusals
  return { refusal, understood: understoodOf(args, given) }

  function take(key: string, date: Temporal.PlainDate | null, typed: string) {
    if (date === null) refusals.push(new Refusal('due.unreadable', { typed }))
    else if (dayOf(date) < dayIn(here.now, here.timeZone))
      refusals.push(new Refusal('due.past', { day: voice.day(dayOf(date)) }))
    else given[key] = dayOf(date)
  }
}

/** Slack's own marks as the words somebody wrote: `<!here>` was `@here`, `<https://x.example>` an address, `&amp;` an `&`. */
export const asWritten = (line: string): string =>
  unescaped(
    asSeen(line)
      .replace(/<!(?:subteam\^|date\^)[^<>|]*\|([^<>]+)>/g, '$1')
      .replace(/<!(here|channel|everyone)(?:\|[^<>]*)?>/g, '@$1')
      .replace(/<((?:https?:\/\/|mailto:)[^<>|]+)(?:\|([^<>]*))?>/g, (_, address: string, label = address) =>
        address.endsWith(label) ? label : `${label} (${address})`,
      ),
  )

const STRICT_DUE_WORDS: readonly string[] = ['due', 'entro', 'scadenza']

const understoodOf = <Args extends z.ZodObject>(
  args: Args,
  given: Record<string, unknown>,
): Partial<z.output<Args>> => {
  const entries = Object.entries(args.shape).flatMap(([key, schema]) => {
    const read = z.safeParse(schema, given[key])
    return key in given && read.success ? [[key, read.data]] : []
  })
  return Object.fromEntries(entries)
}

/** `/followup [@user] <text> [by date] [!high] [agency:"…"]`, in the reader's words. */
export const usage = ({ args, name }: Pick<Command, 'args' | 'name'>, t: Strings): string => {
  const [slash = '', ...sub] = name.split(' ')
  const words = sub.length > 0 ? [t.commands[name].word] : []
  const fields = Object.entries(args.shape).map(([key, schema]) => {
    const said = saidOf(key, takesOf(schema), t)
    return z.safeParse(schema, undefined).success ? `[${said}]` : `<${said}>`
  })
  return [`/${slash}`, ...words, ...fields].join(' ')
}

const saidOf = (key: string, takes: Takes, t: Strings): string => {
  const label = t.args[key as keyof Strings['args']] ?? key
  switch (takes.takes) {
    case 'person':
      return `@${label}`
    case 'due':
      return `${t.args.by} ${t.args.date}`
    case 'priority':
      return t.args.mark
    case 'option':
      return `${optionIn(t, key)}:"…"`
    case 'word':
      return takes.say || label
    case 'after':
      return `${takes.words[0]} …`
    default:
      return label
  }
}

/** Looks through `optional()` and defaults to how the field itself is taken. */
const takesOf = (schema: z.core.$ZodType): Takes => {
  const own = grammar.get(schema)
  if (own) return own
  const inner = 'innerType' in schema._zod.def ? schema._zod.def.innerType : null
  return inner instanceof z.core.$ZodType ? takesOf(inner) : { takes: 'text' }
}

const priorityOf = (word: string): Priority | undefined =>
  PRIORITIES.find((it) => PRIORITY_WORDS[it].includes(word))

/** Both languages' words work; the usage line shows the reader's. */
const optionIn = (t: Strings, key: string): string => (key === 'agency' ? t.args.agency : key)

const optionNamed = (typed: string): string | undefined =>
  Object.keys(OPTION_WORDS).find((it) => OPTION_WORDS[it]?.includes(typed))
