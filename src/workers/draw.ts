import { Worker } from 'node:worker_threads'
import type { ChartBlock } from '#src/charts/spec.ts'

export interface Drawing {
  /** The chart as a PNG, 1400 pixels wide. Refuses when it cannot be drawn. */
  png(chart: ChartBlock): Promise<Uint8Array<ArrayBuffer>>
  close(): Promise<void>
}

export interface DrawAsked {
  number: number
  chart: ChartBlock
}
export type DrawAnswer = { number: number } & ({ png: Uint8Array<ArrayBuffer> } | { failed: string })

/** What a picture took is given back when the thread ends; starting one takes a tenth of a second. */
const IDLE_MS = 30_000

/** Drawing and packing a picture takes up to a tenth of a second: a thread does it, started when it is needed. */
export const openDrawing = ({ idleMs = IDLE_MS } = {}): Drawing => {
  const waiting = new Map<number, PromiseWithResolvers<Uint8Array<ArrayBuffer>>>()
  let worker: Worker | null = null
  let asked = 0
  let idle: NodeJS.Timeout | undefined

  const started = (): Worker => {
    const thread = new Worker(new URL('./drawing.ts', import.meta.url))
    const gone = (error: Error) => {
      if (worker !== thread) return
      worker = null
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    }
    thread.on('message', (said: DrawAnswer) => {
      const one = waiting.get(said.number)
      waiting.delete(said.number)
      if (waiting.size === 0) rest(thread)
      if ('failed' in said) one?.reject(new Error(said.failed))
      else one?.resolve(said.png)
    })
    thread.on('error', gone)
    thread.on('exit', (code) => gone(new Error(`the thread that draws ended with ${code}`)))
    return thread
  }

  /** An idle thread keeps no program from ending; one with a picture in hand does. */
  const rest = (thread: Worker): void => {
    thread.unref()
    idle = setTimeout(() => {
      if (worker === thread) worker = null
      void thread.terminate()
    }, idleMs).unref()
  }

  return {
    png(chart) {
      clearTimeout(idle)
      worker ??= started()
      const number = ++asked
      const one = Promise.withResolvers<Uint8Array<ArrayBuffer>>()
      waiting.set(number, one)
      worker.ref()
      worker.postMessage({ number, chart } satisfies DrawAsked)
      return one.promise
    },
    close: async () => {
      clearTimeout(idle)
      await worker?.terminate()
    },
  }
}
