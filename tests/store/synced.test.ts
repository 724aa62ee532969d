import { existsSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dialectAt } from '#src/store/dialect.ts'
import { logOf, syncedAfterWrites } from '#src/store/synced.ts'

interface Tables {
  pet: { name: string }
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regia-synced-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Pets whose every step is written down, with a disk that does what it is told. */
const pets = (disk: () => Promise<void>) => {
  const steps: string[] = []
  const database = new Database(':memory:')
  database.exec('create table pet (name text)')
  const dialect = new (class extends SqliteDialect {
    override createDriver() {
      return syncedAfterWrites(super.createDriver(), async () => {
        steps.push(`disk, ${database.inTransaction ? 'open' : 'committed'}`)
        await disk()
        steps.push('there')
      })
    }
  })({ database })
  return { db: new Kysely<Tables>({ dialect }), steps }
}

test('a write is told of only once it is on the disk', async () => {
  const { db, steps } = pets(async () => undefined)
  await db.insertInto('pet').values({ name: 'Rex' }).execute()
  steps.push('told')
  await db.transaction().execute(async (trx) => {
    await trx.insertInto('pet').values({ name: 'Fido' }).execute()
    await trx.updateTable('pet').set({ name: 'Rexy' }).where('name', '=', 'Rex').execute()
  })
  steps.push('told')
  expect(steps).toEqual(['disk, committed', 'there', 'told', 'disk, committed', 'there', 'told'])
})

test('what only reads, or is taken back, does not wait for the disk', async () => {
  const { db, steps } = pets(async () => undefined)
  await db.selectFrom('pet').selectAll().execute()
  await db.updateTable('pet').set({ name: 'Rexy' }).where('name', '=', 'Rex').execute()
  await db.deleteFrom('pet').where('name', '=', 'Rex').returning('name').execute()
  await db.transaction().execute((trx) => trx.selectFrom('pet').selectAll().execute())
  const taken = db.transaction().execute(async (trx) => {
    await trx.insertInto('pet').values({ name: 'Rex' }).execute()
    throw new Error('no')
  })
  await expect(taken).rejects.toThrow('no')
  expect(steps).toEqual([])
  await db.insertInto('pet').values({ name: 'Fido' }).execute()
  expect(steps).toEqual(['disk, committed', 'there'])
})

test('a disk that failed once is not trusted again', async () => {
  const faults = [new Error('EIO')]
  const { db } = pets(async () => {
    const fault = faults.pop()
    if (fault) throw fault
  })
  await expect(db.insertInto('pet').values({ name: 'Rex' }).execute()).rejects.toThrow('EIO')
  await expect(db.insertInto('pet').values({ name: 'Rex' }).execute()).rejects.toThrow('EIO')
})

test('the log is taken over into the database by another thread, and nothing is left of it in the end', async () => {
  const at = join(folder, 'pets.db')
  const db = new Kysely<Tables>({ dialect: await dialectAt({ dialect: 'sqlite', at, half: 'ledger' }) })
  await db.schema.createTable('pet').addColumn('name', 'text').execute()
  let most = 0
  for (let i = 0; i < 2500; i++) {
    await db
      .insertInto('pet')
      .values({ name: `Rex ${i}`.repeat(100) })
      .execute()
    most = Math.max(most, (await stat(`${at}-wal`)).size)
  }
  const own = new Database(at, { readonly: true })
  expect(own.prepare('select count(*) as pets from pet').get()).toEqual({ pets: 2500 })
  own.close()
  await db.destroy()
  expect(existsSync(`${at}-wal`)).toBe(false)
  // 2,500 writes without a checkpoint take over 25 MB of log.
  expect(most).toBeLessThan(20 * 1024 * 1024)
})

test('a lost checkpointing thread is told of, and nobody waits for it in the end', async () => {
  let told: () => void = () => undefined
  const lost = new Promise<void>((resolve) => (told = resolve))
  // A folder is no database.
  const log = logOf(folder, { lost: () => told() })
  for (let i = 0; i < 200; i++) await log.sync()
  await lost
  await log.close()
})
