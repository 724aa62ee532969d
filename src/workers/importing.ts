import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { platformDay } from '#src/domain/day.ts'
import { difference } from '#src/ingest/difference.ts'
import { FileRefused } from '#src/ingest/faults.ts'
import { readFacts } from '#src/ingest/read.ts'
import { factsDialect, openFactsForImport } from '#src/store/facts/connect.ts'
import { rememberedMappings } from '#src/store/facts/queries.ts'
import { type KeptFile, undoImport } from '#src/store/facts/undo.ts'
import { writeFacts } from '#src/store/facts/write.ts'
import { packed, piecesOf, type UnpackedFile, unpacked } from './body.ts'
import type { ImportJob, ImportNews } from './import.ts'
import { readInThread } from './reader.ts'
import { rejectsWriter } from './rejects.ts'

type Job<J extends ImportJob['job']> = Extract<ImportJob, { job: J }>

/** The inside of an import's thread: from bytes to rows in one transaction. */
const bringIn = async ({
  url,
  path,
  dryRun,
  rejects,
  now: at,
  thresholds,
  ...said
}: Job<'import'>): Promise<ImportNews> => {
  const started = performance.now()
  const now = Temporal.Instant.fromEpochMilliseconds(at)
  const { kind, map, creatorId } = said
  const db = await openFactsForImport(url)
  const leftOut = rejects && rejectsWriter(rejects)
  let close = async () => {}
  try {
    const remembered = await rememberedMappings(db)
    const today = platformDay(now)
    // Of a file that is not there the reader tells, and not the digest that is taken meanwhile.
    const digest = digestOf(path)
    digest.catch(() => undefined)
    const facts = await readInThread(path, { kind, map, creatorId, remembered, today })
    close = facts.close
    const sha256 = await digest
    // What was remembered may be something else by the time this file is read again.
    const known = map ? undefined : remembered.get(facts.fingerprint)
    const incoming = {
      ...facts,
      file: basename(path),
      sha256,
      said: { kind, creatorId, map, known: known && { [facts.fingerprint]: known } },
    }
    const report = await writeFacts(db, incoming, {
      dialect: factsDialect(url),
      now,
      dryRun,
      difference,
      thresholds,
      body: packed(path),
      onRead: nowAndThen((read) => say({ news: 'progress', progress: { read, share: facts.share() } })),
      ...(leftOut && { onRejected: leftOut.write }),
    })
    return {
      news: 'done',
      report: {
        ...report,
        understood: facts.understood,
        infinite: facts.infinite(),
        notices: facts.notices(),
        seconds: secondsSince(started),
      },
    }
  } catch (error) {
    if (error instanceof FileRefused) return { news: 'refused', fault: error.fault }
    throw error
  } finally {
    leftOut?.close()
    await close()
    await db.destroy()
  }
}

/** The inside of an undo's thread: the files that came later are read again from what was kept of them. */
const takeBack = async ({ url, id, now: at, thresholds }: Job<'undo'>): Promise<ImportNews> => {
  const started = performance.now()
  const db = await openFactsForImport(url)
  const files: UnpackedFile[] = []
  const reread = async ({ file, sha256, importedAt, said, body }: KeptFile) => {
    const again = await unpacked(file, body)
    files.push(again)
    const { known = {}, ...rest } = said
    const remembered = new Map(Object.entries(known))
    const today = platformDay(importedAt)
    const facts = await readFacts(again.path, { ...rest, remembered, today, inColumns: true })
    return { ...facts, file, sha256, said }
  }
  try {
    const now = Temporal.Instant.fromEpochMilliseconds(at)
    const undone = await undoImport(db, id, {
      dialect: factsDialect(url),
      now,
      difference,
      thresholds,
      reread,
    })
    return 'fault' in undone
      ? { news: 'not undone', fault: undone }
      : { news: 'undone', report: { ...undone.report, seconds: secondsSince(started) } }
  } finally {
    await db.destroy()
    for (const file of files) await file.drop()
  }
}

const digestOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const piece of piecesOf(path, 256 * 1024)) hash.update(piece)
  return hash.digest('hex')
}

/** The first time, and then no oftener than anybody could see. */
const nowAndThen = (tell: (read: number) => void): ((read: number) => void) => {
  let next = 0
  return (read) => {
    if (performance.now() < next) return
    next = performance.now() + 100
    tell(read)
  }
}

const secondsSince = (started: number): number => Math.round(performance.now() - started) / 1000

const say = (news: ImportNews): void => parentPort?.postMessage(news)

const job: ImportJob = workerData
say(await (job.job === 'import' ? bringIn(job) : takeBack(job)))
