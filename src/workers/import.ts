import { Worker } from 'node:worker_threads'
import type {
  FileFault,
  FileKind,
  ImportProgress,
  ImportReport,
  Mapping,
  RejectionReason,
  UndoFault,
  UndoReport,
} from '#src/domain/facts.ts'
import { THRESHOLDS, type Thresholds } from '#src/domain/thresholds.ts'
import { FileRefused } from '#src/ingest/faults.ts'

export interface ImportRequest {
  /** The database, as `DATABASE_URL` names it. */
  url: string
  path: string
  kind?: FileKind | undefined
  /** What the columns are, as the person says; remembered for other files with this header row. */
  map?: Mapping | undefined
  /** Whose analytics a `live-center` file is. */
  creatorId?: string | undefined
  /** Does everything and keeps nothing. */
  dryRun?: boolean
  /** Where every row that is left out is written to, as CSV; no file is made when there is none. */
  rejects?: RejectsFile | undefined
  now: Temporal.Instant
  /** What missing rows are judged by. */
  thresholds?: Thresholds | undefined
  onProgress?: ((progress: ImportProgress) => void) | undefined
  signal?: AbortSignal | undefined
  timeLimitSeconds?: number
}

/** A table of the rows that were left out, in somebody's words. */
export interface RejectsFile {
  path: string
  head: readonly [line: string, column: string, value: string, reason: string]
  reasons: Readonly<Record<RejectionReason, string>>
}

/** What the thread is started with: plain data. */
export type ImportJob = { url: string; now: number; thresholds: Thresholds } & (
  | {
      job: 'import'
      path: string
      kind: FileKind | undefined
      map: Mapping | undefined
      creatorId: string | undefined
      dryRun: boolean
      rejects: RejectsFile | undefined
    }
  | { job: 'undo'; id: number }
)

/** What the thread says. */
export type ImportNews =
  | { news: 'progress'; progress: ImportProgress }
  | { news: 'done'; report: ImportReport }
  | { news: 'undone'; report: UndoReport }
  | { news: 'refused'; fault: FileFault }
  | { news: 'not undone'; fault: UndoFault }

/** An import cannot be taken back; `fault` is what a person is told. */
export class UndoRefused extends Error {
  override readonly name = 'UndoRefused'
  readonly fault: UndoFault

  constructor(fault: UndoFault) {
    super(`${fault.fault}: ${fault.id}`)
    this.fault = fault
  }
}

/**
 * Imports one file in a thread of its own, so that no row of it ever holds up the app. Throws `FileRefused` when
 * the file is refused, and the signal's reason when it is called off; nothing of the file is kept then.
 */
export const importFile = async ({
  url,
  path,
  kind,
  map,
  creatorId,
  dryRun = false,
  rejects,
  now,
  thresholds = THRESHOLDS,
  onProgress,
  signal,
  timeLimitSeconds = 600,
}: ImportRequest): Promise<ImportReport> => {
  const job: ImportJob = {
    job: 'import',
    url,
    path,
    kind,
    map,
    creatorId,
    dryRun,
    rejects,
    now: now.epochMilliseconds,
    thresholds,
  }
  const file = path.split(/[/\\]/).at(-1) ?? path
  const said = await inThread(job, { file, onProgress, signal, timeLimitSeconds })
  if (said.news !== 'done') throw new Error(`an import ended with “${said.news}”`)
  return said.report
}

/** Takes an import back, in a thread of its own; throws `UndoRefused` when that cannot be. */
export const undoImport = async ({
  url,
  id,
  now,
  thresholds = THRESHOLDS,
  timeLimitSeconds = 600,
}: {
  url: string
  id: number
  now: Temporal.Instant
  thresholds?: Thresholds | undefined
  timeLimitSeconds?: number
}): Promise<UndoReport> => {
  const job: ImportJob = { job: 'undo', url, id, now: now.epochMilliseconds, thresholds }
  const said = await inThread(job, { file: `import ${id}`, timeLimitSeconds })
  if (said.news !== 'undone') throw new Error(`an undo ended with “${said.news}”`)
  return said.report
}

interface Watch extends Pick<ImportRequest, 'onProgress' | 'signal'> {
  /** What it is called when it is more than can be taken in at once. */
  file: string
  timeLimitSeconds: number
}

const inThread = (
  job: ImportJob,
  { file, onProgress, signal, timeLimitSeconds }: Watch,
): Promise<ImportNews> => {
  signal?.throwIfAborted()
  const worker = new Worker(new URL('./importing.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 16 },
  })
  const tooMuch = (limit: string) => new FileRefused({ fault: 'file.large', file, limit })

  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => stop(tooMuch(`${timeLimitSeconds} s`)), timeLimitSeconds * 1000)
    const onAbort = () => stop(signal?.reason)
    /** Answers only when the thread is gone: whatever it had open is closed then, and undone. */
    const stop = (reason: unknown) => {
      settle()
      void worker.terminate().then(() => reject(reason), reject)
    }
    const settle = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      worker.removeAllListeners('exit')
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    worker.on('message', (said: ImportNews) => {
      if (said.news === 'progress') return onProgress?.(said.progress)
      settle()
      worker.once('exit', () => {
        if (said.news === 'refused') reject(new FileRefused(said.fault))
        else if (said.news === 'not undone') reject(new UndoRefused(said.fault))
        else resolve(said)
      })
    })
    worker.once('error', (error: unknown) => {
      settle()
      const outOfMemory =
        error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      reject(outOfMemory ? tooMuch('1 GB') : error)
    })
    worker.once('exit', (code) => {
      settle()
      reject(new Error(`the import thread ended with ${code}`))
    })
  })
}
