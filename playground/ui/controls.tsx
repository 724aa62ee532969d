import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { Given } from '../server/forms.ts'
import type { Json } from '../server/json.ts'
import { FileField } from './file-field.tsx'
import { isSafe, marked } from './mrkdwn.tsx'
import { type Field, useField, usePress } from './place.tsx'
import { Popup } from './popup.tsx'
import { plainly } from './reader.ts'
import { RichField } from './rich-field.tsx'
import { type Offer, type Offers, Select } from './select.tsx'
import { isObject, object, objects, plain, string, strings } from './shapes.ts'
import { useStage } from './stage.ts'

/** What a field needs to know of the block around it. */
export interface Part {
  element: Json
  blockId: string
  /** The input block; null in sections and actions. */
  input: Json | null
  /** What it is called where no label stands beside it. */
  label: string | null
  id: string
  describedBy: string | undefined
}

/** An element outside input blocks; `about` is what stands beside it. */
export const Control = ({
  element,
  blockId,
  about = '',
}: {
  element: Json
  blockId: string
  about?: string
}) => {
  const { me } = useStage()
  const id = useId()
  switch (element.type) {
    case 'button':
    case 'workflow_button':
      return <Button element={element} blockId={blockId} />
    case 'icon_button': {
      const seenBy = strings(element.visible_to_user_ids)
      if (seenBy.length && !seenBy.includes(me)) return null
      return (
        <Button element={element} blockId={blockId} icon>
          <Trash />
        </Button>
      )
    }
    case 'feedback_buttons':
      return <Feedback element={element} blockId={blockId} />
    case 'overflow':
      return <Overflow element={element} blockId={blockId} />
    default: {
      const label = plain(element.placeholder) || about || string(element.action_id)
      return <FieldOf part={{ element, blockId, input: null, label, id, describedBy: undefined }} />
    }
  }
}

/** A label, its field, what helps to fill it in, and what is wrong with it. */
export const InputBlock = ({ block, error }: { block: Json; error: string | undefined }) => {
  const { words } = useStage()
  const id = useId()
  const element = object(block.element)
  const blockId = string(block.block_id)
  const hint = isObject(block.hint) ? plain(block.hint) : ''
  const described = [error && `${id}error`, hint && `${id}hint`, `${id}extra`].filter(Boolean).join(' ')
  const label = (
    <>
      {plain(block.label)}
      {block.optional === true && <span className="b-quiet"> {words.optional}</span>}
    </>
  )
  const part = { element, blockId, input: block, label: null, id, describedBy: described }
  const below = (
    <>
      {error && (
        <p className="b-error" role="alert" id={`${id}error`}>
          {error}
        </p>
      )}
      {hint && (
        <p className="b-hint" id={`${id}hint`}>
          {hint}
        </p>
      )}
    </>
  )
  if (element.type === 'checkboxes' || element.type === 'radio_buttons')
    return (
      <fieldset
        className="b-input"
        aria-describedby={described}
        data-invalid={error ? true : undefined}
        data-block={blockId}
      >
        <legend className="b-label">{label}</legend>
        <FieldOf part={part} />
        {below}
      </fieldset>
    )
  return (
    <div className="b-input" data-invalid={error ? true : undefined} data-block={blockId}>
      <label className="b-label" htmlFor={id} id={`${id}label`}>
        {label}
      </label>
      <FieldOf part={part} />
      {below}
    </div>
  )
}

// —— What is pressed —————————————————————————————————————————————————————————————————————————————————————

const Button = ({
  element,
  blockId,
  icon = false,
  children,
}: {
  element: Json
  blockId: string
  icon?: boolean
  children?: ReactNode
}) => {
  const { press, busy, dialog, key } = usePress(element, blockId)
  const url = string(element.url)
  const words = plain(element.text)
  const style = ['primary', 'danger'].includes(string(element.style)) ? string(element.style) : ''
  const shared = {
    className: `b-button ${style} ${icon ? 'icon' : ''}`,
    'aria-label': string(element.accessibility_label) || (icon ? words : undefined),
    'aria-busy': busy,
    'data-control': key,
    title: icon ? words : undefined,
    onClick: () => void press(),
  }
  const inside = (
    <>
      <span className="b-button-words">{children ?? words}</span>
      {busy && <span className="b-spinner" aria-hidden />}
    </>
  )
  return (
    <>
      {isSafe(url) ? (
        <a {...shared} href={url} target="_blank" rel="noopener noreferrer">
          {inside}
        </a>
      ) : (
        <button type="button" {...shared} aria-disabled={busy || undefined}>
          {inside}
        </button>
      )}
      {dialog}
    </>
  )
}

const Trash = () => (
  <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor">
    <path d="M4 5.5h12M8 5.5V4h4v1.5M5.5 5.5l.7 10.5h7.6l.7-10.5M8.5 8.5v5M11.5 8.5v5" strokeWidth="1.4" />
  </svg>
)

const Feedback = ({ element, blockId }: { element: Json; blockId: string }) => {
  const { press, busy, key } = usePress(element, blockId)
  const [given, setGiven] = useState<string | null>(null)
  const answers = [
    { ...object(element.positive_button), sign: '👍' },
    { ...object(element.negative_button), sign: '👎' },
  ].map((each: Json) => ({
    value: string(each.value),
    words: plain(each.text),
    label: string(each.accessibility_label) || plain(each.text),
    sign: string(each.sign),
  }))
  return (
    <span className="b-row" data-control={key} aria-busy={busy}>
      {answers.map(({ value, words, label, sign }) => (
        <button
          key={value}
          type="button"
          className="b-button icon"
          aria-label={label}
          title={words}
          aria-pressed={given === value}
          onClick={async () => {
            if (await press(value)) setGiven(value)
          }}
        >
          <span aria-hidden>{sign}</span>
        </button>
      ))}
    </span>
  )
}

const Overflow = ({ element, blockId }: { element: Json; blockId: string }) => {
  const { words } = useStage()
  const { press, busy, dialog, key } = usePress(element, blockId)
  const [open, setOpen] = useState(false)
  const toggle = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const menuId = useId()
  useEffect(() => {
    if (open) menu.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
  }, [open])
  const close = () => {
    setOpen(false)
    toggle.current?.focus()
  }
  const move = (event: React.KeyboardEvent) => {
    const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
    const at = items.findIndex((item) => item.matches(':focus'))
    const to = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at + items.length - 1) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key]
    if (to !== undefined) {
      event.preventDefault()
      items[to]?.focus()
    }
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      event.stopPropagation()
      close()
    }
  }
  return (
    <>
      <button
        ref={toggle}
        type="button"
        className="b-button icon"
        aria-label={words.more}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? menuId : undefined}
        aria-busy={busy}
        data-control={key}
        onClick={() => setOpen(!open)}
      >
        {busy ? <span className="b-spinner" aria-hidden /> : <span aria-hidden>⋯</span>}
      </button>
      {open && (
        <Popup beside={toggle}>
          <div
            ref={menu}
            id={menuId}
            role="menu"
            tabIndex={-1}
            aria-label={words.more}
            onKeyDown={move}
            onBlur={({ relatedTarget }) => {
              if (!menu.current?.contains(relatedTarget) && relatedTarget !== toggle.current) setOpen(false)
            }}
          >
            {objects(element.options).map((option) => (
              <button
                key={string(option.value) || plain(option.text)}
                type="button"
                role="menuitem"
                tabIndex={-1}
                className="b-option"
                onClick={() => {
                  close()
                  const url = string(option.url)
                  if (isSafe(url)) window.open(url, '_blank', 'noopener')
                  void press(string(option.value) || string(object(option.text).text))
                }}
              >
                <span>
                  {plain(option.text)}
                  {isObject(option.description) && <small>{plain(option.description)}</small>}
                </span>
              </button>
            ))}
          </div>
        </Popup>
      )}
      {dialog}
    </>
  )
}

// —— What is filled in ———————————————————————————————————————————————————————————————————————————————————

const FieldOf = ({ part }: { part: Part }) => {
  const field = useField(part.element, part.blockId, part.input)
  return (
    <>
      <Inside part={part} field={field} />
      {field.dialog}
    </>
  )
}

const Inside = ({ part, field }: { part: Part; field: Field }) => {
  const type = string(part.element.type)
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return <TextField part={part} field={field} />
    case 'rich_text_input':
      return <RichField part={part} field={field} />
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <MomentField part={part} field={field} />
    case 'checkboxes':
    case 'radio_buttons':
      return <Choices part={part} field={field} />
    case 'file_input':
      return <FileField part={part} field={field} />
    default:
      return type.endsWith('_select') ? (
        <Menu part={part} field={field} />
      ) : (
        <span className="b-unknown">[{type}]</span>
      )
  }
}

const PAUSE_MS = 500

/** Sends what stands in a field once the typing rests, or at once when told to. */
const useRest = (field: Field) => {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const latest = useRef(field)
  latest.current = field
  useEffect(() => () => clearTimeout(timer.current ?? undefined), [])
  const now = (given: Given) => {
    clearTimeout(timer.current ?? undefined)
    timer.current = null
    void latest.current.send(given)
  }
  return {
    now,
    soon(given: Given) {
      clearTimeout(timer.current ?? undefined)
      timer.current = setTimeout(now, PAUSE_MS, given)
    },
    /** Only if something waits to be sent. */
    waiting: () => timer.current !== null,
  }
}

const TextField = ({
  part: { element, input, id, label, describedBy },
  field,
}: {
  part: Part
  field: Field
}) => {
  const { words } = useStage()
  const rest = useRest(field)
  const value = string(field.value)
  const dispatches = input?.dispatch_action === true
  const config = strings(object(element.dispatch_action_config).trigger_actions_on)
  const onEnter = dispatches && (config.length === 0 || config.includes('on_enter_pressed'))
  const onCharacter = dispatches && config.includes('on_character_entered')
  const most = typeof element.max_length === 'number' ? element.max_length : null
  const least = typeof element.min_length === 'number' ? element.min_length : null
  const shared = {
    id,
    className: 'b-text',
    value,
    placeholder: plain(element.placeholder) || undefined,
    'aria-label': label ?? undefined,
    'aria-describedby': describedBy,
    'aria-invalid': field.error ? true : undefined,
    'data-focus-on-load': element.focus_on_load === true || undefined,
    onChange({ target }: { target: { value: string } }) {
      field.type(target.value)
      if (onCharacter) rest.soon(target.value)
    },
    onKeyDown(event: React.KeyboardEvent) {
      if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.metaKey || !onEnter) return
      event.preventDefault()
      rest.now(value)
    },
  }
  const kind = { email_text_input: 'email', url_text_input: 'url' }[string(element.type)] ?? 'text'
  return (
    <span className="b-text-field" aria-busy={field.busy}>
      {element.multiline === true ? (
        <textarea {...shared} rows={4} />
      ) : (
        <input
          {...shared}
          type={kind}
          inputMode={element.type === 'number_input' ? 'decimal' : undefined}
          autoComplete="off"
        />
      )}
      {field.busy && <span className="b-spinner" aria-hidden />}
      <span className="b-counter" id={`${id}extra`}>
        {most !== null && (
          <span data-over={value.length > most}>{words.fields.left(most - value.length)}</span>
        )}
        {least !== null && value.length < least && <span>{words.fields.least(least)}</span>}
      </span>
    </span>
  )
}

/** A day, a time of day, or a moment where the reader lives. */
const MomentField = ({
  part: { element, id, label, input, describedBy },
  field,
}: {
  part: Part
  field: Field
}) => {
  const { reader, words } = useStage()
  const rest = useRest(field)
  const type = string(element.type)
  const reports = !input || input.dispatch_action === true
  const moment = type === 'datetimepicker'
  const held =
    moment && typeof field.value === 'number'
      ? wallTime(field.value * 1000, reader.timeZone)
      : string(field.value)
  const zone = string(element.timezone) || (moment ? reader.timeZone : '')
  return (
    <span className="b-moment" data-control={field.key} aria-busy={field.busy}>
      <input
        id={id}
        className="b-text"
        type={{ datepicker: 'date', timepicker: 'time' }[type] ?? 'datetime-local'}
        value={held}
        max={type === 'timepicker' ? undefined : moment ? '9999-12-31T23:59' : '9999-12-31'}
        aria-label={label ?? undefined}
        aria-describedby={describedBy}
        aria-invalid={field.error ? true : undefined}
        data-focus-on-load={element.focus_on_load === true || undefined}
        onChange={({ target }) => {
          const given = moment ? momentAt(target.value, reader.timeZone) : target.value || null
          field.type(given)
          if (reports) rest.soon(given)
        }}
        onBlur={() => rest.waiting() && rest.now(field.value)}
      />
      {field.busy && <span className="b-spinner" aria-hidden />}
      <span className="b-counter" id={`${id}extra`}>
        {zone && words.fields.zone(zone)}
      </span>
    </span>
  )
}

const wallTime = (ms: number, timeZone: string): string =>
  new Date(ms + zoneOffset(ms, timeZone)).toISOString().slice(0, 16)
const momentAt = (wall: string, timeZone: string): number | null => {
  const ms = Date.parse(`${wall}Z`)
  if (Number.isNaN(ms)) return null
  return Math.floor((ms - zoneOffset(ms - zoneOffset(ms, timeZone), timeZone)) / 1000)
}
/** Milliseconds that the zone is ahead of UTC at that moment. */
const zoneOffset = (ms: number, timeZone: string): number => {
  const name = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(ms)
    .find(({ type }) => type === 'timeZoneName')?.value
  const [, sign = '+', hours = '0', minutes = '0'] = name?.match(/GMT([+-])(\d+):(\d+)/) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

const Choices = ({
  part: { element, label, input, id, describedBy },
  field,
}: {
  part: Part
  field: Field
}) => {
  const { reader } = useStage()
  const name = useId()
  const one = element.type === 'radio_buttons'
  const chosen = one ? [string(field.value)] : strings(field.value)
  const boxes = objects(element.options).map((option, i) => {
    const value = string(option.value)
    const words = (text: unknown): ReactNode =>
      object(text).type === 'mrkdwn' ? marked(string(object(text).text), reader) : plain(text)
    return (
      <label className="b-choice" key={value}>
        <input
          id={i === 0 ? id : undefined}
          type={one ? 'radio' : 'checkbox'}
          name={name}
          checked={chosen.includes(value)}
          aria-invalid={field.error ? true : undefined}
          data-focus-on-load={(i === 0 && element.focus_on_load === true) || undefined}
          onChange={({ target }) => {
            const others = chosen.filter((each) => each !== value)
            void field.choose(one ? value : target.checked ? [...others, value] : others)
          }}
        />
        <span>
          {words(option.text)}
          {isObject(option.description) && <small>{words(option.description)}</small>}
        </span>
      </label>
    )
  })
  return input ? (
    <div className="b-choices" data-control={field.key} aria-busy={field.busy}>
      {boxes}
    </div>
  ) : (
    <fieldset
      className="b-choices"
      data-control={field.key}
      aria-label={label ?? undefined}
      aria-describedby={describedBy}
      aria-busy={field.busy}
    >
      {boxes}
      {field.busy && <span className="b-spinner" aria-hidden />}
    </fieldset>
  )
}

// —— Menus ———————————————————————————————————————————————————————————————————————————————————————————————

const Menu = ({ part: { element, input, id, label, describedBy }, field }: { part: Part; field: Field }) => {
  const { seen, words } = useStage()
  const type = string(element.type)
  const several = type.startsWith('multi_')
  const heldOptions = several ? objects(field.held.selected_options) : [object(field.held.selected_option)]
  const groups = groupsFor(element, seen)
  return (
    <Select
      id={id}
      label={label}
      describedBy={describedBy}
      placeholder={
        plain(element.placeholder) || (type.includes('external') ? words.typing : words.fields.choose)
      }
      several={several}
      most={
        typeof element.max_selected_items === 'number' ? element.max_selected_items : Number.POSITIVE_INFINITY
      }
      clearable={input?.optional === true}
      focusOnLoad={element.focus_on_load === true}
      field={field}
      names={[
        ...heldOptions.filter(({ value }) => value !== undefined).map(offerOf),
        ...namesFor(type, seen),
      ]}
      source={
        groups
          ? { groups }
          : { least: typeof element.min_query_length === 'number' ? element.min_query_length : 3 }
      }
    />
  )
}

const offerOf = (option: Json): Offer => ({
  value: string(option.value),
  label: plain(option.text),
  ...(isObject(option.description) && { detail: plain(option.description) }),
})

type Seen = ReturnType<typeof useStage>['seen']

/** Null where the app is asked. */
const groupsFor = (element: Json, seen: Seen): readonly Offers[] | null => {
  const type = string(element.type).replace('multi_', '')
  switch (type) {
    case 'static_select':
      return element.option_groups
        ? objects(element.option_groups).map((group) => ({
            label: plain(group.label),
            options: objects(group.options).map(offerOf),
          }))
        : [{ label: null, options: objects(element.options).map(offerOf) }]
    case 'users_select':
      return [{ label: null, options: people(seen).map(({ offer }) => offer) }]
    case 'channels_select':
      return [{ label: null, options: rooms(seen, ['public']) }]
    case 'conversations_select': {
      const { include, exclude_bot_users } = object(element.filter)
      const kinds = Array.isArray(include) ? strings(include) : ['public', 'private', 'im']
      const direct = people(seen).filter(({ bot }) => !(bot && exclude_bot_users === true))
      return [
        {
          label: null,
          options: [...rooms(seen, kinds), ...(kinds.includes('im') ? direct.map(({ offer }) => offer) : [])],
        },
      ]
    }
    default:
      return null
  }
}

const people = ({ people }: Seen): readonly { offer: Offer; bot: boolean }[] =>
  people
    .filter(({ deactivated }) => !deactivated)
    .map(({ id, name, realName, bot }) => ({
      offer: { value: id, label: realName, detail: `@${name}` },
      bot,
    }))
const rooms = ({ channels }: Seen, kinds: readonly string[]): readonly Offer[] =>
  channels
    .filter(({ kind, archived }) => kind !== 'im' && !archived && kinds.includes(kind))
    .map(({ id, name, kind }) => ({ value: id, label: `${kind === 'private' ? '🔒 ' : '#'}${name}` }))

/** What held ids are called, those that can no longer be chosen included; a direct conversation by who it is with. */
const namesFor = (type: string, seen: Seen): readonly Offer[] => {
  if (type.includes('users')) return seen.people.map(({ id, realName }) => ({ value: id, label: realName }))
  if (!/channels|conversations/.test(type)) return []
  return [
    ...seen.channels.map(({ id, kind, name }) => ({
      value: id,
      label: kind === 'im' ? plainly(name) : `${kind === 'private' ? '🔒 ' : '#'}${name}`,
    })),
    ...seen.people.map(({ id, realName }) => ({ value: `D0${id.slice(1)}`, label: realName })),
  ]
}
