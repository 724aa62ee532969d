import { Worker } from 'node:worker_threads'
import type { FileFault, FileKind, ImportProgress, ImportReport } from '#src/domain/facts.ts'
import { FileRefused } from '#src/ingest/faults.ts'

export interface ImportRequest {
  /** The database, as `DATABASE_URL` names it. */
  url: string
  path: string
  kind?: FileKind | undefined
  /** Does everything and keeps nothing. */
  dryRun?: boolean
  now: Temporal.Instant
  onProgress?: (progress: ImportProgress) => void
  signal?: AbortSignal | undefined
  timeLimitSeconds?: number
}

/** What the thread is started with: plain data. */
export interface ImportJob {
  url: string
  path: string
  kind: FileKind | undefined
  dryRun: boolean
  now: number
}

/** What the thread says. */
export type ImportNews =
  | { news: 'progress'; progress: ImportProgress }
  | { news: 'done'; report: ImportReport }
  | { news: 'refused'; fault: FileFault }

/**
 * Imports one file in a thread of its own, so that no row of it ever holds up the app. Throws `FileRefused` when
 * the file is refused, and the signal's reason when it is called off; nothing of the file is kept then.
 */
export const importFile = ({
  url,
  path,
  kind,
  dryRun = false,
  now,
  onProgress,
  signal,
  timeLimitSeconds = 600,
}: ImportRequest): Promise<ImportReport> => {
  signal?.throwIfAborted()
  const job: ImportJob = { url, path, kind, dryRun, now: now.epochMilliseconds }
  const worker = new Worker(new URL('./importing.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 48 },
  })
  const file = path.split(/[/\\]/).at(-1) ?? path
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
      worker.once('exit', () =>
        said.news === 'done' ? resolve(said.report) : reject(new FileRefused(said.fault)),
      )
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
