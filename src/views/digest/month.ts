import type { KnownBlock } from '@slack/types'
import { linesIn } from '../../blocks/blocks.ts'
import type { Settled } from '../../domain/facts.ts'
import type { Voice } from '../../kit/voice.ts'

/** What a whole month came to, beside its sums; in brackets the month before. */
export const monthSettled = (v: Voice, settled: Settled | null): KnownBlock[] => {
  if (settled === null) return []
  const { report } = v.t
  const { climbed, fell, gate, bonus } = settled
  const rungs = settled.rungs.toSorted((a, b) => a.from - b.from)
  const beside = ({ now, before }: { now: number; before: number }) =>
    `${v.number(now)} (${v.number(before)})`
  return linesIn([
    `*${report.settled}*`,
    ...(rungs.length > 0
      ? [
          report.ladder({
            list: rungs.map((it, i) => report.rung({ ...bandOf(v, rungs, i), n: beside(it) })).join(' · '),
          }),
          report.climbed({ climbed: v.number(climbed), fell: v.number(fell) }),
        ]
      : []),
    report.gate({ days: gate.days, hours: gate.hours, n: beside(gate) }),
    ...(bonus
      ? [
          report.bonus({
            n: v.number(bonus.creators),
            amount: v.number(bonus.amount),
            violative: v.number(bonus.violative),
          }),
        ]
      : []),
  ])
}

/** Who stands on a line stands below the next one. */
const bandOf = (v: Voice, rungs: Settled['rungs'], i: number): { from: string; to: string | null } => {
  const next = rungs[i + 1]
  return { from: v.compact(rungs[i]?.from ?? 0), to: next ? v.compact(next.from) : null }
}
