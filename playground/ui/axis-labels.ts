/** A letter's width in the size of an axis, in pixels, rather too wide than too narrow. */
export const LETTER = 6.4
const GAP = 6
/** A name of which fewer letters than these are left says nothing. */
const LEAST = 7
const MOST = 10

export interface AxisLabel {
  i: number
  text: string
  /** 0 is next to the axis. */
  line: 0 | 1
}

/**
 * What stands under an axis whose places are so many pixels apart. Each bar has its name while two lines hold them all,
 * taking turns; of a line, which goes on from point to point, as many as have room side by side.
 */
export const axisLabels = (
  categories: readonly string[],
  slot: number,
  kind: 'bars' | 'line',
): readonly AxisLabel[] => {
  const holds = (room: number) => Math.floor((room - GAP) / LETTER)
  const longest = Math.max(0, ...categories.map(({ length }) => length))
  const label = (line: (i: number) => 0 | 1, most: number) => (category: string, i: number) => ({
    i,
    text: clipped(category, most),
    line: line(i),
  })
  if (longest <= holds(slot)) return categories.map(label(() => 0, longest))
  if (kind === 'bars' && holds(2 * slot) >= Math.min(LEAST, longest))
    return categories.map(label((i) => (i % 2 === 0 ? 0 : 1), holds(2 * slot)))
  const every = Math.ceil((MOST * LETTER) / slot)
  return categories.map(label(() => 0, MOST)).filter(({ i }) => i % every === 0)
}

const clipped = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text
