import { LIMITS } from '#src/blocks/limits.ts'
import { isRecord, type Json, list, record, records, text } from './json.ts'

export type Surface = 'message' | 'modal' | 'home'

/**
 * What Slack would say against these blocks (a message's list) or this view, in its own words; empty when it would
 * take them. Unknown properties are refused too, as Slack does.
 */
export const faultsIn = (surface: Surface, blocksOrView: unknown): string[] => {
  const faults: string[] = []
  const found: Found = {
    surface,
    faults,
    blockIds: new Set(),
    focused: 0,
    tables: 0,
    charts: 0,
    markdown: 0,
    dataText: 0,
  }
  const at: Place = { found, pointer: surface === 'message' ? '/blocks' : '/view', fault: () => {} }
  const check = surface === 'message' ? blocks(LIMITS.messageBlocks) : surface === 'modal' ? modal : home
  check(blocksOrView, placed(at, at.pointer))
  return faults
}

/** Characters of text in a message's blocks, as counted for `msg_blocks_too_long`. */
export const textLengthOf = (value: unknown): number =>
  Array.isArray(value)
    ? value.reduce((sum: number, each) => sum + textLengthOf(each), 0)
    : isRecord(value)
      ? Object.entries(value).reduce(
          (sum, [key, each]) =>
            sum + (key === 'text' && typeof each === 'string' ? each.length : textLengthOf(each)),
          0,
        )
      : 0

// —— How a rule is said ——————————————————————————————————————————————————————————————————————————————————

interface Found {
  surface: Surface
  faults: string[]
  blockIds: Set<string>
  focused: number
  tables: number
  charts: number
  markdown: number
  dataText: number
}
interface Place {
  found: Found
  pointer: string
  fault: (message: string) => void
}
type Check = (value: unknown, at: Place) => void
type Fields = Readonly<Record<string, Check>>

const placed = ({ found }: Place, pointer: string): Place => ({
  found,
  pointer,
  fault: (message) => found.faults.push(`[ERROR] ${message} [json-pointer:${pointer}]`),
})
const inside = (at: Place, key: string | number): Place => placed(at, `${at.pointer}/${key}`)

const string =
  (max: number, min = 1): Check =>
  (value, at) => {
    if (typeof value !== 'string') return at.fault('must provide a string')
    if (value.length < min) at.fault(`must be more than ${min - 1} characters`)
    if (value.length > max) at.fault(`must be less than ${max + 1} characters`)
  }
const anyString: Check = string(Number.POSITIVE_INFINITY, 0)
const matching =
  (pattern: RegExp, message: string): Check =>
  (value, at) => {
    if (typeof value !== 'string' || !pattern.test(value)) at.fault(message)
  }
const flag: Check = (value, at) => {
  if (typeof value !== 'boolean') at.fault('must provide a boolean')
}
const number =
  (min: number, max: number, whole = true): Check =>
  (value, at) => {
    if (typeof value !== 'number' || !Number.isFinite(value) || (whole && !Number.isInteger(value)))
      return at.fault(whole ? 'must provide an integer' : 'must provide a number')
    if (value < min) at.fault(`must be greater than or equal to ${min}`)
    if (value > max) at.fault(`must be less than or equal to ${max}`)
  }
const anyOf =
  (...values: readonly string[]): Check =>
  (value, at) => {
    if (typeof value !== 'string' || !values.includes(value)) at.fault('must be a valid enum value')
  }
const each =
  (check: Check, max: number, min = 1): Check =>
  (value, at) => {
    if (!Array.isArray(value)) return at.fault('must provide an array')
    if (value.length < min) at.fault(`no fewer than ${min} item${min === 1 ? '' : 's'} allowed`)
    if (value.length > max) at.fault(`no more than ${max} items allowed`)
    for (const [i, item] of value.entries()) check(item, inside(at, i))
  }
const all =
  (...checks: readonly Check[]): Check =>
  (value, at) => {
    for (const check of checks) check(value, at)
  }
const shape =
  (required: Fields, optional: Fields = {}): Check =>
  (value, at) => {
    if (!isRecord(value)) return at.fault('must provide an object')
    for (const key of Object.keys(required))
      if (value[key] === undefined || value[key] === null) at.fault(`missing required field: ${key}`)
    for (const [key, given] of Object.entries(value)) {
      const check = required[key] ?? optional[key]
      if (!check) at.fault(`invalid additional property: ${key}`)
      else if (given !== undefined && given !== null) check(given, inside(at, key))
    }
  }
const byType =
  (types: Readonly<Record<string, Check>>, wrong = 'unsupported type'): Check =>
  (value, at) => {
    if (!isRecord(value)) return at.fault('must provide an object')
    if (typeof value.type !== 'string') return at.fault('missing required field: type')
    const check = Object.hasOwn(types, value.type) ? types[value.type] : undefined
    if (!check) return inside(at, 'type').fault(`${wrong}: ${value.type}`)
    check(value, at)
  }
const pick = (from: Readonly<Record<string, Check>>, names: readonly string[]): Record<string, Check> =>
  Object.fromEntries(names.flatMap((name) => (from[name] ? [[name, from[name]]] : [])))

// —— Composition objects —————————————————————————————————————————————————————————————————————————————————

const id = string(LIMITS.id)
const url = all(string(LIMITS.url), matching(/^https?:\/\/[^\s]+$/i, 'Invalid URL'))
const link = all(string(LIMITS.url), matching(/^[a-z][a-z0-9+.-]*:[^\s]+$/i, 'Invalid URL'))
const type = anyString

const plain = (max: number): Check =>
  byType({ plain_text: shape({ type, text: string(max) }, { emoji: flag }) })
const mrkdwn = (max: number): Check =>
  byType({ mrkdwn: shape({ type, text: string(max) }, { verbatim: flag }) })
const anyText = (max: number): Check =>
  byType({
    plain_text: shape({ type, text: string(max) }, { emoji: flag }),
    mrkdwn: shape({ type, text: string(max) }, { verbatim: flag }),
  })

const confirm = shape(
  { text: anyText(LIMITS.confirmText) },
  {
    title: plain(LIMITS.confirmTitle),
    confirm: plain(LIMITS.confirmButton),
    deny: plain(LIMITS.confirmButton),
    style: anyOf('primary', 'danger'),
  },
)
const slackFile = shape({}, { id: string(LIMITS.id), url: link })
const dispatchConfig = shape({
  trigger_actions_on: each(anyOf('on_enter_pressed', 'on_character_entered'), 2),
})
const option = (label: (max: number) => Check): Check =>
  shape(
    { text: label(LIMITS.optionText), value: string(LIMITS.optionValue) },
    { description: label(LIMITS.optionDescription) },
  )
const overflowOption = shape(
  { text: plain(LIMITS.optionText) },
  { value: string(LIMITS.optionValue), description: plain(LIMITS.optionDescription), url: link },
)
const group = shape({
  label: plain(LIMITS.optionGroupLabel),
  options: each(option(plain), LIMITS.options),
})
const filter = all(
  shape(
    {},
    {
      include: each(anyOf('im', 'mpim', 'private', 'public'), 4),
      exclude_external_shared_channels: flag,
      exclude_bot_users: flag,
    },
  ),
  (value, at) => {
    if (isRecord(value) && Object.keys(value).length === 0) at.fault('must have at least one property')
  },
)

// —— Elements ————————————————————————————————————————————————————————————————————————————————————————————

const focus: Check = (value, at) => {
  flag(value, at)
  if (value === true && ++at.found.focused > 1)
    at.fault('only one element can have focus_on_load set to true')
}
const actionable = { action_id: id }
const asking = { ...actionable, confirm, focus_on_load: focus }
const holding = { ...asking, placeholder: plain(LIMITS.placeholder) }
const typing = {
  ...actionable,
  focus_on_load: focus,
  placeholder: plain(LIMITS.placeholder),
  dispatch_action_config: dispatchConfig,
}
const many = { ...holding, max_selected_items: number(1, 1000) }
const ids = each(string(LIMITS.id), 1000, 0)

/** Options or groups, one of them; what is chosen beforehand must be among them. */
const choosesFrom: Check = (value, at) => {
  const { options, option_groups, initial_option, initial_options } = record(value)
  if ((options === undefined) === (option_groups === undefined))
    at.fault('must provide either options or option_groups')
  const offered = [...records(options), ...records(option_groups).flatMap(({ options }) => records(options))]
  const chosen = [...(initial_option === undefined ? [] : [initial_option]), ...list(initial_options)]
  for (const one of chosen)
    if (!offered.some((other) => other.value === record(one).value && labelOf(other) === labelOf(one)))
      at.fault(
        initial_option === undefined
          ? 'initial_options must be among options'
          : 'initial_option must be among options',
      )
}
const labelOf = (option: unknown): string => text(record(record(option).text).text)

const distinctChoices: Check = (value, at) => {
  const values = records(value).map(({ value }) => value)
  if (new Set(values).size < values.length) at.fault('options must have distinct values')
}
const offered = {
  options: each(option(plain), LIMITS.options),
  option_groups: each(group, LIMITS.optionGroups),
}
const date = matching(
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  'must be a date in the format YYYY-MM-DD',
)
const time = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time in the format HH:mm')
const numeral = matching(/^-?\d+(\.\d+)?$/, 'must be a number in a string')

const picture = all(
  shape({ type, alt_text: string(LIMITS.altText) }, { image_url: url, slack_file: slackFile }),
  (value, at) => {
    const { image_url, slack_file } = record(value)
    if ((image_url === undefined) === (slack_file === undefined))
      at.fault('must provide either image_url or slack_file')
  },
)
const button = shape(
  { type, text: plain(LIMITS.buttonText) },
  {
    ...actionable,
    confirm,
    value: string(LIMITS.buttonValue),
    url: link,
    style: anyOf('primary', 'danger'),
    accessibility_label: string(LIMITS.accessibilityLabel),
  },
)
const feedbackButton = shape(
  { text: plain(LIMITS.buttonText), value: string(LIMITS.buttonValue) },
  { accessibility_label: string(LIMITS.accessibilityLabel) },
)

const workflow = shape({
  trigger: shape(
    { url: link },
    { customizable_input_parameters: each(shape({ name: anyString, value: anyString }), 100, 0) },
  ),
})

const richText: Check = (value, at) => richTextBlock(value, at)

const ELEMENTS: Readonly<Record<string, Check>> = {
  button,
  checkboxes: all(
    shape(
      { type, options: all(each(option(anyText), LIMITS.choices), distinctChoices) },
      { ...asking, initial_options: each(option(anyText), LIMITS.choices) },
    ),
    choosesFrom,
  ),
  radio_buttons: all(
    shape(
      { type, options: all(each(option(anyText), LIMITS.choices), distinctChoices) },
      { ...asking, initial_option: option(anyText) },
    ),
    choosesFrom,
  ),
  datepicker: shape({ type }, { ...holding, initial_date: date }),
  datetimepicker: shape({ type }, { ...asking, initial_date_time: number(1_000_000_000, 9_999_999_999) }),
  timepicker: shape({ type }, { ...holding, initial_time: time, timezone: string(LIMITS.id) }),
  static_select: all(shape({ type }, { ...holding, ...offered, initial_option: option(plain) }), choosesFrom),
  multi_static_select: all(
    shape({ type }, { ...many, ...offered, initial_options: each(option(plain), LIMITS.options) }),
    choosesFrom,
  ),
  external_select: shape(
    { type },
    { ...holding, initial_option: option(plain), min_query_length: number(0, 100) },
  ),
  multi_external_select: shape(
    { type },
    { ...many, initial_options: each(option(plain), LIMITS.options), min_query_length: number(0, 100) },
  ),
  users_select: shape({ type }, { ...holding, initial_user: id }),
  multi_users_select: shape({ type }, { ...many, initial_users: ids }),
  channels_select: shape({ type }, { ...holding, initial_channel: id, response_url_enabled: flag }),
  multi_channels_select: shape({ type }, { ...many, initial_channels: ids }),
  conversations_select: shape(
    { type },
    {
      ...holding,
      initial_conversation: id,
      default_to_current_conversation: flag,
      response_url_enabled: flag,
      filter,
    },
  ),
  multi_conversations_select: shape(
    { type },
    { ...many, initial_conversations: ids, default_to_current_conversation: flag, filter },
  ),
  overflow: shape(
    { type, options: each(overflowOption, LIMITS.overflowOptions) },
    { ...actionable, confirm },
  ),
  image: picture,
  plain_text_input: all(
    shape(
      { type },
      {
        ...typing,
        initial_value: string(LIMITS.inputLength, 0),
        multiline: flag,
        min_length: number(0, LIMITS.inputLength),
        max_length: number(1, LIMITS.inputLength),
      },
    ),
    (value, at) => {
      const { min_length, max_length, initial_value } = record(value)
      if (typeof min_length === 'number' && typeof max_length === 'number' && min_length > max_length)
        at.fault('min_length must be less than or equal to max_length')
      if (typeof max_length === 'number' && text(initial_value).length > max_length)
        at.fault(`initial_value must be less than ${max_length + 1} characters`)
    },
  ),
  email_text_input: shape({ type }, { ...typing, initial_value: string(LIMITS.inputLength, 0) }),
  url_text_input: shape({ type }, { ...typing, initial_value: string(LIMITS.inputLength, 0) }),
  number_input: all(
    shape(
      { type, is_decimal_allowed: flag },
      { ...typing, initial_value: numeral, min_value: numeral, max_value: numeral },
    ),
    (value, at) => {
      const { min_value, max_value, initial_value } = record(value)
      const [least, most, first] = [min_value, max_value, initial_value].map((it) =>
        typeof it === 'string' ? Number(it) : Number.NaN,
      )
      if (Number(least) > Number(most)) at.fault('min_value must be less than or equal to max_value')
      if (Number(first) < Number(least)) at.fault('initial_value must be greater than or equal to min_value')
      if (Number(first) > Number(most)) at.fault('initial_value must be less than or equal to max_value')
    },
  ),
  rich_text_input: shape(
    { type },
    {
      ...typing,
      initial_value: richText,
      min_lines: number(1, LIMITS.inputLines),
      max_lines: number(1, LIMITS.inputLines),
    },
  ),
  file_input: shape(
    { type },
    { ...actionable, filetypes: each(anyString, 100), max_files: number(1, LIMITS.fileInputFiles) },
  ),
  workflow_button: shape(
    { type, text: plain(LIMITS.buttonText), workflow },
    {
      ...actionable,
      confirm,
      style: anyOf('primary', 'danger'),
      accessibility_label: string(LIMITS.accessibilityLabel),
    },
  ),
  feedback_buttons: shape(
    { type, positive_button: feedbackButton, negative_button: feedbackButton },
    actionable,
  ),
  icon_button: shape(
    { type, icon: anyOf('trash'), text: plain(LIMITS.buttonText) },
    {
      ...actionable,
      confirm,
      value: string(LIMITS.buttonValue),
      accessibility_label: string(LIMITS.accessibilityLabel),
      visible_to_user_ids: ids,
    },
  ),
}

const SELECTS = [
  'static_select',
  'external_select',
  'users_select',
  'channels_select',
  'conversations_select',
]
const MULTI = SELECTS.map((name) => `multi_${name}`)
const WITH_TEXT = [
  ...SELECTS,
  ...MULTI,
  'button',
  'checkboxes',
  'datepicker',
  'image',
  'overflow',
  'radio_buttons',
  'timepicker',
  'workflow_button',
]
const IN_ACTIONS = [
  ...SELECTS,
  ...MULTI,
  'button',
  'checkboxes',
  'datepicker',
  'datetimepicker',
  'overflow',
  'radio_buttons',
  'rich_text_input',
  'timepicker',
  'workflow_button',
]
const IN_INPUT = [
  ...SELECTS,
  ...MULTI,
  'checkboxes',
  'datepicker',
  'datetimepicker',
  'email_text_input',
  'number_input',
  'plain_text_input',
  'radio_buttons',
  'rich_text_input',
  'timepicker',
  'url_text_input',
]

const accessory = byType(pick(ELEMENTS, WITH_TEXT))
const actionElement = byType(pick(ELEMENTS, IN_ACTIONS))
const inputElement = byType(pick(ELEMENTS, IN_INPUT))
const modalInputElement = byType(pick(ELEMENTS, [...IN_INPUT, 'file_input']))

const distinctActions: Check = (value, at) => {
  const seen = new Set<string>()
  records(value).forEach(({ action_id }, i) => {
    if (typeof action_id !== 'string') return
    if (seen.has(action_id))
      inside(inside(at, i), 'action_id').fault(`action_id "${action_id}" already exists`)
    seen.add(action_id)
  })
}

// —— Rich text ———————————————————————————————————————————————————————————————————————————————————————————

const style = shape(
  {},
  Object.fromEntries(
    ['bold', 'italic', 'strike', 'code', 'underline', 'highlight', 'client_highlight', 'unlink'].map(
      (name) => [name, flag],
    ),
  ),
)
const leaf = byType({
  text: shape({ type, text: string(LIMITS.text) }, { style }),
  link: shape({ type, url: link }, { style, text: anyString, unsafe: flag }),
  user: shape({ type, user_id: id }, { style }),
  usergroup: shape({ type, usergroup_id: id }, { style }),
  team: shape({ type, team_id: id }, { style }),
  channel: shape({ type, channel_id: id }, { style }),
  emoji: shape(
    { type, name: string(LIMITS.id) },
    { style, unicode: anyString, url: anyString, skin_tone: number(1, 6) },
  ),
  broadcast: shape({ type, range: anyOf('here', 'channel', 'everyone') }, { style }),
  color: shape({ type, value: string(LIMITS.id) }, { style }),
  date: shape(
    { type, timestamp: number(0, 9_999_999_999), format: string(LIMITS.text) },
    { style, url: link, fallback: string(LIMITS.text) },
  ),
})
const leaves = each(leaf, 1000, 0)
const border = { border: number(0, 1) }
const section = shape({ type, elements: leaves })
const richTextBlock = shape(
  {
    type,
    elements: each(
      byType({
        rich_text_section: section,
        rich_text_list: shape(
          {
            type,
            style: anyOf('bullet', 'ordered'),
            elements: each(byType({ rich_text_section: section }), 1000),
          },
          { ...border, indent: number(0, 8), offset: number(0, 10_000) },
        ),
        rich_text_quote: shape({ type, elements: leaves }, border),
        rich_text_preformatted: shape({ type, elements: leaves }, { ...border, language: anyString }),
      }),
      1000,
      0,
    ),
  },
  { block_id: id },
)

// —— Blocks ——————————————————————————————————————————————————————————————————————————————————————————————

const blockId = { block_id: id }
/** Wherever it stands, each block's id is its own. */
const identified =
  (check: Check): Check =>
  (value, at) => {
    check(value, at)
    const { block_id } = record(value)
    if (typeof block_id !== 'string') return
    if (at.found.blockIds.has(block_id)) inside(at, 'block_id').fault(`block_id "${block_id}" already exists`)
    at.found.blockIds.add(block_id)
  }
const card = all(
  shape(
    { type },
    {
      ...blockId,
      hero_image: picture,
      icon: picture,
      title: mrkdwn(LIMITS.cardTitle),
      subtitle: mrkdwn(LIMITS.cardTitle),
      body: mrkdwn(LIMITS.cardBody),
      actions: all(each(button, LIMITS.cardActions), distinctActions),
    },
  ),
  (value, at) => {
    const { hero_image, title, actions, body } = record(value)
    if (!hero_image && !title && !actions && !body)
      at.fault('must provide at least one of hero_image, title, actions, body')
  },
)
const tableFamily: Check = (_, at) => {
  if (++at.found.tables > 1) at.fault('only one table block is allowed')
}
const evenRows: Check = (value, at) => {
  const widths = new Set(list(value).map((row) => list(row).length))
  if (widths.size > 1) at.fault('all rows must have the same number of columns')
}
const rawText = shape({ type, text: string(LIMITS.text) })
const rawNumber = shape({ type, value: number(-1e15, 1e15, false), text: string(LIMITS.text) })
const cell = byType({ raw_text: rawText, raw_number: rawNumber, rich_text: richText })
const headCell = byType({ raw_text: rawText, raw_number: rawNumber })
const image = all(
  shape(
    { type, alt_text: string(LIMITS.altText) },
    { ...blockId, title: plain(LIMITS.imageTitle), image_url: url, slack_file: slackFile },
  ),
  (value, at) => {
    const { image_url, slack_file } = record(value)
    if ((image_url === undefined) === (slack_file === undefined))
      at.fault('must provide either image_url or slack_file')
  },
)
const input = (element: Check): Check =>
  all(
    shape(
      { type, label: plain(LIMITS.label), element },
      { ...blockId, hint: plain(LIMITS.hint), optional: flag, dispatch_action: flag },
    ),
    (value, at) => {
      const { element, dispatch_action } = record(value)
      if (dispatch_action === true && record(element).type === 'file_input')
        at.fault('dispatch_action is not supported for file_input')
    },
  )
const chart: Check = (value, at) => {
  if (++at.found.charts > LIMITS.chartsPerMessage)
    at.fault(`no more than ${LIMITS.chartsPerMessage} data_visualization blocks allowed`)
  shape({ type, title: string(LIMITS.chartTitle), chart: plotted }, blockId)(value, at)
}
const point = shape({ label: string(LIMITS.chartLabel), value: number(-1e15, 1e15, false) })
const plot = all(
  shape({
    type,
    series: each(
      shape({ name: string(LIMITS.chartLabel), data: each(point, LIMITS.chartPoints) }),
      LIMITS.chartSeries,
    ),
    axis_config: shape(
      { categories: each(string(LIMITS.chartLabel), LIMITS.chartPoints) },
      { x_label: string(LIMITS.chartAxisLabel), y_label: string(LIMITS.chartAxisLabel) },
    ),
  }),
  (value, at) => {
    const categories = list(record(record(value).axis_config).categories)
    records(record(value).series).forEach(({ data }, i) => {
      const labels = records(data).map(({ label }) => label)
      const complete =
        labels.length === categories.length &&
        categories.every((name) => labels.filter((label) => label === name).length === 1)
      if (!complete) inside(at, `series/${i}/data`).fault('must provide every category exactly once')
    })
  },
)
const plotted = byType({
  line: plot,
  bar: plot,
  area: plot,
  pie: shape({
    type,
    segments: each(
      all(point, (value, at) => {
        if (Number(record(value).value) <= 0) inside(at, 'value').fault('must be greater than 0')
      }),
      LIMITS.chartSeries,
    ),
  }),
})

const ANYWHERE: Readonly<Record<string, Check>> = {
  section: all(
    shape(
      { type },
      {
        ...blockId,
        text: anyText(LIMITS.text),
        fields: each(anyText(LIMITS.sectionField), LIMITS.sectionFields),
        accessory,
        expand: flag,
      },
    ),
    (value, at) => {
      const { text, fields } = record(value)
      if (text === undefined && fields === undefined) at.fault('missing required field: text')
    },
  ),
  header: shape({ type, text: plain(LIMITS.header) }, { ...blockId, level: number(1, 4) }),
  divider: shape({ type }, blockId),
  context: shape(
    {
      type,
      elements: each(
        byType({
          image: picture,
          plain_text: plain(LIMITS.text),
          mrkdwn: mrkdwn(LIMITS.text),
        }),
        LIMITS.contextElements,
      ),
    },
    blockId,
  ),
  actions: shape(
    { type, elements: all(each(actionElement, LIMITS.actionsElements), distinctActions) },
    blockId,
  ),
  input: input(inputElement),
  image,
  rich_text: richText,
  video: shape(
    {
      type,
      video_url: url,
      thumbnail_url: url,
      alt_text: string(LIMITS.altText),
      title: plain(LIMITS.videoTitle),
    },
    {
      ...blockId,
      title_url: url,
      author_name: string(LIMITS.videoAuthor),
      provider_name: string(LIMITS.videoAuthor),
      provider_icon_url: url,
      description: plain(LIMITS.label),
    },
  ),
  card,
}
/** Not in modals. */
const TABLES: Readonly<Record<string, Check>> = {
  table: all(
    tableFamily,
    shape(
      { type, rows: all(each(each(cell, LIMITS.tableColumns), LIMITS.tableRows), evenRows) },
      {
        ...blockId,
        column_settings: each(
          // Null leaves a column as it is.
          (value, at) =>
            value === null ||
            shape({}, { align: anyOf('left', 'center', 'right'), is_wrapped: flag })(value, at),
          LIMITS.tableColumns,
        ),
      },
    ),
  ),
  data_table: all(
    tableFamily,
    shape(
      {
        type,
        caption: string(LIMITS.text),
        rows: all(each(each(cell, LIMITS.tableColumns), LIMITS.dataTableRows, 2), evenRows, (value, at) =>
          each(headCell, LIMITS.tableColumns)(list(value)[0], inside(at, 0)),
        ),
      },
      {
        ...blockId,
        page_size: number(1, LIMITS.dataTablePageSize),
        row_header_column_index: number(0, LIMITS.tableColumns - 1),
      },
    ),
    (value, at) => {
      at.found.dataText += textLengthOf(record(value).rows)
      if (at.found.dataText > LIMITS.dataTableText)
        at.fault(`must be less than ${LIMITS.dataTableText + 1} characters in total`)
    },
  ),
}
const carousel = shape({ type, elements: each(identified(byType({ card })), LIMITS.carouselCards) }, blockId)
const source = byType({ url: shape({ type, url: link, text: string(LIMITS.text) }) })
const task = shape(
  {
    type,
    task_id: string(LIMITS.id),
    title: string(LIMITS.text),
    status: anyOf('pending', 'in_progress', 'complete', 'error'),
  },
  { ...blockId, details: richText, output: richText, sources: each(source, 100, 0) },
)

const IN_MESSAGE: Readonly<Record<string, Check>> = {
  ...ANYWHERE,
  ...TABLES,
  carousel,
  task_card: task,
  plan: shape(
    { type, title: string(LIMITS.text) },
    { ...blockId, tasks: each(identified(byType({ task_card: task })), 100, 0) },
  ),
  container: shape(
    {
      type,
      child_blocks: each(
        identified(
          byType(
            pick({ ...ANYWHERE, ...TABLES }, [
              'actions',
              'context',
              'divider',
              'header',
              'image',
              'input',
              'rich_text',
              'section',
              'table',
              'video',
            ]),
          ),
        ),
        LIMITS.containerBlocks,
      ),
    },
    {
      ...blockId,
      title: plain(LIMITS.containerTitle),
      rich_text_title: richText,
      subtitle: anyText(LIMITS.containerTitle),
      width: anyOf('narrow', 'standard', 'wide', 'full'),
      icon: picture,
      is_collapsible: flag,
      default_collapsed: flag,
      has_header_divider: flag,
    },
  ),
  context_actions: shape(
    {
      type,
      elements: each(
        byType(pick(ELEMENTS, ['feedback_buttons', 'icon_button'])),
        LIMITS.contextActionsElements,
      ),
    },
    blockId,
  ),
  markdown: all(shape({ type, text: string(LIMITS.markdownText) }, blockId), (value, at) => {
    at.found.markdown += text(record(value).text).length
    if (at.found.markdown > LIMITS.markdownText)
      at.fault(`must be less than ${LIMITS.markdownText + 1} characters in total`)
  }),
  data_visualization: chart,
}
const IN_MODAL: Readonly<Record<string, Check>> = {
  ...ANYWHERE,
  input: input(modalInputElement),
  alert: shape(
    { type, text: anyText(LIMITS.text) },
    { ...blockId, level: anyOf('default', 'info', 'warning', 'error', 'success') },
  ),
}
const IN_HOME: Readonly<Record<string, Check>> = { ...ANYWHERE, ...TABLES, carousel }

const block: Check = identified((value, at) => {
  const { surface } = at.found
  byType(surface === 'message' ? IN_MESSAGE : surface === 'modal' ? IN_MODAL : IN_HOME)(value, at)
})
const blocks = (max: number): Check => each(block, max, 0)

// —— Views ———————————————————————————————————————————————————————————————————————————————————————————————

const viewFields: Fields = {
  callback_id: string(LIMITS.id, 0),
  external_id: string(LIMITS.id, 0),
  private_metadata: string(LIMITS.privateMetadata, 0),
}
const modal: Check = (value, at) => {
  byType(
    {
      modal: shape(
        { type, title: plain(LIMITS.modalTitle), blocks: blocks(LIMITS.modalBlocks) },
        {
          ...viewFields,
          submit: plain(LIMITS.modalButton),
          close: plain(LIMITS.modalButton),
          clear_on_close: flag,
          notify_on_close: flag,
          submit_disabled: flag,
        },
      ),
    },
    'invalid view type',
  )(value, at)
  const { blocks: given, submit } = record(value)
  if (submit === undefined && records(given).some(({ type }) => type === 'input'))
    at.fault('missing required field: submit')
}
const home: Check = byType(
  { home: shape({ type, blocks: blocks(LIMITS.homeBlocks) }, viewFields) },
  'invalid view type',
)

/** A select's answer, as a `block_suggestion` may give it. */
export const suggestionFaults = (answer: unknown): string[] => {
  const faults: string[] = []
  const found: Found = {
    surface: 'modal',
    faults,
    blockIds: new Set(),
    focused: 0,
    tables: 0,
    charts: 0,
    markdown: 0,
    dataText: 0,
  }
  const at = placed({ found, pointer: '', fault: () => {} }, '')
  const { options, option_groups }: Json = record(answer)
  if ((options === undefined) === (option_groups === undefined))
    at.fault('must provide either options or option_groups')
  shape(
    {},
    { options: each(option(plain), LIMITS.options, 0), option_groups: each(group, LIMITS.optionGroups, 0) },
  )(answer, at)
  return faults
}
