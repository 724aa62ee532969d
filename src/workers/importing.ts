import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { platformDay } from '#src/domain/day.ts'
import { difference } from '#src/ingest/difference.ts'
import { FileRefused } from '#src/ingest/faults.ts'
import { readFacts } from '#src/ingest/read.ts'
import { factsDialect, openFactsForImport } from '#src/store/facts/connect.ts'
import { writeFacts } from '#src/store/facts/write.ts'
import type { ImportJob, ImportNews } from './import.ts'

/** The inside of an import's thread: from bytes to rows in one transaction. */
const run = async ({ url, path, kind, dryRun, now: at }: ImportJob): Promise<ImportNews> => {
  const started = performance.now()
  const now = Temporal.Instant.fromEpochMilliseconds(at)
  try {
    const facts = await readFacts(path, { kind, today: platformDay(now) })
    const sha256 = await digestOf(path)
    const db = await openFactsForImport(url)
    try {
      const report = await writeFacts(
        db,
        { ...facts, file: basename(path), sha256 },
        {
          dialect: factsDialect(url),
          now,
          dryRun,
          difference,
          onRead: (read) => say({ news: 'progress', progress: { read, share: facts.share() } }),
        },
      )
      const seconds = Math.round(performance.now() - started) / 1000
      return { news: 'done', report: { ...report, seconds } }
    } finally {
      await db.destroy()
    }
  } catch (error) {
    if (error instanceof FileRefused) return { news: 'refused', fault: error.fault }
    throw error
  }
}

const digestOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk)
  return hash.digest('hex')
}

const say = (news: ImportNews): void => parentPort?.postMessage(news)

const job: ImportJob = workerData
say(await run(job))
