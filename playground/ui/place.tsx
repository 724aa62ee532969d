import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import type { Given, Values } from '../server/forms.ts'
import type { Json } from '../server/json.ts'
import type { Snapshot } from '../wire.ts'
import { useConfirm } from './confirm.tsx'
import { isObject, object, string } from './shapes.ts'
import { useStage } from './stage.ts'

export type Surface = 'message' | 'modal' | 'home'
/** What a person has put into fields and not sent yet, by `blockId:actionId`. */
export type Typed = Readonly<Record<string, Given>>

/** Where controls stand: a message, a modal or a Home. */
interface Place {
  on: string
  surface: Surface
  values: Values
  errors: Readonly<Record<string, string>>
  typed: Typed
  type(key: string, given: Given): void
  /** What is typed right now, whatever has been drawn. */
  typedNow(): Typed
}

const Current = createContext<Place | null>(null)
const usePlace = (): Place => {
  const place = useContext(Current)
  if (!place) throw new Error('There is no message or view around this control.')
  return place
}

/** Fields are remembered by the modal that keeps them, else for as long as these blocks are on the page. */
export const PlaceOf = ({
  kept,
  children,
  ...where
}: Pick<Place, 'on' | 'surface' | 'values' | 'errors'> & { kept?: Kept; children: ReactNode }) => {
  const own = useKept()
  const { typed, type, typedNow } = kept ?? own
  return <Current value={{ ...where, typed, type, typedNow }}>{children}</Current>
}

export type Kept = Pick<Place, 'typed' | 'type' | 'typedNow'>
export const useKept = (): Kept => {
  const [typed, setTyped] = useState<Typed>({})
  const now = useRef<Typed>(typed)
  return {
    typed,
    typedNow: () => now.current,
    type(key, given) {
      now.current = { ...now.current, [key]: given }
      setTyped(now.current)
    },
  }
}

export interface Field {
  /** `blockId:actionId`. */
  key: string
  value: Given
  /** The same as Slack holds it, with labels. */
  held: Json
  /** An act of this control is under way. */
  busy: boolean
  error: string | undefined
  /** Keeps it, and reports it where Slack does. */
  choose(given: Given): Promise<void>
  /** Keeps it only. */
  type(given: Given): void
  /** Reports what stands there now. */
  send(given: Given): Promise<void>
  suggest(query: string): Promise<readonly { label: string; value: string }[]>
  /** The confirmation it asks for, to be put beside it. */
  dialog: ReactNode
}

/** A control that holds a value. Inside an input block it reports only when it is told to. */
export const useField = (element: Json, blockId: string, input: Json | null): Field => {
  const stage = useStage()
  const place = usePlace()
  const [chosen, setChosen] = useState<{ given: Given; since: Snapshot | null } | null>(null)
  const { press, busy, dialog } = usePress(element, blockId)
  const key = keyOf(element, blockId)
  const held = object(place.values[blockId]?.[string(element.action_id)])
  const reports = !input || input.dispatch_action === true

  // A choice is shown at once, and until what Slack holds has come back.
  useEffect(() => {
    // A look that set out before the choice was told may come after it: it still holds the old one.
    const told = JSON.stringify(givenIn(held)) === JSON.stringify(chosen?.given)
    if (chosen?.since && chosen.since !== stage.seen && told) setChosen(null)
  }, [chosen, stage.seen, held])

  const latest = useRef(stage.seen)
  latest.current = stage.seen
  const waiting = useRef<{ given: Given } | null>(null)
  const sending = useRef<boolean>(false)
  const type = (given: Given) => {
    if (input) place.type(key, given)
    else setChosen({ given, since: null })
  }
  const send = async (given: Given) => {
    waiting.current = { given }
    // What is chosen while another choice is on its way is shown at once and told afterwards.
    if (sending.current) return type(given)
    sending.current = true
    while (waiting.current) {
      const { given: told }: { given: Given } = waiting.current
      waiting.current = null
      await press(told, () => type(told))
    }
    sending.current = false
    setChosen((now) => now && { ...now, since: latest.current })
  }
  const typed = input ? place.typed[key] : chosen?.given
  return {
    key,
    value: typed === undefined ? givenIn(held) : typed,
    held,
    busy,
    error: input ? place.errors[blockId] : undefined,
    async choose(given) {
      if (!reports) return type(given)
      await send(given)
    },
    type,
    send,
    async suggest(query) {
      const found = await stage.act({ act: 'suggests', control: key, query, on: place.on })
      return Array.isArray(found) ? found.filter(isOffer) : []
    },
    dialog,
  }
}
const isOffer = (value: unknown): value is { label: string; value: string } =>
  isObject(value) && typeof value.label === 'string' && typeof value.value === 'string'

export const keyOf = (element: Json, blockId: string): string => `${blockId}:${string(element.action_id)}`

/** Presses once at a time, after asking where the app wants it asked. Resolves with whether it was done. */
export const usePress = (element: Json, blockId: string) => {
  const stage = useStage()
  const place = usePlace()
  const [busy, setBusy] = useState(false)
  const under = useRef<boolean>(false)
  const { sure, dialog } = useConfirm(isObject(element.confirm) ? element.confirm : null)
  const press = async (value?: Given, begin: () => void = () => {}): Promise<boolean> => {
    if (under.current) return false
    under.current = true
    try {
      if (!(await sure())) return false
      begin()
      setBusy(true)
      // What the app is told with a press includes what is typed so far, as in Slack.
      const typed = place.typedNow()
      if (Object.keys(typed).length) await stage.act({ act: 'fills', values: typed, on: place.on })
      const control = keyOf(element, blockId)
      await stage.act({ act: 'presses', on: place.on, control, ...(value !== undefined && { value }) })
      return true
    } finally {
      under.current = false
      setBusy(false)
    }
  }
  return { press, busy, dialog, key: keyOf(element, blockId) }
}

/** What Slack holds for a field, as the page tells it. */
const givenIn = (held: Json): Given => {
  const [value] = Object.entries(held).flatMap(([key, each]) => (key === 'type' ? [] : [each]))
  if (Array.isArray(value)) return value.map(nameIn)
  if (isObject(value)) return value.type === 'rich_text' ? JSON.stringify(value) : nameIn(value)
  return typeof value === 'string' || typeof value === 'number' ? value : null
}
const nameIn = (each: unknown): string =>
  typeof each === 'string' ? each : string(object(each).value) || string(object(each).id)
