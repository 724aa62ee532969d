import type { Day } from './day.ts'
import type { DailyRow } from './facts.ts'
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
}

/** Puts the rows of one file into columns, batch by batch. */
export const columnsMaker = (metrics: readonly Metric[]): ((rows: readonly DailyRow[]) => DayColumns) => {
  const days = placesIn<Day>()
  const agencies = placesIn<string | null>()
  const markets = placesIn<string | null>()
  const people = peopleIn()

  return (rows) => {
    const n = rows.length
    const columns = {
      rows: n,
      line: new Uint32Array(n),
      day: new Uint32Array(n),
      who: new Uint32Array(n),
      agency: new Uint32Array(n),
      market: new Uint16Array(n),
      values: metrics.map(() => new Float64Array(n)),
    }
    for (let i = 0; i < n; i++) {
      const row = rows[i]
      if (!row) continue
      columns.line[i] = row.line
      columns.day[i] = days.place(row.day)
      columns.who[i] = people.place(row.creatorId, row.username)
      columns.agency[i] = agencies.place(row.agency)
      columns.market[i] = markets.place(row.market)
      for (let m = 0; m < metrics.length; m++) {
        const metric = metrics[m]
        const column = columns.values[m]
        if (metric && column) column[i] = row.values[metric] ?? Number.NaN
      }
    }
    return {
      ...columns,
      newDays: days.newOnes(),
      newWho: people.newOnes(),
      newAgencies: agencies.newOnes(),
      newMarkets: markets.newOnes(),
    }
  }
}

/** What has to be handed over, and not copied, with the columns. */
export const buffersOf = ({ line, day, who, agency, market, values }: DayColumns): ArrayBuffer[] =>
  [line, day, who, agency, market, ...values].map(({ buffer }) => buffer as ArrayBuffer)

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
  id: string
  username: string
  place: number
  /** Who came next the last time: files name people in the same order day after day. */
  next: Who | null
}

const peopleIn = () => {
  const byId = new Map<string, Who[]>()
  let known = 0
  let fresh: { id: string; username: string }[] = []
  let last: Who | null = null

  const found = (id: string, username: string): Who => {
    const namesakes = byId.get(id) ?? []
    const before = namesakes.find((it) => it.username === username)
    if (before) return before
    const who: Who = { id, username, place: known++, next: null }
    byId.set(id, [...namesakes, who])
    fresh.push({ id, username })
    return who
  }
  return {
    place: (id: string, username: string): number => {
      const guess = last?.next
      const who = guess && guess.id === id && guess.username === username ? guess : found(id, username)
      if (last) last.next = who
      last = who
      return who.place
    },
    newOnes: () => {
      const those = fresh
      fresh = []
      return those
    },
  }
}
