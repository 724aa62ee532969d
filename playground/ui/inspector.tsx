import { useEffect, useState } from 'react'
import type { CallDetail, CallLine, Strike } from '../wire.ts'
import { useStage } from './stage.ts'

export const isWrong = ({ flag, ms, limit }: CallLine): boolean =>
  flag !== null || (ms !== null && limit !== null && ms > limit)

/** Everything that went between Slack and the app, newest first: how long it took, and what is wrong in red. */
export const Inspector = ({ close }: { close(): void }) => {
  const { words } = useStage()
  const [opened, setOpened] = useState<number | null>(null)
  return (
    <aside
      className="inspector"
      aria-label={words.inspector.name}
      data-region=""
      onKeyDown={({ key, defaultPrevented }) => {
        if (key !== 'Escape' || defaultPrevented) return
        if (opened === null) close()
        else setOpened(null)
      }}
    >
      <header className="heading">
        <div className="heading-line">
          <h2>{words.inspector.title}</h2>
          <button type="button" className="icon" aria-label={words.close} title={words.close} onClick={close}>
            ✕
          </button>
        </div>
      </header>
      {opened === null ? <Calls open={setOpened} /> : <Detail number={opened} back={() => setOpened(null)} />}
    </aside>
  )
}

const Calls = ({ open }: { open(number: number): void }) => {
  const { seen, words } = useStage()
  const [filter, setFilter] = useState('')
  const [onlyWrong, setOnlyWrong] = useState(false)
  const found = seen.calls.filter(
    (call) => (!onlyWrong || isWrong(call)) && call.title.toLowerCase().includes(filter.trim().toLowerCase()),
  )
  return (
    <>
      <div className="inspector-tools">
        <input
          type="search"
          value={filter}
          placeholder={words.inspector.filter}
          aria-label={words.inspector.filter}
          onChange={({ target }) => setFilter(target.value)}
        />
        <label>
          <input
            type="checkbox"
            checked={onlyWrong}
            onChange={({ target }) => setOnlyWrong(target.checked)}
          />
          {words.inspector.onlyFlagged}
        </label>
      </div>
      <Strikes />
      {found.length === 0 ? (
        <p className="nothing">{words.inspector.none}</p>
      ) : (
        <ol className="calls" reversed>
          {found.toReversed().map((call) => (
            <li key={call.number}>
              <Line call={call} open={() => open(call.number)} />
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

const Line = ({ call, open }: { call: CallLine; open(): void }) => {
  const { words } = useStage()
  const { kind, title, ms, limit, flag } = call
  const wrong = isWrong(call)
  const direction = kind === 'call' ? words.inspector.from : words.inspector.to
  return (
    <button type="button" className={`call ${wrong ? 'wrong' : ''}`} onClick={open}>
      <span
        className={`direction ${kind === 'call' ? 'from' : 'to'}`}
        role="img"
        aria-label={direction}
        title={direction}
      >
        {kind === 'call' ? '→' : '←'}
      </span>
      <span className="call-title">
        {title}
        {flag && <span className="call-flag">⚠ {flag}</span>}
      </span>
      <span className="call-ms">
        {ms === null ? words.inspector.waiting : `${ms} ms`}
        {limit !== null && <span className="quiet"> / {limit}</span>}
      </span>
    </button>
  )
}

const Detail = ({ number, back }: { number: number; back(): void }) => {
  const { seen, words, tell } = useStage()
  const [detail, setDetail] = useState<CallDetail | null>(null)
  const ms = seen.calls.find((each) => each.number === number)?.ms
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read again once it has been answered.
  useEffect(() => {
    const given = new AbortController()
    fetch(`/playground/call?number=${number}`, { signal: given.signal })
      .then((response) => (response.ok ? response.json() : null))
      .then(setDetail)
      .catch(() => setDetail(null))
    return () => given.abort()
  }, [number, ms])
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text)
    tell(words.inspector.copied)
  }
  return (
    <div className="detail">
      <button type="button" className="link" onClick={back}>
        ← {words.back}
      </button>
      {detail && (
        <>
          <h3>
            {detail.call.kind === 'call'
              ? detail.call.method
              : `${detail.call.envelope} · ${detail.call.about}`}
          </h3>
          <p className="quiet">{facts(detail.call)}</p>
          <h4>
            {words.inspector.asTest}
            <button type="button" className="button small" onClick={() => void copy(detail.test)}>
              {words.inspector.copy}
            </button>
          </h4>
          <Code label={words.inspector.asTest} text={detail.test} />
          <h4>{words.inspector.payload}</h4>
          <Code
            label={words.inspector.payload}
            text={pretty(detail.call.kind === 'call' ? detail.call.args : detail.call.payload)}
          />
          <h4>{words.inspector.answer}</h4>
          <Code
            label={words.inspector.answer}
            text={pretty(detail.call.kind === 'call' ? detail.call.answer : detail.call.ack)}
          />
        </>
      )}
    </div>
  )
}

const facts = (call: CallDetail['call']): string =>
  [
    call.at,
    call.kind === 'call'
      ? `HTTP ${call.status}`
      : `${call.by}${call.attempt ? ` · retry ${call.attempt}` : ''}`,
    ...(call.ms === null ? [] : [`${call.ms} ms`]),
    ...(call.flag ? [`⚠ ${call.flag}`] : []),
  ].join(' · ')

const Code = ({ label, text }: { label: string; text: string }) => (
  <section aria-label={label}>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
    <pre tabIndex={0}>{text}</pre>
  </section>
)
/** Blocks and views travel as JSON within JSON: they are read where they stand. */
const pretty = (value: unknown): string =>
  JSON.stringify(value ?? null, (_, each) => (typeof each === 'string' ? within(each) : each), 2)
const within = (words: string): unknown => {
  if (!/^[[{]/.test(words)) return words
  try {
    return JSON.parse(words)
  } catch {
    return words
  }
}

/** What the app calls most often; whatever it has called is offered too. */
const METHODS = [
  'chat.postMessage',
  'chat.postEphemeral',
  'chat.update',
  'views.open',
  'views.publish',
] as const

const Strikes = () => {
  const { seen, words, act, tell } = useStage()
  const [method, setMethod] = useState('chat.postMessage')
  const [fault, setFault] = useState<Strike>('rate-limited')
  const called = seen.calls
    .filter(({ kind }) => kind === 'call')
    .map(({ title }) => title.split(' ')[0] ?? '')
  const known = [...new Set([...METHODS, ...called])].filter((each) => each.includes('.')).sort()
  const faults = Object.keys(words.inspector.faults) as Strike[]
  const set = async () => {
    if ((await act({ act: 'strikes', method, fault })) !== null) tell(words.inspector.struck(method))
  }
  return (
    <details className="strikes">
      <summary>{words.inspector.fault}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void set()
        }}
      >
        <label>
          {words.inspector.method}
          <select value={method} onChange={({ target }) => setMethod(target.value)}>
            {known.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <label>
          {words.inspector.faultName}
          <select
            value={fault}
            onChange={({ target }) => setFault(faults.find((each) => each === target.value) ?? fault)}
          >
            {faults.map((each) => (
              <option key={each} value={each}>
                {words.inspector.faults[each]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button">
          {words.inspector.strike}
        </button>
      </form>
    </details>
  )
}
