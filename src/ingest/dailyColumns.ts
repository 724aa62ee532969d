import { columnsMaker, type DayColumns } from '#src/domain/columns.ts'
import type { Day } from '#src/domain/day.ts'
import type { DailyRow, FactRow, Rejection } from '#src/domain/facts.ts'
import type { Metric } from '#src/domain/metric.ts'
import { numbered, seenOn } from './again.ts'
import { alike } from './alike.ts'
import { type CarefulReader, widthOf } from './careful.ts'
import { agencyIn } from './columns.ts'
import { textAt } from './csv.ts'
import { dailyCells, usernameIn } from './daily.ts'
import type { Ground } from './read.ts'
import { type RowBytes, SPAN } from './sheet.ts'
import { digitsAt, marketIn, unread } from './values.ts'

export interface DailyColumns {
  /** Rows as they lie in the file. */
  read(rows: RowBytes): { columns: DayColumns; rejections: readonly Rejection[]; skipped: number }
  /** Rows that were read before: the first of the file. */
  put(rows: readonly FactRow[]): DayColumns
}

/**
 * A feed of text, from its bytes into columns: what `careful` makes of the rows, without a text or a list for each. A
 * cell is looked at once for all cells like it, and a plain number where it lies; whatever is not plain goes through
 * `careful`, row by row.
 */
export const dailyColumns = (
  ground: Ground,
  metrics: readonly Metric[],
  careful: CarefulReader,
  mostCells: number,
): DailyColumns => {
  const columns = columnsMaker(metrics)
  const cells = dailyCells(ground)
  const { at } = cells
  const numbers = cells.metrics.map((it) => ({ ...it, point: it.decimal.charCodeAt(0) }))
  const spans = new Uint32Array(mostCells * SPAN)
  const width = widthOf(ground)
  const again = seenOn()
  const numberOfId = numbered()

  const days = meanings((text) => cells.dayIn(text))
  const agencies = meanings((text) => columns.place.agency(agencyIn(text)))
  const markets = meanings((text) => {
    const market = marketIn(text)
    return unread(market) ? null : columns.place.market(market)
  })
  const ids = meanings((text) => {
    const id = cells.idIn(text)
    return unread(id) ? null : { id, number: numberOfId(id), name: -1, place: -1 }
  })
  const names = alike()
  const nameTexts: string[] = []

  /** Whoever it is, most likely under the name that they had before. */
  const whoIn = (bytes: Buffer, count: number) => {
    const who = ids(bytes, spans, at.creator_id, count)
    if (who === null) return null
    const name = numberOf(names, bytes, spans, at.username, count)
    if (name === nameTexts.length) nameTexts.push(usernameIn(textIn(bytes, spans, at.username, count)))
    if (name !== who.name) {
      who.name = name
      who.place = columns.place.who(who.id, nameTexts[name] ?? '')
    }
    return who
  }
  const note = (line: number, day: Day, id: string) =>
    ground.notices.add('row.twice', line, null, `${day} ${id}`)
  const put = (row: DailyRow, into: DayColumns, to: number): void => {
    columns.put(row, to)
    if (again(into.day[to] ?? 0, numberOfId(row.creatorId))) note(row.line, row.day, row.creatorId)
  }
  /** False for a row that needs a closer look. */
  const plainly = (rows: RowBytes, row: number, into: DayColumns, to: number): boolean => {
    const { bytes } = rows
    const count = rows.split(row, spans)
    if (count < width) return false
    for (let m = 0; m < numbers.length; m++) {
      const column = numbers[m]
      const values = into.values[m]
      if (!column || !values) continue
      const { index, point, most, usual } = column
      const start = spans[index * SPAN] ?? 0
      const stop = spans[index * SPAN + 1] ?? 0
      if (start === stop) {
        values[to] = Number.NaN
        continue
      }
      const value = digitsAt(bytes, start, stop, point)
      if (value >= 0 && value <= most) {
        values[to] = column.round(value)
        continue
      }
      const read = column.read(textAt(bytes, spans, index))
      if (unread(read) || (read !== null && read > usual)) return false
      values[to] = read ?? Number.NaN
    }
    const day = days(bytes, spans, at.day, count)
    if (day === null) return false
    const market = markets(bytes, spans, at.market, count)
    if (market === null) return false
    const who = whoIn(bytes, count)
    if (who === null) return false
    const line = rows.lines[row] ?? 0
    const dayAt = columns.place.day(day)
    into.line[to] = line
    into.day[to] = dayAt
    into.who[to] = who.place
    if (again(dayAt, who.number)) note(line, day, who.id)
    into.agency[to] = agencies(bytes, spans, at.agency, count)
    into.market[to] = market
    return true
  }

  return {
    read: (rows) => {
      const into = columns.begin(rows.count)
      for (let m = numbers.length; m < metrics.length; m++) into.values[m]?.fill(Number.NaN)
      const rejections: Rejection[] = []
      let good = 0
      let skipped = 0
      for (let row = 0; row < rows.count; row++) {
        const infinite = ground.infinite.cells
        if (plainly(rows, row, into, good)) {
          good++
          continue
        }
        // Its cells are read, and counted, once more.
        ground.infinite.cells = infinite
        const result = careful({ line: rows.lines[row] ?? 0, cells: rows.cells(row) })
        if (result === null) skipped++
        else if ('reason' in result) rejections.push(result)
        else if (result.kind === 'daily') put(result, into, good++)
      }
      return { columns: columns.end(good), rejections, skipped }
    },
    put: (rows) => {
      const daily = rows.filter((row) => row.kind === 'daily')
      const into = columns.begin(daily.length)
      for (const [i, row] of daily.entries()) put(row, into, i)
      return columns.end(daily.length)
    },
  }
}

/** What cells mean, asked once of those that are alike. */
const meanings = <Meaning>(meaning: (text: string) => Meaning) => {
  const cells = alike()
  const known: Meaning[] = []
  return (bytes: Buffer, spans: Uint32Array, index: number, count: number): Meaning => {
    const it = numberOf(cells, bytes, spans, index, count)
    if (it === known.length) known.push(meaning(textIn(bytes, spans, index, count)))
    return known[it] as Meaning
  }
}

/** A cell in quotes is told from the same letters without them: it is looked at from its quote on. */
const numberOf = (
  cells: ReturnType<typeof alike>,
  bytes: Buffer,
  spans: Uint32Array,
  index: number,
  count: number,
): number => {
  if (index < 0 || index >= count) return cells.find(bytes, 0, 0)
  const at = index * SPAN
  return cells.find(bytes, (spans[at] ?? 0) - (spans[at + 2] ?? 0), spans[at + 1] ?? 0)
}

const textIn = (bytes: Buffer, spans: Uint32Array, index: number, count: number): string =>
  index < 0 || index >= count ? '' : textAt(bytes, spans, index)
