import { clip, inert } from '../blocks/blocks.ts'
import type { Original } from '../domain/original.ts'
import type { Voice } from '../kit/voice.ts'
import { mention } from './people.ts'

/** Where it came from, in one line: the link, whose it was, its words unless they are the task's own, its files. */
export const originalLine = (v: Voice, original: Original, what: string): string => {
  const { t } = v
  const { author, text, files, deletedAt } = original
  const [words, task] = [oneLine(text), oneLine(what)]
  const isSaid = words === '' || (words.includes(task) && task.length * 2 > words.length)
  const quote = isSaid ? null : `“${clip(inert(words), 200)}”`
  const from =
    author === null
      ? t.original.from({ link: linkTo(v, original) })
      : t.original.fromWho({ link: linkTo(v, original), who: mention(author) })
  return [
    `:link: ${from}`,
    ...(quote ? [quote] : []),
    ...(files.length > 0
      ? [`:paperclip: ${clip(files.map(({ name }) => inert(name)).join(', '), 200)}`]
      : []),
    ...(deletedAt ? [`:wastebasket: ${t.original.deleted({ day: v.time(deletedAt) })}`] : []),
  ].join(' · ')
}

/** All of it: what `show` says. */
export const originalInFull = (v: Voice, original: Original): string => {
  const { t } = v
  const { author, text, files, deletedAt } = original
  const link = linkTo(v, original)
  return [
    author === null ? t.original.from({ link }) : t.original.fromWho({ link, who: mention(author) }),
    ...(deletedAt ? [`:wastebasket: ${t.original.deleted({ day: v.time(deletedAt) })}`] : []),
    ...(text.trim() === '' ? [] : [clip(inert(text.trim()).replace(/^/gm, '> '), 1500)]),
    ...files
      .slice(0, FILES)
      .map(({ name, permalink }) => `:paperclip: ${linked(permalink, clip(inert(name), 80))}`),
  ].join('\n')
}
const FILES = 5

const linkTo = ({ t }: Voice, { permalink, deletedAt }: Original): string =>
  linked(deletedAt ? null : permalink, t.original.message)

/** Only for addresses that Slack gave. */
const linked = (address: string | null, words: string): string =>
  address !== null && /^https:\/\/[^<>|\s]+$/.test(address) ? `<${address}|${words}>` : words

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
