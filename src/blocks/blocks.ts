import type {
  ActionsBlock,
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  KnownBlock,
  Overflow,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
} from '@slack/types'
import type { ChartBlock } from '../charts/spec.ts'
import { LIMITS } from './limits.ts'
import type { ActionRef } from './refs.ts'
import type { TableStub } from './table.ts'

/** What a message may be made of: Slack's blocks, and what becomes one once the workspace is known. */
export type Block = KnownBlock | ChartBlock | TableStub

/** `text` is what notifications and screen readers get: a full sentence, never empty. */
export interface Message {
  text: string
  blocks: Block[]
}

/** Cuts to Slack's ceiling, so that no view has to think of it. */
export const clip = (text: string, max: number): string => {
  if (text.length <= max) return text
  const cut = text.slice(0, max - 1)
  // A surrogate pair or an entity cut in half would show as rubbish.
  return `${cut.replace(/[\uD800-\uDBFF]$/, '').replace(/&[a-z]{0,3}$/, '')}…`
}

/** Makes foreign text inert in mrkdwn: no mention, link or broadcast survives, and nothing reorders or hides letters. */
export const inert = (text: string): string =>
  plain(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A name is never an address to be pressed: a client makes links even of bare ones. */
export const inertName = (name: string): string => inert(name).replace(/:(?=\/\/)|(?<=\bwww)\./gi, '$&\u2060')

/** Foreign text for plain_text elements: without control, zero-width and direction marks. */
export const plain = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  text.replace(/[\u0000-\u0008\u000B-\u001F\u007F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')

export const message = (text: string, ...blocks: readonly (Block | readonly Block[] | null)[]): Message => {
  const listed = blocks.flat().filter((it) => it !== null)
  return {
    text: clip(text, LIMITS.responseText),
    blocks: listed.length > 0 ? listed : [section(inert(text))],
  }
}

export const section = (mrkdwn: string, accessory?: SectionBlock['accessory']): SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: clip(mrkdwn, LIMITS.text) },
  ...(accessory && { accessory }),
})

/** Lines of one section; what has no room is left out line by line, so that no sentence is cut. */
export const linesIn = (lines: readonly string[]): KnownBlock[] => {
  let left = LIMITS.text as number
  const kept = lines.filter((it) => {
    left -= it.length + 1
    return left >= -1
  })
  return kept.length === 0 ? [] : [section(kept.join('\n'))]
}

export const header = (text: string): HeaderBlock => ({
  type: 'header',
  text: { type: 'plain_text', text: clip(plain(text), LIMITS.header), emoji: true },
})

export const context = (...mrkdwn: readonly string[]): ContextBlock => ({
  type: 'context',
  elements: mrkdwn
    .slice(0, LIMITS.contextElements)
    .map((text) => ({ type: 'mrkdwn', text: clip(text, LIMITS.text) })),
})

export const divider: DividerBlock = { type: 'divider' }

export const actions = (...elements: ActionsBlock['elements']): ActionsBlock => ({
  type: 'actions',
  elements: elements.slice(0, LIMITS.actionsElements),
})

interface ButtonLook {
  style?: 'primary' | 'danger'
  /** Tells it from others of the same action in one block, where Slack wants each called differently. */
  among?: string
  /** For screen readers, where the label alone does not say what the button is about. */
  says?: string
  confirm?: { title: string; text: string; yes: string; no: string }
}

/** The value travels as JSON and is parsed again when it comes back: nothing in it is trusted. */
export const button = <V>(label: string, action: ActionRef<V>, value: V, look: ButtonLook = {}): Button => ({
  type: 'button',
  text: { type: 'plain_text', text: clip(plain(label), LIMITS.buttonText), emoji: true },
  action_id: look.among === undefined ? action.id : `${action.id}#${look.among}`,
  value: JSON.stringify(value),
  ...(look.style && { style: look.style }),
  ...(look.says && { accessibility_label: clip(plain(look.says), LIMITS.accessibilityLabel) }),
  ...(look.confirm && {
    confirm: {
      title: { type: 'plain_text', text: clip(look.confirm.title, LIMITS.confirmTitle) },
      text: { type: 'plain_text', text: clip(look.confirm.text, LIMITS.confirmText) },
      confirm: { type: 'plain_text', text: clip(look.confirm.yes, LIMITS.confirmButton) },
      deny: { type: 'plain_text', text: clip(look.confirm.no, LIMITS.confirmButton) },
    },
  }),
})

/** What one line of a menu says, and what comes back when it is chosen. */
export interface Choosable<V> {
  label: string
  value: V
}

/** A menu whose label stands on it: it acts as soon as something is chosen. */
export const menu = <V>(
  label: string,
  action: ActionRef<V>,
  choices: readonly Choosable<V>[],
): StaticSelect => ({
  type: 'static_select',
  placeholder: { type: 'plain_text', text: clip(plain(label), LIMITS.placeholder) },
  action_id: action.id,
  options: choices.slice(0, LIMITS.options).map(chooseable),
})

/** The menu behind the three dots: from two to five lines. */
export const overflow = <V>(action: ActionRef<V>, choices: readonly Choosable<V>[]): Overflow => ({
  type: 'overflow',
  action_id: action.id,
  options: choices.slice(0, LIMITS.overflowOptions).map(chooseable),
})

const chooseable = <V>({ label, value }: Choosable<V>): PlainTextOption => ({
  text: { type: 'plain_text', text: clip(plain(label), LIMITS.optionText), emoji: true },
  value: JSON.stringify(value),
})

/** Shown in the viewer's own zone and language; `fallback` where that cannot be. */
export const moment = (at: Temporal.Instant, format: string, fallback: string): string =>
  `<!date^${Math.floor(at.epochMilliseconds / 1000)}^${format}|${inert(fallback)}>`
