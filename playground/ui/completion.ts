import type { Command } from '../server/person.ts'
import type { Snapshot } from '../wire.ts'
import { EMOJI } from './emoji.ts'

export interface Offer {
  /** What stands in the box when it is taken. */
  text: string
  title: string
  more: string
  note: string
}

export interface Completion {
  /** Where what is being typed begins. */
  from: number
  offers: readonly Offer[]
  /** Whether Enter takes the first one; otherwise Enter sends, until the arrows chose. */
  eager: boolean
  /** What the command understands, while it is being written. */
  usage: { command: string; hint: string } | null
}

const AT_MOST = 8
const NONE: Completion = { from: 0, offers: [], eager: false, usage: null }

/** What could be meant by what stands before the caret. */
export const completionOf = (
  before: string,
  seen: Pick<Snapshot, 'commands' | 'channels' | 'people' | 'groups'>,
  { slash, group }: { slash: boolean; group: string },
): Completion => {
  if (slash && /^\/\S*$/.test(before))
    return { ...NONE, eager: true, offers: commandsLike(before, seen.commands) }
  const command = slash ? seen.commands.find((each) => before.startsWith(`${each.command} `)) : undefined
  const usage = command?.usage_hint ? { command: command.command, hint: command.usage_hint } : null
  const [, sign = '', name = ''] = before.match(/(?:^|[\s(])([@#:])([\p{L}\p{N}._+'-]*)$/u) ?? []
  const from = before.length - name.length - sign.length
  const typed = name.toLowerCase()
  if (sign === '#') return { from, eager: true, usage, offers: channelsLike(typed, seen.channels) }
  if (sign === '@') return { from, eager: true, usage, offers: peopleLike(typed, seen, group) }
  if (sign === ':' && typed.length > 1) return { from, eager: true, usage, offers: emojiLike(typed) }
  return command ? { ...wordsOf(command, before), usage } : NONE
}

const commandsLike = (typed: string, commands: readonly Command[]): readonly Offer[] =>
  commands
    .filter(({ command }) => command.startsWith(typed.toLowerCase()))
    .map(({ command, usage_hint = '', description }) => ({
      text: `${command} `,
      title: command,
      more: usage_hint,
      note: description,
    }))

/** The words that a usage hint says may follow the command: `[scope] | subscribe | pause DIG-4` has two. */
const wordsOf = ({ command, usage_hint = '' }: Command, before: string): Completion => {
  const typed = before.slice(command.length + 1)
  const offers = usage_hint
    .split('|')
    .map((each) => each.trim())
    .filter((each) => /^\p{Ll}/u.test(each))
    .flatMap((each) => {
      const [word = '', ...rest] = each.split(' ')
      return word.startsWith(typed) && word !== typed
        ? [{ text: `${word} `, title: word, more: rest.join(' '), note: '' }]
        : []
    })
  return { from: command.length + 1, offers, eager: false, usage: null }
}

const channelsLike = (typed: string, channels: Snapshot['channels']): readonly Offer[] =>
  channels
    .filter(({ kind, name, archived }) => kind !== 'im' && !archived && name.includes(typed))
    .slice(0, AT_MOST)
    .map(({ name, topic }) => ({ text: `#${name} `, title: `#${name}`, more: '', note: topic }))

const peopleLike = (
  typed: string,
  { people, groups }: Pick<Snapshot, 'people' | 'groups'>,
  group: string,
): readonly Offer[] =>
  [
    ...people
      .filter(({ deactivated }) => !deactivated)
      .map(({ name, realName, title }) => ({ name, realName, title })),
    ...groups.map(({ handle }) => ({ name: handle, realName: '', title: group })),
  ]
    .filter(
      ({ name, realName }) =>
        name.startsWith(typed) ||
        bare(realName)
          .split(' ')
          .some((it) => it.startsWith(bare(typed))),
    )
    .slice(0, AT_MOST)
    .map(({ name, realName, title }) => ({
      text: `@${name} `,
      title: `@${name}`,
      more: realName,
      note: title,
    }))

/** `Lucía` is found by `lucia`. */
const bare = (words: string): string => words.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')

const emojiLike = (typed: string): readonly Offer[] =>
  Object.entries(EMOJI)
    .filter(([name]) => name.includes(typed))
    .sort(([one], [other]) => Number(other.startsWith(typed)) - Number(one.startsWith(typed)))
    .slice(0, AT_MOST)
    .map(([name, drawn]) => ({ text: `${drawn} `, title: drawn, more: `:${name}:`, note: '' }))
