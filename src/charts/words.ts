import { clip, inert } from '../blocks/blocks.ts'
import { LIMITS } from '../blocks/limits.ts'
import { dateOf, plusDays } from '../domain/day.ts'
import type { Voice } from '../kit/voice.ts'
import type { ChartSpec, Heatmap, Movers, Pulse, Series, Sparks } from './spec.ts'
import { figureSaid, knownIn, numberSaid, periodSaid, signed, spanSaid } from './told.ts'

/** Of a list, before it only says how many more there are: words are read one after the other. */
const MOST = 10
/** Of a name or title: all lines together stay below what a section holds. */
const NAME = 60

const BARS = '▁▂▃▄▅▆▇█'

/** A bar a value, the lowest for zero and below; a dot where nothing is known. Longer series are cut to their newest. */
export const bars = (values: readonly (number | null)[]): string => {
  const shown = values.slice(-31)
  const most = Math.max(0, ...shown.map((it) => it ?? 0))
  return shown
    .map((it) =>
      it === null
        ? '·'
        : (BARS[most <= 0 ? 0 : Math.max(0, Math.round((it / most) * (BARS.length - 1)))] ?? ''),
    )
    .join('')
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** Up to eight letters long, to an eighth of a letter. */
const bar = (value: number, most: number): string => {
  const eighths = most > 0 ? Math.round((value / most) * 64) : 0
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]
}

/** For where there can be no picture: mrkdwn, one line, or one for each row. At most 3,000 characters. */
export const wordsOf = (spec: ChartSpec, v: Voice): string => {
  const title = `*${named(spec.title)}*`
  return clip(`${title}${lines(spec, v)}`, LIMITS.text)
}

const lines = (spec: ChartSpec, v: Voice): string => {
  switch (spec.kind) {
    case 'pulse':
      return `  ${bars(spec.now.values)}  ${periodSaid(spec, v)}\n${spanSaid(spec.now, v)}`
    case 'movers': {
      const most = Math.max(...spec.rows.map(({ change }) => Math.abs(change)))
      return listed(spec.rows, v, ({ name, change }) => {
        const sign = change > 0 ? '▲' : change < 0 ? '▼' : '='
        return `${sign} ${named(name)}  ${signed(change, v)}  ${bar(Math.abs(change), most)}`.trimEnd()
      })
    }
    case 'sparks':
      return listed(
        spec.cells,
        v,
        ({ name, values, figure }) => `${bars(values)}  ${named(name)}  ${figureSaid(figure, v)}`,
      )
    default:
      return `\n${weekdayLines(spec, v).join('\n')}\n${spanSaid(spec.days, v)}`
  }
}

const named = (name: string): string => inert(clip(name, NAME))

const listed = <T>(all: readonly T[], v: Voice, say: (one: T) => string): string =>
  all.length === 0
    ? `\n${v.t.chart.nothing}`
    : [
        '',
        ...all.slice(0, MOST).map(say),
        ...(all.length > MOST ? [v.t.chart.more({ n: all.length - MOST })] : []),
      ].join('\n')

const weekdayLines = ({ days: { from, values } }: Heatmap, v: Voice): string[] =>
  [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => {
    const first = (weekday - dateOf(from).dayOfWeek + 7) % 7
    const own = values.filter((_, i) => i % 7 === first)
    return own.length === 0 ? [] : [`${bars(own)}  ${v.weekday(plusDays(from, first))}`]
  })

/**
 * For whoever cannot see the picture: its kind, what it is of, and the facts that it shows, in sentences of plain text.
 * At most 2,000 characters.
 */
export const altOf = (spec: ChartSpec, v: Voice): string => {
  const { chart } = v.t
  return clip(
    [`${chart.kind[spec.kind]}: ${clip(spec.title, 150)}.`, ...sentences(spec, v)].join(' '),
    LIMITS.altText,
  )
}

const sentences = (spec: ChartSpec, v: Voice): string[] => {
  switch (spec.kind) {
    case 'pulse':
      return pulseSentences(spec, v)
    case 'movers':
      return moverSentences(spec, v)
    case 'sparks':
      return sparkSentences(spec, v)
    default:
      return [...extremesSaid(spec.days, v), ...unknownSaid(spec.days, v)]
  }
}

const pulseSentences = ({ now, before, figure }: Pulse, v: Voice): string[] => {
  const { chart } = v.t
  const last = knownIn(now).at(-1)
  return [
    `${clip(now.name, NAME)}, ${daysSaid(now, v)}: ${last ? numberSaid(figure.now, v) : '–'}.`,
    ...(before && figure.before !== null
      ? [
          `${clip(before.name, NAME)}: ${numberSaid(figure.before, v)}.`,
          ...(figure.before > 0 ? [chart.against({ change: v.change(figure.now, figure.before) })] : []),
        ]
      : []),
    ...extremesSaid(now, v),
    ...(last ? [chart.newest({ value: numberSaid(last.value, v), day: v.shortDay(last.day) })] : []),
    ...unknownSaid(now, v),
  ]
}

const moverSentences = ({ rows }: Movers, v: Voice): string[] =>
  rows.length === 0
    ? [`${v.t.chart.nothing}.`]
    : [
        `${rows
          .slice(0, 20)
          .map(({ name, change }) => `${clip(name, NAME)} ${signed(change, v)}`)
          .join('; ')}.`,
        ...(rows.length > 20 ? [`${v.t.chart.more({ n: rows.length - 20 })}.`] : []),
      ]

const sparkSentences = ({ cells }: Sparks, v: Voice): string[] =>
  cells.length === 0
    ? [`${v.t.chart.nothing}.`]
    : [
        `${cells
          .slice(0, 24)
          .map(({ name, figure }) => `${clip(name, 40)} ${figureSaid(figure, v).replace(/\s+/g, ' ')}`)
          .join('; ')}.`,
        ...(cells.length > 24 ? [`${v.t.chart.more({ n: cells.length - 24 })}.`] : []),
      ]

const extremesSaid = (series: Omit<Series, 'name'>, v: Voice): string[] => [`${spanSaid(series, v)}.`]

const unknownSaid = ({ values }: Omit<Series, 'name'>, v: Voice): string[] => {
  const unknown = values.filter((it) => it === null).length
  return unknown > 0 && unknown < values.length ? [v.t.chart.unknown({ n: unknown })] : []
}

const daysSaid = ({ from, values }: Series, v: Voice): string => {
  const to = plusDays(from, Math.max(0, values.length - 1))
  return from === to ? v.shortDay(from) : `${v.shortDay(from, to)} – ${v.shortDay(to, from)}`
}
