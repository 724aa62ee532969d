import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { Given } from '../server/forms.ts'
import type { Field } from './place.tsx'
import { Popup } from './popup.tsx'
import { placed } from './shapes.ts'
import { useStage } from './stage.ts'

export interface Offer {
  value: string
  label: string
  detail?: string
}
export interface Offers {
  label: string | null
  options: readonly Offer[]
}

interface SelectProps {
  id: string
  /** What a screen reader says where no label stands beside it. */
  label: string | null
  describedBy: string | undefined
  placeholder: string
  several: boolean
  most: number
  clearable: boolean
  focusOnLoad: boolean
  field: Field
  /** What the held values are called, when they are not among the offers. */
  names: readonly Offer[]
  source: { groups: readonly Offers[] } | { least: number }
}

const PAUSE_MS = 250

/** One combobox for all of Slack's menus: one searches it by typing, and chooses with mouse or keyboard. */
export const Select = (props: SelectProps) => {
  const { id, field, several, most, source, placeholder } = props
  const { words } = useStage()
  const anchor = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const listId = useId()
  const [open, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const asked = useAsked(source, open ? query.trim() : null, field)
  const met = useRef(new Map<string, Offer>())
  for (const offer of props.names) met.current.set(offer.value, offer)
  for (const offer of asked.groups.flatMap(({ options }) => options)) met.current.set(offer.value, offer)

  const chosen = valuesOf(field.value)
  const labelOf = (value: string) => met.current.get(value)?.label ?? value
  const groups = 'groups' in source ? matching(asked.groups, query) : asked.groups
  const flat = groups.flatMap(({ options }) => options)
  const full = several && chosen.length >= most

  const close = () => {
    setOpen(false)
    setQuery('')
  }
  const show = (searched = '') => {
    setOpen(true)
    setQuery(searched)
    const at = flat.findIndex(({ value }) => value === chosen[0])
    setActive(searched || several ? 0 : Math.max(0, at))
  }
  const take = (offer: Offer) => {
    if (!several) {
      close()
      if (offer.value !== chosen[0]) void field.choose(offer.value)
      return
    }
    const has = chosen.includes(offer.value)
    if (!has && full) return
    setQuery('')
    void field.choose(has ? chosen.filter((value) => value !== offer.value) : [...chosen, offer.value])
  }
  const drop = (value: string) => {
    void field.choose(several ? chosen.filter((each) => each !== value) : null)
    input.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: (active + 1) % Math.max(1, flat.length),
      ArrowUp: (active + flat.length - 1) % Math.max(1, flat.length),
      PageDown: Math.min(flat.length - 1, active + 8),
      PageUp: Math.max(0, active - 8),
    }
    const to = moves[event.key]
    if (to !== undefined || event.key === 'Enter') {
      event.preventDefault()
      if (!open) return show()
      if (to !== undefined) return setActive(to)
      const offer = flat[active]
      if (offer) take(offer)
      return
    }
    if (event.key === 'Escape' && open) {
      event.preventDefault()
      event.stopPropagation()
      close()
    }
    const last = chosen.at(-1)
    if (event.key === 'Backspace' && several && !query && last !== undefined) drop(last)
  }

  const activeId = open && flat[active] ? `${listId}${active}` : undefined
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])

  return (
    <div
      className={`b-select ${several ? 'several' : ''} ${open ? 'open' : ''}`}
      ref={anchor}
      data-control={field.key}
      aria-busy={field.busy}
    >
      {several &&
        chosen.map((value) => (
          <button
            key={value}
            type="button"
            className="b-chip"
            aria-label={words.remove(labelOf(value))}
            onClick={() => drop(value)}
          >
            {labelOf(value)} <span aria-hidden>×</span>
          </button>
        ))}
      <input
        ref={input}
        id={id}
        type="text"
        role="combobox"
        autoComplete="off"
        aria-label={props.label ?? undefined}
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        aria-activedescendant={activeId}
        aria-describedby={props.describedBy}
        aria-invalid={field.error ? true : undefined}
        data-focus-on-load={props.focusOnLoad || undefined}
        placeholder={open && chosen[0] && !several ? labelOf(chosen[0]) : placeholder}
        value={open || several ? query : chosen[0] === undefined ? '' : labelOf(chosen[0])}
        onChange={({ target }) => show(target.value)}
        onClick={() => !open && show()}
        onFocus={({ target }) => target.select()}
        onBlur={({ relatedTarget }) => !anchor.current?.contains(relatedTarget) && close()}
        onKeyDown={onKeyDown}
      />
      {props.clearable && !several && chosen[0] && !field.busy && (
        <button
          type="button"
          className="b-clear"
          aria-label={words.fields.clear(labelOf(chosen[0]))}
          onClick={() => drop(chosen[0] ?? '')}
        >
          ×
        </button>
      )}
      <span className={field.busy ? 'b-spinner' : 'b-caret'} aria-hidden />
      {open && (
        <Popup beside={anchor} wide>
          {flat.length > 0 ? (
            <div
              role="listbox"
              id={listId}
              aria-label={props.label ?? placeholder}
              aria-multiselectable={several}
            >
              {placed(groups).map(({ it: { label, options }, at: place }) => {
                const items = options.map((offer) => {
                  const at = flat.indexOf(offer)
                  const picked = chosen.includes(offer.value)
                  return (
                    // biome-ignore lint/a11y/useFocusableInteractive: the combobox keeps the focus and names the active option
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox takes the keys
                    <div
                      key={offer.value}
                      id={`${listId}${at}`}
                      role="option"
                      aria-selected={picked}
                      aria-disabled={full && !picked ? true : undefined}
                      className={`b-option ${at === active ? 'active' : ''}`}
                      onMouseDown={(event) => event.preventDefault()}
                      onMouseMove={() => setActive(at)}
                      onClick={() => take(offer)}
                    >
                      {several && <span className="b-check" aria-hidden />}
                      <span>
                        {offer.label}
                        {offer.detail && <small>{offer.detail}</small>}
                      </span>
                    </div>
                  )
                })
                return label === null ? (
                  items
                ) : (
                  // biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox
                  <div key={place} role="group" aria-label={label}>
                    <div className="b-group" aria-hidden>
                      {label}
                    </div>
                    {items}
                  </div>
                )
              })}
            </div>
          ) : (
            <p id={listId} className="b-none" role="status">
              {asked.hint ?? words.noResults}
            </p>
          )}
          {full && (
            <p className="b-none" role="status">
              {words.fields.most(most)}
            </p>
          )}
        </Popup>
      )}
    </div>
  )
}

const valuesOf = (given: Given): readonly string[] =>
  given === null || given === '' ? [] : Array.isArray(given) ? given.map(String) : [String(given)]

/** Words match where every part of what is searched stands in the label, accents or not. */
const matching = (groups: readonly Offers[], query: string): readonly Offers[] => {
  const parts = folded(query).split(/\s+/).filter(Boolean)
  return groups
    .map(({ label, options }) => ({
      label,
      options: options.filter((offer) => parts.every((part) => folded(offer.label).includes(part))),
    }))
    .filter(({ options }) => options.length > 0)
}
const folded = (words: string): string => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** What can be chosen: known beforehand, or asked of the app once the typing rests. */
const useAsked = (
  source: SelectProps['source'],
  query: string | null,
  field: Field,
): { groups: readonly Offers[]; hint?: string } => {
  const { words } = useStage()
  const [found, setFound] = useState<{ query: string; options: readonly Offer[] } | null>(null)
  const suggest = useRef(field.suggest)
  suggest.current = field.suggest
  const least = 'least' in source ? source.least : null
  const asks = least !== null && query !== null && query.length >= least ? query : null
  useEffect(() => {
    if (asks === null) return
    let gone = false
    const timer = setTimeout(async () => {
      const options = await suggest.current(asks)
      if (!gone) setFound({ query: asks, options })
    }, PAUSE_MS)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [asks])
  if ('groups' in source) return source
  if (query !== null && asks === null) return { groups: [], hint: words.fields.typeMore(source.least) }
  const options = found?.options ?? []
  return { groups: [{ label: null, options }], ...(found?.query !== asks && { hint: words.fields.working }) }
}
