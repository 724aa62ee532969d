import { describe, expect, test } from 'vitest'
import { faultsIn, type Surface, suggestionFaults } from '#playground/server/blocks.ts'
import type { Json } from '#playground/server/json.ts'

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) })
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) })
const words = (length: number) => 'x'.repeat(length)
const many = <Item>(count: number, make: (n: number) => Item): Item[] =>
  Array.from({ length: count }, (_, n) => make(n))
const address = (length: number) => `https://e.co/${'x'.repeat(length - 13)}`

const SURFACES = ['message', 'modal', 'home'] as const satisfies readonly Surface[]
const PLACE = { message: '/blocks', modal: '/view/blocks', home: '/view/blocks' } as const

/** These blocks as that surface holds them: a message's list, or a view. */
const on = (surface: Surface, blocks: readonly unknown[], more: Json = {}): unknown =>
  surface === 'message'
    ? blocks
    : surface === 'home'
      ? { type: 'home', blocks, ...more }
      : { type: 'modal', title: plain(5), submit: plain(4), blocks, ...more }
const faults = (surface: Surface, blocks: readonly unknown[], more?: Json) =>
  faultsIn(surface, on(surface, blocks, more))

// —— One well-formed example of everything ———————————————————————————————————————————————————————————————

const option = (n: number) => ({ text: plain(3), value: `v${n}` })
const richSection = (leaf: Json = { type: 'text', text: 'x' }) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [leaf] }],
})
const raw = (text: string) => ({ type: 'raw_text', text })
const rows = (count: number, columns = 2) => many(count, () => many(columns, () => raw('x')))
const picture = (more: Json = {}) => ({ type: 'image', alt_text: 'x', image_url: address(20), ...more })
const point = (n: number) => ({ label: `p${n}`, value: n + 1 })
const lines = (points: number, series = 1) => ({
  type: 'line',
  series: many(series, (n) => ({ name: `s${n}`, data: many(points, point) })),
  axis_config: { categories: many(points, (n) => `p${n}`) },
})
const pie = (segments: number, more: Json = {}) => ({
  type: 'pie',
  segments: many(segments, (n) => ({ ...point(n), ...more })),
})
const chart = (more: Json = {}) => ({ type: 'data_visualization', title: 'x', chart: lines(2), ...more })
const section = (more: Json = {}) => ({ type: 'section', text: mrkdwn(1), ...more })
const actions = (...elements: readonly Json[]) => ({ type: 'actions', elements })
const input = (element: Json, more: Json = {}) => ({ type: 'input', label: plain(1), element, ...more })
const task = (more: Json = {}) => ({
  type: 'task_card',
  task_id: 't',
  title: 'x',
  status: 'complete',
  ...more,
})
const card = (more: Json = {}) => ({ type: 'card', body: mrkdwn(1), ...more })
const table = (more: Json = {}) => ({ type: 'table', rows: rows(2), ...more })
const dataTable = (more: Json = {}) => ({ type: 'data_table', caption: 'x', rows: rows(2), ...more })
const container = (more: Json = {}) => ({ type: 'container', child_blocks: [section()], ...more })

const BLOCKS: Readonly<Record<string, Json>> = {
  section: section(),
  header: { type: 'header', text: plain(1) },
  divider: { type: 'divider' },
  context: { type: 'context', elements: [mrkdwn(1)] },
  actions: actions({ type: 'button', text: plain(1) }),
  input: input({ type: 'plain_text_input' }),
  image: picture(),
  rich_text: richSection(),
  video: {
    type: 'video',
    title: plain(1),
    alt_text: 'x',
    video_url: address(20),
    thumbnail_url: address(20),
  },
  card: card(),
  alert: { type: 'alert', text: mrkdwn(1) },
  carousel: { type: 'carousel', elements: [card()] },
  table: table(),
  data_table: dataTable(),
  container: container(),
  context_actions: {
    type: 'context_actions',
    elements: [{ type: 'icon_button', icon: 'trash', text: plain(1) }],
  },
  markdown: { type: 'markdown', text: 'x' },
  plan: { type: 'plan', title: 'x', tasks: [task()] },
  task_card: task(),
  data_visualization: chart(),
  file: { type: 'file', external_id: 'x', source: 'remote' },
}

const options = [option(1), option(2)]
const ELEMENTS: Readonly<Record<string, Json>> = {
  button: { type: 'button', text: plain(1) },
  workflow_button: { type: 'workflow_button', text: plain(1), workflow: { trigger: { url: address(20) } } },
  overflow: { type: 'overflow', options },
  checkboxes: { type: 'checkboxes', options },
  radio_buttons: { type: 'radio_buttons', options },
  static_select: { type: 'static_select', options },
  external_select: { type: 'external_select' },
  users_select: { type: 'users_select' },
  conversations_select: { type: 'conversations_select' },
  channels_select: { type: 'channels_select' },
  multi_static_select: { type: 'multi_static_select', options },
  multi_external_select: { type: 'multi_external_select' },
  multi_users_select: { type: 'multi_users_select' },
  multi_conversations_select: { type: 'multi_conversations_select' },
  multi_channels_select: { type: 'multi_channels_select' },
  datepicker: { type: 'datepicker' },
  timepicker: { type: 'timepicker' },
  datetimepicker: { type: 'datetimepicker' },
  plain_text_input: { type: 'plain_text_input' },
  rich_text_input: { type: 'rich_text_input' },
  email_text_input: { type: 'email_text_input' },
  url_text_input: { type: 'url_text_input' },
  number_input: { type: 'number_input', is_decimal_allowed: false },
  file_input: { type: 'file_input' },
  feedback_buttons: {
    type: 'feedback_buttons',
    positive_button: { text: plain(1), value: 'y' },
    negative_button: { text: plain(1), value: 'n' },
  },
  icon_button: { type: 'icon_button', icon: 'trash', text: plain(1) },
  image: picture(),
}
const element = (type: string, more: Json = {}): Json => ({ ...ELEMENTS[type], ...more })

// —— Which block stands where ————————————————————————————————————————————————————————————————————————————

const EVERYWHERE = 'section header divider context actions input image rich_text video card'.split(' ')
const STANDS: Readonly<Record<Surface, readonly string[]>> = {
  message: [
    ...EVERYWHERE,
    ...'carousel table data_table container context_actions markdown plan task_card data_visualization'.split(
      ' ',
    ),
  ],
  modal: [...EVERYWHERE, 'alert'],
  home: [...EVERYWHERE, 'carousel', 'table', 'data_table'],
}

describe.each(SURFACES)('on a %s', (surface) => {
  test.each(Object.entries(BLOCKS))('%s', (type, block) => {
    expect(faults(surface, [block])).toEqual(
      STANDS[surface].includes(type)
        ? []
        : [`[ERROR] unsupported type: ${type} [json-pointer:${PLACE[surface]}/0/type]`],
    )
  })

  test('nothing may be there, and nothing may be of no kind', () => {
    expect(faults(surface, [])).toEqual([])
    expect(faults(surface, [{ text: 'x' }])).toEqual([
      `[ERROR] missing required field: type [json-pointer:${PLACE[surface]}/0]`,
    ])
    expect(faults(surface, ['x'])).toEqual([
      `[ERROR] must provide an object [json-pointer:${PLACE[surface]}/0]`,
    ])
  })

  test.each(Object.entries(BLOCKS).filter(([type]) => STANDS[surface].includes(type)))(
    '%s takes an id of 255 characters and nothing that Slack does not know',
    (_, block) => {
      const at = `${PLACE[surface]}/0`
      expect(faults(surface, [{ ...block, block_id: words(255) }])).toEqual([])
      expect(faults(surface, [{ ...block, block_id: words(256) }])).toEqual([
        `[ERROR] must be less than 256 characters [json-pointer:${at}/block_id]`,
      ])
      expect(faults(surface, [{ ...block, colour: 'red' }])).toEqual([
        `[ERROR] invalid additional property: colour [json-pointer:${at}]`,
      ])
    },
  )
})

// —— Which element stands where ——————————————————————————————————————————————————————————————————————————

const SELECTS = 'static_select external_select users_select conversations_select channels_select'.split(' ')
const CHOICES = [
  ...SELECTS,
  ...SELECTS.map((it) => `multi_${it}`),
  'checkboxes',
  'radio_buttons',
  'datepicker',
  'timepicker',
]
const BUTTONS = ['button', 'overflow', 'workflow_button']
const INPUTS =
  'plain_text_input rich_text_input email_text_input url_text_input number_input datetimepicker'.split(' ')
const WITHIN: readonly { what: string; at: string; holds(it: Json): Json; takes: readonly string[] }[] = [
  {
    what: 'a section',
    at: 'accessory',
    holds: (accessory) => section({ accessory }),
    takes: [...CHOICES, ...BUTTONS, 'image'],
  },
  {
    what: 'actions',
    at: 'elements/0',
    holds: (it) => actions(it),
    takes: [...CHOICES, ...BUTTONS, 'datetimepicker', 'rich_text_input'],
  },
  {
    what: 'context',
    at: 'elements/0',
    holds: (it) => ({ type: 'context', elements: [it] }),
    takes: ['image'],
  },
]

describe.each(WITHIN)('in $what', ({ at, holds, takes }) => {
  test.each(SURFACES.flatMap((surface) => Object.keys(ELEMENTS).map((type) => [surface, type] as const)))(
    'of a %s: %s',
    (surface, type) => {
      expect(faults(surface, [holds(element(type))])).toEqual(
        takes.includes(type)
          ? []
          : [`[ERROR] unsupported type: ${type} [json-pointer:${PLACE[surface]}/0/${at}/type]`],
      )
    },
  )
})

test.each(SURFACES.flatMap((surface) => Object.keys(ELEMENTS).map((type) => [surface, type] as const)))(
  'an input of a %s: %s',
  (surface, type) => {
    const takes = [...CHOICES, ...INPUTS, ...(surface === 'modal' ? ['file_input'] : [])]
    expect(faults(surface, [input(element(type))])).toEqual(
      takes.includes(type)
        ? []
        : [`[ERROR] unsupported type: ${type} [json-pointer:${PLACE[surface]}/0/element/type]`],
    )
  },
)

test.each(Object.keys(ELEMENTS))('context_actions: %s', (type) => {
  const allowed = ['feedback_buttons', 'icon_button'].includes(type)
  expect(faults('message', [{ type: 'context_actions', elements: [element(type)] }])).toEqual(
    allowed ? [] : [`[ERROR] unsupported type: ${type} [json-pointer:/blocks/0/elements/0/type]`],
  )
})

// —— How long and how many: just inside, just outside ————————————————————————————————————————————————————

interface Limit {
  what: string
  surfaces?: readonly Surface[]
  most: number
  /** A block with this much of it. */
  of(size: number): Json
  /** Where the fault is, within the block. */
  at: string
  kind?: 'characters' | 'items'
}
const IN_MESSAGES = ['message'] as const
const ON_TABLES = ['message', 'home'] as const
const IN_MODALS = ['modal'] as const

const buttonWith = (more: (size: number) => Json) => (size: number) => actions(element('button', more(size)))
const selectWith = (more: (size: number) => Json) => (size: number) =>
  section({ accessory: element('static_select', more(size)) })
const inputWith = (type: string, more: (size: number) => Json) => (size: number) =>
  input(element(type, more(size)))
const confirm = (more: Json = {}) => ({
  title: plain(1),
  text: plain(1),
  confirm: plain(1),
  deny: plain(1),
  ...more,
})

const LIMITS: readonly Limit[] = [
  { what: 'section text', most: 3000, of: (n) => section({ text: mrkdwn(n) }), at: 'text/text' },
  { what: 'plain section text', most: 3000, of: (n) => section({ text: plain(n) }), at: 'text/text' },
  {
    what: 'section fields',
    most: 10,
    of: (n) => ({ type: 'section', fields: many(n, () => mrkdwn(1)) }),
    at: 'fields',
    kind: 'items',
  },
  { what: 'section field', most: 2000, of: (n) => section({ fields: [mrkdwn(n)] }), at: 'fields/0/text' },
  { what: 'header', most: 150, of: (n) => ({ type: 'header', text: plain(n) }), at: 'text/text' },
  {
    what: 'context elements',
    most: 10,
    of: (n) => ({ type: 'context', elements: many(n, () => mrkdwn(1)) }),
    at: 'elements',
    kind: 'items',
  },
  {
    what: 'context text',
    most: 3000,
    of: (n) => ({ type: 'context', elements: [mrkdwn(n)] }),
    at: 'elements/0/text',
  },
  {
    what: 'actions',
    most: 25,
    of: (n) => actions(...many(n, () => element('button'))),
    at: 'elements',
    kind: 'items',
  },
  {
    what: 'input label',
    most: 2000,
    of: (n) => input(element('datepicker'), { label: plain(n) }),
    at: 'label/text',
  },
  {
    what: 'input hint',
    most: 2000,
    of: (n) => input(element('datepicker'), { hint: plain(n) }),
    at: 'hint/text',
  },
  { what: 'image alt text', most: 2000, of: (n) => picture({ alt_text: words(n) }), at: 'alt_text' },
  { what: 'image address', most: 3000, of: (n) => picture({ image_url: address(n) }), at: 'image_url' },
  { what: 'image title', most: 2000, of: (n) => picture({ title: plain(n) }), at: 'title/text' },
  { what: 'video title', most: 199, of: (n) => ({ ...BLOCKS.video, title: plain(n) }), at: 'title/text' },
  {
    what: 'video author',
    most: 49,
    of: (n) => ({ ...BLOCKS.video, author_name: words(n) }),
    at: 'author_name',
  },
  { what: 'card title', most: 150, of: (n) => card({ title: mrkdwn(n) }), at: 'title/text' },
  { what: 'card subtitle', most: 150, of: (n) => card({ subtitle: mrkdwn(n) }), at: 'subtitle/text' },
  { what: 'card body', most: 200, of: (n) => card({ body: mrkdwn(n) }), at: 'body/text' },
  {
    what: 'card actions',
    most: 2,
    of: (n) => card({ actions: many(n, () => element('button')) }),
    at: 'actions',
    kind: 'items',
  },
  {
    what: 'alert',
    surfaces: IN_MODALS,
    most: 3000,
    of: (n) => ({ type: 'alert', text: mrkdwn(n) }),
    at: 'text/text',
  },
  {
    what: 'carousel',
    surfaces: ON_TABLES,
    most: 10,
    of: (n) => ({ type: 'carousel', elements: many(n, () => card()) }),
    at: 'elements',
    kind: 'items',
  },
  {
    what: 'container blocks',
    surfaces: IN_MESSAGES,
    most: 10,
    of: (n) => container({ child_blocks: many(n, () => section()) }),
    at: 'child_blocks',
    kind: 'items',
  },
  {
    what: 'container title',
    surfaces: IN_MESSAGES,
    most: 150,
    of: (n) => container({ title: plain(n) }),
    at: 'title/text',
  },
  {
    what: 'context actions',
    surfaces: IN_MESSAGES,
    most: 5,
    of: (n) => ({ type: 'context_actions', elements: many(n, () => element('icon_button')) }),
    at: 'elements',
    kind: 'items',
  },
  {
    what: 'markdown',
    surfaces: IN_MESSAGES,
    most: 12_000,
    of: (n) => ({ type: 'markdown', text: words(n) }),
    at: 'text',
  },
  {
    what: 'table rows',
    surfaces: ON_TABLES,
    most: 100,
    of: (n) => table({ rows: rows(n) }),
    at: 'rows',
    kind: 'items',
  },
  {
    what: 'table columns',
    surfaces: ON_TABLES,
    most: 20,
    of: (n) => table({ rows: rows(1, n) }),
    at: 'rows/0',
    kind: 'items',
  },
  {
    what: 'table column settings',
    surfaces: ON_TABLES,
    most: 20,
    of: (n) => table({ column_settings: many(n, (i) => (i ? null : { align: 'right' })) }),
    at: 'column_settings',
    kind: 'items',
  },
  {
    what: 'data table rows',
    surfaces: ON_TABLES,
    most: 101,
    of: (n) => dataTable({ rows: rows(n) }),
    at: 'rows',
    kind: 'items',
  },
  {
    what: 'chart title',
    surfaces: IN_MESSAGES,
    most: 50,
    of: (n) => chart({ title: words(n) }),
    at: 'title',
  },
  {
    what: 'chart series',
    surfaces: IN_MESSAGES,
    most: 6,
    of: (n) => chart({ chart: lines(1, n) }),
    at: 'chart/series',
    kind: 'items',
  },
  {
    what: 'pie segments',
    surfaces: IN_MESSAGES,
    most: 6,
    of: (n) => chart({ chart: pie(n) }),
    at: 'chart/segments',
    kind: 'items',
  },
  {
    what: 'segment label',
    surfaces: IN_MESSAGES,
    most: 20,
    of: (n) => chart({ chart: pie(1, { label: words(n) }) }),
    at: 'chart/segments/0/label',
  },
  {
    what: 'chart axis',
    surfaces: IN_MESSAGES,
    most: 50,
    of: (n) => chart({ chart: { ...lines(1), axis_config: { categories: ['p0'], x_label: words(n) } } }),
    at: 'chart/axis_config/x_label',
  },
  {
    what: 'series name',
    surfaces: IN_MESSAGES,
    most: 20,
    of: (n) => chart({ chart: { ...lines(1), series: [{ name: words(n), data: [point(0)] }] } }),
    at: 'chart/series/0/name',
  },

  {
    what: 'action id',
    most: 255,
    of: buttonWith((n) => ({ action_id: words(n) })),
    at: 'elements/0/action_id',
  },
  { what: 'button text', most: 75, of: buttonWith((n) => ({ text: plain(n) })), at: 'elements/0/text/text' },
  { what: 'button value', most: 2000, of: buttonWith((n) => ({ value: words(n) })), at: 'elements/0/value' },
  { what: 'button address', most: 3000, of: buttonWith((n) => ({ url: address(n) })), at: 'elements/0/url' },
  {
    what: 'accessibility label',
    most: 75,
    of: buttonWith((n) => ({ accessibility_label: words(n) })),
    at: 'elements/0/accessibility_label',
  },
  {
    what: 'confirm title',
    most: 100,
    of: buttonWith((n) => ({ confirm: confirm({ title: plain(n) }) })),
    at: 'elements/0/confirm/title/text',
  },
  {
    what: 'confirm text',
    most: 300,
    of: buttonWith((n) => ({ confirm: confirm({ text: plain(n) }) })),
    at: 'elements/0/confirm/text/text',
  },
  {
    what: 'confirm yes',
    most: 30,
    of: buttonWith((n) => ({ confirm: confirm({ confirm: plain(n) }) })),
    at: 'elements/0/confirm/confirm/text',
  },
  {
    what: 'confirm no',
    most: 30,
    of: buttonWith((n) => ({ confirm: confirm({ deny: plain(n) }) })),
    at: 'elements/0/confirm/deny/text',
  },
  {
    what: 'options',
    most: 100,
    of: selectWith((n) => ({ options: many(n, option) })),
    at: 'accessory/options',
    kind: 'items',
  },
  {
    what: 'option groups',
    most: 100,
    of: selectWith((n) => ({
      options: undefined,
      option_groups: many(n, (i) => ({ label: plain(1), options: [option(i)] })),
    })),
    at: 'accessory/option_groups',
    kind: 'items',
  },
  {
    what: 'options of a group',
    most: 100,
    of: selectWith((n) => ({
      options: undefined,
      option_groups: [{ label: plain(1), options: many(n, option) }],
    })),
    at: 'accessory/option_groups/0/options',
    kind: 'items',
  },
  {
    what: 'group label',
    most: 75,
    of: selectWith((n) => ({ options: undefined, option_groups: [{ label: plain(n), options }] })),
    at: 'accessory/option_groups/0/label/text',
  },
  {
    what: 'option text',
    most: 75,
    of: selectWith((n) => ({ options: [{ text: plain(n), value: 'v' }] })),
    at: 'accessory/options/0/text/text',
  },
  {
    what: 'option value',
    most: 75,
    of: selectWith((n) => ({ options: [{ text: plain(1), value: words(n) }] })),
    at: 'accessory/options/0/value',
  },
  {
    what: 'option description',
    most: 75,
    of: selectWith((n) => ({ options: [{ text: plain(1), value: 'v', description: plain(n) }] })),
    at: 'accessory/options/0/description/text',
  },
  {
    what: 'overflow options',
    most: 5,
    of: (n) => actions({ type: 'overflow', options: many(n, option) }),
    at: 'elements/0/options',
    kind: 'items',
  },
  {
    what: 'checkboxes',
    most: 10,
    of: (n) => actions({ type: 'checkboxes', options: many(n, option) }),
    at: 'elements/0/options',
    kind: 'items',
  },
  {
    what: 'radio buttons',
    most: 10,
    of: (n) => actions({ type: 'radio_buttons', options: many(n, option) }),
    at: 'elements/0/options',
    kind: 'items',
  },
  {
    what: 'select placeholder',
    most: 150,
    of: selectWith((n) => ({ placeholder: plain(n) })),
    at: 'accessory/placeholder/text',
  },
  {
    what: 'input placeholder',
    most: 150,
    of: inputWith('plain_text_input', (n) => ({ placeholder: plain(n) })),
    at: 'element/placeholder/text',
  },
]

/** What Slack says to one character or one item too many. */
const tooMuch = (kind: 'characters' | 'items', most: number) =>
  kind === 'items' ? `no more than ${most} items allowed` : `must be less than ${most + 1} characters`

describe.each(LIMITS)('$what: $most', ({ surfaces = SURFACES, most, of, at, kind = 'characters' }) => {
  test.each(surfaces)('on a %s', (surface) => {
    expect(faults(surface, [of(most)])).toEqual([])
    const said = faults(surface, [of(most + 1)])
    // Too long in one place is too long in total, too.
    expect(said[0]).toBe(`[ERROR] ${tooMuch(kind, most)} [json-pointer:${PLACE[surface]}/0/${at}]`)
  })
})

/** Lengths from 1; what is empty says so. */
const NONE: readonly { what: string; surfaces?: readonly Surface[]; of: Json; at: string; kind?: 'items' }[] =
  [
    { what: 'a text', of: section({ text: mrkdwn(0) }), at: 'text/text' },
    { what: 'a header', of: { type: 'header', text: plain(0) }, at: 'text/text' },
    { what: 'a button', of: actions(element('button', { text: plain(0) })), at: 'elements/0/text/text' },
    { what: 'an alt text', of: picture({ alt_text: '' }), at: 'alt_text' },
    {
      what: 'an option',
      of: section({ accessory: element('static_select', { options: [{ text: plain(0), value: 'v' }] }) }),
      at: 'accessory/options/0/text/text',
    },
    { what: 'actions', of: actions(), at: 'elements', kind: 'items' },
    { what: 'context', of: { type: 'context', elements: [] }, at: 'elements', kind: 'items' },
    {
      what: 'options',
      of: section({ accessory: element('static_select', { options: [] }) }),
      at: 'accessory/options',
      kind: 'items',
    },
    { what: 'a cell', surfaces: ON_TABLES, of: table({ rows: [[raw('')]] }), at: 'rows/0/0/text' },
    {
      what: 'a data cell',
      surfaces: ON_TABLES,
      of: dataTable({ rows: [[raw('a')], [raw('')]] }),
      at: 'rows/1/0/text',
    },
    {
      what: 'a carousel',
      surfaces: ON_TABLES,
      of: { type: 'carousel', elements: [] },
      at: 'elements',
      kind: 'items',
    },
    {
      what: 'a container',
      surfaces: IN_MESSAGES,
      of: container({ child_blocks: [] }),
      at: 'child_blocks',
      kind: 'items',
    },
  ]
describe.each(NONE)('$what is never empty', ({ surfaces = SURFACES, of, at, kind }) => {
  test.each(surfaces)('on a %s', (surface) => {
    const said = kind === 'items' ? 'no fewer than 1 item allowed' : 'must be more than 0 characters'
    expect(faults(surface, [of])).toEqual([`[ERROR] ${said} [json-pointer:${PLACE[surface]}/0/${at}]`])
  })
})

// —— Rules between parts —————————————————————————————————————————————————————————————————————————————————

interface Rule {
  what: string
  surfaces?: readonly Surface[]
  fine: readonly Json[]
  wrong: readonly Json[]
  says: string
  /** Within the surface's blocks; the surface itself when absent. */
  at: string
}
const number = (more: Json) => input(element('number_input', more))
const text = (more: Json) => input(element('plain_text_input', more))
const chosen = (more: Json) => section({ accessory: element('static_select', more) })

const RULES: readonly Rule[] = [
  {
    what: 'a header is plain',
    fine: [{ type: 'header', text: plain(1) }],
    wrong: [{ type: 'header', text: mrkdwn(1) }],
    says: 'unsupported type: mrkdwn',
    at: '/0/text/type',
  },
  {
    what: 'header levels go to 4',
    fine: [{ type: 'header', text: plain(1), level: 4 }],
    wrong: [{ type: 'header', text: plain(1), level: 5 }],
    says: 'must be less than or equal to 4',
    at: '/0/level',
  },
  {
    what: 'a section has text or fields',
    fine: [{ type: 'section', fields: [mrkdwn(1)] }],
    wrong: [{ type: 'section' }],
    says: 'missing required field: text',
    at: '/0',
  },
  {
    what: 'an image is one of two',
    fine: [{ type: 'image', alt_text: 'x', slack_file: { id: 'F1' } }],
    wrong: [picture({ slack_file: { id: 'F1' } })],
    says: 'must provide either image_url or slack_file',
    at: '/0',
  },
  {
    what: 'an image has words',
    fine: [picture()],
    wrong: [{ type: 'image', image_url: address(20) }],
    says: 'missing required field: alt_text',
    at: '/0',
  },
  {
    what: 'an image is on the web',
    fine: [picture()],
    wrong: [picture({ image_url: 'javascript:alert(1)' })],
    says: 'Invalid URL',
    at: '/0/image_url',
  },
  {
    what: 'an action id is its own',
    fine: [actions(element('button', { action_id: 'a' }), element('button', { action_id: 'b' }))],
    wrong: [actions(element('button', { action_id: 'a' }), element('button', { action_id: 'a' }))],
    says: 'action_id "a" already exists',
    at: '/0/elements/1/action_id',
  },
  {
    what: 'a block id is its own',
    fine: [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'b' },
    ],
    wrong: [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ],
    says: 'block_id "a" already exists',
    at: '/1/block_id',
  },
  {
    what: 'a button has two other colours',
    fine: [actions(element('button', { style: 'danger' }))],
    wrong: [actions(element('button', { style: 'blue' }))],
    says: 'must be a valid enum value',
    at: '/0/elements/0/style',
  },
  {
    what: 'options or groups',
    fine: [chosen({})],
    wrong: [chosen({ option_groups: [{ label: plain(1), options }] })],
    says: 'must provide either options or option_groups',
    at: '/0/accessory',
  },
  {
    what: 'what is chosen is offered',
    fine: [chosen({ initial_option: option(2) })],
    wrong: [chosen({ initial_option: option(3) })],
    says: 'initial_option must be among options',
    at: '/0/accessory',
  },
  {
    what: 'all that is chosen is offered',
    fine: [section({ accessory: element('checkboxes', { initial_options: [option(1)] }) })],
    wrong: [section({ accessory: element('checkboxes', { initial_options: [option(3)] }) })],
    says: 'initial_options must be among options',
    at: '/0/accessory',
  },
  {
    what: 'choices differ',
    fine: [actions({ type: 'radio_buttons', options })],
    wrong: [actions({ type: 'radio_buttons', options: [option(1), option(1)] })],
    says: 'options must have distinct values',
    at: '/0/elements/0/options',
  },
  {
    what: 'select options are plain',
    fine: [chosen({})],
    wrong: [chosen({ options: [{ text: mrkdwn(1), value: 'v' }] })],
    says: 'unsupported type: mrkdwn',
    at: '/0/accessory/options/0/text/type',
  },
  {
    what: 'a filter filters',
    fine: [section({ accessory: element('conversations_select', { filter: { include: ['public'] } }) })],
    wrong: [section({ accessory: element('conversations_select', { filter: {} }) })],
    says: 'must have at least one property',
    at: '/0/accessory/filter',
  },
  {
    what: 'a filter knows kinds',
    fine: [section({ accessory: element('conversations_select', { filter: { include: ['im'] } }) })],
    wrong: [section({ accessory: element('conversations_select', { filter: { include: ['all'] } }) })],
    says: 'must be a valid enum value',
    at: '/0/accessory/filter/include/0',
  },
  {
    what: 'at least one can be chosen',
    fine: [section({ accessory: element('multi_users_select', { max_selected_items: 1 }) })],
    wrong: [section({ accessory: element('multi_users_select', { max_selected_items: 0 }) })],
    says: 'must be greater than or equal to 1',
    at: '/0/accessory/max_selected_items',
  },
  {
    what: 'a date is one',
    fine: [actions(element('datepicker', { initial_date: '2026-09-16' }))],
    wrong: [actions(element('datepicker', { initial_date: '16/09/2026' }))],
    says: 'must be a date in the format YYYY-MM-DD',
    at: '/0/elements/0/initial_date',
  },
  {
    what: 'a time is one',
    fine: [actions(element('timepicker', { initial_time: '23:59' }))],
    wrong: [actions(element('timepicker', { initial_time: '24:00' }))],
    says: 'must be a time in the format HH:mm',
    at: '/0/elements/0/initial_time',
  },
  {
    what: 'a moment is in seconds',
    fine: [actions(element('datetimepicker', { initial_date_time: 1_790_000_000 }))],
    wrong: [actions(element('datetimepicker', { initial_date_time: 1_790_000_000_000 }))],
    says: 'must be less than or equal to 9999999999',
    at: '/0/elements/0/initial_date_time',
  },
  {
    what: 'min_length',
    fine: [text({ min_length: 3000 })],
    wrong: [text({ min_length: 3001 })],
    says: 'must be less than or equal to 3000',
    at: '/0/element/min_length',
  },
  {
    what: 'max_length',
    fine: [text({ max_length: 3000 })],
    wrong: [text({ max_length: 3001 })],
    says: 'must be less than or equal to 3000',
    at: '/0/element/max_length',
  },
  {
    what: 'least before most characters',
    fine: [text({ min_length: 2, max_length: 2 })],
    wrong: [text({ min_length: 3, max_length: 2 })],
    says: 'min_length must be less than or equal to max_length',
    at: '/0/element',
  },
  {
    what: 'what stands there fits',
    fine: [text({ max_length: 2, initial_value: 'ab' })],
    wrong: [text({ max_length: 2, initial_value: 'abc' })],
    says: 'initial_value must be less than 3 characters',
    at: '/0/element',
  },
  {
    what: 'a number says whether it may be broken',
    fine: [number({})],
    wrong: [input({ type: 'number_input' })],
    says: 'missing required field: is_decimal_allowed',
    at: '/0/element',
  },
  {
    what: 'numbers come in strings',
    fine: [number({ initial_value: '1' })],
    wrong: [number({ initial_value: 'one' })],
    says: 'must be a number in a string',
    at: '/0/element/initial_value',
  },
  {
    what: 'least before most',
    fine: [number({ min_value: '2', max_value: '2' })],
    wrong: [number({ min_value: '3', max_value: '2' })],
    says: 'min_value must be less than or equal to max_value',
    at: '/0/element',
  },
  {
    what: 'not below the least',
    fine: [number({ min_value: '2', initial_value: '2' })],
    wrong: [number({ min_value: '2', initial_value: '1' })],
    says: 'initial_value must be greater than or equal to min_value',
    at: '/0/element',
  },
  {
    what: 'not above the most',
    fine: [number({ max_value: '2', initial_value: '2' })],
    wrong: [number({ max_value: '2', initial_value: '3' })],
    says: 'initial_value must be less than or equal to max_value',
    at: '/0/element',
  },
  {
    what: 'lines of a rich field',
    fine: [input(element('rich_text_input', { max_lines: 100 }))],
    wrong: [input(element('rich_text_input', { max_lines: 101 }))],
    says: 'must be less than or equal to 100',
    at: '/0/element/max_lines',
  },
  {
    what: 'reports on what it knows',
    fine: [text({ dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } })],
    wrong: [text({ dispatch_action_config: { trigger_actions_on: ['on_blur'] } })],
    says: 'must be a valid enum value',
    at: '/0/element/dispatch_action_config/trigger_actions_on/0',
  },
  {
    what: 'files of a field',
    surfaces: IN_MODALS,
    fine: [input(element('file_input', { max_files: 10 }))],
    wrong: [input(element('file_input', { max_files: 11 }))],
    says: 'must be less than or equal to 10',
    at: '/0/element/max_files',
  },
  {
    what: 'a file field reports nothing',
    surfaces: IN_MODALS,
    fine: [input(element('file_input'))],
    wrong: [input(element('file_input'), { dispatch_action: true })],
    says: 'dispatch_action is not supported for file_input',
    at: '/0',
  },
  {
    what: 'one field has the focus',
    fine: [text({ focus_on_load: true }), text({ focus_on_load: false })],
    wrong: [text({ focus_on_load: true }), text({ focus_on_load: true })],
    says: 'only one element can have focus_on_load set to true',
    at: '/1/element/focus_on_load',
  },
  {
    what: 'a card has something',
    fine: [{ type: 'card', title: mrkdwn(1) }],
    wrong: [{ type: 'card', subtitle: mrkdwn(1) }],
    says: 'must provide at least one of hero_image, title, actions, body',
    at: '/0',
  },
  {
    what: 'rich text knows its leaves',
    fine: [richSection({ type: 'user', user_id: 'U1' })],
    wrong: [richSection({ type: 'picture' })],
    says: 'unsupported type: picture',
    at: '/0/elements/0/elements/0/type',
  },
  {
    what: 'a broadcast is to somebody',
    fine: [richSection({ type: 'broadcast', range: 'here' })],
    wrong: [richSection({ type: 'broadcast', range: 'world' })],
    says: 'must be a valid enum value',
    at: '/0/elements/0/elements/0/range',
  },
  {
    what: 'alert levels',
    surfaces: IN_MODALS,
    fine: [{ type: 'alert', text: mrkdwn(1), level: 'success' }],
    wrong: [{ type: 'alert', text: mrkdwn(1), level: 'loud' }],
    says: 'must be a valid enum value',
    at: '/0/level',
  },
  {
    what: 'markdown in total',
    surfaces: IN_MESSAGES,
    fine: [
      { type: 'markdown', text: words(6000) },
      { type: 'markdown', text: words(6000) },
    ],
    wrong: [
      { type: 'markdown', text: words(6000) },
      { type: 'markdown', text: words(6001) },
    ],
    says: 'must be less than 12001 characters in total',
    at: '/1',
  },
  {
    what: 'one table',
    surfaces: ON_TABLES,
    fine: [table()],
    wrong: [table(), dataTable()],
    says: 'only one table block is allowed',
    at: '/1',
  },
  {
    what: 'rows are of one length',
    surfaces: ON_TABLES,
    fine: [table()],
    wrong: [table({ rows: [[raw('a')], [raw('a'), raw('b')]] })],
    says: 'all rows must have the same number of columns',
    at: '/0/rows',
  },
  {
    what: 'a table aligns',
    surfaces: ON_TABLES,
    fine: [table({ column_settings: [{ align: 'center', is_wrapped: true }] })],
    wrong: [table({ column_settings: [{ align: 'top' }] })],
    says: 'must be a valid enum value',
    at: '/0/column_settings/0/align',
  },
  {
    what: 'a data table has a caption',
    surfaces: ON_TABLES,
    fine: [dataTable()],
    wrong: [{ type: 'data_table', rows: rows(2) }],
    says: 'missing required field: caption',
    at: '/0',
  },
  {
    what: 'a data table has a row',
    surfaces: ON_TABLES,
    fine: [dataTable()],
    wrong: [dataTable({ rows: rows(1) })],
    says: 'no fewer than 2 items allowed',
    at: '/0/rows',
  },
  {
    what: 'a data table’s head is no rich text',
    surfaces: ON_TABLES,
    fine: [dataTable({ rows: [[raw('a')], [richSection()]] })],
    wrong: [dataTable({ rows: [[richSection()], [raw('a')]] })],
    says: 'unsupported type: rich_text',
    at: '/0/rows/0/0/type',
  },
  {
    what: 'a number is also written',
    surfaces: ON_TABLES,
    fine: [dataTable({ rows: [[raw('a')], [{ type: 'raw_number', value: 1, text: '1' }]] })],
    wrong: [dataTable({ rows: [[raw('a')], [{ type: 'raw_number', value: 1 }]] })],
    says: 'missing required field: text',
    at: '/0/rows/1/0',
  },
  {
    what: 'pages of a data table',
    surfaces: ON_TABLES,
    fine: [dataTable({ page_size: 100 })],
    wrong: [dataTable({ page_size: 101 })],
    says: 'must be less than or equal to 100',
    at: '/0/page_size',
  },
  {
    what: 'the row header is a column',
    surfaces: ON_TABLES,
    fine: [dataTable({ row_header_column_index: 19 })],
    wrong: [dataTable({ row_header_column_index: 20 })],
    says: 'must be less than or equal to 19',
    at: '/0/row_header_column_index',
  },
  {
    what: 'all words of a data table',
    surfaces: ON_TABLES,
    fine: [dataTable({ rows: many(5, () => [raw(words(2000))]) })],
    wrong: [dataTable({ rows: [...many(5, () => [raw(words(2000))]), [raw('x')]] })],
    says: 'must be less than 10001 characters in total',
    at: '/0',
  },
  {
    what: 'two charts',
    surfaces: IN_MESSAGES,
    fine: [chart(), chart()],
    wrong: [chart(), chart(), chart()],
    says: 'no more than 2 data_visualization blocks allowed',
    at: '/2',
  },
  {
    what: 'every category once',
    surfaces: IN_MESSAGES,
    fine: [chart()],
    wrong: [chart({ chart: { ...lines(2), series: [{ name: 's', data: [point(0), point(0)] }] } })],
    says: 'must provide every category exactly once',
    at: '/0/chart/series/0/data',
  },
  {
    what: 'no missing category',
    surfaces: IN_MESSAGES,
    fine: [chart()],
    wrong: [chart({ chart: { ...lines(2), series: [{ name: 's', data: [point(0)] }] } })],
    says: 'must provide every category exactly once',
    at: '/0/chart/series/0/data',
  },
  {
    what: 'lines go below zero, a pie does not',
    surfaces: IN_MESSAGES,
    fine: [chart({ chart: { ...lines(1), series: [{ name: 's', data: [{ label: 'p0', value: -1 }] }] } })],
    wrong: [chart({ chart: pie(1, { value: 0 }) })],
    says: 'must be greater than 0',
    at: '/0/chart/segments/0/value',
  },
  {
    what: 'charts of four kinds',
    surfaces: IN_MESSAGES,
    fine: [chart({ chart: { ...lines(1), type: 'area' } })],
    wrong: [chart({ chart: { ...lines(1), type: 'radar' } })],
    says: 'unsupported type: radar',
    at: '/0/chart/type',
  },
  {
    what: 'the container holds what it may',
    surfaces: IN_MESSAGES,
    fine: [container({ child_blocks: [table()] })],
    wrong: [container({ child_blocks: [chart()] })],
    says: 'unsupported type: data_visualization',
    at: '/0/child_blocks/0/type',
  },
  {
    what: 'ids within are their own too',
    surfaces: IN_MESSAGES,
    fine: [{ type: 'divider', block_id: 'a' }, container({ child_blocks: [section({ block_id: 'b' })] })],
    wrong: [{ type: 'divider', block_id: 'a' }, container({ child_blocks: [section({ block_id: 'a' })] })],
    says: 'block_id "a" already exists',
    at: '/1/child_blocks/0/block_id',
  },
  {
    what: 'the container has widths',
    surfaces: IN_MESSAGES,
    fine: [container({ width: 'wide' })],
    wrong: [container({ width: 'huge' })],
    says: 'must be a valid enum value',
    at: '/0/width',
  },
  {
    what: 'a task has a state',
    surfaces: IN_MESSAGES,
    fine: [task({ status: 'error' })],
    wrong: [task({ status: 'late' })],
    says: 'must be a valid enum value',
    at: '/0/status',
  },
  {
    what: 'a task names its sources',
    surfaces: IN_MESSAGES,
    fine: [task({ sources: [{ type: 'url', url: address(20), text: 'x' }] })],
    wrong: [task({ sources: [{ type: 'url', url: address(20) }] })],
    says: 'missing required field: text',
    at: '/0/sources/0',
  },
  {
    what: 'a plan is of tasks',
    surfaces: IN_MESSAGES,
    fine: [{ type: 'plan', title: 'x', tasks: [task()] }],
    wrong: [{ type: 'plan', title: 'x', tasks: [section()] }],
    says: 'unsupported type: section',
    at: '/0/tasks/0/type',
  },
  {
    what: 'an icon is known',
    surfaces: IN_MESSAGES,
    fine: [{ type: 'context_actions', elements: [element('icon_button')] }],
    wrong: [{ type: 'context_actions', elements: [element('icon_button', { icon: 'heart' })] }],
    says: 'must be a valid enum value',
    at: '/0/elements/0/icon',
  },
]

describe.each(RULES)('$what', ({ surfaces = SURFACES, fine, wrong, says, at }) => {
  test.each(surfaces)('on a %s', (surface) => {
    expect(faults(surface, fine)).toEqual([])
    expect(faults(surface, wrong)).toContain(`[ERROR] ${says} [json-pointer:${PLACE[surface]}${at}]`)
  })
})

test('20 points and categories of 20 characters, no more of either', () => {
  expect(faults('message', [chart({ chart: lines(20) })])).toEqual([])
  expect(faults('message', [chart({ chart: lines(21) })])).toEqual([
    '[ERROR] no more than 20 items allowed [json-pointer:/blocks/0/chart/series/0/data]',
    '[ERROR] no more than 20 items allowed [json-pointer:/blocks/0/chart/axis_config/categories]',
  ])
  const named = (length: number) => ({
    type: 'bar',
    series: [{ name: 's', data: [{ label: words(length), value: 1 }] }],
    axis_config: { categories: [words(length)] },
  })
  expect(faults('message', [chart({ chart: named(20) })])).toEqual([])
  expect(faults('message', [chart({ chart: named(21) })])).toEqual([
    '[ERROR] must be less than 21 characters [json-pointer:/blocks/0/chart/series/0/data/0/label]',
    '[ERROR] must be less than 21 characters [json-pointer:/blocks/0/chart/axis_config/categories/0]',
  ])
})

// —— The whole surface ———————————————————————————————————————————————————————————————————————————————————

test.each([
  ['message', 50],
  ['modal', 100],
  ['home', 100],
] as const)('a %s holds %i blocks', (surface, most) => {
  expect(
    faults(
      surface,
      many(most, () => ({ type: 'divider' })),
    ),
  ).toEqual([])
  expect(
    faults(
      surface,
      many(most + 1, () => ({ type: 'divider' })),
    ),
  ).toEqual([`[ERROR] no more than ${most} items allowed [json-pointer:${PLACE[surface]}]`])
})

test.each([
  ['modal', 'title', 24, (n: number) => ({ title: plain(n) }), '/view/title/text'],
  ['modal', 'submit', 24, (n: number) => ({ submit: plain(n) }), '/view/submit/text'],
  ['modal', 'close', 24, (n: number) => ({ close: plain(n) }), '/view/close/text'],
  ['modal', 'callback id', 255, (n: number) => ({ callback_id: words(n) }), '/view/callback_id'],
  ['modal', 'external id', 255, (n: number) => ({ external_id: words(n) }), '/view/external_id'],
  [
    'modal',
    'private metadata',
    3000,
    (n: number) => ({ private_metadata: words(n) }),
    '/view/private_metadata',
  ],
  ['home', 'callback id', 255, (n: number) => ({ callback_id: words(n) }), '/view/callback_id'],
  ['home', 'external id', 255, (n: number) => ({ external_id: words(n) }), '/view/external_id'],
  [
    'home',
    'private metadata',
    3000,
    (n: number) => ({ private_metadata: words(n) }),
    '/view/private_metadata',
  ],
] as const)('%s %s: %i', (surface, _, most, more, at) => {
  expect(faults(surface, [], more(most))).toEqual([])
  expect(faults(surface, [], more(most + 1))).toEqual([
    `[ERROR] must be less than ${most + 1} characters [json-pointer:${at}]`,
  ])
})

test('a modal has a title, and a way to submit what it asks for; a Home has neither', () => {
  expect(faultsIn('modal', { type: 'modal', blocks: [] })).toEqual([
    '[ERROR] missing required field: title [json-pointer:/view]',
  ])
  const asking = { type: 'modal', title: plain(1), blocks: [BLOCKS.input] }
  expect(faultsIn('modal', asking)).toEqual(['[ERROR] missing required field: submit [json-pointer:/view]'])
  expect(faults('home', [], { title: plain(1) })).toEqual([
    '[ERROR] invalid additional property: title [json-pointer:/view]',
  ])
  expect(faultsIn('home', { type: 'modal', title: plain(1), blocks: [] })).toEqual([
    '[ERROR] invalid view type: modal [json-pointer:/view/type]',
  ])
})

test('suggested options are held to the same', () => {
  expect(suggestionFaults({ options })).toEqual([])
  expect(suggestionFaults({ options: many(101, option) })).toEqual([
    '[ERROR] no more than 100 items allowed [json-pointer:/options]',
  ])
  expect(suggestionFaults({})).toHaveLength(1)
})
