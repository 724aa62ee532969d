import { useEffect, useId, useRef, useState } from 'react'
import type { Json } from '../server/json.ts'
import { marked } from './mrkdwn.tsx'
import { object, plain, string } from './shapes.ts'
import { useStage } from './stage.ts'

/** Slack's question before something is done. `sure` resolves with the answer; `dialog` belongs somewhere on the page. */
export const useConfirm = (confirm: Json | null) => {
  const [answer, setAnswer] = useState<((yes: boolean) => void) | null>(null)
  const sure = (): Promise<boolean> =>
    confirm ? new Promise((resolve) => setAnswer(() => resolve)) : Promise.resolve(true)
  const dialog = confirm && answer && (
    <Question
      confirm={confirm}
      answer={(yes) => {
        setAnswer(null)
        answer(yes)
      }}
    />
  )
  return { sure, dialog }
}

const Question = ({ confirm, answer }: { confirm: Json; answer: (yes: boolean) => void }) => {
  const { words, reader } = useStage()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  const text = object(confirm.text)
  return (
    <dialog
      ref={dialog}
      className="b-dialog b-confirm"
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}text`}
      onCancel={(event) => {
        event.preventDefault()
        answer(false)
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id={`${id}title`}>{plain(confirm.title) || words.sure}</h2>
      <div id={`${id}text`} className="b-confirm-text">
        {text.type === 'mrkdwn' ? marked(string(text.text), reader) : plain(text)}
      </div>
      <div className="b-row b-end">
        <button type="button" className="b-button" onClick={() => answer(false)}>
          {plain(confirm.deny) || words.cancel}
        </button>
        <button
          type="button"
          className={`b-button ${confirm.style === 'danger' ? 'danger' : 'primary'}`}
          onClick={() => answer(true)}
        >
          {plain(confirm.confirm) || words.yes}
        </button>
      </div>
    </dialog>
  )
}
