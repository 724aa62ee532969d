import { expect, test } from 'vitest'
import { faultsIn, type Surface } from '#playground/server/blocks.ts'

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) })
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) })
const many = <Item>(count: number, make: (i: number) => Item) =>
  Array.from({ length: count }, (_, i) => make(i))
const button = (more: object = {}) => ({ type: 'button', text: plain(2), action_id: 'a', ...more })
const option = (i: number) => ({ text: plain(3), value: `v${i}` })
const select = (more: object) => ({
  type: 'section',
  text: mrkdwn(2),
  accessory: { type: 'static_select', action_id: 's', ...more },
})
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain(3), element, ...more })
const modal = (blocks: object[], more: object = {}) => ({
  type: 'modal',
  title: plain(5),
  submit: plain(4),
  blocks,
  ...more,
})
const chart = (points: number, series = 1) => ({
  type: 'data_visualization',
  title: 'Title',
  chart: {
    type: 'line',
    series: many(series, (s) => ({
      name: `s${s}`,
      data: many(points, (i) => ({ label: `p${i}`, value: i })),
    })),
    axis_config: { categories: many(points, (i) => `p${i}`) },
  },
})
const cell = (words: string) => ({ type: 'raw_text', text: words })
const table = (rows: number, columns = 2) => ({
  type: 'table',
  rows: many(rows, () => many(columns, () => cell('x'))),
})

/** Each limit from both sides: what is just allowed, and what is just too much. */
test.each<[string, Surface, unknown, unknown]>([
  [
    'blocks in a message',
    'message',
    many(50, () => ({ type: 'divider' })),
    many(51, () => ({ type: 'divider' })),
  ],
  [
    'blocks in a modal',
    'modal',
    modal(many(100, () => ({ type: 'divider' }))),
    modal(many(101, () => ({ type: 'divider' }))),
  ],
  [
    'section text',
    'message',
    [{ type: 'section', text: mrkdwn(3000) }],
    [{ type: 'section', text: mrkdwn(3001) }],
  ],
  [
    'empty section text',
    'message',
    [{ type: 'section', text: mrkdwn(1) }],
    [{ type: 'section', text: mrkdwn(0) }],
  ],
  [
    'section fields',
    'message',
    [{ type: 'section', fields: many(10, () => mrkdwn(2000)) }],
    [{ type: 'section', fields: many(11, () => mrkdwn(1)) }],
  ],
  [
    'field text',
    'message',
    [{ type: 'section', fields: [mrkdwn(2000)] }],
    [{ type: 'section', fields: [mrkdwn(2001)] }],
  ],
  ['header', 'message', [{ type: 'header', text: plain(150) }], [{ type: 'header', text: plain(151) }]],
  ['header markup', 'message', [{ type: 'header', text: plain(1) }], [{ type: 'header', text: mrkdwn(1) }]],
  [
    'context',
    'message',
    [{ type: 'context', elements: many(10, () => mrkdwn(1)) }],
    [{ type: 'context', elements: many(11, () => mrkdwn(1)) }],
  ],
  [
    'actions',
    'message',
    [{ type: 'actions', elements: many(25, (i) => button({ action_id: `a${i}` })) }],
    [{ type: 'actions', elements: many(26, (i) => button({ action_id: `a${i}` })) }],
  ],
  [
    'button text',
    'message',
    [{ type: 'actions', elements: [button({ text: plain(75) })] }],
    [{ type: 'actions', elements: [button({ text: plain(76) })] }],
  ],
  [
    'button value',
    'message',
    [{ type: 'actions', elements: [button({ value: 'x'.repeat(2000) })] }],
    [{ type: 'actions', elements: [button({ value: 'x'.repeat(2001) })] }],
  ],
  [
    'button style',
    'message',
    [{ type: 'actions', elements: [button({ style: 'danger' })] }],
    [{ type: 'actions', elements: [button({ style: 'blue' })] }],
  ],
  [
    'accessibility label',
    'message',
    [{ type: 'actions', elements: [button({ accessibility_label: 'x'.repeat(75) })] }],
    [{ type: 'actions', elements: [button({ accessibility_label: 'x'.repeat(76) })] }],
  ],
  [
    'action id',
    'message',
    [{ type: 'actions', elements: [button({ action_id: 'x'.repeat(255) })] }],
    [{ type: 'actions', elements: [button({ action_id: 'x'.repeat(256) })] }],
  ],
  [
    'the same action twice',
    'message',
    [{ type: 'actions', elements: [button(), button({ action_id: 'b' })] }],
    [{ type: 'actions', elements: [button(), button()] }],
  ],
  [
    'the same block id twice',
    'message',
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'b' },
    ],
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ],
  ],
  ['options', 'message', [select({ options: many(100, option) })], [select({ options: many(101, option) })]],
  [
    'options or groups',
    'message',
    [select({ option_groups: [{ label: plain(1), options: [option(1)] }] })],
    [select({ options: [option(1)], option_groups: [] })],
  ],
  [
    'initial option',
    'message',
    [select({ options: [option(1)], initial_option: option(1) })],
    [select({ options: [option(1)], initial_option: option(2) })],
  ],
  [
    'option value',
    'message',
    [select({ options: [{ text: plain(1), value: 'x'.repeat(75) }] })],
    [select({ options: [{ text: plain(1), value: 'x'.repeat(151) }] })],
  ],
  [
    'overflow',
    'message',
    [{ type: 'actions', elements: [{ type: 'overflow', options: many(5, option) }] }],
    [{ type: 'actions', elements: [{ type: 'overflow', options: many(6, option) }] }],
  ],
  [
    'checkboxes',
    'message',
    [{ type: 'actions', elements: [{ type: 'checkboxes', options: many(10, option) }] }],
    [{ type: 'actions', elements: [{ type: 'checkboxes', options: many(11, option) }] }],
  ],
  [
    'confirm',
    'message',
    [{ type: 'actions', elements: [button({ confirm: { text: mrkdwn(300) } })] }],
    [{ type: 'actions', elements: [button({ confirm: { text: mrkdwn(301) } })] }],
  ],
  [
    'image',
    'message',
    [{ type: 'image', alt_text: 'x', image_url: 'https://example.com/a.png' }],
    [{ type: 'image', image_url: 'https://example.com/a.png' }],
  ],
  ['an unknown property', 'message', [{ type: 'divider' }], [{ type: 'divider', colour: 'red' }]],
  [
    'date and time beside a section',
    'message',
    [{ type: 'actions', elements: [{ type: 'datetimepicker' }] }],
    [{ type: 'section', text: mrkdwn(1), accessory: { type: 'datetimepicker' } }],
  ],
  ['alert', 'modal', modal([{ type: 'alert', text: mrkdwn(1) }]), modal([{ type: 'data_visualization' }])],
  [
    'markdown',
    'message',
    [{ type: 'markdown', text: 'x'.repeat(12_000) }],
    [
      { type: 'markdown', text: 'x'.repeat(6001) },
      { type: 'markdown', text: 'x'.repeat(6000) },
    ],
  ],
  ['table rows', 'message', [table(100)], [table(101)]],
  ['table columns', 'message', [table(2, 20)], [table(2, 21)]],
  ['tables', 'message', [table(2)], [table(2), table(2)]],
  [
    'an empty cell',
    'message',
    [{ type: 'table', rows: [[cell('x')]] }],
    [{ type: 'table', rows: [[cell('')]] }],
  ],
  [
    'a data table',
    'message',
    [
      {
        type: 'data_table',
        caption: 'x',
        rows: [[cell('a')], [{ type: 'raw_number', value: 1, text: '1' }]],
      },
    ],
    [{ type: 'data_table', caption: 'x', rows: [[cell('a')], [{ type: 'raw_number', value: 1 }]] }],
  ],
  ['chart points', 'message', [chart(20)], [chart(21)]],
  ['chart series', 'message', [chart(2, 6)], [chart(2, 7)]],
  ['charts', 'message', [chart(1), chart(1)], [chart(1), chart(1), chart(1)]],
  [
    'carousel',
    'message',
    [{ type: 'carousel', elements: many(10, () => ({ type: 'card', body: mrkdwn(200) })) }],
    [{ type: 'carousel', elements: [{ type: 'card', body: mrkdwn(201) }] }],
  ],
  ['modal title', 'modal', modal([], { title: plain(24) }), modal([], { title: plain(25) })],
  [
    'modal without submit',
    'modal',
    modal([input({ type: 'plain_text_input' })]),
    { type: 'modal', title: plain(5), blocks: [input({ type: 'plain_text_input' })] },
  ],
  [
    'private metadata',
    'modal',
    modal([], { private_metadata: 'x'.repeat(3000) }),
    modal([], { private_metadata: 'x'.repeat(3001) }),
  ],
  [
    'two focused fields',
    'modal',
    modal([input({ type: 'plain_text_input', focus_on_load: true })]),
    modal([
      input({ type: 'plain_text_input', focus_on_load: true }),
      input({ type: 'datepicker', focus_on_load: true }),
    ]),
  ],
  [
    'placeholder',
    'modal',
    modal([input({ type: 'plain_text_input', placeholder: plain(150) })]),
    modal([input({ type: 'plain_text_input', placeholder: plain(151) })]),
  ],
  [
    'input length',
    'modal',
    modal([input({ type: 'plain_text_input', max_length: 3000 })]),
    modal([input({ type: 'plain_text_input', max_length: 3001 })]),
  ],
  [
    'a file field outside a modal',
    'modal',
    modal([input({ type: 'file_input' })]),
    modal([input({ type: 'file_input' }, { dispatch_action: true })]),
  ],
  [
    'a file field in a message',
    'message',
    [input({ type: 'plain_text_input' })],
    [input({ type: 'file_input' })],
  ],
  [
    'a button as field',
    'modal',
    modal([input({ type: 'number_input', is_decimal_allowed: false })]),
    modal([input(button())]),
  ],
  ['home', 'home', { type: 'home', blocks: [] }, { type: 'home', blocks: [], title: plain(1) }],
])('%s', (_, surface, allowed, refused) => {
  expect(faultsIn(surface, allowed)).toEqual([])
  expect(faultsIn(surface, refused)).not.toEqual([])
})

test('says it in Slack’s words, with the place', () => {
  expect(faultsIn('message', [{ type: 'header', text: plain(151) }])).toEqual([
    '[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ])
  expect(faultsIn('modal', modal([{ type: 'section' }]))).toEqual([
    '[ERROR] missing required field: text [json-pointer:/view/blocks/0]',
  ])
})
