import type { Facts } from '#src/domain/facts.ts'
import type { ToldInsight } from '#src/domain/insight.ts'
import { shaped } from '#src/kit/args.ts'
import { refuse } from '#src/kit/refuse.ts'

/** `INS-3K7QX0AB`, with or without its letters. */
export const InsightRef = shaped('INS-3K7QX0AB', (typed) => {
  const [, sign] = /^(?:INS-)?([0-9A-V]{8})$/i.exec(typed) ?? []
  return sign === undefined ? null : `INS-${sign.toUpperCase()}`
})

export const theInsight = async (ref: string, facts: Facts): Promise<ToldInsight> =>
  (await facts.insightNamed(ref)) ?? refuse('insight.unknown', { ref })
