import type { InputBlock, KnownBlock, ModalView } from '@slack/types'
import { z } from 'zod'
import { clip, inert, plain, section } from '../blocks/blocks.ts'
import { LIMITS } from '../blocks/limits.ts'
import type { Day } from '../domain/day.ts'
import type { ChannelId, UserId } from '../domain/ids.ts'
import type { Strings } from '../strings/index.ts'
import { DayText } from './day.ts'
import type { RefusalKey } from './refuse.ts'
import type { Voice } from './voice.ts'

type Label = (t: Strings) => string
/** What a person may complain about at a field: those refusals that need no particulars. */
type Complaint = { [K in RefusalKey]: Strings['refusals'][K] extends () => string ? K : never }[RefusalKey]

const Entered = z.object({
  value: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_conversation: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
})
type Entered = z.output<typeof Entered>

/** What a field's options are called where only the moment tells, by their place. */
export type Offered = readonly string[]

export interface Field<T> {
  label: Label
  hint?: Label
  /** Characters that it holds: of more than that the end is shown beside it. */
  max?: number
  optional: boolean
  element(t: Strings, initial: T | undefined, offered: Offered): InputBlock['element']
  read(entered: Entered): unknown
  schema: z.ZodType<T>
  complaint: Complaint
}

interface Extras {
  hint?: Label
  placeholder?: Label
}
interface TextExtras extends Extras {
  max?: number
  lines?: boolean
}

export const text = (
  label: Label,
  { hint, placeholder, max = LIMITS.inputLength, lines = false }: TextExtras = {},
): Field<string> => ({
  label,
  ...(hint && { hint }),
  max,
  optional: false,
  element: (t, initial) => ({
    type: 'plain_text_input',
    max_length: max,
    multiline: lines,
    ...(placeholder && {
      placeholder: { type: 'plain_text', text: clip(placeholder(t), LIMITS.placeholder) },
    }),
    ...(initial && { initial_value: fitting(initial, max) }),
  }),
  read: ({ value }) => value?.trim() || undefined,
  schema: z.string().min(1).max(max),
  complaint: 'form.text',
})

/** What a field takes of a text: cut between words where that is near. */
const fitting = (text: string, max: number): string => {
  if (text.length <= max) return text
  const cut = text.slice(0, max).replace(/[\uD800-\uDBFF]$/, '')
  return cut.replace(/\s+\S{0,80}$/, '')
}

/** Nothing is cut in silence: how much did not fit, and what. */
const cutOff = (t: Strings, { label, max }: Field<unknown>, value: unknown): KnownBlock[] => {
  if (max === undefined || typeof value !== 'string' || value.length <= max) return []
  const rest = value.slice(fitting(value, max).length).trim()
  const said = t.form.cut({ field: label(t), length: value.length, max, over: rest.length })
  return [section(`:warning: ${said}`), section(inert(rest))]
}

export const person = (label: Label, { hint }: Extras = {}): Field<UserId> => ({
  label,
  ...(hint && { hint }),
  optional: false,
  element: (_, initial) => ({ type: 'users_select', ...(initial && { initial_user: initial }) }),
  read: ({ selected_user }) => selected_user ?? undefined,
  schema: z.templateLiteral([z.enum(['U', 'W']), z.string()]),
  complaint: 'form.person',
})

/** Several, or nobody. */
export const people = (label: Label, { hint }: Extras = {}): Field<UserId[]> => ({
  label,
  ...(hint && { hint }),
  optional: true,
  element: (_, initial) => ({
    type: 'multi_users_select',
    ...(initial && initial.length > 0 && { initial_users: initial }),
  }),
  read: ({ selected_users }) => selected_users ?? [],
  schema: z.array(z.templateLiteral([z.enum(['U', 'W']), z.string()])),
  complaint: 'form.person',
})

export const date = (label: Label, { hint }: Extras = {}): Field<Day> => ({
  label,
  ...(hint && { hint }),
  optional: false,
  element: (_, initial) => ({ type: 'datepicker', ...(initial && { initial_date: initial }) }),
  read: ({ selected_date }) => selected_date ?? undefined,
  schema: DayText,
  complaint: 'form.date',
})

/** `09:00`, local wall time. */
export const time = (label: Label, { hint }: Extras = {}): Field<string> => ({
  label,
  ...(hint && { hint }),
  optional: false,
  element: (_, initial) => ({ type: 'timepicker', ...(initial && { initial_time: initial }) }),
  read: ({ selected_time }) => selected_time ?? undefined,
  schema: z.string().regex(/^\d\d:\d\d$/),
  complaint: 'form.time',
})

export const channel = (label: Label, { hint }: Extras = {}): Field<ChannelId> => ({
  label,
  ...(hint && { hint }),
  optional: false,
  element: (_, initial) => ({
    type: 'conversations_select',
    filter: { include: ['public', 'private'], exclude_bot_users: true },
    ...(initial && { initial_conversation: initial }),
  }),
  read: ({ selected_conversation }) => selected_conversation ?? undefined,
  schema: z.templateLiteral([z.enum(['C', 'G']), z.string()]),
  complaint: 'form.channel',
})

export const choice = <const O extends string>(
  label: Label,
  options: readonly O[],
  nameOf: (t: Strings, option: O) => string,
  { hint, initial: preset }: Extras & { initial?: O } = {},
): Field<O> => ({
  label,
  ...(hint && { hint }),
  optional: false,
  element: (t, initial = preset) => {
    const option = (value: O) => ({
      text: { type: 'plain_text' as const, text: clip(nameOf(t, value), LIMITS.optionText) },
      value,
    })
    return {
      type: 'static_select',
      options: options.map(option),
      ...(initial !== undefined && { initial_option: option(initial) }),
    }
  },
  read: ({ selected_option }) => selected_option?.value,
  schema: z.enum(options) as unknown as z.ZodType<O>,
  complaint: 'form.choice',
})

/**
 * One of what is offered at the moment, by its place in the list, or none: what is chosen in a select of Slack's can be
 * changed and not taken back.
 */
export const offered = (label: Label, none: Label): Field<number | undefined> => ({
  label,
  optional: true,
  element: (t, initial, names) => {
    const option = (name: string, value: string) => ({
      text: { type: 'plain_text' as const, text: clip(plain(name).trim() || '…', LIMITS.optionText) },
      value,
    })
    const given = names.slice(0, LIMITS.options - 1).map((name, place) => option(name, String(place)))
    const chosen = initial === undefined ? undefined : given[initial]
    return {
      type: 'static_select',
      options: [option(none(t), 'none'), ...given],
      placeholder: { type: 'plain_text', text: clip(none(t), LIMITS.placeholder) },
      ...(chosen && { initial_option: chosen }),
    }
  },
  read: ({ selected_option }) =>
    selected_option && selected_option.value !== 'none' ? Number(selected_option.value) : undefined,
  schema: z.int().min(0).max(LIMITS.options).optional(),
  complaint: 'form.choice',
})

export const optional = <T>(field: Field<T>): Field<T | undefined> => ({
  ...field,
  optional: true,
  schema: field.schema.optional(),
})

// biome-ignore lint/suspicious/noExplicitAny: a field's type stands in two places, so neither `unknown` nor `never` admits all
type AnyFields = Record<string, Field<any>>
type FieldValues<F extends AnyFields> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never }

export interface Form<F extends AnyFields = AnyFields, C = unknown> {
  id: string
  fields: F
  carry: z.ZodType<C>
  /** The modal, filled in with `values`. `carry` travels with it unseen and comes back with the submission. */
  view(
    voice: Voice,
    filled: {
      carry: C
      values?: { [K in keyof F]?: FieldValues<F>[K] | undefined }
      intro?: string
      /** The options of `offered` fields. */
      offered?: Offered
      /** Only these fields, in this order; the others come back empty. */
      only?: readonly (keyof F & string)[]
      /** Of them those that must be filled in this time. */
      needed?: readonly (keyof F & string)[]
    },
  ): ModalView
  parse(
    view: SubmittedView,
    t: Strings,
  ): { values: FieldValues<F> & { carry: C } } | { errors: Record<string, string> }
}
export type Values<F extends Form> = F extends Form<infer X, infer C> ? FieldValues<X> & { carry: C } : never
export type Complaints<F extends Form> = { [K in keyof F['fields']]?: string | undefined }

export const SubmittedView = z.object({
  id: z.string(),
  hash: z.string().nullish(),
  callback_id: z.string(),
  private_metadata: z.string(),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), Entered)) }),
})
export type SubmittedView = z.output<typeof SubmittedView>

/** One declaration: the modal a person sees, and the typed values its submission becomes. */
export const form = <F extends AnyFields, C = null>(
  id: string,
  { title, submit, fields, carry }: { title: Label; submit: Label; fields: F; carry: z.ZodType<C> },
): Form<F, C> => ({
  id,
  fields,
  carry,
  view: ({ t }, { carry: carried, values = {}, intro, offered: names = [], only, needed = [] }) => ({
    type: 'modal',
    callback_id: id,
    private_metadata: JSON.stringify(carried),
    title: { type: 'plain_text', text: clip(title(t), LIMITS.modalTitle) },
    submit: { type: 'plain_text', text: clip(submit(t), LIMITS.modalButton) },
    close: { type: 'plain_text', text: clip(t.form.cancel, LIMITS.modalButton) },
    blocks: [
      ...(intro === undefined ? [] : [section(intro)]),
      ...shownOf(fields, only).flatMap(([name, field]): KnownBlock[] => [
        ...cutOff(t, field, (values as Record<string, unknown>)[name]),
        {
          type: 'input',
          block_id: name,
          optional: field.optional && !needed.includes(name),
          label: { type: 'plain_text', text: clip(plain(field.label(t)), LIMITS.label) },
          ...(field.hint && { hint: { type: 'plain_text', text: clip(field.hint(t), LIMITS.hint) } }),
          element: { ...field.element(t, (values as Record<string, unknown>)[name], names), action_id: name },
        },
      ]),
    ],
  }),
  parse: (view, t) => {
    const read = Object.entries(fields).map(
      ([name, field]) =>
        [name, field, field.schema.safeParse(field.read(view.state.values[name]?.[name] ?? {}))] as const,
    )
    const errors = Object.fromEntries(
      read
        .filter(([, , result]) => !result.success)
        .map(([name, field]) => [name, t.refusals[field.complaint]()]),
    )
    if (Object.keys(errors).length > 0) return { errors }
    const values = Object.fromEntries(read.map(([name, , result]) => [name, result.data])) as FieldValues<F>
    return { values: { ...values, carry: carry.parse(JSON.parse(view.private_metadata)) } }
  },
})

const shownOf = <F extends AnyFields>(fields: F, only: readonly (keyof F & string)[] = Object.keys(fields)) =>
  only.flatMap((name) => (fields[name] ? [[name, fields[name]] as const] : []))
