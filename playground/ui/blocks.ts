import type { Json } from '../server/json.ts'
import { control, isObject, object, objects, type Place, plain, string, written } from './controls.ts'
import { type Child, freshId, h, svg } from './dom.ts'
import { emojiOf } from './emoji.ts'
import { dateWords, link, mention, mrkdwn } from './mrkdwn.ts'

export const blocks = (
  list: readonly Json[],
  place: Place,
  errors: Readonly<Record<string, string>> = {},
): HTMLElement[] => list.map((each) => block(each, place, errors))

const block = (each: Json, place: Place, errors: Readonly<Record<string, string>>): HTMLElement => {
  const { reader } = place
  const id = string(each.block_id)
  switch (each.type) {
    case 'header':
      return h('h3', { class: 'block-header' }, plain(each.text))
    case 'divider':
      return h('hr')
    case 'section':
      return h(
        'div',
        { class: 'section' },
        h(
          'div',
          { class: 'section-body' },
          isObject(each.text) && h('div', {}, written(each.text, reader)),
          objects(each.fields).length > 0 &&
            h(
              'div',
              { class: 'fields' },
              objects(each.fields).map((field) => h('div', {}, written(field, reader))),
            ),
        ),
        isObject(each.accessory) &&
          (each.accessory.type === 'image'
            ? picture(each.accessory, 'accessory')
            : control(each.accessory, id, place, null)),
      )
    case 'context':
      return h(
        'div',
        { class: 'context' },
        objects(each.elements).map((element) =>
          element.type === 'image' ? picture(element, 'icon') : h('span', {}, written(element, reader)),
        ),
      )
    case 'actions':
    case 'context_actions':
      return h(
        'div',
        { class: 'actions' },
        objects(each.elements).map((element) => control(element, id, place, null)),
      )
    case 'image':
      return h(
        'figure',
        {},
        isObject(each.title) && h('figcaption', {}, plain(each.title)),
        picture(each, 'picture'),
      )
    case 'rich_text':
      return h('div', { class: 'rich' }, richText(each, place))
    case 'markdown':
      return h('div', {}, mrkdwn(string(each.text).replaceAll('**', '*'), reader))
    case 'input':
      return inputBlock(each, id, place, errors[id])
    case 'alert':
      return h('div', { class: `alert ${string(each.level)}`, role: 'note' }, written(each.text, reader))
    case 'card':
      return h(
        'div',
        { class: 'card' },
        isObject(each.hero_image) && picture(each.hero_image, 'picture'),
        isObject(each.title) && h('strong', {}, written(each.title, reader)),
        isObject(each.subtitle) && h('div', { class: 'quiet' }, written(each.subtitle, reader)),
        isObject(each.body) && h('div', {}, written(each.body, reader)),
        objects(each.actions).length > 0 &&
          h(
            'div',
            { class: 'actions' },
            objects(each.actions).map((element) => control(element, id, place, null)),
          ),
      )
    case 'carousel':
      return h('div', { class: 'carousel' }, blocks(objects(each.elements), place))
    case 'container':
      return h(
        'div',
        { class: 'card' },
        isObject(each.title) && h('strong', {}, plain(each.title)),
        blocks(objects(each.child_blocks), place),
      )
    case 'table':
    case 'data_table':
      return tableOf(each, place)
    case 'data_visualization':
      return chartOf(each)
    default:
      return h('div', { class: 'unknown' }, `[${string(each.type)}]`)
  }
}

const inputBlock = (each: Json, blockId: string, place: Place, error: string | undefined): HTMLElement => {
  const id = freshId()
  const label = plain(each.label)
  const field = control(object(each.element), blockId, place, {
    label,
    dispatch: each.dispatch_action === true,
    id,
  })
  const target = field.id === id ? field : field.querySelector(`#${id}`)
  target?.setAttribute('aria-describedby', `${id}-error ${id}-hint`)
  if (error) target?.setAttribute('aria-invalid', 'true')
  return h(
    'div',
    { class: 'input' },
    h('label', { for: id }, label, each.optional === true && h('span', { class: 'quiet' }, ' (optional)')),
    field,
    h(
      'p',
      {
        class: 'error',
        id: `${id}-error`,
        role: error ? 'alert' : null,
        hidden: !error,
        'data-error': blockId,
      },
      error,
    ),
    isObject(each.hint) && h('p', { class: 'quiet', id: `${id}-hint` }, plain(each.hint)),
  )
}

const picture = ({ image_url, alt_text }: Json, kind: string): HTMLElement => {
  const source = string(image_url)
  return source
    ? h('img', {
        src: source,
        alt: string(alt_text),
        class: kind,
        loading: 'lazy',
        referrerpolicy: 'no-referrer',
      })
    : h('span', { class: 'quiet' }, `🖼 ${string(alt_text)}`)
}

// —— Rich text ———————————————————————————————————————————————————————————————————————————————————————————

const richText = (each: Json, place: Place): Child[] =>
  objects(each.elements).map((part) => {
    const inside = () => objects(part.elements).map((element) => leaf(element, place))
    switch (part.type) {
      case 'rich_text_list': {
        const items = objects(part.elements).map((item) =>
          h(
            'li',
            {},
            objects(item.elements).map((element) => leaf(element, place)),
          ),
        )
        return h(
          part.style === 'ordered' ? 'ol' : 'ul',
          { class: `indent-${Math.min(4, Number(part.indent) || 0)}` },
          items,
        )
      }
      case 'rich_text_quote':
        return h('blockquote', {}, inside())
      case 'rich_text_preformatted':
        return h('pre', {}, inside())
      default:
        return h('p', {}, inside())
    }
  })

const leaf = (element: Json, { reader }: Place): Child => {
  const bare = (): Child => {
    switch (element.type) {
      case 'text':
        return string(element.text)
      case 'link':
        return link(string(element.url), string(element.text) || string(element.url))
      case 'user':
        return mention(`@${reader.user(string(element.user_id))}`)
      case 'channel':
        return mention(`#${reader.channel(string(element.channel_id))}`)
      case 'usergroup':
        return mention(`@${reader.group(string(element.usergroup_id))}`)
      case 'broadcast':
        return mention(`@${string(element.range)}`)
      case 'emoji':
        return emojiOf(string(element.name))
      case 'date':
        return h(
          'time',
          {},
          dateWords(Number(element.timestamp), string(element.format), reader) ?? string(element.fallback),
        )
      case 'color':
        return h('code', {}, string(element.value))
      default:
        return ''
    }
  }
  const style = object(element.style)
  const wraps = [
    style.code && 'code',
    style.bold && 'strong',
    style.italic && 'em',
    style.strike && 's',
    style.underline && 'u',
  ] as const
  return wraps.reduce<Child>(
    (inner, tag) =>
      tag === 'code' || tag === 'strong' || tag === 'em' || tag === 's' || tag === 'u'
        ? h(tag, {}, inner)
        : inner,
    bare(),
  )
}

// —— Numbers —————————————————————————————————————————————————————————————————————————————————————————————

const tableOf = (each: Json, place: Place): HTMLElement => {
  const [head = [], ...body] = (Array.isArray(each.rows) ? each.rows : []).map((row) => objects(row))
  const header = Number(each.row_header_column_index)
  const cell = (of: Json): Child => (of.type === 'rich_text' ? richText(of, place) : string(of.text))
  return h(
    'div',
    { class: 'table', tabindex: 0, role: 'region', 'aria-label': string(each.caption) || 'Table' },
    h(
      'table',
      {},
      string(each.caption) && h('caption', {}, string(each.caption)),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          head.map((of) => h('th', { scope: 'col' }, cell(of))),
        ),
      ),
      h(
        'tbody',
        {},
        body.map((row) =>
          h(
            'tr',
            {},
            row.map((of, i) =>
              i === header
                ? h('th', { scope: 'row' }, cell(of))
                : h('td', { class: of.type === 'raw_number' ? 'number' : null }, cell(of)),
            ),
          ),
        ),
      ),
    ),
  )
}

const WIDTH = 560
const HEIGHT = 160
/** A small drawing of a chart, with the same facts as a table. */
const chartOf = (each: Json): HTMLElement => {
  const chart = object(each.chart)
  const series =
    chart.type === 'pie' ? [{ name: string(each.title), data: chart.segments }] : objects(chart.series)
  const first = objects(series[0]?.data)
  const points = series.map(({ data }) => objects(data).map(({ value }) => Number(value)))
  const top = Math.max(1, ...points.flat())
  const low = Math.min(0, ...points.flat())
  const x = (i: number) => (first.length > 1 ? 8 + (i * (WIDTH - 16)) / (first.length - 1) : WIDTH / 2)
  const y = (value: number) => HEIGHT - 8 - ((value - low) / (top - low)) * (HEIGHT - 16)
  const bars = chart.type === 'bar' || chart.type === 'pie'
  const width = (WIDTH - 16) / Math.max(1, first.length) / (series.length + 0.5)
  const drawn = points.flatMap((values, which) =>
    bars
      ? values.map((value, i) =>
          svg('rect', {
            x: 8 + i * width * (series.length + 0.5) + which * width,
            y: Math.min(y(value), y(0)),
            width: Math.max(1, width - 2),
            height: Math.abs(y(value) - y(0)),
            class: `series-${which}`,
          }),
        )
      : [
          svg('polyline', {
            points: values.map((value, i) => `${x(i)},${y(value)}`).join(' '),
            class: `series-${which} line`,
          }),
        ],
  )
  return h(
    'figure',
    { class: 'chart' },
    h('figcaption', {}, string(each.title)),
    h(
      'div',
      {},
      wrap(
        svg(
          'svg',
          { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': string(each.title) },
          ...drawn,
        ),
      ),
    ),
    h(
      'p',
      { class: 'quiet' },
      series.map(({ name }, i) => h('span', { class: `legend legend-${i}` }, string(name))),
    ),
    h(
      'details',
      {},
      h('summary', {}, 'As a table'),
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('th', {}, ''),
            series.map(({ name }) => h('th', { scope: 'col' }, string(name))),
          ),
        ),
        h(
          'tbody',
          {},
          first.map(({ label }, i) =>
            h(
              'tr',
              {},
              h('th', { scope: 'row' }, string(label)),
              points.map((values) => h('td', { class: 'number' }, String(values[i] ?? ''))),
            ),
          ),
        ),
      ),
    ),
  )
}
const wrap = (node: Node): HTMLElement => {
  const holder = h('div')
  holder.append(node)
  return holder
}
