import { Kysely } from 'kysely'
import { columns, dialectAt, type Place, strictTable } from '#src/store/dialect.ts'
import { migrate, type Step } from '#src/store/migrate.ts'

export const pets: Step = async (db, dialect) => {
  const kind = columns(dialect)
  await strictTable(db, dialect, 'pet')
    .addColumn('name', kind.text, (c) => c.primaryKey())
    .addColumn('born', kind.instant, (c) => c.notNull())
    .execute()
}

/** Run as a program: one process among several that find the same empty database. */
if (import.meta.main) {
  const place: Place = JSON.parse(process.argv[2] ?? '')
  const db = new Kysely({ dialect: await dialectAt(place) })
  process.stdout.write(JSON.stringify(await migrate(db, { ...place, steps: { '0001-pets': pets } })))
  await db.destroy()
}
