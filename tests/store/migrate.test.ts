import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { columns, dialectAt, placeOf, strictTable } from '#src/store/dialect.ts'
import { migrate, type Step } from '#src/store/migrate.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { pets } from './pets.ts'

const broken: Step = async (db, dialect) => {
  await strictTable(db, dialect, 'half').addColumn('x', columns(dialect).text).execute()
  throw new Error('struck by lightning')
}

const run = promisify(execFile)

describe.each(DATABASES)('migrations on %s', (kind) => {
  const at = async () => {
    const place = placeOf(await freshDatabase(kind), 'ledger')
    return {
      place,
      open: async () =>
        new Kysely<{ pet: { name: string; born: number } }>({ dialect: await dialectAt(place) }),
    }
  }

  test('run once, and keep instants as numbers', async () => {
    const { place, open } = await at()
    const db = await open()
    const steps = { '0001-pets': pets }
    expect(await migrate(db, { ...place, steps })).toEqual(['0001-pets'])
    expect(await migrate(db, { ...place, steps })).toEqual([])
    await db.insertInto('pet').values({ name: 'Rex', born: 1_795_000_000_000 }).execute()
    expect(await db.selectFrom('pet').selectAll().execute()).toEqual([
      { name: 'Rex', born: 1_795_000_000_000 },
    ])
    await db.destroy()
  })

  test('a failing one leaves nothing behind, and the next start succeeds', async () => {
    const { place, open } = await at()
    const db = await open()
    await expect(
      migrate(db, { ...place, steps: { '0001-pets': pets, '0002-half': broken } }),
    ).rejects.toThrow('lightning')
    await expect(sql`select * from half`.execute(db)).rejects.toThrow()
    const repaired: Step = async (trx, dialect) => {
      await strictTable(trx, dialect, 'half').addColumn('x', columns(dialect).text).execute()
    }
    await migrate(db, { ...place, steps: { '0001-pets': pets, '0002-half': repaired } })
    expect((await sql`select * from half`.execute(db)).rows).toEqual([])
    await db.destroy()
  })

  test('run by their names, character by character, whatever the language', async () => {
    const { place, open } = await at()
    const db = await open()
    const nothing: Step = async () => undefined
    const steps = { '0002-z': nothing, '0002b-a': nothing, '0001-b': nothing, '0001-B': nothing }
    expect(await migrate(db, { ...place, steps })).toEqual(['0001-B', '0001-b', '0002-z', '0002b-a'])
    // What ran within one millisecond is put in order by name: the same order, or the next start would refuse.
    await sql`update kysely_migration set timestamp = '2026-09-16T07:30:00.000Z'`.execute(db)
    expect(await migrate(db, { ...place, steps })).toEqual([])
    await db.destroy()
  })

  test('four processes may start at once', async () => {
    const { place } = await at()
    const start = () => run(process.execPath, [join(import.meta.dirname, 'pets.ts'), JSON.stringify(place)])
    const ran = await Promise.all(Array.from({ length: 4 }, start))
    expect(ran.flatMap(({ stdout }) => JSON.parse(stdout))).toEqual(['0001-pets'])
  })

  test('a column holds only what it says', async () => {
    const { place, open } = await at()
    const db = await open()
    await migrate(db, { ...place, steps: { '0001-pets': pets } })
    await expect(sql`insert into pet values ('Rex', 'yesterday')`.execute(db)).rejects.toThrow()
    await db.destroy()
  })
})
