import { scaleLinear } from 'd3-scale'
import { type Day, dateOf, daysBetween, plusDays } from '../../domain/day.ts'
import type { Voice } from '../../kit/voice.ts'
import { HEADING, INK, MARGIN, picture, SIZE, tag, text, WIDTH } from '../drawing.ts'
import { fitted, widthOf } from '../lettering.ts'
import type { Heatmap } from '../spec.ts'
import { extremes, knownIn } from '../told.ts'

const RIGHT = WIDTH - MARGIN
const ROW = 54
const TOP = HEADING + 34
/** A column narrower than this could not hold its figure. */
const NARROWEST = 64
const [PALE, DEEP, LOSS] = ['#EAF1FB', '#0B4A9E', '#8A3208'] as const

/** A square a day, a row a weekday, a column a week, Monday first: darker is more, and each square has its figure where there is room. */
export const heatmapSvg = ({ title, days }: Heatmap, v: Voice): string => {
  const monday = plusDays(days.from, 1 - dateOf(days.from).dayOfWeek)
  const weekdays = Array.from({ length: 7 }, (_, i) => v.weekday(plusDays(monday, i)))
  const left = MARGIN + Math.max(...weekdays.map((it) => widthOf(it, SIZE.small))) + 14
  const last = plusDays(days.from, Math.max(0, days.values.length - 1))
  const weeks = Math.floor(daysBetween(monday, last) / 7) + 1
  const cell = Math.min(120, (RIGHT - left) / weeks)
  const place = (day: Day) => ({
    x: left + Math.floor(daysBetween(monday, day) / 7) * cell,
    y: TOP + (dateOf(day).dayOfWeek - 1) * ROW,
  })
  const found = extremes(days)
  const strongest = Math.max(Math.abs(found?.highest.value ?? 0), Math.abs(found?.lowest.value ?? 0)) || 1
  const shade = (value: number): string =>
    scaleLinear<string>()
      .domain([0, strongest])
      .range([PALE, value < 0 ? LOSS : DEEP])(Math.abs(value))
  const known = new Map(knownIn(days).map(({ day, value }) => [day, value]))

  const squares = days.values.map((_, i) => {
    const day = plusDays(days.from, i)
    const { x, y } = place(day)
    const value = known.get(day)
    const box = { x: x + 2, y: y + 2, width: cell - 4, height: ROW - 4, rx: 5 }
    if (value === undefined)
      return (
        tag('rect', {
          ...box,
          fill: INK.paper,
          stroke: INK.line,
          'stroke-width': 2,
          'stroke-dasharray': '5 5',
        }) + text(x + cell / 2, y + ROW / 2 + 7, '–', { size: SIZE.small, ink: INK.muted, anchor: 'middle' })
      )
    const figure = v.compact(value)
    return (
      tag('rect', { ...box, fill: shade(value) }) +
      (cell >= NARROWEST && widthOf(figure, SIZE.small) <= cell - 8
        ? text(x + cell / 2, y + ROW / 2 + 7, figure, {
            size: SIZE.small,
            ink: Math.abs(value) > strongest * 0.45 ? INK.paper : INK.text,
            anchor: 'middle',
          })
        : '')
    )
  })
  // As many as have room: each week by its Monday.
  const every = Math.ceil((widthOf(v.shortDay(monday), SIZE.small) + 16) / cell)
  return picture(
    title,
    TOP + 7 * ROW + 52,
    [
      ...Array.from({ length: weeks }, (_, week) =>
        week % every === 0
          ? text(left + week * cell + 4, TOP - 10, v.shortDay(plusDays(monday, 7 * week)), {
              size: SIZE.small,
              ink: INK.muted,
            })
          : '',
      ),
      ...weekdays.map((it, i) =>
        text(MARGIN, TOP + i * ROW + ROW / 2 + 7, it, { size: SIZE.small, ink: INK.muted }),
      ),
      ...squares,
      text(
        MARGIN,
        TOP + 7 * ROW + 34,
        fitted(
          found
            ? v.t.chart.span({
                high: v.number(found.highest.value),
                highDay: v.shortDay(found.highest.day),
                low: v.number(found.lowest.value),
                lowDay: v.shortDay(found.lowest.day),
              })
            : v.t.chart.nothing,
          SIZE.small,
          WIDTH - 2 * MARGIN,
        ),
        { size: SIZE.small, ink: INK.text },
      ),
    ].join(''),
  )
}
