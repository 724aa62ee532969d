import { randomUUID } from 'node:crypto'
import { isRecord, type Json, parsed, record, records, text } from './json.ts'
import type { Block } from './workspace.ts'

/** Block id, then action id, then what is chosen there: `view.state.values`. */
export type Values = Record<string, Record<string, Json>>

export interface Control {
  blockId: string
  actionId: string
  element: Json
  /** Null outside input blocks. */
  input: Json | null
  /** What a person reads beside it. */
  label: string
}

/** Blocks and their elements always have ids in Slack: made up where the app gave none. */
export const withIds = (blocks: readonly unknown[]): Block[] =>
  records(blocks).map((block) => ({
    ...withActionIds(block),
    type: text(block.type),
    block_id: text(block.block_id) || shortId(),
    ...(block.type === 'carousel' && { elements: withIds(records(block.elements)) }),
    ...(Array.isArray(block.child_blocks) && { child_blocks: withIds(block.child_blocks) }),
  }))

const withActionIds = (block: Json): Json => ({
  ...block,
  ...(isRecord(block.accessory) && { accessory: withActionId(block.accessory) }),
  ...(block.type === 'input' && isRecord(block.element) && { element: withActionId(block.element) }),
  ...((block.type === 'actions' || block.type === 'context_actions') && {
    elements: records(block.elements).map(withActionId),
  }),
  ...(block.type === 'card' &&
    Array.isArray(block.actions) && { actions: records(block.actions).map(withActionId) }),
})
const withActionId = (element: Json): Json =>
  element.type === 'image' ? element : { ...element, action_id: text(element.action_id) || shortId() }
const shortId = () => randomUUID().slice(0, 5)

/** Everything in the blocks that a person can press, choose or fill in, from top to bottom. */
export const controlsIn = (blocks: readonly Json[]): Control[] =>
  blocks.flatMap((block) => {
    const blockId = text(block.block_id)
    const control = (element: Json, input: Json | null, label: string): Control => ({
      blockId,
      actionId: text(element.action_id),
      element,
      input,
      label,
    })
    switch (block.type) {
      case 'section':
        return isRecord(block.accessory) && block.accessory.type !== 'image'
          ? [control(block.accessory, null, labelOf(block.accessory) || wordsOf(block.text))]
          : []
      case 'actions':
      case 'context_actions':
        return records(block.elements).map((element) => control(element, null, labelOf(element)))
      case 'card':
        return records(block.actions).map((element) => control(element, null, labelOf(element)))
      case 'carousel':
        return controlsIn(records(block.elements))
      case 'container':
        return controlsIn(records(block.child_blocks))
      case 'input':
        return isRecord(block.element) ? [control(block.element, block, wordsOf(block.label))] : []
      default:
        return []
    }
  })

export const wordsOf = (object: unknown): string => text(record(object).text)
const labelOf = (element: Json): string =>
  wordsOf(element.text) || wordsOf(element.placeholder) || text(element.accessibility_label)

export const optionsOf = ({ options, option_groups }: Json): Json[] => [
  ...records(options),
  ...records(option_groups).flatMap((group) => records(group.options)),
]

/** What a fresh form holds. */
export const initialValues = (blocks: readonly Json[], today: { channel?: string } = {}): Values => {
  const values: Values = {}
  for (const { blockId, actionId, element } of controlsIn(blocks)) {
    const value = initialValue(element, today)
    if (value) values[blockId] = { ...values[blockId], [actionId]: value }
  }
  return values
}

/** New blocks keep what was filled in before wherever block, action and kind are the same, as Slack does. */
export const carriedOver = (fresh: Values, old: Values): Values =>
  Object.fromEntries(
    Object.entries(fresh).map(([block, actions]) => [
      block,
      Object.fromEntries(
        Object.entries(actions).map(([action, value]) => {
          const before = old[block]?.[action]
          return [action, before && before.type === value.type ? before : value]
        }),
      ),
    ]),
  )

const initialValue = (element: Json, { channel }: { channel?: string }): Json | null => {
  const type = text(element.type)
  const current = element.default_to_current_conversation === true ? channel : undefined
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: element.initial_value ?? null }
    case 'rich_text_input':
      return { type, rich_text_value: element.initial_value ?? null }
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null }
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null }
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null }
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null }
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] }
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null }
    case 'multi_users_select':
      return { type, selected_users: element.initial_users ?? [] }
    case 'conversations_select':
      return { type, selected_conversation: element.initial_conversation ?? current ?? null }
    case 'multi_conversations_select':
      return { type, selected_conversations: element.initial_conversations ?? (current ? [current] : []) }
    case 'channels_select':
      return { type, selected_channel: element.initial_channel ?? null }
    case 'multi_channels_select':
      return { type, selected_channels: element.initial_channels ?? [] }
    case 'file_input':
      return { type, files: [] }
    default:
      return null
  }
}

/** What a person gives for a field: text, a label, a date as ISO text, people and channels by name or id; null empties it. */
export type Given = string | number | boolean | null | readonly string[]

interface Known {
  user(name: string): string | undefined
  channel(name: string): string | undefined
  /** For external selects: what was last suggested. */
  offered: readonly Json[]
}

/** The field's new value; throws when a person could not choose that. */
export const chosen = (element: Json, given: Given, known: Known): Json => {
  const type = text(element.type)
  const one = given === null ? null : Array.isArray(given) ? text(given[0]) : String(given)
  const several = given === null ? [] : Array.isArray(given) ? given.map(String) : [String(given)]
  const option = (label: string): Json => {
    const among = type.endsWith('external_select') ? known.offered : optionsOf(element)
    const found =
      among.find((each) => each.value === label) ?? among.find((each) => wordsOf(each.text) === label)
    if (!found)
      throw new Error(
        `"${label}" is not among ${among.map((each) => `"${wordsOf(each.text)}"`).join(', ') || 'no options'}.`,
      )
    return found
  }
  const user = (name: string) => known.user(name) ?? fail(`There is nobody called "${name}".`)
  const channel = (name: string) => known.channel(name) ?? fail(`There is no channel "${name}".`)
  const conversation = (name: string) => known.channel(name) ?? fail(`There is no conversation "${name}".`)
  const pattern = (form: RegExp, value: string) =>
    form.test(value) ? value : fail(`A ${type} cannot hold "${value}".`)
  const maximum = element.max_selected_items
  if (typeof maximum === 'number' && several.length > maximum) fail(`No more than ${maximum} can be chosen.`)

  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: one || null }
    case 'rich_text_input':
      return { type, rich_text_value: one ? richTextGiven(one) : null }
    case 'datepicker':
      return { type, selected_date: one && pattern(/^\d{4}-\d{2}-\d{2}$/, one) }
    case 'timepicker':
      return { type, selected_time: one && pattern(/^\d{2}:\d{2}$/, one) }
    case 'datetimepicker':
      return { type, selected_date_time: one === null ? null : Number(pattern(/^\d{10}$/, one)) }
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
    case 'overflow':
      return { type, selected_option: one === null ? null : option(one) }
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: several.map(option) }
    case 'users_select':
      return { type, selected_user: one && user(one) }
    case 'multi_users_select':
      return { type, selected_users: several.map(user) }
    case 'conversations_select':
      return { type, selected_conversation: one && conversation(one) }
    case 'multi_conversations_select':
      return { type, selected_conversations: several.map(conversation) }
    case 'channels_select':
      return { type, selected_channel: one && channel(one) }
    case 'multi_channels_select':
      return { type, selected_channels: several.map(channel) }
    case 'file_input':
      return { type, files: several.map((id) => ({ id })) }
    default:
      return fail(`A ${type} holds no value.`)
  }
}

const fail = (message: string): never => {
  throw new Error(message)
}

/** A page's editor gives the block itself, as JSON; a test gives words. */
const richTextGiven = (given: string): Json => {
  const block = record(parsed(given))
  return block.type === 'rich_text' ? block : richTextOf(given)
}

export const richTextOf = (words: string): Json => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: words }] }],
})

/** What Slack's client says before it sends anything: by block id. */
export const unfinished = (
  blocks: readonly Json[],
  values: Values,
  locale = 'en-US',
): Record<string, string> => {
  const says = locale.startsWith('it') ? ITALIAN : ENGLISH
  const errors: Record<string, string> = {}
  for (const { blockId, actionId, element, input } of controlsIn(blocks)) {
    if (!input) continue
    const value = values[blockId]?.[actionId]
    if (!value || isEmpty(value)) {
      if (input.optional !== true) errors[blockId] = says.required
      continue
    }
    const complaint = complaintAbout(element, text(value.value), says)
    if (complaint) errors[blockId] = complaint
  }
  return errors
}

const isEmpty = (value: Json): boolean =>
  Object.entries(value).every(
    ([key, held]) => key === 'type' || held === null || (Array.isArray(held) && held.length === 0),
  )

/** In the language of whoever looks: Slack's client says it, and no app. */
const ENGLISH = {
  required: 'Please complete this required field.',
  short: (least: number) => `Must be at least ${least} characters.`,
  long: (most: number) => `Must be at most ${most} characters.`,
  number: 'Please enter a valid number.',
  low: (least: string) => `Must be at least ${least}.`,
  high: (most: string) => `Must be at most ${most}.`,
  address: 'Please enter a valid email address.',
  link: 'Please enter a valid URL.',
}
const ITALIAN: typeof ENGLISH = {
  required: 'Completa questo campo obbligatorio.',
  short: (least) => `Servono almeno ${least} caratteri.`,
  long: (most) => `Al massimo ${most} caratteri.`,
  number: 'Inserisci un numero valido.',
  low: (least) => `Almeno ${least}.`,
  high: (most) => `Al massimo ${most}.`,
  address: 'Inserisci un indirizzo e-mail valido.',
  link: 'Inserisci un URL valido.',
}

const complaintAbout = (
  { type, min_length, max_length, min_value, max_value, is_decimal_allowed }: Json,
  value: string,
  says: typeof ENGLISH,
): string | null => {
  switch (type) {
    case 'plain_text_input':
      if (typeof min_length === 'number' && value.length < min_length) return says.short(min_length)
      return value.length > (typeof max_length === 'number' ? max_length : 3000)
        ? says.long(typeof max_length === 'number' ? max_length : 3000)
        : null
    case 'number_input':
      if (!(is_decimal_allowed ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/).test(value)) return says.number
      if (typeof min_value === 'string' && Number(value) < Number(min_value)) return says.low(min_value)
      return typeof max_value === 'string' && Number(value) > Number(max_value) ? says.high(max_value) : null
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : says.address
    case 'url_text_input':
      return /^https?:\/\/\S+$/.test(value) ? null : says.link
    default:
      return null
  }
}

/** All words of blocks, one line a block, for people and tests to read. */
export const readableIn = (blocks: unknown): string =>
  records(blocks)
    .map((block) => wordsWithin(block).join(' '))
    .filter(Boolean)
    .join('\n')

const WORDS = new Set([
  'text',
  'fields',
  'elements',
  'accessory',
  'label',
  'hint',
  'title',
  'subtitle',
  'body',
  'actions',
  'rows',
  'caption',
  'options',
  'child_blocks',
  'alt_text',
  'description',
  'element',
  'placeholder',
  'chart',
  'series',
  'segments',
  'data',
  'name',
])
const wordsWithin = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.flatMap(wordsWithin)
      : isRecord(value)
        ? Object.entries(value).flatMap(([key, held]) =>
            WORDS.has(key) && !(key === 'name' && value.type === 'emoji') ? wordsWithin(held) : [],
          )
        : []

export const errorsIn = (ack: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(record(record(ack).errors)).map(([block, words]) => [block, text(words)]))
