import { parentPort, workerData } from 'node:worker_threads'
import { bufferOf } from '#src/domain/columns.ts'
import { FileRefused } from '#src/ingest/faults.ts'
import { type ReadOptions, readFacts } from '#src/ingest/read.ts'
import type { ReadingJob, ReadingNews } from './reader.ts'

/** The inside of the thread that reads a file while another one writes what was read. */
const { path, options }: ReadingJob = workerData
const port = parentPort
const say = (news: ReadingNews, handed: ArrayBuffer[] = []) => port?.postMessage(news, handed)

/** Batches that were asked for and not sent yet: no more of a file is read than somebody waits for. */
let asked = 0
let wake: () => void = () => undefined
port?.on('message', () => {
  asked++
  wake()
})
const turn = async (): Promise<void> => {
  while (asked === 0) await new Promise<void>((resolve) => (wake = resolve))
  asked--
}

const run = async (readOptions: ReadOptions): Promise<void> => {
  const { batches, share, infinite, notices, ...facts } = await readFacts(path, {
    ...readOptions,
    inColumns: true,
  })
  say({ news: 'file', facts })
  for await (const batch of batches) {
    await turn()
    const so = { share: share(), infinite: infinite(), notices: notices() }
    say({ news: 'batch', batch, ...so }, batch.columns ? [bufferOf(batch.columns)] : [])
  }
  say({ news: 'end' })
}

try {
  await run(options)
} catch (error) {
  if (!(error instanceof FileRefused)) throw error
  say({ news: 'refused', fault: error.fault })
} finally {
  port?.close()
}
