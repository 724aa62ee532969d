import type { Kysely } from 'kysely'
import type { Agency, Creator, Facts, Mapping, Scope } from '#src/domain/facts.ts'
import { fold, near } from '#src/domain/near.ts'
import { MANAGER } from '#src/domain/scope.ts'
import type { Thresholds } from '#src/domain/thresholds.ts'
import type { DialectName } from '../dialect.ts'
import { campaignsIn } from './campaigns.ts'
import { healthOf } from './coverage.ts'
import { darkOf, digestOf, figuresOf } from './digest.ts'
import { insightNamed, insightsIn, lookedThrough, placedIn } from './insights.ts'
import { levelsOf, newcomersIn } from './levels.ts'
import { provenanceOf } from './provenance.ts'
import { nearRungsOf } from './rungs.ts'
import type { AgencyTable, FactTables } from './schema.ts'
import { ALL, newestDay, within } from './scopes.ts'
import { inSnapshot } from './snapshot.ts'
import { trailOf } from './trail.ts'
import { importsOn } from './undo.ts'
import { dailyValuesOf } from './values.ts'
import { versionOf } from './version.ts'

/** The read side. Each answer is one snapshot: an import that ends in between is seen whole or not at all. */
export const factsOn = (db: Kysely<FactTables>, dialect: DialectName, thresholds: Thresholds): Facts => {
  const read = <T>(ask: (snapshot: Kysely<FactTables>) => Promise<T>): Promise<T> =>
    inSnapshot(db, dialect, ask)

  return {
    asOf: () => newestDay(db, ALL),
    version: () => versionOf(db),
    scopeNamed: (text) => read((snapshot) => scopeNamed(snapshot, text)),
    agencyNamed: async (name) => {
      const row = await db
        .selectFrom('agency')
        .selectAll()
        .where('folded', '=', fold(name))
        .executeTakeFirst()
      return row ? agencyOf(row) : null
    },
    creatorNamed: (name) => read((snapshot) => creatorNamed(snapshot, name)),
    near: (kind, text, limit) => read((snapshot) => namesNear(snapshot, kind, text, limit)),
    agencies: async () =>
      (await db.selectFrom('agency').selectAll().orderBy('folded').execute()).map(agencyOf),
    campaigns: (period) => campaignsIn(db, period),
    health: (today, asOf, scope) =>
      read((snapshot) => healthOf(snapshot, today, asOf, thresholds, scope && within(scope))),
    provenance: (creatorId, day, metric) =>
      read((snapshot) => provenanceOf(snapshot, creatorId, day, metric)),
    imports: (limit) => read((snapshot) => importsOn(snapshot, limit)),
    dailyValues: (question) => read((snapshot) => dailyValuesOf(snapshot, question, within(question.scope))),
    insights: (scope, period) => read((snapshot) => insightsIn(snapshot, placedIn(scope), period)),
    insightNamed: (id) => insightNamed(db, id),
    lookedThrough: async () => (await lookedThrough(db))?.basis ?? null,
    digest: (scope, period, limits) =>
      read((snapshot) => digestOf(snapshot, scope, period, limits, thresholds)),
    nearRungs: (scope, asOf) => read((snapshot) => nearRungsOf(snapshot, scope, asOf, thresholds)),
    goneDark: (scope) =>
      read(async (snapshot) => {
        const asOf = await newestDay(snapshot, ALL)
        return asOf === null ? [] : darkOf(snapshot, within(scope), asOf, thresholds)
      }),
    figures: (scope, period) => read((snapshot) => figuresOf(snapshot, scope, period)),
    levels: (scope, period) => levelsOf(db, scope, period),
    newcomers: (scope, question) => read((snapshot) => newcomersIn(snapshot, scope, question)),
    trail: (question) => read((snapshot) => trailOf(snapshot, question)),
  }
}

/** What people have said of header rows, by their fingerprint. */
export const rememberedMappings = async (db: Kysely<FactTables>): Promise<ReadonlyMap<string, Mapping>> => {
  const rows = await db.selectFrom('mapping').selectAll().execute()
  return new Map(
    rows.map(({ fingerprint, kind, columns }) => [
      fingerprint,
      { kind, ...mappingFrom(JSON.parse(columns)) },
    ]),
  )
}

/** With the order of its dates, or the columns alone: their headers are texts for texts. */
const mappingFrom = (kept: Mapping['columns'] | Omit<Mapping, 'kind'>): Omit<Mapping, 'kind'> =>
  typeof kept.columns === 'object' ? (kept as Omit<Mapping, 'kind'>) : { columns: kept as Mapping['columns'] }

// —— Scopes and names ————————————————————————————————————————————————————————————————————————————————————

const scopeNamed = async (db: Kysely<FactTables>, text: string): Promise<Scope | null> => {
  if (text.toLowerCase().startsWith(MANAGER)) return rosterOf(db, text.slice(MANAGER.length).toLowerCase())
  const asked = fold(text)
  if (asked === 'all') return { kind: 'all' }
  const { markets, regions, agencies } = await namesOfScopes(db)
  const market = markets.find((it) => fold(it) === asked)
  if (market) return { kind: 'market', market }
  const region = regions.find(({ name }) => fold(name) === asked)
  if (region) return { kind: 'region', ...region }
  const agency = agencies.find((it) => fold(it) === asked)
  return agency === undefined ? null : { kind: 'agency', agency }
}

const rosterOf = async (db: Kysely<FactTables>, email: string): Promise<Scope | null> => {
  const rows = await db
    .selectFrom('agency')
    .select('name')
    .where('manager_email', '=', email)
    .orderBy('folded')
    .execute()
  return rows.length === 0 ? null : { kind: 'manager', email, agencies: rows.map(({ name }) => name) }
}

const namesOfScopes = async (db: Kysely<FactTables>) => {
  const agencies = await db
    .selectFrom('agency')
    .select(['name', 'market', 'region'])
    .orderBy('folded')
    .execute()
  const rolled = await db
    .selectFrom('creator')
    .select('market')
    .distinct()
    .where('market', '<>', '')
    .execute()
  const markets = new Set([
    ...rolled.map(({ market }) => market),
    ...agencies.flatMap(({ market }) => market ?? []),
  ])
  const regions = new Map<string, { name: string; markets: Set<string> }>()
  for (const { region, market } of agencies) {
    if (region === null) continue
    const found = regions.get(fold(region)) ?? { name: region, markets: new Set() }
    if (market !== null) found.markets.add(market)
    regions.set(fold(region), found)
  }
  return {
    markets: [...markets].sort(inOrder),
    regions: [...regions.values()]
      .map(({ name, markets }) => ({ name, markets: [...markets].sort(inOrder) }))
      .sort((a, b) => inOrder(a.name, b.name)),
    agencies: agencies.map(({ name }) => name),
  }
}

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const agencyOf = ({
  name,
  market,
  region,
  tier,
  category,
  time_zone,
  contact,
  language,
  manager_email,
}: AgencyTable): Agency => ({
  name,
  market,
  region,
  tier,
  category,
  timeZone: time_zone,
  contact,
  language,
  managerEmail: manager_email,
})

const creatorNamed = async (db: Kysely<FactTables>, name: string): Promise<Creator | null> => {
  const bare = name.trim().replace(/^@/, '')
  const folded = fold(bare)
  const people = () =>
    db
      .selectFrom('creator')
      .leftJoin('agency', 'agency.k', 'creator.agency_k')
      .select(({ fn, val }) => [
        'creator.id',
        'creator.username',
        'agency.name as agency',
        fn.coalesce(fn<string | null>('nullif', ['creator.market', val('')]), 'agency.market').as('market'),
      ])
  const found =
    (await people().where('creator.id', '=', bare).executeTakeFirst()) ??
    (await people()
      .where('creator.folded', '=', folded)
      .orderBy('creator.seen', 'desc')
      .orderBy('creator.id')
      .executeTakeFirst()) ??
    (await people()
      .innerJoin('former_name', 'former_name.creator_k', 'creator.k')
      .where('former_name.folded', '=', folded)
      .orderBy('former_name.seen', 'desc')
      .orderBy('creator.id')
      .executeTakeFirst())
  return found ?? null
}

const namesNear = async (
  db: Kysely<FactTables>,
  kind: 'agency' | 'creator' | 'scope',
  text: string,
  limit: number,
): Promise<readonly string[]> => {
  if (kind === 'creator') {
    const names = await db.selectFrom('creator').select('username').orderBy('username').execute()
    const bare = text.trim().replace(/^@/, '')
    return near(bare, [...new Set(names.map(({ username }) => username))], limit)
  }
  const { markets, regions, agencies } = await namesOfScopes(db)
  const names =
    kind === 'agency' ? agencies : ['all', ...markets, ...regions.map(({ name }) => name), ...agencies]
  return near(text, [...new Set(names)], limit)
}
