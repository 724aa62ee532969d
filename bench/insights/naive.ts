import type { Region } from '#src/sample/region.ts'
import type { Alarm } from './labels.ts'

/** What a home-made sheet does: every creator, every day, on diamonds alone, with no memory of yesterday. */
export type Naive = 'week on week ±30 %' | 'three sigma'

const WEEK = 7
const MONTH = 28

export const naiveAlarms = (region: Region, which: Naive, floor: number, today: number): Alarm[] => {
  const { creators, days, daily } = region
  const end = days[today] ?? region.to
  return creators.flatMap(({ id, joined, quit }, c) => {
    if (joined > end || (quit !== null && quit <= end)) return []
    const of = (back: number): number => daily.diamonds[c * days.length + today - back] ?? 0
    const [now, before, far] = which === 'three sigma' ? threeSigma(of) : weekOnWeek(of)
    if (!far || Math.max(now, before) < floor || now === before) return []
    return [
      {
        day: today,
        kind: 'naive',
        entity: { type: 'creator', id },
        metric: 'diamonds',
        direction: now < before ? 'down' : 'up',
        explainedBy: null,
        causes: [id],
        rank: -Math.abs(now - before),
        severity: 0,
        factor: null,
      } satisfies Alarm,
    ]
  })
}

type Judged = readonly [now: number, before: number, far: boolean]

const weekOnWeek = (of: (back: number) => number): Judged => {
  let now = 0
  let before = 0
  for (let back = 0; back < WEEK; back++) {
    now += of(back)
    before += of(back + WEEK)
  }
  return [now, before, before > 0 ? Math.abs(now / before - 1) >= 0.3 : now > 0]
}

const threeSigma = (of: (back: number) => number): Judged => {
  let sum = 0
  let squares = 0
  for (let back = 1; back <= MONTH; back++) {
    sum += of(back)
    squares += of(back) ** 2
  }
  const mean = sum / MONTH
  const spread = Math.sqrt(Math.max(0, squares / MONTH - mean * mean))
  return [of(0), mean, Math.abs(of(0) - mean) > 3 * spread]
}
