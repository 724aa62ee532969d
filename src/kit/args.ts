import { z } from 'zod'
import type { Due as DueSaid } from '../domain/due.ts'
import type { UserId } from '../domain/ids.ts'
import { near } from '../domain/near.ts'
import type { Repeats } from '../domain/repeats.ts'
import { PRIORITIES, type Priority } from '../domain/task.ts'
import type { Strings } from '../strings/index.ts'
import { DUE_WORDS, OPTION_WORDS, PRIORITY_WORDS, wordIn } from '../strings/words.ts'
import type { Command } from './command.ts'
import { agreed } from './dates/agreed.ts'
import { datelike, dayMeant, isCount, leadingDate, trailingDate } from './dates/amid.ts'
import { type Circumstances, isOver, meant } from './dates/meant.ts'
import { type FoundRepeats, repeatsAmid } from './dates/repeats.ts'
import { Refusal } from './refuse.ts'
import { asSeen, joined, type Token, tokens, unescaped } from './tokens.ts'
import type { Voice } from './voice.ts'

/** How a field of a command's zod object is found in a line. The object is the grammar, the usage line and the type. */
type Takes =
  | { takes: 'text' }
  | { takes: 'person' }
  | { takes: 'due' }
  | { takes: 'repeats' }
  | { takes: 'priority' }
  | { takes: 'word'; say(t: Strings): string }
  | { takes: 'option'; person?: true; say?(t: Strings): string }
  | { takes: 'after'; words: readonly string[]; example: string }

const grammar = z.registry<Takes>()

/** Characters of a task: what one block of a message holds. */
const LONGEST = 3000
/** Everything that nothing else claims, as typed. */
export const Text = z.string().min(1).max(LONGEST).register(grammar, { takes: 'text' })
export const Mention = z
  .templateLiteral([z.enum(['U', 'W']), z.string()])
  .register(grammar, { takes: 'person' })
/** After `by`, `due`, `entro`, `per`, `scadenza` or `^`, or at the end; in time to come, where its owner lives. */
export const Due = z.custom<DueSaid>((it) => typeof it === 'object').register(grammar, { takes: 'due' })
/** At the end, or as the first words: `every monday at 10`, `ogni primo lunedì del mese`. */
export const Repeating = z
  .custom<Repeats>((it) => typeof it === 'object')
  .register(grammar, { takes: 'repeats' })
export const PriorityMark = z.enum(PRIORITIES).register(grammar, { takes: 'priority' })

/** One word (or quoted words) out of a few, in either language: `{ day: ['daily', 'giornaliero'] }`. */
export const oneOf = <const V extends string>(words: Words<V>) =>
  wordOf(words).register(grammar, { takes: 'word', say: saying(words) })
/** `holidays:skip`: one word out of a few, only by the option's name. */
export const optionOf = <const V extends string>(words: Words<V>) =>
  wordOf(words).register(grammar, { takes: 'option', say: saying(words) })

type Words<V extends string> = Readonly<Record<V, readonly string[]>>
const saying =
  <V extends string>(words: Words<V>) =>
  (t: Strings): string =>
    Object.values<readonly string[]>(words)
      .map((it) => wordIn(t, it))
      .join('|')
const wordOf = <V extends string>(words: Words<V>) =>
  z.string().transform((typed, check): V => {
    const found = (Object.keys(words) as V[]).find((it) => words[it].includes(typed.toLowerCase()))
    if (found === undefined) check.addIssue({ code: 'custom', message: typed })
    return found ?? (typed as V)
  })
/** One word that says what it is by its form: `FU-12`, `7d`. `say` is how the usage line shows it. */
export const shaped = <T>(say: string | ((t: Strings) => string), fits: (typed: string) => T | null) =>
  z
    .string()
    .transform((typed, check): T => {
      const found = fits(typed)
      if (found === null) check.addIssue({ code: 'custom', message: typed })
      return found as T
    })
    .register(grammar, { takes: 'word', say: typeof say === 'string' ? () => say : say })

/** A number that people see, with or without its letters: `FU-12`, `fu12` or just `12`. */
export const refOf = <Letters extends 'FU' | 'REQ' | 'DIG' | 'ALR'>(
  letters: Letters,
  example: `${Letters}-${number}`,
) =>
  shaped(example, (typed) => {
    const [, number] = new RegExp(`^(?:${letters}-?)?(\\d{1,9})$`, 'i').exec(typed) ?? []
    return number === undefined ? null : `${letters}-${Number(number)}`
  })

/** `agency:"Aurora Live"`: only by its name. */
export const option = () => z.string().min(1).max(200).register(grammar, { takes: 'option' })
/** `as:@tom`: a person, only by the option's name. */
export const personOption = () =>
  z.templateLiteral([z.enum(['U', 'W']), z.string()]).register(grammar, { takes: 'option', person: true })
/** What follows one of these words, with one that would do: `at 09:00`. */
export const after = <T>(words: readonly string[], example: string, fits: (typed: string) => T | null) =>
  z
    .string()
    .transform((typed, check): T => {
      const found = fits(typed)
      if (found === null) check.addIssue({ code: 'custom', message: typed })
      return found as T
    })
    .register(grammar, { takes: 'after', words, example })

interface Reading extends Circumstances {
  /** Names of people, to be offered in place of one that nobody has. */
  people?: readonly string[]
}

export type Parsed<Args> = { args: Args } | { refusal: Refusal; understood: Partial<Args> }

/** Reads a line by a command's grammar. What was understood is kept even when the rest was not. */
export const parseArgs = <Args extends z.ZodObject>(
  command: Pick<Command<Args>, 'args' | 'name'>,
  line: string,
  here: Reading,
  voice: Voice,
): Parsed<z.output<Args>> => {
  const parsed = parsedAt(command, line, here, voice)
  // Whose day it is may stand behind it: `entro venerdì <@U0TOM> …`.
  const [person] = Object.entries(command.args.shape).find(([, it]) => takesOf(it).takes === 'person') ?? ['']
  const owner = ('args' in parsed ? parsed.args : parsed.understood)[person as keyof z.output<Args>]
  const there = owner === undefined ? undefined : here.of?.(owner as UserId)
  return there ? parsedAt(command, line, { ...here, ...there }, voice) : parsed
}

const parsedAt = <Args extends z.ZodObject>(
  { args, name }: Pick<Command<Args>, 'args' | 'name'>,
  line: string,
  here: Reading,
  voice: Voice,
): Parsed<z.output<Args>> => {
  const { t } = voice
  const given: Record<string, unknown> = {}
  const refusals: Refusal[] = []
  const fields = Object.entries(args.shape).map(([key, schema]) => ({ key, schema, takes: takesOf(schema) }))
  const free = (kind: Takes['takes']) => fields.find((it) => it.takes.takes === kind && !(it.key in given))
  const rest: Token[] = []

  const whole = tokens(line)
  const repeating = free('repeats')
  const found = repeating && repeatsIn(whole, here)
  if (repeating && found) given[repeating.key] = found.repeats
  const words = found ? whole.toSpliced(found.at, found.used) : whole
  for (let i = 0; i < words.length; i++) {
    const token = words[i]
    if (!token) break
    const following = words.slice(i + 1)
    const marker = token.kind === 'word' ? token.value.toLowerCase() : null
    // What was refused stays in the text as well, so that a form has the whole of what was typed.
    const keep = (refusal: Refusal, ...kept: readonly Token[]) => {
      refusals.push(refusal)
      rest.push(...kept)
    }

    if (token.kind === 'word' && UNCLOSED.test(token.raw)) {
      keep(new Refusal('args.quote', { typed: unopened(joined(words.slice(i))) }), token)
      continue
    }
    const afterField = fields.find(
      (it) => it.takes.takes === 'after' && it.takes.words.includes(marker ?? ''),
    )
    const next = following[0]
    if (afterField?.takes.takes === 'after' && next && !(afterField.key in given)) {
      if (afterField.schema.safeParse(next.value).success) given[afterField.key] = next.value
      else {
        const [typed, example] = [`${token.raw} ${next.raw}`, `${token.raw} ${afterField.takes.example}`]
        keep(new Refusal('args.after', { typed, example }), token, next)
      }
      i++
      continue
    }
    const due = free('due')
    if (due && token.kind === 'due') {
      const found = leadingDate([token.value, ...following.map(asRead)], here)
      const more = found && !/["“„«]/u.test(token.raw) ? found.used - 1 : 0
      const dues = more > 0 && found ? found.dues : meant(token.value, here)
      const phrase = following.slice(0, more)
      if (!take(due.key, dues, joined([{ ...token, raw: token.value }, ...phrase])))
        rest.push(token, ...phrase)
      i += more
      continue
    }
    if (due && marker !== null && DUE_WORDS.includes(marker) && !isNoMarker(marker, rest.at(-1), next)) {
      const said = following.map(asRead)
      const found = leadingDate(said, here, marker)
      if (found) {
        const phrase = following.slice(0, found.used)
        if (!take(due.key, found.dues, found.said)) rest.push(token, ...phrase)
        i += found.used
        continue
      }
      // `per Aurora` is a preposition; `entro Aurora` and `by 31/02` are dates gone wrong, `by firday` is a slip.
      const meant = marker === 'per' ? null : dayMeant(said)
      const wanted = STRICT_DUE_WORDS.includes(marker) || (/^\d/.test(next?.value ?? '') && !isCount(said))
      if (next && (meant !== null || wanted)) {
        const typed = joined(following.slice(0, meant?.split(' ').length ?? datelike(said)))
        keep(
          meant === null
            ? new Refusal('due.unreadable', { typed })
            : new Refusal('due.near', { typed, meant }),
          token,
        )
        continue
      }
    }
    // Somebody named within the text is part of it: only who comes before it is asked.
    const person = rest.length === 0 ? fields.find((it) => it.takes.takes === 'person') : undefined
    if (person && token.kind === 'person') {
      if (!(person.key in given)) given[person.key] = token.value
      else if (given[person.key] !== token.value) {
        const [first, second] = [`<@${given[person.key]}>`, `<@${token.value}>`]
        keep(new Refusal('person.two', { first, second }), token)
      }
    } else if (person && token.kind === 'word' && NOBODY.test(token.raw)) {
      const name = asWritten(token.raw).replace(/[.,;:!?]+$/, '')
      const close = near(name.slice(1), here.people ?? [], 3).map((it) => `@${it}`)
      keep(new Refusal('person.unknown', { name, near: close }), token)
    } else if (token.kind === 'priority' && free('priority')) {
      const priority = priorityOf(token.value)
      if (priority) given[free('priority')?.key ?? ''] = priority
      else keep(new Refusal('args.priority', { word: token.raw }), token)
    } else if (token.kind === 'option') {
      const key = optionNamed(token.key ?? '')
      const field = fields.find((it) => it.key === key && !(it.key in given))
      const person = field?.takes.takes === 'option' && field.takes.person
      const value = person ? tokens(token.value)[0]?.value : token.value
      if (field?.schema.safeParse(value).success) given[field.key] = person ? value : asWritten(token.value)
      else if (field && 'say' in field.takes && field.takes.say)
        keep(new Refusal('args.value', { typed: token.raw, values: field.takes.say(t) }), token)
      else if (field) keep(new Refusal('args.option', { option: token.raw }), token)
      else {
        const meant = near(
          token.key ?? '',
          fields.flatMap((it) => OPTION_WORDS[it.key] ?? []),
          1,
        )[0]
        if (meant) keep(new Refusal('args.optionNear', { option: token.key ?? '', meant }), token)
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
  const due = free('due')
  if (text && due && !refusals.some(({ key }) => key.startsWith('due.'))) {
    const found = trailingDate(
      rest.map((it) => (it.kind === 'word' ? it.raw : NO_WORD)),
      here,
    )
    const past = found?.dues.some((it) => isOver(it, here))
    if (found && !past && take(due.key, found.dues, found.said)) rest.splice(rest.length - found.used)
  }
  if (text && rest.length > 0)
    given[text.key] =
      rest.length === 1 && rest[0]?.kind === 'quoted' ? asWritten(rest[0].value) : asWritten(joined(rest))
  else if (rest.length > 0 && refusals.length === 0)
    refusals.push(new Refusal('args.word', { word: joined(rest), expected: usage({ args, name }, t) }))

  const typed = text && given[text.key]
  if (typeof typed === 'string' && typed.length > LONGEST)
    refusals.push(
      new Refusal('args.long', { length: voice.number(typed.length), max: voice.number(LONGEST) }),
    )
  const parsed = args.safeParse(given)
  if (parsed.success && refusals.length === 0) return { args: parsed.data }
  const silent = text && !(text.key in given) && !z.safeParse(text.schema, undefined).success
  const others = fields.every(
    (it) => it === text || it.key in given || z.safeParse(it.schema, undefined).success,
  )
  const missing = silent && others ? 'args.text' : 'args.usage'
  const [refusal = new Refusal(missing, { usage: usage({ args, name }, t) })] = refusals
  return { refusal, understood: understoodOf(args, given) }

  function take(key: string, dues: readonly DueSaid[] | null, typed: string): boolean {
    const due = agreed(dues, typed, here, voice)
    if (due instanceof Refusal) refusals.push(due)
    else given[key] = due
    return !(due instanceof Refusal)
  }
}

/** Behind it the text ends, an option follows or a new line begins; or it is what the text begins with. */
const repeatsIn = (words: readonly Token[], here: Reading): FoundRepeats | null =>
  repeatsAmid(
    words.map((it) => (it.kind === 'word' ? it.raw : NO_WORD)),
    here,
    (at, from) => {
      const next = words[at]
      const first = words.slice(0, from).every(({ kind }) => kind === 'person')
      const begins = first && /^(?:every|each|ogni|tutt[ie])$/i.test(words[from]?.raw ?? '')
      return (
        begins ||
        next?.kind !== 'word' ||
        next.gap.includes('\n') ||
        DUE_WORDS.includes(next.raw.toLowerCase())
      )
    },
  )

/** A mark that opens where a name begins and is closed nowhere; within a word (`12"`) it is a letter. */
const UNCLOSED = /^(?:(?:--|—|–)?\p{L}[\p{L}_-]*[:=]|\^)?["“„«]/u
const unopened = (text: string): string => text.slice(UNCLOSED.exec(text)?.[0].length ?? 1)
/** A name that Slack did not know for anybody's, or a whole group's. */
const NOBODY = /^@\p{L}|^<!(?:here|channel|everyone|subteam)\b/u
/** Stands for what cannot be part of a date. */
const NO_WORD = '·'

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

/** A date may stand between quotation marks; an option or a person ends it. */
const asRead = ({ kind, value, raw }: Token): string => (kind === 'word' || kind === 'quoted' ? value : raw)

const STRICT_DUE_WORDS: readonly string[] = ['entro', 'scadenza']

/** `due` is also Italian for two (`le due agenzie`, `tra due lunedì`), and `stand by at nine` has no date. */
const isNoMarker = (marker: string, before: Token | undefined, next: Token | undefined): boolean =>
  (marker === 'due' && TWO_AFTER.test(before?.value.toLowerCase() ?? '')) ||
  (marker === 'by' && next?.value.toLowerCase() === 'at')
const TWO_AFTER =
  /^(?:tra|fra|in|i|gli|le|ogni|quest[ie]|quei|quelle|altr[ie]|prim[ie]|ultim[ie]|prossim[ie]|tutt[ie]|e|di|d[ae]i|delle|a|ai|alle|su|sui|sulle|con|per|entro|dopo|sono|almeno|circa|meno|più)$/

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
      return `${optionIn(t, key)}:${takes.say?.(t) ?? '"…"'}`
    case 'word':
      return takes.say(t) || label
    case 'after':
      return `${wordIn(t, takes.words)} …`
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
const optionIn = (t: Strings, key: string): string => wordIn(t, OPTION_WORDS[key] ?? [key])

const optionNamed = (typed: string): string | undefined =>
  Object.keys(OPTION_WORDS).find((it) => OPTION_WORDS[it]?.includes(typed))
