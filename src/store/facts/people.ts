import { type Day, daysFrom, plusDays } from '#src/domain/day.ts'
import type { AgencyRow } from '#src/domain/facts.ts'
import { fold } from '#src/domain/near.ts'
import type { DialectName } from '../dialect.ts'
import { inPieces, manyRows, type Trx } from './rows.ts'
import type { CreatorTable, FactTables } from './schema.ts'

export type Creator = CreatorTable & { dirty: boolean }

/** Somebody a file speaks of: by id or, once they have left the network, by name alone. */
interface Named {
  creatorId: string | null
  username: string
  agency: string | null
}

export interface People {
  /** Null for a name that nobody has or had. */
  creator(row: Named, seen: Day, agencyFrom: 'file' | 'known'): Creator | null
  /** The same of somebody who is known already, in the agency with that key. */
  seen(creator: Creator, username: string, seen: Day, agencyK: number): void
  byKey(k: number): Creator
  market(creator: Creator, market: string | null, day: Day): void
  joined(creator: Creator, day: Day): void
  live(creator: Creator, day: Day): void
  /** The day that counted as the last one LIVE turned out not to be. */
  doubtLive(creator: Creator): void
  agency(name: string | null): number
  describe(row: AgencyRow): 'added' | 'changed' | 'unchanged'
  newCreators(): number
  newAgencies(): number
  save(): Promise<void>
}

/** Creators and agencies, held in memory while a file is written. */
export const peopleIn = async (trx: Trx, dialect: DialectName, importId: number): Promise<People> => {
  const known = await trx.selectFrom('creator').selectAll().execute()
  const byId = new Map<string, Creator>()
  const byKey = new Map<number, Creator>()
  const formerly = await trx
    .selectFrom('former_name')
    .select(['folded', 'creator_k'])
    .orderBy('seen')
    .execute()
  let lastCreator = 0
  for (const row of known) {
    const creator = { ...row, dirty: false }
    byId.set(row.id, creator)
    byKey.set(row.k, creator)
    if (row.k > lastCreator) lastCreator = row.k
  }
  const agencies = new Map(
    (await trx.selectFrom('agency').selectAll().execute()).map((row) => [row.folded, row]),
  )
  let lastAgency = Math.max(0, ...[...agencies.values()].map(({ k }) => k))
  const creatorsBefore = lastCreator
  const agenciesBefore = lastAgency
  const spelled = new Map<string, number>()
  const dirtyAgencies = new Set<string>()
  const former: FactTables['former_name'][] = []
  const doubtful = new Set<Creator>()

  const agencyRow = (name: string) => {
    const folded = fold(name)
    const found = agencies.get(folded)
    if (found) return found
    const nothing = { market: null, region: null, tier: null, category: null }
    const row = {
      k: ++lastAgency,
      name,
      folded,
      ...nothing,
      time_zone: null,
      contact: null,
      language: null,
      manager_email: null,
      written_by: importId,
    }
    agencies.set(folded, row)
    dirtyAgencies.add(folded)
    return row
  }
  const agency = (name: string | null): number => {
    if (name === null) return 0
    const k = spelled.get(name)
    if (k !== undefined) return k
    const row = agencyRow(name)
    spelled.set(name, row.k)
    return row.k
  }
  const rename = (creator: Creator, username: string, seen: Day) => {
    if (username === '' || username === creator.username) return
    const newer = seen >= creator.seen
    const old = newer ? creator.username : username
    if (old !== creator.id) {
      former.push({
        creator_k: creator.k,
        username: old,
        folded: fold(old),
        seen: newer ? creator.seen : seen,
        written_by: importId,
      })
    }
    if (!newer) return
    creator.username = username
    creator.folded = fold(username)
    creator.dirty = true
  }

  const born = (id: string, { username, agency: name }: Named, seen: Day): Creator => {
    const known = username === '' ? id : username
    const creator: Creator = {
      k: ++lastCreator,
      id,
      username: known,
      folded: fold(known),
      agency_k: agency(name),
      market: '',
      joined: null,
      seen,
      last_live: null,
      stake: 0,
      live_days: 0,
      left_on: null,
      written_by: importId,
      dirty: true,
    }
    byId.set(id, creator)
    byKey.set(creator.k, creator)
    return creator
  }
  const sighted = (creator: Creator, username: string, seen: Day, agencyK: number): void => {
    if (username !== creator.username) rename(creator, username, seen)
    if (seen < creator.seen) return
    if (creator.left_on !== null && seen > creator.left_on) {
      creator.left_on = null
      creator.dirty = true
    }
    if (agencyK === creator.agency_k && seen === creator.seen) return
    creator.agency_k = agencyK
    creator.seen = seen
    creator.dirty = true
  }
  /** Whoever has the name now, or had it last: the id is gone from the file. Their row stays in the group it was in. */
  const left = (username: string, seen: Day): Creator | null => {
    const creator = namesakes().get(fold(username))
    if (!creator) return null
    if (creator.left_on === null || creator.left_on > seen) {
      creator.left_on = seen
      creator.dirty = true
    }
    return creator
  }
  let byName: Map<string, Creator> | null = null
  const namesakes = (): ReadonlyMap<string, Creator> => {
    if (byName) return byName
    byName = new Map()
    for (const { folded, creator_k } of formerly) {
      const creator = byKey.get(creator_k)
      if (creator) byName.set(folded, creator)
    }
    for (const creator of byId.values()) byName.set(creator.folded, creator)
    return byName
  }

  return {
    creator: (row, seen, agencyFrom) => {
      if (row.creatorId === null) return left(row.username, seen)
      const found = byId.get(row.creatorId)
      if (!found) return born(row.creatorId, row, seen)
      sighted(found, row.username, seen, agencyFrom === 'file' ? agency(row.agency) : found.agency_k)
      return found
    },
    seen: sighted,
    byKey: (k) => {
      const creator = byKey.get(k)
      if (!creator) throw new Error(`no creator has the key ${k}`)
      return creator
    },
    market: (creator, market, day) => {
      if (day < creator.seen || market === null || market === creator.market) return
      creator.market = market
      creator.dirty = true
    },
    joined: (creator, day) => {
      if (creator.joined === day) return
      creator.joined = day
      creator.dirty = true
    },
    live: (creator, day) => {
      if (creator.last_live !== null && creator.last_live >= day) return
      creator.last_live = day
      creator.dirty = true
    },
    doubtLive: (creator) => doubtful.add(creator),
    agency,
    describe: (row) => {
      const isNew = !agencies.has(fold(row.name))
      const old = agencyRow(row.name)
      const next = {
        ...old,
        name: row.name,
        market: row.market ?? old.market,
        region: row.region ?? old.region,
        tier: row.tier ?? old.tier,
        category: row.category ?? old.category,
        time_zone: row.timeZone ?? old.time_zone,
        contact: row.contact ?? old.contact,
        language: row.language ?? old.language,
        manager_email: row.managerEmail ?? old.manager_email,
      }
      agencies.set(old.folded, next)
      if (isNew) return 'added'
      if (JSON.stringify(next) === JSON.stringify(old)) return 'unchanged'
      dirtyAgencies.add(old.folded)
      return 'changed'
    },
    newCreators: () => lastCreator - creatorsBefore,
    newAgencies: () => lastAgency - agenciesBefore,
    save: async () => {
      for (const folded of dirtyAgencies) {
        const known = agencies.get(folded)
        if (!known) continue
        const row = { ...known, written_by: importId }
        await trx
          .insertInto('agency')
          .values(row)
          .onConflict((at) => at.column('k').doUpdateSet(row))
          .execute()
      }
      for (const creator of doubtful) {
        const last = await lastLiveOf(trx, creator)
        if (last === creator.last_live) continue
        creator.last_live = last
        creator.dirty = true
      }
      const upsert = manyRows(trx, dialect, 'creator', COLUMNS, {
        key: ['k'],
        first: ['id', 'stake', 'live_days'],
      })
      for (const some of inPieces([...byId.values()].filter((creator) => creator.dirty))) {
        const rows = some.map((creator) => ({ ...creator, written_by: importId }))
        await upsert(rows.flatMap((row) => COLUMNS.map((column) => row[column])))
      }
      for (const name of former) {
        await trx
          .insertInto('former_name')
          .values(name)
          .onConflict((at) => at.columns(['creator_k', 'username']).doNothing())
          .execute()
      }
    },
  }
}

const COLUMNS = [
  ...([
    'k',
    'id',
    'username',
    'folded',
    'agency_k',
    'market',
    'joined',
    'seen',
    'last_live',
    'stake',
    'live_days',
  ] as const),
  ...(['left_on', 'written_by'] as const),
] satisfies readonly (keyof CreatorTable)[]

const LOOK_BACK = 120

const lastLiveOf = async (trx: Trx, creator: Creator): Promise<Day | null> => {
  if (creator.last_live === null) return null
  const days = daysFrom(plusDays(creator.last_live, -LOOK_BACK), creator.last_live)
  const found = await trx
    .selectFrom('daily')
    .select('day')
    .where('day', 'in', days)
    .where('creator_k', '=', creator.k)
    .where('live_minutes', '>', 0)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found?.day ?? null
}
