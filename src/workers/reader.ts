import { Worker } from 'node:worker_threads'
import type { FileFault, Notice } from '#src/domain/facts.ts'
import { FileRefused } from '#src/ingest/faults.ts'
import type { Batch, FactFile, ReadOptions } from '#src/ingest/read.ts'

/** What the thread is started with: plain data. */
export interface ReadingJob {
  path: string
  options: ReadOptions
}
type Counted = Pick<FactFile, 'share' | 'infinite' | 'notices'>
type Facts = Omit<FactFile, 'batches' | keyof Counted>
export type ReadingNews =
  | { news: 'file'; facts: Facts }
  | { news: 'batch'; batch: Batch; share: number; infinite: number; notices: readonly Notice[] }
  | { news: 'end' }
  | { news: 'refused'; fault: FileFault }

/** So many batches may be on their way: enough that neither thread waits for the other, and few enough to hold. */
const AHEAD = 8

/**
 * Reads a file as `readFacts` does, in a thread of its own: reading goes on while what was read is written. `close`
 * ends the thread, wherever it is.
 */
export const readInThread = async (
  path: string,
  options: ReadOptions,
): Promise<Facts & Counted & { batches: AsyncIterable<Batch>; close(): Promise<void> }> => {
  const job: ReadingJob = { path, options }
  const thread = new Worker(new URL('./reading.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 16 },
  })
  const news = newsOf(thread)
  const close = async () => void (await thread.terminate())
  try {
    const { value: first } = await news.next()
    if (first?.news !== 'file') throw new Error('the reading thread began with something else')
    let share = 0
    let infinite = 0
    let notices: readonly Notice[] = []
    const batches = async function* (): AsyncGenerator<Batch> {
      for (let i = 0; i < AHEAD; i++) thread.postMessage('more')
      for await (const said of news) {
        if (said.news !== 'batch') return
        ;({ share, infinite, notices } = said)
        thread.postMessage('more')
        yield said.batch
      }
    }
    return {
      ...first.facts,
      batches: batches(),
      share: () => share,
      infinite: () => infinite,
      notices: () => notices,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** What a thread says, in its order; throws what it throws, and `FileRefused` when that is what it says. */
async function* newsOf(thread: Worker): AsyncGenerator<ReadingNews> {
  const said: ReadingNews[] = []
  let failed: unknown
  let ended = false
  let wake: () => void = () => undefined
  thread.on('message', (news: ReadingNews) => {
    said.push(news)
    wake()
  })
  thread.on('error', (error) => {
    failed = error
    wake()
  })
  thread.on('exit', () => {
    ended = true
    wake()
  })
  for (;;) {
    const news = said.shift()
    if (news?.news === 'refused') throw new FileRefused(news.fault)
    if (news) yield news
    else if (failed !== undefined) throw failed
    else if (ended) return
    else await new Promise<void>((resolve) => (wake = resolve))
  }
}
