/** A column of numbers, by its name in the table; NaN is what is not known. */
export interface Numbers {
  readonly name: string
  readonly column: Float64Array
}

/** Several columns' values of a row in one number, side by side in its bits; or one column's as it is. */
export interface Pack {
  readonly parts: readonly (Numbers & { shift: number; bits: number; factor: number })[]
}

export interface Packed {
  /** With one value in all rows. */
  readonly same: readonly Numbers[]
  readonly packs: readonly Pack[]
}

/** What a number holds exactly. Source: `Number.MAX_SAFE_INTEGER` is 2^53 − 1. */
const BITS = 53
/** Few widths, so that one batch after another is packed alike. */
const WIDTHS = [8, 16, 24, 32] as const

/**
 * Binding a value to a statement costs many times what SQLite needs to shift and mask one: columns whose values in these
 * rows are all small whole numbers share one.
 */
export const packed = (columns: readonly Numbers[], rows: readonly number[]): Packed => {
  const same: Numbers[] = []
  const packs: { parts: Pack['parts'][number][]; left: number }[] = []
  for (const it of columns) {
    const width = widthOf(it.column, rows)
    if (width === 0) {
      same.push(it)
      continue
    }
    const room = packs.find(({ left }) => left >= width)
    if (room) {
      room.parts.push(partOf(it, BITS - room.left, width))
      room.left -= width
    } else packs.push({ parts: [partOf(it, 0, width)], left: BITS - width })
  }
  return { same, packs }
}

/** Each column by itself, whatever is in it. */
export const unpacked = (columns: readonly Numbers[]): readonly Pack[] =>
  columns.map((it) => ({ parts: [partOf(it, 0, BITS)] }))

const partOf = (it: Numbers, shift: number, bits: number) => ({ ...it, shift, bits, factor: 2 ** shift })

/** 0 where all rows say the same, `BITS` where the values can only stand alone. */
const widthOf = (column: Float64Array, rows: readonly number[]): number => {
  const first = column[rows[0] ?? 0] ?? Number.NaN
  let same = true
  let most = 0
  for (const row of rows) {
    const value = column[row] ?? Number.NaN
    same &&= Object.is(value, first)
    if (value > most) most = value
    // Also what is not known, or is below zero.
    if (!(value >= 0 && Number.isInteger(value))) most = Number.POSITIVE_INFINITY
  }
  if (same) return 0
  return WIDTHS.find((bits) => most < 2 ** bits) ?? BITS
}

/** The number to bind for a row; null where the only column of a pack knows nothing. */
export const boundAt = ({ parts }: Pack, row: number): number | null => {
  let all = 0
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]
    if (part) all += (part.column[row] ?? Number.NaN) * part.factor
  }
  return Number.isNaN(all) ? null : all
}

/** What SQL says for each column when `bound` is the pack's number. */
export const partsIn = ({ parts }: Pack, bound: string): readonly (readonly [name: string, sql: string])[] =>
  parts.map(({ name, shift, bits }) => {
    if (parts.length === 1) return [name, bound]
    const shifted = shift === 0 ? bound : `(${bound} >> ${shift})`
    return [name, `(${shifted} & ${2 ** bits - 1})`]
  })
