import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { platformDay } from '#src/domain/day.ts'
import { difference } from '#src/ingest/difference.ts'
import { readFacts } from '#src/ingest/read.ts'
import { factsDialect, openFactsForImport } from '#src/store/facts/connect.ts'
import { writeFacts } from '#src/store/facts/write.ts'
import { NOW } from '#tests/workers/files.ts'

/** An import in this very thread: the same reading and the same transaction, without the start of another thread. */
export const load = async (url: string, path: string) => {
  const file = await readFacts(path, { today: platformDay(NOW) })
  const db = await openFactsForImport(url)
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
  const options = { dialect: factsDialect(url), now: NOW, dryRun: false, difference }
  return writeFacts(db, { ...file, file: basename(path), sha256 }, options).finally(() => db.destroy())
}
