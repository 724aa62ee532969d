import { scaleLinear } from 'd3-scale'
import type { Voice } from '../../kit/voice.ts'
import { HEADING, INK, MARGIN, nameIn, picture, rule, SIZE, tag, text, WIDTH } from '../drawing.ts'
import { fitted, widthOf } from '../lettering.ts'
import type { Movers } from '../spec.ts'
import { signed } from '../told.ts'

const ROW = 60
const BAR = 20
const RIGHT = WIDTH - MARGIN
/** More would be no picture but a list; words tell how many are missing. */
const MOST = 20

/**
 * Each row has its name and its figure above its bar, so that neither a long name nor a long bar is in anybody's way.
 * Bars go left and right of one zero line.
 */
export const moversSvg = ({ title, rows }: Movers, v: Voice): string => {
  const shown = rows.slice(0, MOST)
  const changes = shown.map(({ change }) => change)
  const x = scaleLinear()
    .domain([Math.min(0, ...changes), Math.max(0, ...changes)])
    .range([MARGIN, RIGHT])
  // With nothing on either side zero stands on the left.
  const zero = changes.every((it) => it === 0) ? MARGIN : x(0)
  const end = HEADING + shown.length * ROW
  const more = rows.length - shown.length
  const drawnRows = shown.map(({ name, change }, i) => {
    const y = HEADING + i * ROW
    const ink = change < 0 ? INK.down : change > 0 ? INK.now : INK.muted
    const said = change === 0 ? `= ${signed(0, v)}` : `${change > 0 ? '▲' : '▼'} ${signed(change, v)}`
    const room = RIGHT - MARGIN - widthOf(said, SIZE.label) - 24
    const to = change === 0 ? zero : x(change)
    return [
      text(MARGIN, y + 24, fitted(nameIn(v, name, i), SIZE.label, room)),
      text(RIGHT, y + 24, said, { bold: true, ink, anchor: 'end' }),
      change === 0
        ? ''
        : tag('rect', {
            x: Math.min(zero, to),
            y: y + 34,
            width: Math.max(2, Math.abs(to - zero)),
            height: BAR,
            fill: ink,
          }),
    ].join('')
  })
  return picture(
    title,
    end + (shown.length === 0 || more > 0 ? 44 : 0) + 24,
    [
      ...drawnRows,
      ...shown.map((_, i) =>
        rule(zero, HEADING + i * ROW + 30, zero, HEADING + i * ROW + 58, { ink: INK.text, wide: 2 }),
      ),
      shown.length === 0 ? text(MARGIN, end + 24, v.t.chart.nothing, { ink: INK.muted }) : '',
      more > 0 ? text(MARGIN, end + 30, v.t.chart.more({ n: more }), { ink: INK.muted }) : '',
    ].join(''),
  )
}
