import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { type Block as LibraryBlock, Message } from 'slack-blocks-to-jsx'
import type { Json } from '../server/json.ts'
import { Emoji, isSafe, Mention, SafeLink } from './mrkdwn.tsx'
import { dateWords, nameOf, type Reader } from './reader.ts'
import { isObject, object, string } from './shapes.ts'
import { useStage } from './stage.ts'

interface Marks {
  bold?: boolean | undefined
  italic?: boolean | undefined
  strike?: boolean | undefined
}

/**
 * Rich text and Markdown, which slack-blocks-to-jsx draws well, with this page's own names, dates, emoji and links in
 * them. Block ids stay out: the library would make them ids of the document, where many messages may have the same.
 */
export const Drawn = ({ block }: { block: Json }) => {
  const { reader, theme } = useStage()
  const { block_id: _, ...given } = block
  const called = (among: Reader['channels'], id: string) => among.find((each) => each.id === id)?.name ?? id
  const hooks = {
    user: ({ id, style }: { id: string; style?: Marks | undefined }) =>
      styled(<Mention>@{nameOf(reader, id)}</Mention>, style),
    channel: ({ id, style }: { id: string; style?: Marks | undefined }) =>
      styled(<Mention>#{called(reader.channels, id)}</Mention>, style),
    usergroup: ({ id, style }: { id: string; style?: Marks | undefined }) =>
      styled(<Mention>@{called(reader.groups, id)}</Mention>, style),
    atHere: () => <Mention kind="broadcast">@here</Mention>,
    atChannel: () => <Mention kind="broadcast">@channel</Mention>,
    atEveryone: () => <Mention kind="broadcast">@everyone</Mention>,
    emoji: ({ name }: { name: string }) => <Emoji name={name} />,
    link: ({ href, className, children }: { href: string; className: string; children: ReactNode }) => (
      <span className={/italic|line-through|font-semibold|slack_inline_code/.exec(className)?.[0]}>
        <SafeLink to={href}>{children}</SafeLink>
      </span>
    ),
  }
  const frame = useRef<HTMLDivElement>(null)
  // In Markdown the library leaves an empty address where it refuses one: no link at all is better.
  useLayoutEffect(() => {
    for (const anchor of frame.current?.querySelectorAll('a') ?? [])
      if (!isSafe(anchor.getAttribute('href') ?? '')) anchor.removeAttribute('href')
  })
  // The server has checked the block against Slack's rules; the library's types say the same in other words.
  const blocks = [dated(given, reader) as unknown as LibraryBlock]
  return (
    <div className="b-drawn" ref={frame}>
      <Message withoutWrapper theme={theme} logo="" name="" blocks={blocks} hooks={hooks} />
    </div>
  )
}

const styled = (node: ReactNode, { bold, italic, strike }: Marks = {}): ReactNode => {
  const crossed = strike ? <s>{node}</s> : node
  const slanted = italic ? <em>{crossed}</em> : crossed
  return bold ? <strong>{slanted}</strong> : slanted
}

/** The library forgets a date's address and what to show where it cannot be read: dates go in as words. */
const dated = (value: unknown, reader: Reader): unknown => {
  if (Array.isArray(value)) return value.map((each) => dated(each, reader))
  if (!isObject(value)) return value
  if (value.type !== 'date' || value.timestamp === undefined)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, dated(each, reader)]))
  const words = dateWords(Number(value.timestamp), string(value.format), reader) ?? string(value.fallback)
  const style = isObject(value.style) && { style: object(value.style) }
  return value.url
    ? { type: 'link', url: value.url, text: words, ...style }
    : { type: 'text', text: words, ...style }
}
