import { type KeyboardEvent, useRef } from 'react'
import type { Conversation } from '../wire.ts'
import { ChannelMark } from './heading.tsx'
import { focusedIn } from './menu.tsx'
import { useStage } from './stage.ts'

/** Every conversation; on a phone a drawer. Arrows move within it, so that it costs one stop of the Tab key. */
export const Sidebar = ({ current, close }: { current: string; close(): void }) => {
  const { seen, words } = useStage()
  const list = useRef<HTMLElement>(null)
  const { channels } = seen
  const parts = [
    { title: words.apps, items: channels.filter(({ kind }) => kind === 'im') },
    { title: words.channels, items: channels.filter(({ kind, member }) => kind !== 'im' && member) },
    { title: words.otherChannels, items: channels.filter(({ kind, member }) => kind !== 'im' && !member) },
  ]
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
    const entries = [...(list.current?.querySelectorAll<HTMLElement>('button.channel:enabled') ?? [])]
    const at = focusedIn(entries)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    entries.at(to % entries.length)?.focus()
  }
  return (
    <>
      <nav ref={list} className="sidebar" aria-label={words.channels} data-region="" onKeyDown={move}>
        <p className="workspace-name">{seen.team}</p>
        {parts.map(
          ({ title, items }) =>
            items.length > 0 && (
              <section key={title} aria-label={title}>
                <h2>{title}</h2>
                <ul>
                  {items.map((each) => (
                    <li key={each.id}>
                      <Entry conversation={each} current={each.id === current} close={close} />
                    </li>
                  ))}
                </ul>
              </section>
            ),
        )}
      </nav>
      <button type="button" className="scrim" tabIndex={-1} aria-label={words.close} onClick={close} />
    </>
  )
}

interface Entered {
  conversation: Conversation
  current: boolean
  close(): void
}
const Entry = ({ conversation, current, close }: Entered) => {
  const { words, act, goTo } = useStage()
  const { id, name, kind, member, archived, unread } = conversation
  const enter = async () => {
    if (!member) await act({ act: 'joins', channel: id })
    goTo(id)
    close()
  }
  return (
    <button
      type="button"
      className={`channel ${current ? 'current' : ''} ${unread && !current ? 'unread' : ''} ${member ? '' : 'outside'}`}
      aria-current={current ? 'page' : undefined}
      tabIndex={current ? 0 : -1}
      disabled={!member && archived}
      data-tour={`in ${kind === 'im' ? 'direct' : name}`}
      onClick={() => void enter()}
    >
      <ChannelMark kind={kind} />
      <span className="channel-name">{name}</span>
      {archived && <span className="quiet">{words.archived}</span>}
      {!member && !archived && <span className="quiet">{words.join}</span>}
      {unread > 0 && !current && (
        <span className="badge" role="img" aria-label={words.unread(unread)}>
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </button>
  )
}
