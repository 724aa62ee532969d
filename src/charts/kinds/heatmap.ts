import { type Day, dateOf, daysBetween, plusDays } from '../../domain/day.ts'
import type { Voice } from '../../kit/voice.ts'
import { HEADING, INK, MARGIN, picture, SIZE, tag, text, WIDTH } from '../drawing.ts'
import { fitted, widthOf } from '../lettering.ts'
import type { Heatmap } from '../spec.ts'
import { extremes, knownIn, spanSaid } from '../told.ts'

const RIGHT = WIDTH - MARGIN
const ROW = 54
const TOP = HEADING + 34
/** A column narrower than this could not hold its figure. */
const NARROWEST = 64
type Colour = readonly [red: number, green: number, blue: number]
const PALE: Colour = [234, 241, 251]
const DEEP: Colour = [11, 74, 158]
const LOSS: Colour = [138, 50, 8]

/** A square a day, a row a weekday, a column a week, Monday first: darker is more, and each square has its figure where there is room. */
export const heatmapSvg = ({ title, days }: Heatmap, v: Voice): string => {
  const found = extremes(days)
  if (!found)
    return picture(title, HEADING + 60, text(MARGIN, HEADING + 24, v.t.chart.nothing, { ink: INK.muted }))
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
  const shade = shadesOf(found.lowest.value, found.highest.value)
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
    const { fill, ink } = shade(value)
    return (
      tag('rect', { ...box, fill }) +
      (cell >= NARROWEST && widthOf(figure, SIZE.small) <= cell - 8
        ? text(x + cell / 2, y + ROW / 2 + 7, figure, {
            size: SIZE.small,
            ink,
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
        week % every === 0 &&
        left + week * cell + 4 + widthOf(v.shortDay(plusDays(monday, 7 * week)), SIZE.small) < WIDTH
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
      text(MARGIN, TOP + 7 * ROW + 34, fitted(spanSaid(days, v), SIZE.small, WIDTH - 2 * MARGIN), {
        size: SIZE.small,
        ink: INK.text,
      }),
    ].join(''),
  )
}

/**
 * From pale to deep between the lowest and the highest, but from half of the highest at most: small differences stay
 * small. Below zero it is another colour, from zero on. Letters take the ink that is easier to read on it.
 */
const shadesOf = (lowest: number, highest: number) => {
  const most = Math.max(Math.abs(lowest), Math.abs(highest)) || 1
  const least = lowest < 0 ? 0 : Math.min(lowest, most / 2)
  return (value: number): { fill: string; ink: string } => {
    const share = Math.min(1, Math.max(0, (Math.abs(value) - least) / (most - least || 1)))
    const deep = value < 0 ? LOSS : DEEP
    const mixed = PALE.map((pale, i) => Math.round(pale + ((deep[i] ?? 0) - pale) * share))
    return { fill: `rgb(${mixed.join(',')})`, ink: luminance(mixed) > 0.18 ? INK.text : INK.paper }
  }
}

/** Relative luminance, WCAG 2.2. */
const luminance = (colour: readonly number[]): number => {
  const [red = 0, green = 0, blue = 0] = colour.map((it) =>
    it / 255 <= 0.04045 ? it / 255 / 12.92 : ((it / 255 + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
