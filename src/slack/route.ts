import { fold, near, oneSlipApart } from '../domain/near.ts'
import type { Command, CommandName } from '../kit/command.ts'
import type { Catalogue } from '../kit/discover.ts'
import { everyCatalogue, type Strings } from '../strings/index.ts'
import { HELP_WORDS } from '../strings/words.ts'

/** What a typed line asks for. */
export type Route =
  | { to: 'command'; command: Command; line: string }
  /** `of` one command, else of all. */
  | { to: 'help'; of?: Command }
  | { to: 'unknown' }
  /** A slip of the pen in a subcommand must not become the text of a follow-up. */
  | { to: 'near'; typed: string; meant: string }

/** Longest name first, in either language: `/followup list …`, `/followup elenco …`, else `/followup …`. */
export const routeLine = (
  commands: Catalogue['commands'],
  slash: string,
  text: string,
  t: Strings,
): Route => {
  const own = commands.filter(({ name }) => slashOf(name) === slash)
  const [, word = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? []
  const typed = word.toLowerCase()
  if (HELP_WORDS.includes(typed))
    return own.some((it) => it.name === 'regia help') && rest === ''
      ? commandNamed(own, 'regia help', rest)
      : { to: 'help' }

  const subcommand = own.find(
    ({ name }) => typed !== '' && wordsFor(name).some((word) => fold(word) === fold(typed)),
  )
  const bare = own.find(({ name }) => `/${name}` === slash)
  // `/digest alert help`: no rule, no name and no text is just that word.
  if (subcommand && HELP_WORDS.includes(rest.trim().toLowerCase())) return { to: 'help', of: subcommand }
  if (subcommand && bare && isText(subcommand, rest)) {
    // `assign @anna call Aurora` is what it says, as in a mention: the word is no part of the text.
    const toSomebody = 'owner' in subcommand.args.shape && /^\s*<@/.test(rest)
    return { to: 'command', command: bare, line: (toSomebody ? rest : text).trim() }
  }
  if (subcommand) return { to: 'command', command: subcommand, line: rest.trim() }

  const meant = typed.length >= 3 && /^(\S*\d+)?$/.test(rest.trim()) ? slip(own, typed, t) : undefined
  if (meant)
    return { to: 'near', typed: text.trim(), meant: `${slash} ${meant}${rest.trim() && ` ${rest.trim()}`}` }

  if (bare) return { to: 'command', command: bare, line: text.trim() }
  return typed === '' && own.length > 0 ? { to: 'help' } : { to: 'unknown' }
}

/** `edit the brief by friday`: a word of ours by chance, since the number that it wants does not follow. */
const isText = ({ args }: Command, rest: string): boolean =>
  'ref' in args.shape &&
  rest.trim() !== '' &&
  !/^\S*\d/.test(rest.trim().replace(/^<@\S+\s*/, '')) &&
  !/(?:^|\s)(?:(?:FU|REQ|DIG)-?\d*|INS-?\w*)(?=\s|$)/i.test(rest)

export const slashOf = (name: CommandName): string => `/${name.split(' ')[0]}`

/** A subcommand answers to its word in every language. */
const wordsFor = (name: CommandName): string[] =>
  name.includes(' ') ? everyCatalogue.map((it) => it.commands[name].word) : []

const slip = (own: readonly Command[], typed: string, t: Strings): string | undefined => {
  const words = own.flatMap(({ name }) => wordsFor(name))
  const [closest] = near(typed, words, 1)
  if (closest === undefined || !oneSlipApart(closest, typed)) return undefined
  const named = own.find(({ name }) => wordsFor(name).includes(closest))
  return named ? t.commands[named.name].word : undefined
}

const commandNamed = (own: readonly Command[], name: CommandName, line: string): Route => {
  const command = own.find((it) => it.name === name)
  return command ? { to: 'command', command, line } : { to: 'help' }
}
