import type { Conversation } from '../wire.ts'
import { Composer } from './composer.tsx'
import { useStage } from './stage.ts'
import { Timeline } from './timeline.tsx'

/** One message and what was answered to it: beside the channel, or on a phone in its place. */
export const Thread = ({ thread, conversation }: { thread: string; conversation: Conversation }) => {
  const { seen, words, openThread } = useStage()
  const close = () => openThread(null)
  return (
    <aside
      className="thread"
      aria-label={words.thread}
      onKeyDown={({ key, defaultPrevented }) => {
        if (key === 'Escape' && !defaultPrevented) close()
      }}
    >
      <header className="heading">
        <div className="heading-line">
          <h2>{words.thread}</h2>
          <span className="topic">
            {conversation.kind === 'im' ? conversation.name : `#${conversation.name}`}
          </span>
          <button type="button" className="icon" aria-label={words.close} title={words.close} onClick={close}>
            ✕
          </button>
        </div>
      </header>
      <Timeline
        label={words.thread}
        messages={seen.messages.filter(({ ts, thread_ts }) => ts === thread || thread_ts === thread)}
        conversation={conversation}
        inThread
      />
      <Composer conversation={conversation} thread={thread} />
    </aside>
  )
}
