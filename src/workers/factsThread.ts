import { parentPort, workerData } from 'node:worker_threads'
import type { Facts } from '#src/domain/facts.ts'
import { openFacts } from '#src/store/facts/connect.ts'
import { factsOn } from '#src/store/facts/queries.ts'
import type { Answer, Asked, ReadingRoom } from './facts.ts'

/** The inside of the reading thread: one read-only connection, one question after the other. */
const { url, thresholds }: ReadingRoom = workerData
const facts = factsOn(await openFacts(url, { readonly: true }), 'sqlite', thresholds)

const answer = async ({ number, question, args }: Asked): Promise<Answer> => {
  try {
    const asked: Facts[keyof Facts] = facts[question]
    return { number, answer: await (asked as (...args: readonly unknown[]) => Promise<unknown>)(...args) }
  } catch (error) {
    return { number, failed: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', async (asked: Asked) => parentPort?.postMessage(await answer(asked)))
