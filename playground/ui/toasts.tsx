import { useCallback, useRef, useState } from 'react'

interface Toast {
  key: number
  words: string
}
const SHOWN_MS = 7000

/** Short notices, said aloud, that go away by themselves. */
export const useToasts = () => {
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const next = useRef(0)
  const drop = useCallback((key: number) => setToasts((all) => all.filter((it) => it.key !== key)), [])
  const tell = useCallback(
    (words: string) => {
      const key = next.current++
      setToasts((all) => [...all.slice(-3), { key, words }])
      setTimeout(() => drop(key), SHOWN_MS)
    },
    [drop],
  )
  return { toasts, tell, drop }
}

export const Toasts = ({
  toasts,
  close,
  drop,
}: {
  toasts: readonly Toast[]
  close: string
  drop(key: number): void
}) => (
  <div className="toasts" role="status" aria-live="polite">
    {toasts.map(({ key, words }) => (
      <p key={key} className="toast">
        {words}
        <button type="button" className="icon" aria-label={close} onClick={() => drop(key)}>
          ✕
        </button>
      </p>
    ))}
  </div>
)
