import type { Given } from '../server/forms.ts'
import type { Json } from '../server/json.ts'
import type { Snapshot } from '../wire.ts'
import { type Child, freshId, h } from './dom.ts'
import { mrkdwn, type Reader, unescaped } from './mrkdwn.ts'

/** What the controls of one message or view need. */
export interface Place {
  reader: Reader
  snapshot: Snapshot
  /** The message's ts or the view's id. */
  on: string
  /** What is chosen there already: block id, action id, value. */
  values: Readonly<Record<string, Readonly<Record<string, Json>>>>
  press(control: string, value?: Given, confirm?: Json): void
  suggest(control: string, query: string): Promise<readonly { label: string; value: string }[]>
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const object = (value: unknown): Json => (isObject(value) ? value : {})
export const objects = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter(isObject) : []
export const string = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A plain_text or mrkdwn object. */
export const written = (value: unknown, reader: Reader): Child[] => {
  const { type, text } = object(value)
  return type === 'plain_text' ? [plain(value)] : mrkdwn(string(text), reader)
}
export const plain = (value: unknown): string => unescaped(string(object(value).text))

/** Fields whose value goes along when the form is sent, found again by their block id. */
const holders = new WeakMap<Element, () => Given>()
export const valuesIn = (form: Element): Record<string, Given> =>
  Object.fromEntries(
    [...form.querySelectorAll('[data-block]')].flatMap((field) => {
      const read = holders.get(field)
      const block = field.getAttribute('data-block')
      return read && block ? [[block, read()]] : []
    }),
  )

interface Field {
  /** What goes into the page, and the part that a label points to. */
  node: HTMLElement
  read(): Given
}

/** An interactive element; inside an input block it reports only when it is told to. */
export const control = (
  element: Json,
  blockId: string,
  place: Place,
  input: { label: string; dispatch: boolean; id: string } | null,
): HTMLElement => {
  const action = string(element.action_id)
  const type = string(element.type)
  const confirm = isObject(element.confirm) ? element.confirm : undefined
  const report = (value?: Given) => place.press(`${blockId}:${action}`, value, confirm)

  if (type === 'button' || type === 'workflow_button') {
    const url = string(element.url)
    const style = string(element.style)
    return h(
      'button',
      {
        type: 'button',
        class: `button ${style}`,
        'aria-label': string(element.accessibility_label) || null,
        onclick: () => {
          if (/^https?:/.test(url)) window.open(url, '_blank', 'noopener')
          report()
        },
      },
      plain(element.text),
    )
  }
  if (type === 'icon_button')
    return h(
      'button',
      { type: 'button', class: 'button', onclick: () => report() },
      `🗑️ ${plain(element.text)}`,
    )
  if (type === 'feedback_buttons')
    return h(
      'span',
      { class: 'row' },
      [element.positive_button, element.negative_button].map((each) =>
        h(
          'button',
          { type: 'button', class: 'button', onclick: () => report(plain(object(each).text)) },
          plain(object(each).text),
        ),
      ),
    )
  if (type === 'overflow') return overflow(element, report)

  const field = fieldOf(
    element,
    blockId,
    place,
    input?.id ?? freshId(),
    input?.label ?? (plain(element.placeholder) || action),
  )
  const reports = !input || input.dispatch
  if (reports) field.node.addEventListener('change', () => report(field.read()))
  if (input) {
    field.node.setAttribute('data-block', blockId)
    holders.set(field.node, field.read)
  }
  return field.node
}

const overflow = (element: Json, report: (value: string) => void): HTMLElement => {
  const menu = h(
    'details',
    { class: 'overflow' },
    h('summary', { 'aria-label': 'More actions' }, '⋯'),
    h(
      'div',
      { class: 'menu' },
      objects(element.options).map((option) =>
        h(
          'button',
          {
            type: 'button',
            onclick: () => {
              menu.open = false
              const url = string(option.url)
              if (/^https?:/.test(url)) window.open(url, '_blank', 'noopener')
              report(plain(option.text))
            },
          },
          plain(option.text),
        ),
      ),
    ),
  )
  return menu
}

const fieldOf = (element: Json, blockId: string, place: Place, id: string, label: string): Field => {
  const type = string(element.type)
  const held = object(place.values[blockId]?.[string(element.action_id)])
  const shared = { id, name: id, 'aria-label': label }
  const placeholder = plain(element.placeholder) || null
  const several = type.startsWith('multi_')
  const { snapshot } = place
  switch (type) {
    case 'plain_text_input':
    case 'rich_text_input': {
      const long = element.multiline === true || type === 'rich_text_input'
      const value = type === 'rich_text_input' ? richWords(held.rich_text_value) : string(held.value)
      const node = long
        ? h(
            'textarea',
            { ...shared, placeholder, rows: 4, maxlength: Number(element.max_length) || 3000 },
            value,
          )
        : h('input', {
            ...shared,
            type: 'text',
            placeholder,
            value,
            maxlength: Number(element.max_length) || 3000,
          })
      return { node, read: () => node.value }
    }
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input': {
      const kind = { email_text_input: 'email', url_text_input: 'url', number_input: 'text' }[type]
      const inputmode = type === 'number_input' ? 'decimal' : null
      const node = h('input', { ...shared, type: kind, inputmode, placeholder, value: string(held.value) })
      return { node, read: () => node.value }
    }
    case 'datepicker':
    case 'timepicker': {
      const date = type === 'datepicker'
      const node = h('input', {
        ...shared,
        type: date ? 'date' : 'time',
        value: string(date ? held.selected_date : held.selected_time),
      })
      return { node, read: () => node.value || null }
    }
    case 'datetimepicker': {
      const { timeZone } = place.reader
      const node = h('input', { ...shared, type: 'datetime-local' })
      if (typeof held.selected_date_time === 'number')
        node.valueAsNumber =
          held.selected_date_time * 1000 + zoneOffset(held.selected_date_time * 1000, timeZone)
      const read = () => {
        const wall = node.valueAsNumber
        if (Number.isNaN(wall)) return null
        return Math.floor((wall - zoneOffset(wall - zoneOffset(wall, timeZone), timeZone)) / 1000)
      }
      return { node, read }
    }
    case 'checkboxes':
    case 'radio_buttons': {
      const one = type === 'radio_buttons'
      const chosen = one
        ? [string(object(held.selected_option).value)]
        : objects(held.selected_options).map(({ value }) => string(value))
      const group = freshId()
      const boxes = objects(element.options).map((option) => {
        const value = string(option.value)
        return {
          value,
          box: h('input', {
            type: one ? 'radio' : 'checkbox',
            name: group,
            value,
            checked: chosen.includes(value),
          }),
          option,
        }
      })
      const node = h(
        'fieldset',
        { id, 'aria-label': label },
        boxes.map(({ box, option }) =>
          h(
            'label',
            { class: 'choice' },
            box,
            h(
              'span',
              {},
              written(option.text, place.reader),
              isObject(option.description) && h('small', {}, written(option.description, place.reader)),
            ),
          ),
        ),
      )
      const read = () => {
        const values = boxes.filter(({ box }) => box.checked).map(({ value }) => value)
        return one ? (values[0] ?? null) : values
      }
      return { node, read }
    }
    case 'static_select':
    case 'multi_static_select': {
      const chosen = several
        ? objects(held.selected_options).map(({ value }) => string(value))
        : [string(object(held.selected_option).value)]
      const option = (each: Json) => ({ value: string(each.value), label: plain(each.text) })
      const groups = objects(element.option_groups).map((group) => ({
        label: plain(group.label),
        options: objects(group.options).map(option),
      }))
      return choice(shared, placeholder, several, chosen, objects(element.options).map(option), groups)
    }
    case 'users_select':
    case 'multi_users_select': {
      const chosen = several ? strings(held.selected_users) : [string(held.selected_user)]
      const people = snapshot.people.filter(({ deactivated }) => !deactivated)
      return choice(
        shared,
        placeholder,
        several,
        chosen,
        people.map(({ id: value, realName }) => ({ value, label: realName })),
      )
    }
    case 'conversations_select':
    case 'multi_conversations_select':
    case 'channels_select':
    case 'multi_channels_select': {
      const conversations = type.includes('conversations')
      const one = string(conversations ? held.selected_conversation : held.selected_channel)
      const chosen = several
        ? strings(conversations ? held.selected_conversations : held.selected_channels)
        : [one]
      const { include } = object(element.filter)
      const kinds = Array.isArray(include) ? include : ['public', 'private', 'im']
      const channels = snapshot.channels.filter(
        ({ kind, archived }) => !archived && (conversations ? kinds.includes(kind) : kind === 'public'),
      )
      return choice(
        shared,
        placeholder,
        several,
        chosen,
        channels.map(({ id: value, kind, name }) => ({ value, label: kind === 'im' ? name : `#${name}` })),
      )
    }
    case 'external_select':
    case 'multi_external_select':
      return external(element, blockId, held, shared, placeholder, several, place)
    default:
      return { node: h('span', { class: 'unknown' }, `[${type}]`), read: () => null }
  }
}

/** Milliseconds that the zone is ahead of UTC at that moment. */
const zoneOffset = (ms: number, timeZone: string): number => {
  const name = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(ms)
    .find(({ type }) => type === 'timeZoneName')?.value
  const [, sign = '+', hours = '0', minutes = '0'] = name?.match(/GMT([+-])(\d+):(\d+)/) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
const richWords = (value: unknown): string =>
  objects(object(value).elements)
    .flatMap(({ elements }) => objects(elements).map(({ text }) => string(text)))
    .join('')

interface Offer {
  value: string
  label: string
}
const choice = (
  shared: Readonly<Record<string, string>>,
  placeholder: string | null,
  several: boolean,
  chosen: readonly string[],
  options: readonly Offer[],
  groups: readonly { label: string; options: readonly Offer[] }[] = [],
): Field => {
  const item = ({ value, label }: Offer) => h('option', { value, selected: chosen.includes(value) }, label)
  const node = h(
    'select',
    { ...shared, multiple: several, size: several ? 4 : null },
    !several && h('option', { value: '' }, placeholder ?? '—'),
    options.map(item),
    groups.map((group) => h('optgroup', { label: group.label }, group.options.map(item))),
  )
  const read = () => (several ? [...node.selectedOptions].map(({ value }) => value) : node.value || null)
  return { node, read }
}

/** A field that asks the app for its options while one types. */
const external = (
  element: Json,
  blockId: string,
  held: Json,
  shared: Readonly<Record<string, string>>,
  placeholder: string | null,
  several: boolean,
  place: Place,
): Field => {
  const { id = '' } = shared
  const before = several
    ? objects(held.selected_options)
    : isObject(held.selected_option)
      ? [held.selected_option]
      : []
  let chosen: Offer[] = before.map((option) => ({ value: string(option.value), label: plain(option.text) }))
  const least = typeof element.min_query_length === 'number' ? element.min_query_length : 3
  const offers = h('div', { class: 'menu offers', role: 'listbox', id: `${id}-offers`, hidden: true })
  const chips = h('span', { class: 'chips' })
  const search = h('input', {
    ...shared,
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    'aria-expanded': 'false',
    'aria-controls': `${id}-offers`,
    placeholder: placeholder ?? 'Start typing…',
  })
  const node = h('div', { class: 'external' }, chips, search, offers)
  const tell = () => node.dispatchEvent(new Event('change'))
  const show = () => {
    chips.replaceChildren(
      ...chosen.map((offer) =>
        h(
          'button',
          {
            type: 'button',
            class: 'chip',
            'aria-label': `Remove ${offer.label}`,
            onclick: () => {
              chosen = chosen.filter((each) => each !== offer)
              show()
              tell()
            },
          },
          `${offer.label} ×`,
        ),
      ),
    )
  }
  const hide = () => {
    offers.hidden = true
    search.setAttribute('aria-expanded', 'false')
  }
  const take = (offer: Offer) => {
    chosen = several ? [...chosen.filter(({ value }) => value !== offer.value), offer] : [offer]
    search.value = ''
    hide()
    show()
    search.focus()
    tell()
  }
  let asked = 0
  const ask = async () => {
    const query = search.value.trim()
    if (query.length < least) return hide()
    const mine = ++asked
    const found = await place.suggest(`${blockId}:${string(element.action_id)}`, query)
    if (mine !== asked) return
    offers.replaceChildren(
      ...(found.length
        ? found.map((offer) =>
            h(
              'button',
              { type: 'button', role: 'option', 'aria-selected': 'false', onclick: () => take(offer) },
              offer.label,
            ),
          )
        : [h('p', {}, 'No results')]),
    )
    offers.hidden = false
    search.setAttribute('aria-expanded', 'true')
  }
  search.addEventListener('input', () => void ask())
  search.addEventListener('focus', () => void ask())
  search.addEventListener('change', (event) => event.stopPropagation())
  search.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') offers.querySelector('button')?.focus()
    if (event.key !== 'Escape' || offers.hidden) return
    event.stopPropagation()
    hide()
  })
  offers.addEventListener('keydown', (event) => {
    const now = document.activeElement
    const to =
      event.key === 'ArrowDown'
        ? now?.nextElementSibling
        : event.key === 'ArrowUp'
          ? now?.previousElementSibling
          : null
    if (to instanceof HTMLElement) to.focus()
    if (event.key === 'Escape') {
      event.stopPropagation()
      hide()
      search.focus()
    }
  })
  show()
  return { node, read: () => (several ? chosen.map(({ value }) => value) : (chosen[0]?.value ?? null)) }
}
