import { curveMonotoneX, line } from 'd3-shape'
import type { Voice } from '../kit/voice.ts'
import { drawn, fitted, fontOf } from './lettering.ts'

/** The pen: sizes, colours and the few shapes that every picture is made of. Coordinates are pixels before doubling. */

export const WIDTH = 700
export const MARGIN = 28
/** A phone shows the picture at half its width: no letter is smaller than 20 here, 10 there. */
export const SIZE = { title: 28, figure: 24, label: 22, small: 20 } as const

/** Told apart by people who see no red or green; and none of them is the only sign. */
export const INK = {
  paper: '#FFFFFF',
  text: '#1D1C1D',
  muted: '#5B5E66',
  line: '#DADCE0',
  zero: '#8A8D94',
  now: '#1A5FB4',
  before: '#6F737B',
  down: '#A8430B',
} as const

type Attributes = Readonly<Record<string, string | number | undefined>>

/** One element. Numbers are cut to hundredths; one that is none is a bug here, and would blank the picture. */
export const tag = (name: string, attributes: Attributes, inside = ''): string => {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? rounded(value) : escaped(String(value))}"`)
    .join('')
  return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`
}

const rounded = (value: number): string => {
  if (!Number.isFinite(value)) throw new Error('a coordinate is not a number')
  return String(Math.round(value * 100) / 100)
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

interface Look {
  size?: number
  bold?: boolean
  ink?: string
  anchor?: 'start' | 'middle' | 'end'
}

/** `y` is the line that letters stand on. */
export const text = (
  x: number,
  y: number,
  words: string,
  { size = SIZE.label, bold = false, ink = INK.text, anchor = 'start' }: Look = {},
): string =>
  words === ''
    ? ''
    : tag(
        'text',
        {
          x,
          y,
          'font-size': size,
          'font-weight': bold ? 600 : undefined,
          fill: ink,
          'font-family': fontOf(words) === 'Inter' ? undefined : fontOf(words),
          'text-anchor': anchor === 'start' ? undefined : anchor,
        },
        escaped(words),
      )

export const rule = (
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  { ink = INK.line as string, wide = 1.5, dashed = false } = {},
): string =>
  tag('line', {
    x1,
    y1,
    x2,
    y2,
    stroke: ink,
    'stroke-width': wide,
    'stroke-dasharray': dashed ? '9 7' : undefined,
  })

/** A line through what is known: a gap interrupts it, and a day alone between two gaps is a dot. */
export const curve = (
  values: readonly (number | null)[],
  x: (i: number) => number,
  y: (value: number) => number,
  { ink, wide, dashed = false }: { ink: string; wide: number; dashed?: boolean },
): string => {
  const path = line<number | null>()
    .defined((value) => value !== null)
    .x((_, i) => x(i))
    .y((value) => y(value ?? 0))
    .curve(curveMonotoneX)
    .digits(2)(values)
  const alone = values.flatMap((value, i) =>
    value !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null
      ? [tag('circle', { cx: x(i), cy: y(value), r: wide + 2, fill: ink })]
      : [],
  )
  const stroke = {
    d: path ?? '',
    fill: 'none',
    stroke: ink,
    'stroke-width': wide,
    'stroke-linejoin': 'round',
    'stroke-linecap': dashed ? undefined : 'round',
    'stroke-dasharray': dashed ? '9 7' : undefined,
  }
  return (path ? tag('path', stroke) : '') + alone.join('')
}

/** A whole picture. Its heading takes `HEADING` from the top; `inside` stands below that. */
export const picture = (title: string, height: number, inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${Math.ceil(height)}" viewBox="0 0 ${WIDTH} ${Math.ceil(height)}" font-family="Inter">${[
    tag('rect', { width: WIDTH, height: Math.ceil(height), fill: INK.paper }),
    text(MARGIN, 46, fitted(drawn(title), SIZE.title, WIDTH - 2 * MARGIN), { size: SIZE.title, bold: true }),
    inside,
  ].join('')}</svg>`
export const HEADING = 66

/** What a name becomes that can be drawn; a number where nothing is left of it. */
export const nameIn = ({ t }: Voice, name: string, place: number): string =>
  drawn(name) || t.chart.nameless({ n: place + 1 })
