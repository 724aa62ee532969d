import { useEffect, useMemo, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Blocks } from '#playground/ui/blocks.tsx'
import { Files } from '#playground/ui/files.tsx'
import { Home } from '#playground/ui/home.tsx'
import { Modals } from '#playground/ui/modals.tsx'
import { Mrkdwn } from '#playground/ui/mrkdwn.tsx'
import { isObject } from '#playground/ui/shapes.ts'
import { type Stage, StageProvider } from '#playground/ui/stage.ts'
import { wordsFor } from '#playground/ui/words.ts'
import type { Act, Snapshot } from '#playground/wire.ts'

// A page with nothing but what is inside messages, modals and the Home, on a real playground.

const asked = new URLSearchParams(location.search)
const who = asked.get('as') ?? ''
const channel = asked.get('channel') ?? ''
const theme = asked.get('theme') === 'dark' ? 'dark' : 'light'
document.documentElement.setAttribute('data-theme', theme)

const Gallery = () => {
  const [seen, setSeen] = useState<Snapshot | null>(null)
  const [toast, setToast] = useState('')
  const looks = useRef(0)
  useEffect(() => {
    const look = async () => {
      const mine = ++looks.current
      const answer = await fetch(`/playground/state?as=${who}&channel=${channel}`)
      const read: Snapshot = await answer.json()
      if (mine === looks.current) setSeen(read)
    }
    const changes = new EventSource('/playground/changes')
    changes.addEventListener('message', () => void look())
    return () => changes.close()
  }, [])
  const act = useMemo(
    () => async (given: Act) => {
      const answer = await fetch('/playground/act', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as: who, act: given }),
      })
      const read: unknown = await answer.json()
      if (!answer.ok) setToast(isObject(read) ? String(read.error) : 'failed')
      return isObject(read) ? (read.result ?? null) : null
    },
    [],
  )
  const me = seen?.people.find(({ id }) => id === seen.me)
  if (!seen || !me) return null
  const stage: Stage = {
    seen,
    me: seen.me,
    reader: {
      timeZone: me.timeZone,
      locale: me.locale,
      now: seen.now,
      users: seen.people.map(({ id, realName }) => ({ id, name: realName })),
      channels: seen.channels,
      groups: seen.groups.map(({ id, handle }) => ({ id, name: handle })),
    },
    words: wordsFor(me.locale),
    theme,
    act,
    tell: setToast,
    thread: null,
    openThread() {},
    goTo() {},
  }
  return (
    <StageProvider value={stage}>
      <main className="gallery" lang={me.locale}>
        <h1>Gallery</h1>
        <h2>Messages</h2>
        <p role="status">{toast}</p>
        {seen.messages.map(({ ts, text, blocks, files, values }) => (
          <section key={ts} className="gallery-message" aria-label={text}>
            {blocks.length === 0 ? (
              <Mrkdwn text={text} />
            ) : (
              <Blocks blocks={blocks} on={ts} values={values} surface="message" />
            )}
            <Files ids={files} />
          </section>
        ))}
        {asked.has('home') && <Home />}
      </main>
      <Modals />
    </StageProvider>
  )
}

const root = document.getElementById('page')
if (root) createRoot(root).render(<Gallery />)
