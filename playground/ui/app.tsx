import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Snapshot } from '../wire.ts'
import { Boundary } from './boundary.tsx'
import { Clock } from './clock.tsx'
import { Composer } from './composer.tsx'
import { Heading, type Tab } from './heading.tsx'
import { Home } from './home.tsx'
import { Inspector, isWrong } from './inspector.tsx'
import { Modals } from './modals.tsx'
import { PageMenu } from './page-menu.tsx'
import { People } from './people.tsx'
import { useRegions } from './regions.ts'
import { Sidebar } from './sidebar.tsx'
import { type Stage, StageProvider, useStage } from './stage.ts'
import { useTheme } from './theme.ts'
import { Thread } from './thread.tsx'
import { Timeline, topLevel } from './timeline.tsx'
import { Toasts, useToasts } from './toasts.tsx'
import { Tour, useTour } from './tour.tsx'
import { wordsFor } from './words.ts'
import { type Look, useWorkspace } from './workspace.ts'

/** The workspace page: what one person sees of the playground, and what they do in it. */
export const App = () => {
  const { toasts, tell, drop } = useToasts()
  const workspace = useWorkspace(tell)
  const colours = useTheme()
  const { look, view, reached } = workspace
  const words = wordsFor(look?.seen.people.find(({ id }) => id === view.as)?.locale ?? navigator.language)
  return (
    <>
      {look ? (
        <Workspace {...workspace} look={look} tell={tell} colours={colours} />
      ) : (
        <p className="waiting" aria-busy="true">
          {reached ? words.startingUp : words.unreachable}
        </p>
      )}
      <Toasts toasts={toasts} close={words.close} drop={drop} />
    </>
  )
}

interface Seen extends ReturnType<typeof useWorkspace> {
  look: Look
  tell(words: string): void
  colours: ReturnType<typeof useTheme>
}

const Workspace = ({ look, view, reached, go, actAs, showEarlier, tell, colours }: Seen) => {
  const { seen } = look
  const me = view.as
  const mine = seen.people.find(({ id }) => id === me)
  const words = wordsFor(mine?.locale ?? 'en')
  const act = useCallback<Stage['act']>((given) => actAs(me, given), [actAs, me])
  const stage = useMemo<Stage>(
    () => ({
      seen,
      me,
      words,
      reader: {
        timeZone: mine?.timeZone ?? 'UTC',
        locale: mine?.locale ?? 'en',
        now: seen.now,
        users: seen.people.map(({ id, realName: name }) => ({ id, name })),
        channels: seen.channels,
        groups: seen.groups.map(({ id, handle: name }) => ({ id, name })),
      },
      theme: colours.theme,
      act,
      tell,
      thread: view.thread,
      openThread: (thread) => go({ thread }),
      goTo: (channel) => go({ channel }),
    }),
    [seen, me, mine, words, colours.theme, act, tell, view.thread, go],
  )
  useLanguage(mine?.locale ?? 'en')
  useTitle(seen)
  useToldOnce(seen, tell)
  useRegions()

  const [drawer, setDrawer] = useState(false)
  const [inspecting, setInspecting] = useState(false)
  const tour = useTour(stage, view, go)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever arrives somewhere has used the drawer.
  useEffect(() => setDrawer(false), [view.channel, view.as])

  const own = look.as === view.as
  const there = own && look.channel === view.channel
  return (
    <StageProvider value={stage}>
      <div className="app">
        <button type="button" className="skip" onClick={skipToMessages}>
          {words.skip}
        </button>
        <header className="top" data-region="">
          <DrawerButton open={drawer} toggle={() => setDrawer(!drawer)} />
          <strong className="team">{seen.team}</strong>
          <span className={`state ${seen.app.listening ? '' : 'bad'}`} role="status">
            {seen.app.listening ? words.connected(seen.app.name) : words.notConnected(seen.app.name)}
          </span>
          <span className="spring" />
          <Clock go={go} />
          <button type="button" className="top-button wide-only" onClick={tour.begin}>
            {words.tour.start}
          </button>
          <InspectorButton open={inspecting} toggle={() => setInspecting(!inspecting)} />
          <People become={(as) => go({ as, channel: alike(seen, view.channel) })} />
          <PageMenu colours={colours} begin={tour.begin} inspect={() => setInspecting(!inspecting)} />
        </header>
        {!reached && (
          <p className="banner" role="alert">
            {words.unreachable}
          </p>
        )}
        {seen.startOver === 'running' && (
          <p className="banner calm" role="status">
            {words.startingOver}
          </p>
        )}
        <div className={`columns ${drawer ? 'drawer-open' : ''}`}>
          {own && <Sidebar current={view.channel} close={() => setDrawer(false)} />}
          {there ? (
            <Conversation key={`${me} ${view.channel}`} channel={view.channel} showEarlier={showEarlier} />
          ) : (
            <main className="conversation" aria-busy="true" />
          )}
          {inspecting && <Inspector close={() => setInspecting(false)} />}
        </div>
        {own && <Tour {...tour} />}
        {own && (
          <Boundary words={words.failed} of={seen.modals.at(-1)?.hash ?? ''} key={me}>
            <Modals />
          </Boundary>
        )}
      </div>
    </StageProvider>
  )
}

const skipToMessages = (): void => document.querySelector<HTMLElement>('#messages')?.focus()

const DrawerButton = ({ open, toggle }: { open: boolean; toggle(): void }) => {
  const { seen, words } = useStage()
  const unread = seen.channels.some((each) => each.unread > 0)
  return (
    <button
      type="button"
      className={`top-button narrow-only drawer-button ${unread ? 'has-unread' : ''}`}
      aria-label={words.channels}
      aria-expanded={open}
      onClick={toggle}
    >
      ☰
    </button>
  )
}

const InspectorButton = ({ open, toggle }: { open: boolean; toggle(): void }) => {
  const { seen, words } = useStage()
  const flagged = seen.calls.filter(isWrong).length
  return (
    <button
      type="button"
      className={`top-button wide-only ${flagged ? 'flagged' : ''}`}
      aria-expanded={open}
      onClick={toggle}
    >
      {flagged ? words.inspector.flagged(flagged) : words.inspector.name}
    </button>
  )
}

/** The conversation, and beside it the thread: alive for as long as one person stays in one place. */
const Conversation = ({ channel, showEarlier }: { channel: string; showEarlier(): void }) => {
  const { seen, words, thread, act } = useStage()
  const [tab, setTab] = useState<Tab>('messages')
  const current = seen.channels.find(({ id }) => id === channel)
  const direct = current?.kind === 'im'
  // As in Slack, the app hears that its conversation is looked at.
  useEffect(() => {
    if (direct) void act({ act: tab === 'home' ? 'opensHome' : 'opensMessages' })
  }, [direct, tab, act])
  if (!current) return <main className="conversation">{words.empty}</main>
  return (
    <>
      <main className={`conversation ${thread ? 'beside-thread' : ''}`}>
        <Heading conversation={current} tab={tab} setTab={setTab} />
        {tab === 'home' ? (
          <div className="home" role="tabpanel" aria-label={words.home} data-region="">
            <Boundary words={words.failed} of={seen.home?.hash ?? ''}>
              <Home />
            </Boundary>
          </div>
        ) : (
          <>
            <Timeline
              label={words.messages}
              messages={topLevel(seen.messages, thread)}
              conversation={current}
              showEarlier={showEarlier}
            />
            <Composer conversation={current} thread={null} />
          </>
        )}
      </main>
      {thread && tab === 'messages' && <Thread key={thread} thread={thread} conversation={current} />}
    </>
  )
}

/** Where somebody else would look: the same channel, or their own direct messages. */
const alike = ({ channels }: Snapshot, channel: string): string =>
  channels.find(({ id }) => id === channel)?.kind === 'im' ? 'direct' : channel

const useLanguage = (locale: string): void =>
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])

const useTitle = ({ app, team, channels }: Snapshot): void => {
  const unread = channels.reduce((all, each) => all + each.unread, 0)
  useEffect(() => {
    document.title = `${unread ? `(${unread}) ` : ''}${app.name} playground · ${team}`
  }, [app.name, team, unread])
}

/** What Slack says in passing: each once, and nothing that was said before one came. */
const useToldOnce = ({ me, toasts }: Snapshot, tell: (words: string) => void): void => {
  const told = useRef({ me, count: toasts.length })
  useEffect(() => {
    const before = told.current.me === me ? told.current.count : toasts.length
    for (const words of toasts.slice(before)) tell(words)
    told.current = { me, count: toasts.length }
  }, [me, toasts, tell])
}
