import { scaleLinear } from 'd3-scale'
import type { Voice } from '../../kit/voice.ts'
import { curve, HEADING, INK, MARGIN, nameIn, picture, rule, SIZE, tag, text, WIDTH } from '../drawing.ts'
import { fitted } from '../lettering.ts'
import type { Sparks } from '../spec.ts'
import { figureSaid, knownIn } from '../told.ts'

const COLUMNS = 2
const GAP = 36
const CELL = (WIDTH - 2 * MARGIN - GAP * (COLUMNS - 1)) / COLUMNS
const HEIGHT = 148
const PLOT = { top: 70, bottom: 122 } as const
const MOST = 24

/** Name, figure, and a small line down to a zero line of its own; its newest day is a dot. */
export const sparksSvg = ({ title, cells }: Sparks, v: Voice): string => {
  const shown = cells.slice(0, MOST)
  const more = cells.length - shown.length
  const end = HEADING + Math.ceil(shown.length / COLUMNS) * HEIGHT
  const drawnCells = shown.map((cell, n) => {
    const left = MARGIN + (n % COLUMNS) * (CELL + GAP)
    const top = HEADING + Math.floor(n / COLUMNS) * HEIGHT
    return [
      text(left, top + 24, fitted(nameIn(v, cell.name, n), SIZE.label, CELL)),
      text(left, top + 54, fitted(figureSaid(cell.figure, v), SIZE.label, CELL), { bold: true }),
      small(cell, { left, top }, v),
    ].join('')
  })
  return picture(
    title,
    end + (shown.length === 0 || more > 0 ? 40 : 0) + 8,
    [
      ...drawnCells,
      shown.length === 0 ? text(MARGIN, end + 24, v.t.chart.nothing, { ink: INK.muted }) : '',
      more > 0 ? text(MARGIN, end + 24, v.t.chart.more({ n: more }), { ink: INK.muted }) : '',
    ].join(''),
  )
}

const small = (
  cell: Sparks['cells'][number],
  { left, top }: { left: number; top: number },
  v: Voice,
): string => {
  const { values } = cell
  const known = knownIn(cell)
  const last = known.at(-1)
  if (!last) return text(left, top + PLOT.bottom - 8, v.t.chart.nothing, { size: SIZE.small, ink: INK.muted })
  const y = scaleLinear()
    .domain([
      Math.min(0, ...known.map(({ value }) => value)),
      Math.max(0, ...known.map(({ value }) => value)) || 1,
    ])
    .range([top + PLOT.bottom, top + PLOT.top])
  const x = scaleLinear()
    .domain([0, Math.max(1, values.length - 1)])
    .range([left + 3, left + CELL - 8])
  return [
    rule(left, y(0), left + CELL, y(0), { ink: INK.line, wide: 2 }),
    curve(values, x, y, { ink: INK.now, wide: 3.5 }),
    tag('circle', { cx: x(last.i), cy: y(last.value), r: 6, fill: INK.now }),
  ].join('')
}
