import { Worker } from 'node:worker_threads'
import type { Facts } from '#src/domain/facts.ts'
import { THRESHOLDS, type Thresholds } from '#src/domain/thresholds.ts'
import { factsDialect, openFacts } from '#src/store/facts/connect.ts'
import { factsOn } from '#src/store/facts/queries.ts'

export type FactsReader = Facts & { close(): Promise<void> }

/** The questions that may be asked across threads. */
export const QUESTIONS = [
  'asOf',
  'version',
  'scopeNamed',
  'agencyNamed',
  'creatorNamed',
  'near',
  'agencies',
  'campaigns',
  'health',
  'provenance',
  'imports',
  'dailyValues',
  'insights',
  'insightNamed',
  'lookedThrough',
  'digest',
  'levels',
  'newcomers',
  'figures',
  'trail',
  'nearRungs',
  'goneDark',
] as const satisfies readonly (keyof Facts)[]
export type Question = (typeof QUESTIONS)[number]

export interface Asked {
  number: number
  question: Question
  args: readonly unknown[]
}
export type Answer = { number: number } & ({ answer: unknown } | { failed: string })

/**
 * Opens the numbers for reading; makes the tables if they are not there yet. On SQLite the questions run in one
 * thread of their own, so that none ever holds the event loop; should that thread die, the questions in flight are
 * refused and the next one starts another.
 */
export const openFactsReader = async (
  url: string,
  thresholds: Thresholds = THRESHOLDS,
): Promise<FactsReader> => {
  const db = await openFacts(url, { poolSize: 4 })
  if (factsDialect(url) === 'postgres')
    return { ...factsOn(db, 'postgres', thresholds), close: () => db.destroy() }
  await db.destroy()
  return inThread({ url, thresholds })
}

/** What the thread is started with: plain data. */
export interface ReadingRoom {
  url: string
  thresholds: Thresholds
}

interface Waiting {
  resolve(answer: unknown): void
  reject(error: Error): void
}

const inThread = (room: ReadingRoom): FactsReader => {
  const waiting = new Map<number, Waiting>()
  let asked = 0
  let worker: Worker | null = null
  let closed = false

  const started = (): Worker => {
    const thread = new Worker(new URL('./factsThread.ts', import.meta.url), { workerData: room })
    const gone = (error: Error) => {
      if (worker !== thread) return
      worker = null
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    }
    thread.on('message', (said: Answer) => {
      const one = waiting.get(said.number)
      waiting.delete(said.number)
      if (waiting.size === 0) thread.unref()
      if ('failed' in said) one?.reject(new Error(said.failed))
      else one?.resolve(said.answer)
    })
    thread.on('error', gone)
    thread.on('exit', (code) => gone(new Error(`the thread that reads the numbers ended with ${code}`)))
    return thread
  }

  const ask = (question: Question, args: readonly unknown[]): Promise<unknown> => {
    if (closed) return Promise.reject(new Error('the numbers are closed'))
    worker ??= started()
    const thread = worker
    const number = ++asked
    return new Promise((resolve, reject) => {
      waiting.set(number, { resolve, reject })
      // An idle thread keeps no program from ending; one with a question open does.
      thread.ref()
      thread.postMessage({ number, question, args } satisfies Asked)
    })
  }

  const proxy = Object.fromEntries(
    QUESTIONS.map((question) => [question, (...args: readonly unknown[]) => ask(question, args)]),
  ) as unknown as Facts
  return {
    ...proxy,
    close: async () => {
      closed = true
      await worker?.terminate()
    },
  }
}
