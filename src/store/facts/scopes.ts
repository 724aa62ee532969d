import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Day } from '#src/domain/day.ts'
import type { Scope } from '#src/domain/facts.ts'
import { fold } from '#src/domain/near.ts'
import type { FactTables } from './schema.ts'

/** A condition on the `agency_k` and `market` of a day's row; a row without a market is in its agency's. */
export type Condition = RawBuilder<boolean>
export const ALL: Condition = sql<boolean>`1 = 1`

export const within = (scope: Scope): Condition => {
  switch (scope.kind) {
    case 'all':
      return ALL
    case 'agency':
      return sql<boolean>`agency_k in (select k from agency where folded = ${fold(scope.agency)})`
    case 'manager':
      return sql<boolean>`agency_k in (select k from agency where manager_email = ${scope.email})`
    case 'market':
      return inMarkets([scope.market])
    case 'region':
      return inMarkets(scope.markets)
    default:
      return scope satisfies never
  }
}

const inMarkets = (markets: readonly string[]): Condition =>
  markets.length === 0
    ? sql<boolean>`1 = 0`
    : sql<boolean>`(market in (${sql.join(markets)}) or (market = '' and agency_k in
        (select k from agency where agency.market in (${sql.join(markets)}))))`

/** The newest day of which anything in a scope is known. */
export const newestDay = async (db: Kysely<FactTables>, inScope: Condition): Promise<Day | null> => {
  const row = await db
    .selectFrom('rollup')
    .select('day')
    .where(inScope)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.day ?? null
}
