import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { platformDay } from '#src/domain/day.ts'
import { THRESHOLDS } from '#src/domain/thresholds.ts'
import { difference } from '#src/ingest/difference.ts'
import { readFacts } from '#src/ingest/read.ts'
import { factsDialect, openFacts, openFactsForImport } from '#src/store/facts/connect.ts'
import { KEPT } from '#src/store/facts/schema.ts'
import { type Undone, undoImport } from '#src/store/facts/undo.ts'
import { type Said, writeFacts } from '#src/store/facts/write.ts'
import { packed, unpacked } from '#src/workers/body.ts'
import { NOW } from '#tests/workers/files.ts'

/** An import in this very thread: the same reading and the same transaction, without the start of another thread. */
export const load = async (url: string, path: string, said: Said = {}, now = NOW) => {
  const file = await readFacts(path, { ...said, today: platformDay(now) })
  const db = await openFactsForImport(url)
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
  const options = {
    ...{ dialect: factsDialect(url), now, dryRun: false, difference, thresholds: THRESHOLDS },
    body: packed(path),
  }
  return writeFacts(db, { ...file, file: basename(path), sha256, said }, options).finally(() => db.destroy())
}

/** Takes an import back, in this very thread. */
export const undo = async (url: string, id: number): Promise<Undone> => {
  const db = await openFactsForImport(url)
  const options = { dialect: factsDialect(url), now: NOW, difference, thresholds: THRESHOLDS }
  return undoImport(db, id, {
    ...options,
    reread: async ({ file, sha256, importedAt, said, body }) => {
      const { path } = await unpacked(file, body)
      const facts = await readFacts(path, { ...said, today: platformDay(importedAt) })
      return { ...facts, file, sha256, said }
    },
  }).finally(() => db.destroy())
}

/** All that is known and all that is kept of what was known, in one order; imports themselves aside. */
export const everythingIn = async (url: string): Promise<Readonly<Record<string, readonly object[]>>> => {
  const db = await openFacts(url, { poolSize: 1 })
  const tables = await db.introspection.getTables()
  const all: Record<string, readonly object[]> = {}
  for (const { name } of tables) {
    const known = [...KEPT, 'rollup'].some((table) => name === table || name === `${table}_was`)
    if (!known) continue
    const rows = await db
      .selectFrom(name as 'daily')
      .selectAll()
      .execute()
    all[name] = rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }
  await db.destroy()
  return all
}
