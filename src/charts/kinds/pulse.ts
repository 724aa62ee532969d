import { scaleLinear } from 'd3-scale'
import { plusDays } from '../../domain/day.ts'
import type { Voice } from '../../kit/voice.ts'
import { curve, HEADING, INK, MARGIN, picture, rule, SIZE, tag, text, WIDTH } from '../drawing.ts'
import { drawn, fitted, widthOf } from '../lettering.ts'
import type { Pulse, Series } from '../spec.ts'
import { extremes, type Known, knownIn, numberSaid, periodSaid } from '../told.ts'

const PLOT = 250
const RIGHT = WIDTH - MARGIN
/** Room for letters above the highest point and below the lowest. */
const AIR = 34

/** The line of now, the dashed one of before behind it, and the highest and lowest day with their figures. */
export const pulseSvg = (spec: Pulse, v: Voice): string => {
  const { now, before } = spec
  const lines = before ? [now, before] : [now]
  const days = Math.max(1, ...lines.map(({ values }) => values.length))
  const all = lines.flatMap(knownIn).map(({ value }) => value)
  const scale = scaleLinear()
    .domain([Math.min(0, ...all), Math.max(0, ...all) || 1])
    .nice(4)
  // A scale of nothing has no steps but zero.
  const ticks = all.some((it) => it !== 0) ? scale.ticks(4) : [0]
  const labels = ticks.map((it) => v.compact(it))
  const left = MARGIN + Math.max(...labels.map((it) => widthOf(it, SIZE.small))) + 14
  const top = HEADING + 36 * lines.length + AIR
  const bottom = top + PLOT
  scale.range([bottom, top])
  const x = scaleLinear()
    .domain([0, Math.max(1, days - 1)])
    .range([left + 10, RIGHT - 14])
  const at = (i: number) => (days === 1 ? (left + RIGHT) / 2 : x(i))

  const grid = ticks.map(
    (tick, i) =>
      rule(left, scale(tick), RIGHT, scale(tick), tick === 0 ? { ink: INK.zero, wide: 2 } : {}) +
      text(left - 12, scale(tick) + 7, labels[i] ?? '', { size: SIZE.small, ink: INK.muted, anchor: 'end' }),
  )
  return picture(
    spec.title,
    bottom + AIR + 42,
    [
      legend(spec, v),
      ...grid,
      ...dayLabels(now, days, v).map(({ i, label, anchor }) =>
        text(at(i), bottom + AIR + 22, label, { size: SIZE.small, ink: INK.muted, anchor }),
      ),
      before ? curve(before.values, at, scale, { ink: INK.before, wide: 3, dashed: true }) : '',
      curve(now.values, at, scale, { ink: INK.now, wide: 4 }),
      ...marks(now, at, scale, v, left),
      all.length === 0
        ? text((left + RIGHT) / 2, (top + bottom) / 2, v.t.chart.nothing, {
            ink: INK.muted,
            anchor: 'middle',
          })
        : '',
    ].join(''),
  )
}

/** Each line with how it is drawn, its name and its figure. */
const legend = (spec: Pulse, v: Voice): string => {
  const row = (place: number, name: string, ink: string, dashed: boolean, said: string): string => {
    const y = HEADING + 20 + 36 * place
    const room = WIDTH - 2 * MARGIN - 64 - widthOf(said, SIZE.label) - 24
    return (
      rule(MARGIN, y - 7, MARGIN + 50, y - 7, { ink, wide: dashed ? 3 : 4, dashed }) +
      text(MARGIN + 64, y, fitted(drawn(name), SIZE.label, room), { ink: dashed ? INK.muted : INK.text }) +
      text(RIGHT, y, said, { bold: !dashed, ink: dashed ? INK.muted : INK.text, anchor: 'end' })
    )
  }
  const { now, before, figure } = spec
  return (
    row(0, now.name, INK.now, false, periodSaid(spec, v)) +
    (before
      ? row(1, before.name, INK.before, true, figure.before === null ? '–' : numberSaid(figure.before, v))
      : '')
  )
}

/** The highest above its point, the lowest below. One figure where they are the same. */
const marks = (
  now: Series,
  at: (i: number) => number,
  scale: (value: number) => number,
  v: Voice,
  left: number,
): string[] => {
  const found = extremes(now)
  if (!found) return []
  const mark = ({ i, value }: Known, above: boolean): string => {
    const said = v.compact(value)
    const half = widthOf(said, SIZE.small) / 2
    const x = Math.min(RIGHT - half, Math.max(left + half + 4, at(i)))
    const y = scale(value) + (above ? -16 : 32)
    // A white edge keeps figures legible where a line runs through them.
    return (
      tag('circle', {
        cx: at(i),
        cy: scale(value),
        r: 7,
        fill: INK.paper,
        stroke: INK.now,
        'stroke-width': 4,
      }) +
      tag(
        'g',
        { stroke: INK.paper, 'stroke-width': 7, 'stroke-linejoin': 'round' },
        text(x, y, said, { size: SIZE.small, bold: true, ink: INK.paper, anchor: 'middle' }),
      ) +
      text(x, y, said, { size: SIZE.small, bold: true, ink: INK.now, anchor: 'middle' })
    )
  }
  return found.highest.value === found.lowest.value
    ? [mark(found.highest, true)]
    : [mark(found.lowest, false), mark(found.highest, true)]
}

/** Every so many days from the first on, and the last, unless it would stand too near. */
const dayLabels = (
  { from }: Series,
  days: number,
  v: Voice,
): { i: number; label: string; anchor: 'start' | 'middle' | 'end' }[] => {
  const step = Math.max(1, Math.ceil((days - 1) / 4))
  const last = days - 1
  const places = Array.from({ length: Math.ceil(days / step) }, (_, n) => n * step)
  const far = places.filter((i) => i === last || last - i >= step * 0.7)
  return [...new Set([...far, last])].map((i) => ({
    i,
    label: v.shortDay(plusDays(from, i)),
    anchor: days === 1 ? 'middle' : i === 0 ? 'start' : i === last ? 'end' : 'middle',
  }))
}
