import { Fragment, type ReactNode } from 'react'
import { EMOJI } from './emoji.ts'
import { dateWords, nameOf, type Reader, unescaped } from './reader.ts'
import { placed } from './shapes.ts'
import { useStage } from './stage.ts'

/** Slack's markup, as this reader sees it. */
export const Mrkdwn = ({ text }: { text: string }): ReactNode => marked(text, useStage().reader)

export const marked = (source: string, reader: Reader): ReactNode =>
  placed(source.split(/```/)).map(({ it: part, at, i }, _, { length }) => {
    const fenced = i % 2 === 1 && i < length - 1
    return (
      <Fragment key={at}>
        {fenced ? (
          <pre className="b-pre">{bare(part.replace(/^\n|\n$/g, ''), reader)}</pre>
        ) : (
          lines(i % 2 === 1 ? `\`\`\`${part}` : part, reader)
        )}
      </Fragment>
    )
  })

const lines = (source: string, reader: Reader): ReactNode => {
  const made: ReactNode[] = []
  let quoted: ReactNode[] = []
  const flush = () => {
    if (quoted.length)
      made.push(
        <blockquote className="b-quote" key={made.length}>
          {quoted}
        </blockquote>,
      )
    quoted = []
  }
  const all = source.split('\n')
  all.forEach((line, i) => {
    const quote = line.match(/^(?:&gt;|>)\s?(.*)$/)
    const last = i === all.length - 1
    const into = quote ? quoted : made
    if (!quote) flush()
    else if (quoted.length) quoted.push(<br key={`${quoted.length} break`} />)
    into.push(<Fragment key={into.length}>{inline(quote?.[1] ?? line, reader)}</Fragment>)
    if (!quote && !last) made.push(<br key={made.length} />)
  })
  flush()
  return made
}

const STYLES = { '*': 'strong', _: 'em', '~': 's' } as const
const STYLED = {
  '*': /^\*(\S(?:[^*\n]*\S)?)\*(?![\p{L}\p{N}])/u,
  _: /^_(\S(?:[^_\n]*\S)?)_(?![\p{L}\p{N}])/u,
  '~': /^~(\S(?:[^~\n]*\S)?)~(?![\p{L}\p{N}])/u,
} as const
const isStyle = (mark: string): mark is keyof typeof STYLES => mark in STYLES

const inline = (source: string, reader: Reader): ReactNode[] => {
  const made: ReactNode[] = []
  let words = ''
  const flush = () => {
    if (words) made.push(unescaped(words))
    words = ''
  }
  const add = (node: ReactNode) => made.push(<Fragment key={made.length}>{node}</Fragment>)
  let at = 0
  while (at < source.length) {
    const rest = source.slice(at)
    const mark = rest[0] ?? ''
    const startsWord = !/[\p{L}\p{N}]/u.test(source[at - 1] ?? '')
    const token = rest.match(/^<([^<>]+)>/)
    const code = rest.match(/^`([^`\n]+)`/)
    const emoji = rest.match(/^:([a-z0-9_+'-]+):/)
    const known = emoji && EMOJI[emoji[1] ?? ''] ? emoji : null
    const address = startsWord ? rest.match(/^https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"*_~]/) : null
    const styled = isStyle(mark) && startsWord ? rest.match(STYLED[mark]) : null
    const taken = token ?? code ?? known ?? address ?? styled
    if (!taken) {
      words += mark
      at++
      continue
    }
    flush()
    const inner = taken[1] ?? ''
    if (taken === token) add(tokenOf(inner, reader))
    else if (taken === code) add(<code className="b-code">{bare(inner, reader)}</code>)
    else if (taken === known) add(<Emoji name={inner} />)
    else if (taken === address) add(<SafeLink to={taken[0]}>{unescaped(taken[0])}</SafeLink>)
    else if (isStyle(mark)) {
      const Tag = STYLES[mark]
      add(<Tag>{inline(inner, reader)}</Tag>)
    }
    at += taken[0].length
  }
  flush()
  return made
}

const tokenOf = (token: string, reader: Reader): ReactNode => {
  const [target = '', ...rest] = token.split('|')
  const label = unescaped(rest.join('|'))
  if (target.startsWith('@')) return <Mention>@{nameOf(reader, target.slice(1))}</Mention>
  if (target.startsWith('#')) return <Mention>#{called(reader.channels, target.slice(1)) ?? label}</Mention>
  if (target.startsWith('!subteam^')) {
    const id = target.slice('!subteam^'.length)
    return <Mention>@{called(reader.groups, id) ?? (label.replace(/^@/, '') || id)}</Mention>
  }
  if (target.startsWith('!date^')) return <SlackDate token={target} fallback={label} reader={reader} />
  if (target.startsWith('!')) return <Mention kind="broadcast">@{target.slice(1)}</Mention>
  return <SafeLink to={target}>{label || unescaped(target)}</SafeLink>
}
const called = (among: Reader['channels'], id: string): string | undefined =>
  among.find((each) => each.id === id)?.name

export const Mention = ({
  kind = 'person',
  children,
}: {
  kind?: 'person' | 'broadcast'
  children: ReactNode
}) => <span className={`b-mention b-${kind}`}>{children}</span>

export const Emoji = ({ name }: { name: string }) =>
  EMOJI[name] ? (
    <span role="img" aria-label={name.replaceAll('_', ' ')} className="b-emoji">
      {EMOJI[name]}
    </span>
  ) : (
    `:${name}:`
  )

/** Only addresses that a browser may safely follow become links. */
export const SafeLink = ({ to, children }: { to: string; children: ReactNode }) =>
  isSafe(to) ? (
    <a className="b-link" href={unescaped(to)} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  ) : (
    children
  )
export const isSafe = (address: string): boolean => /^(https?:\/\/|mailto:)/i.test(address)

const SlackDate = ({ token, fallback, reader }: { token: string; fallback: string; reader: Reader }) => {
  const [, seconds = '', format = '', address = ''] = token.split('^')
  const words = dateWords(Number(seconds), format, reader) ?? fallback
  return address ? <SafeLink to={address}>{words}</SafeLink> : <time title={fallback}>{words}</time>
}

/** Inside code nothing is marked up, and an address or a name is what it is. */
const bare = (source: string, reader: Reader): string =>
  unescaped(
    source.replace(/<([^<>]+)>/g, (_, token: string) => {
      const [target = '', label = ''] = token.split('|')
      return target.startsWith('@') ? `@${nameOf(reader, target.slice(1))}` : label || target
    }),
  )
