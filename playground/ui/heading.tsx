import type { KeyboardEvent } from 'react'
import type { Conversation } from '../wire.ts'
import { Icon } from './icon.tsx'
import { useStage } from './stage.ts'

export const TABS = ['home', 'messages'] as const
export type Tab = (typeof TABS)[number]

interface Headed {
  conversation: Conversation
  tab: Tab
  setTab(tab: Tab): void
}

/** Where one is, and for an app whether one looks at its messages or its Home. */
export const Heading = ({ conversation: { kind, name, topic, archived, hasApp }, tab, setTab }: Headed) => {
  const { seen, words } = useStage()
  const other = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    setTab(tab === 'home' ? 'messages' : 'home')
    const [sibling] = [
      event.currentTarget.nextElementSibling,
      event.currentTarget.previousElementSibling,
    ].filter((each) => each instanceof HTMLElement)
    sibling?.focus()
  }
  return (
    <header className="heading">
      <div className="heading-line">
        <h1>
          <ChannelMark kind={kind} /> {name}
        </h1>
        {topic && <span className="topic">{topic}</span>}
        {archived && <span className="state calm">{words.archived}</span>}
        {!hasApp && !archived && <span className="state bad">{words.notHere(seen.app.name)}</span>}
      </div>
      {kind === 'im' && seen.app.homeTab !== false && (
        <div role="tablist" aria-label={name} className="tabs">
          {TABS.map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              aria-selected={tab === each}
              tabIndex={tab === each ? 0 : -1}
              onClick={() => setTab(each)}
              onKeyDown={other}
            >
              {words[each]}
            </button>
          ))}
        </div>
      )}
    </header>
  )
}

export const ChannelMark = ({ kind }: Pick<Conversation, 'kind'>) => (
  <span className={`channel-mark ${kind}`} aria-hidden="true">
    {{ public: '#', private: <Icon name="lock" size={14} />, im: '●' }[kind]}
  </span>
)
