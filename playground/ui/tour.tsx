import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { base64Of } from './composer.tsx'
import { draftKey, putDraft } from './drafts.ts'
import { type Stage, useStage } from './stage.ts'
import { type Language, type Mark, STEPS, type Step } from './tour-steps.ts'
import { localeOf, wordsFor } from './words.ts'
import { conversationIn, type View } from './workspace.ts'

interface Walk {
  language: Language
  step: number
  /** The playground's time when it began. */
  since: number
  done: readonly string[]
}

type Go = (to: Partial<View>) => void

/** The guided tour: where one is in it, kept while the page is reloaded. */
export const useTour = ({ seen, me }: Stage, view: View, go: Go) => {
  const [walk, setWalk] = useState<Walk | null>(remembered)
  useEffect(() => remember(walk), [walk])
  const step = walk ? STEPS[walk.step] : undefined
  const place = step && walk ? placeOf(step, walk.language, seen) : null
  const there = place !== null && place.as === me && place.channel === view.channel && seen.me === me
  const came = walk && step && there ? (step.done?.(seen, walk.since) ?? false) : false
  useEffect(() => {
    if (came && step)
      setWalk((it) => it && { ...it, done: it.done.includes(step.id) ? it.done : [...it.done, step.id] })
  }, [came, step])

  const anew = seen.startOver === 'running'
  useEffect(() => {
    if (anew) setWalk(null)
  }, [anew])

  const begin = useCallback(() => {
    const locale = seen.people.find(({ id }) => id === me)?.locale ?? 'en'
    const next: Walk = { language: localeOf(locale), step: 0, since: newestKnown(seen), done: [] }
    setWalk(next)
    const first = STEPS[0] && placeOf(STEPS[0], next.language, seen)
    if (first) go({ as: first.as, channel: first.channel })
  }, [seen, me, go])
  const turn = (by: number) => setWalk((it) => it && { ...it, step: it.step + by })
  return { walk, step: step ?? null, place, there, begin, turn, end: () => setWalk(null), go }
}

/** A clock that was set back leaves messages ahead of it: those are no news either. */
const newestKnown = ({ now, messages, channels }: Stage['seen']): number =>
  Math.max(
    now,
    ...[...messages.map(({ ts }) => ts), ...channels.map(({ read }) => read)].map(
      (ts) => Number(ts) * 1000 + 1,
    ),
  )

interface Place {
  as: string
  who: string
  channel: string
  where: string
}

/** Null when this workspace knows no such person. */
const placeOf = (step: Step, language: Language, seen: Stage['seen']): Place | null => {
  const person = seen.people.find(({ name }) => name === step.as[language])
  if (!person) return null
  const wanted = step.in[language]
  const own = seen.me === person.id
  return {
    as: person.id,
    who: person.realName,
    channel: own ? conversationIn(seen.channels, wanted) : wanted,
    where: wanted === 'direct' ? seen.app.name : `#${wanted}`,
  }
}

/** The card of the present step. It lies beside what it speaks of, and never keeps one from anything. */
export const Tour = ({ walk, step, place, there, turn, end, go }: ReturnType<typeof useTour>) => {
  const { me, seen, act } = useStage()
  const card = useRef<HTMLElement>(null)
  const ring = useRef<HTMLDivElement>(null)
  const points: readonly Mark[] =
    !step || !place
      ? []
      : there
        ? step.points
        : [place.as === me ? { place: `in ${step.in[walk?.language ?? 'en']}` } : { place: 'people' }]
  usePointing(card, ring, points)
  if (!walk || !step) return null
  const { language } = walk
  const words = wordsFor(language)
  const { title, text } = step.says[language]
  const done = walk.done.includes(step.id)
  const last = walk.step === STEPS.length - 1
  const typed = step.types?.[language]
  const dropped = step.drops?.[language](seen.now)
  const drop = async (channel: string, { name, text: content }: { name: string; text: string }) =>
    act({ act: 'drops', channel, name, base64: await base64Of(new File([content], name)) })
  return (
    <>
      <div ref={ring} className="tour-ring" hidden />
      <section ref={card} className="tour" aria-label={words.tour.name} lang={language} data-region="">
        <header>
          <span className="tour-step">{words.tour.step(walk.step + 1, STEPS.length)}</span>
          <button
            type="button"
            className="icon"
            aria-label={words.tour.end}
            title={words.tour.end}
            onClick={end}
          >
            ✕
          </button>
        </header>
        <div aria-live="polite">
          <h2>{title}</h2>
          {text.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {typed && <code>{typed}</code>}
          {done && <p className="tour-done">✓ {words.tour.well}</p>}
        </div>
        <footer>
          {place && !there && !done && (
            <button
              type="button"
              className="button primary tour-go"
              onClick={() => go({ as: place.as, channel: place.channel })}
            >
              {place.as === me ? words.tour.goTo(place.where) : words.tour.go(place.who, place.where)}
            </button>
          )}
          {there && typed && !done && (
            <button
              type="button"
              className="button primary tour-go"
              onClick={() => {
                putDraft(draftKey(me, place?.channel ?? '', null), typed)
                document.querySelector<HTMLElement>('[data-tour=composer]')?.focus()
              }}
            >
              {words.tour.put}
            </button>
          )}
          {there && place && dropped && !done && (
            <button
              type="button"
              className="button primary tour-go"
              onClick={() => void drop(place.channel, dropped)}
            >
              {words.tour.drop(dropped.name)}
            </button>
          )}
          {walk.step > 0 && (
            <button type="button" className="button" onClick={() => turn(-1)}>
              {words.tour.back}
            </button>
          )}
          <span className="spring" />
          {last ? (
            <button type="button" className="button primary" onClick={end}>
              {words.tour.done}
            </button>
          ) : (
            <button type="button" className={`button ${done ? 'primary' : ''}`} onClick={() => turn(1)}>
              {words.tour.next}
            </button>
          )}
        </footer>
      </section>
    </>
  )
}

const AROUND = 4
const EDGE = 12
const LOOK_MS = 120

/** The ring lies around what is spoken of, wherever it goes; the card where it covers neither that nor what is open. */
const usePointing = (
  card: RefObject<HTMLElement | null>,
  ring: RefObject<HTMLElement | null>,
  points: readonly Mark[],
): void => {
  const key = JSON.stringify(points)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says whether the points are others.
  useLayoutEffect(() => {
    let shown: HTMLElement | null = null
    const point = () => {
      const target = points.map(markOn).find((each) => each !== null) ?? null
      if (target !== shown) target?.scrollIntoView({ block: 'nearest' })
      shown = target
      const at = target?.getBoundingClientRect() ?? null
      if (ring.current) {
        ring.current.hidden = !at
        if (at)
          Object.assign(ring.current.style, {
            left: `${at.left - AROUND}px`,
            top: `${at.top - AROUND}px`,
            width: `${at.width + 2 * AROUND}px`,
            height: `${at.height + 2 * AROUND}px`,
          })
      }
      if (card.current) put(card.current, at)
    }
    point()
    const looking = setInterval(point, LOOK_MS)
    addEventListener('resize', point)
    return () => {
      clearInterval(looking)
      removeEventListener('resize', point)
    }
  }, [card, ring, key])
}

const markOn = (mark: Mark): HTMLElement | null => {
  if ('place' in mark)
    return seenOnes(document.querySelectorAll<HTMLElement>(`[data-tour="${mark.place}"]`)).at(-1) ?? null
  const buttons = document.querySelectorAll<HTMLElement>('[role=log] article button')
  return (
    seenOnes(buttons).findLast((each) => {
      const name = each.getAttribute('aria-label') ?? each.innerText
      return mark.button.some((it) => name.trim().startsWith(it) || each.innerText.trim() === it)
    }) ?? null
  )
}
const seenOnes = (found: Iterable<HTMLElement>): readonly HTMLElement[] =>
  [...found].filter((each) => each.checkVisibility({ visibilityProperty: true }))

/** In the corner where it is least in the way: of what is pointed to, of what is open, of the box. */
const put = (card: HTMLElement, target: DOMRect | null): void => {
  const { offsetWidth: width, offsetHeight: height } = card
  const [right, bottom] = [innerWidth - width - EDGE, innerHeight - height - EDGE]
  const corners = [
    { left: right, top: bottom - 120 },
    { left: right, top: 100 },
    { left: EDGE, top: bottom },
    { left: EDGE, top: 60 },
    { left: right, top: bottom },
    { left: right, top: 60 },
  ].filter(({ top }) => top >= 0)
  const open = [...document.querySelectorAll('.panel, .menu, .offers')].map((each) =>
    each.getBoundingClientRect(),
  )
  const box = document.querySelector('.composer')?.getBoundingClientRect()
  const cost = ({ left, top }: { left: number; top: number }) => {
    const mine = new DOMRect(left, top, width, height)
    const covers = (it: DOMRect | null | undefined, weight: number) => (it && meet(mine, it) ? weight : 0)
    return covers(target, 100) + open.reduce((sum, it) => sum + covers(it, 10), 0) + covers(box, 1)
  }
  const [best] = corners.toSorted((one, other) => cost(one) - cost(other))
  if (!best) return
  card.style.left = `${best.left}px`
  card.style.top = `${best.top}px`
}
const meet = (one: DOMRect, other: DOMRect): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom

const KEY = 'playground-tour'
const remembered = (): Walk | null => {
  try {
    const kept: Walk | null = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    return kept && STEPS[kept.step] ? kept : null
  } catch {
    return null
  }
}
const remember = (walk: Walk | null): void => {
  if (walk) sessionStorage.setItem(KEY, JSON.stringify(walk))
  else sessionStorage.removeItem(KEY)
}
