import { memo } from 'react'
import type { Visible } from '../server/person.ts'
import { Blocks } from './blocks.tsx'
import { Boundary } from './boundary.tsx'
import { emojiOf, REACTIONS } from './emoji.ts'
import { EmojiPicker } from './emoji-picker.tsx'
import { Files } from './files.tsx'
import { Icon } from './icon.tsx'
import { Menu, MenuEntry } from './menu.tsx'
import { Mrkdwn } from './mrkdwn.tsx'
import { Avatar } from './people.tsx'
import { dateWords, nameOf } from './reader.ts'
import { useStage } from './stage.ts'

interface Shown {
  message: Visible
  /** Goes on from the one before, by the same person. */
  follows: boolean
  inThread: boolean
  tabIndex: 0 | -1
  answered: Answered | null
}

const Drawn = ({ message, follows, inThread, tabIndex, answered }: Shown) => {
  const { seen, words, reader } = useStage()
  const { kind, ts, from, user, edited, reactions, files } = message
  const time = dateWords(Number(ts), '{time}', reader) ?? ''
  const fromApp = user === seen.app.userId
  const notice = kind === 'ephemeral'
  return (
    <article
      className={`message ${kind} ${follows ? 'follows' : ''}`}
      aria-label={`${from}, ${time}`}
      tabIndex={tabIndex}
      data-ts={ts}
    >
      <div className="gutter">
        {follows ? (
          <time className="gutter-time">{time.replace(/\s?[AP]M$/i, '')}</time>
        ) : (
          <Avatar person={{ id: user, realName: from, bot: fromApp }} />
        )}
      </div>
      <div className="message-body">
        {notice && (
          <p className="only-you">
            <Icon name="eye" size={14} /> {words.onlyYou}
          </p>
        )}
        {!follows && (
          <p className="author">
            <strong>{from}</strong>
            {(fromApp || user === 'USLACKBOT') && <span className="tag">APP</span>}
            <time className="quiet">{time}</time>
          </p>
        )}
        <Boundary words={words.failed} of={message.shows}>
          <Content message={message} fromApp={fromApp} />
          {edited && <span className="quiet edited"> {words.edited}</span>}
          {files.length > 0 && <Files ids={files} />}
        </Boundary>
        {reactions.length > 0 && <Reactions message={message} />}
        {answered && <Replies ts={ts} answered={answered} />}
      </div>
      {!notice && <Toolbar message={message} inThread={inThread} who={nameOf(reader, user)} time={time} />}
    </article>
  )
}

/** Each look brings all messages anew; only those that say something else are drawn again. */
export const Message = memo(Drawn, (before, now) => JSON.stringify(before) === JSON.stringify(now))

/** People's words come with a copy in blocks, which says the same: the words are what they typed. */
const Content = ({ message, fromApp }: { message: Visible; fromApp: boolean }) =>
  fromApp && message.blocks.length > 0 ? (
    <Blocks blocks={message.blocks} on={message.ts} values={message.values} surface="message" />
  ) : (
    message.text && (
      <div className="words">
        <Mrkdwn text={message.text} />
      </div>
    )
  )

const Reactions = ({ message: { ts, channel, reactions } }: { message: Visible }) => {
  const { me, reader, words, act } = useStage()
  const on = { ts, channel }
  return (
    <div className="reactions">
      {reactions.map(({ name, users }) => {
        const own = users.includes(me)
        const who = users.map((id) => nameOf(reader, id)).join(', ')
        return (
          <button
            key={name}
            type="button"
            className={`reaction ${own ? 'own' : ''}`}
            aria-pressed={own}
            aria-label={`${name}: ${who}`}
            title={`${who} :${name}:`}
            onClick={() => void act({ act: own ? 'unreacts' : 'reacts', on, emoji: name })}
          >
            {emojiOf(name)} <span>{users.length}</span>
          </button>
        )
      })}
      <EmojiPicker
        label={words.react}
        className="reaction add"
        onPick={(emoji) => void act({ act: 'reacts', on, emoji })}
      />
    </div>
  )
}

const QUICK = REACTIONS.slice(0, 3)

interface Tools {
  message: Visible
  inThread: boolean
  who: string
  time: string
}
const Toolbar = ({ message: { ts, channel, thread_ts, user }, inThread, who, time }: Tools) => {
  const { seen, me, words, act, openThread } = useStage()
  const on = { ts, channel }
  const shortcuts = seen.shortcuts.filter(({ type }) => type === 'message')
  const picked = (close: () => void, run: () => void) => () => {
    close()
    run()
  }
  return (
    <div className="toolbar" role="toolbar" aria-label={words.actionsFor(who, time)}>
      {QUICK.map((emoji) => (
        <button
          key={emoji}
          type="button"
          className="icon quick"
          aria-label={words.reactWith(emoji)}
          title={`:${emoji}:`}
          onClick={() => void act({ act: 'reacts', on, emoji })}
        >
          {emojiOf(emoji)}
        </button>
      ))}
      <EmojiPicker
        label={words.react}
        className="icon"
        onPick={(emoji) => void act({ act: 'reacts', on, emoji })}
      />
      {!inThread && (
        <button
          type="button"
          className="icon"
          aria-label={words.replyInThread}
          title={words.replyInThread}
          onClick={() => openThread(thread_ts ?? ts)}
        >
          <Icon name="thread" />
        </button>
      )}
      <Menu label={words.more} className="icon" face={<Icon name="more" />}>
        {(close) => (
          <>
            {!inThread && (
              <MenuEntry onPick={picked(close, () => openThread(thread_ts ?? ts))}>
                {words.replyInThread}
              </MenuEntry>
            )}
            {shortcuts.map(({ name, callback_id: callbackId }) => (
              <MenuEntry
                key={callbackId}
                onPick={picked(close, () => void act({ act: 'shortcut', callbackId, on }))}
              >
                <Icon name="bolt" /> {name} <span className="quiet">{seen.app.name}</span>
              </MenuEntry>
            ))}
            {user === me && (
              <MenuEntry danger onPick={picked(close, () => void act({ act: 'deletes', on }))}>
                {words.delete}
              </MenuEntry>
            )}
          </>
        )}
      </Menu>
    </div>
  )
}

interface Answered {
  count: number
  last: string
  by: readonly { user: string; from: string }[]
}

const FACES = 4
/** How many have answered, and when last; null when nobody has. */
export const answersTo = ({ ts }: Visible, messages: readonly Visible[]): Answered | null => {
  const replies = messages.filter((it) => it.kind === 'message' && it.thread_ts === ts && it.ts !== ts)
  const last = replies.at(-1)
  if (!last) return null
  const by = [...new Map(replies.map(({ user, from }) => [user, { user, from }])).values()].slice(0, FACES)
  return { count: replies.length, last: last.ts, by }
}

const Replies = ({ ts, answered: { count, last, by } }: { ts: string; answered: Answered }) => {
  const { seen, words, reader, openThread, thread } = useStage()
  return (
    <button
      type="button"
      className="replies"
      aria-expanded={thread === ts}
      onClick={() => openThread(thread === ts ? null : ts)}
    >
      {by.map(({ user, from }) => (
        <Avatar key={user} person={{ id: user, realName: from, bot: user === seen.app.userId }} />
      ))}
      <span className="replies-count">{words.replies(count)}</span>
      <span className="quiet">{words.lastReply(dateWords(Number(last), '{ago}', reader) ?? '')}</span>
    </button>
  )
}
