import type {
  Compilable,
  CompiledQuery,
  DialectAdapter,
  InsertQueryBuilder,
  InsertResult,
  Kysely,
  QueryResult,
} from 'kysely'

const NAME = Symbol('hole')
interface Hole {
  [NAME]: string
}
const isHole = (value: unknown): value is Hole => typeof value === 'object' && value !== null && NAME in value

/**
 * A query that is built and compiled once for each dialect, and then only given its values: for what is written so often
 * that building costs more than the database. `build` puts `hole(name)` where a value goes.
 */
export const statement = <Tables, Values extends object, Row = unknown>(
  build: (
    db: Kysely<Tables>,
    hole: <Name extends keyof Values & string>(name: Name) => Values[Name],
  ) => Compilable,
) => {
  const compiled = new WeakMap<DialectAdapter, CompiledQuery>()
  return (db: Kysely<Tables>, values: Partial<Values>): Promise<QueryResult<Row>> => {
    const { adapter } = db.getExecutor()
    let query = compiled.get(adapter)
    if (!query) {
      query = build(db, ((name: string) => ({ [NAME]: name })) as never).compile()
      compiled.set(adapter, query)
    }
    const given = new Map<string, unknown>(Object.entries(values))
    const parameters = query.parameters.map((it) => (isHole(it) ? given.get(it[NAME]) : it))
    return db.executeQuery<Row>({ ...query, parameters } as CompiledQuery<Row>)
  }
}

/** A row of all its columns, the same ones each time. */
export const insertion = <Tables, Table extends keyof Tables & string>(
  table: Table,
  but: (insert: InsertQueryBuilder<Tables, Table, InsertResult>) => Compilable = (insert) => insert,
) => {
  const byColumns = new Map<string, ReturnType<typeof statement<Tables, Tables[Table] & object>>>()
  return (db: Kysely<Tables>, row: Tables[Table] & object): Promise<QueryResult<unknown>> => {
    const columns = Object.keys(row)
    const key = columns.join()
    let insert = byColumns.get(key)
    if (!insert) {
      insert = statement((it, hole) => {
        const holes = Object.fromEntries(columns.map((name) => [name, hole(name as never)]))
        return but(it.insertInto(table).values(holes as never))
      })
      byColumns.set(key, insert)
    }
    return insert(db, row)
  }
}
