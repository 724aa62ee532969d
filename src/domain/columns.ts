import type { Day } from './day.ts'
import type { DailyRow, Short } from './facts.ts'
import type { Metric } from './metric.ts'

/**
 * Many of a feed's rows in columns: numbers cross from one thread to another as they lie in memory, and texts once for
 * a whole file. `who`, `day`, `agency` and `market` are places in lists that grow from batch to batch; these are their
 * new ends.
 */
export interface DayColumns {
  rows: number
  line: Uint32Array
  day: Uint32Array
  who: Uint32Array
  agency: Uint32Array
  market: Uint16Array
  /** One for each metric the file has a column for, in its order; NaN where nothing is known. */
  values: readonly Float64Array[]
  newDays: readonly Day[]
  /** A creator under another name is another entry. */
  newWho: readonly { id: string; username: string }[]
  newAgencies: readonly (string | null)[]
  newMarkets: readonly (string | null)[]
  /** Rows that are not all there. */
  short: ReadonlyMap<number, Short>
}

/** Puts the rows of one file into columns, batch by batch. */
export interface ColumnsMaker {
  /** Where these stand in the file's lists, to which they are added if they are new. */
  place: {
    day(day: Day): number
    who(id: string, username: string): number
    agency(name: string | null): number
    market(market: string | null): number
  }
  /** Begins a batch of at most so many rows. */
  begin(rows: number): DayColumns
  /** The batch with so many rows filled in, and what is new in the lists. */
  end(rows: number): DayColumns
  /** A batch of rows that were read already. */
  of(rows: readonly DailyRow[]): DayColumns
  /** Fills in one such row. */
  put(row: DailyRow, at: number): void
}

export const columnsMaker = (metrics: readonly Metric[]): ColumnsMaker => {
  const days = placesIn<Day>()
  const agencies = placesIn<string | null>()
  const markets = placesIn<string | null>()
  const people = peopleIn()
  let columns = roomFor(0, metrics.length)
  let short = new Map<number, Short>()

  const begin = (rows: number): DayColumns => {
    columns = roomFor(rows, metrics.length)
    short = new Map()
    return columns
  }
  const put = (row: DailyRow, at: number): void => {
    if (row.short) short.set(at, row.short)
    columns.line[at] = row.line
    columns.day[at] = days.place(row.day)
    columns.who[at] = people.place(row.creatorId, row.username)
    columns.agency[at] = agencies.place(row.agency)
    columns.market[at] = markets.place(row.market)
    for (let m = 0; m < metrics.length; m++) {
      const metric = metrics[m]
      const column = columns.values[m]
      if (metric && column) column[at] = row.values[metric] ?? Number.NaN
    }
  }
  const end = (rows: number): DayColumns => ({
    ...columns,
    rows,
    newDays: days.newOnes(),
    newWho: people.newOnes(),
    newAgencies: agencies.newOnes(),
    newMarkets: markets.newOnes(),
    short,
  })
  return {
    place: { day: days.place, who: people.place, agency: agencies.place, market: markets.place },
    begin,
    end,
    put,
    of: (rows) => {
      begin(rows.length)
      rows.forEach(put)
      return end(rows.length)
    },
  }
}

/** All of a batch lies in one piece of memory, so that it changes hands at once. */
const roomFor = (rows: number, metrics: number): DayColumns => {
  const wide = rows * 8
  const room = new ArrayBuffer(wide * metrics + rows * 4 * 4 + rows * 2)
  const narrow = (i: number) => new Uint32Array(room, wide * metrics + rows * 4 * i, rows)
  return {
    rows,
    line: narrow(0),
    day: narrow(1),
    who: narrow(2),
    agency: narrow(3),
    market: new Uint16Array(room, wide * metrics + rows * 4 * 4, rows),
    values: Array.from({ length: metrics }, (_, m) => new Float64Array(room, wide * m, rows)),
    newDays: [],
    newWho: [],
    newAgencies: [],
    newMarkets: [],
    short: new Map(),
  }
}

/** What has to be handed over, and not copied, with the columns. */
export const bufferOf = ({ line }: DayColumns): ArrayBuffer => line.buffer as ArrayBuffer

const placesIn = <T>() => {
  const places = new Map<T, number>()
  let fresh: T[] = []
  let last: T | undefined
  let lastPlace = -1
  return {
    place: (it: T): number => {
      if (it === last && lastPlace >= 0) return lastPlace
      let place = places.get(it)
      if (place === undefined) {
        place = places.size
        places.set(it, place)
        fresh.push(it)
      }
      last = it
      lastPlace = place
      return place
    },
    newOnes: (): readonly T[] => {
      const those = fresh
      fresh = []
      return those
    },
  }
}

interface Who {
  username: string
  place: number
  /** Where the same creator stands under other names; in a bad file these are as many as its rows. */
  others: Map<string, number> | null
}

const peopleIn = () => {
  const byId = new Map<string, Who>()
  let known = 0
  let fresh: { id: string; username: string }[] = []

  const added = (id: string, username: string): number => {
    fresh.push({ id, username })
    return known++
  }
  return {
    place: (id: string, username: string): number => {
      const who = byId.get(id)
      if (who === undefined) {
        const place = added(id, username)
        byId.set(id, { username, place, others: null })
        return place
      }
      if (who.username === username) return who.place
      who.others ??= new Map()
      const other = who.others.get(username)
      if (other !== undefined) return other
      const place = added(id, username)
      who.others.set(username, place)
      return place
    },
    newOnes: () => {
      const those = fresh
      fresh = []
      return those
    },
  }
}
