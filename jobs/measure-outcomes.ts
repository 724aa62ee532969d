import { platformDay } from '#src/domain/day.ts'
import type { Followup } from '#src/domain/followup.ts'
import { knownOf } from '#src/domain/onCard.ts'
import { measured, measuredDays, type Point, settlesAfter } from '#src/domain/outcome.ts'
import type { JobLooking, JobRunning } from '#src/kit/context.ts'
import { type Effect, update } from '#src/kit/effects.ts'
import { job } from '#src/kit/job.ts'
import { followupCard } from '#src/views/followup.ts'
import { cardOf } from '#src/views/refs.ts'

/** Looked at in one round, each by one question; what is due meanwhile goes first. */
const A_BITE = 50

/** Whatever outage there was: what is older stays as it was told. */
const LOOKED_BACK = Temporal.Duration.from({ hours: 24 * 120 })

interface Measured {
  was: Followup
  points: readonly Point[]
  settled: boolean
}
interface Seen {
  /** By which numbers, on which day: with the same there is nothing to look for. */
  looked: string
  found: readonly Measured[]
}

const look = async ({ results, facts, clock, outcome: rule }: JobLooking): Promise<Seen> => {
  const today = platformDay(clock.now())
  // Asked first: numbers that come while it looks are seen by the next slot.
  const looked = `${await facts.version()} ${today}`
  const found: Measured[] = []
  for (const was of await results.due(looked, clock.now().subtract(LOOKED_BACK), A_BITE)) {
    if (was.result === null || was.closedAt === null) continue
    const closedOn = platformDay(was.closedAt)
    const trail = await facts.trail({ entity: was.result.entity, period: measuredDays(closedOn) })
    const points = measured(was.result, closedOn, trail, { today, rule })
    found.push({ was, points, settled: today > settlesAfter(closedOn, rule) })
  }
  return { looked, found }
}

const run = async ({ looked, found }: Seen, context: JobRunning): Promise<Effect[]> => {
  const { results, clock } = context
  const effects: Effect[] = []
  for (const { was, points, settled } of found) {
    const mine = await results.measured(was, { points, looked, settled })
    if (!mine || was.result === null || isSame(was.result.points, points)) continue
    const now = { ...was, result: { ...was.result, points } }
    effects.push(update(cardOf(was), followupCard(now, clock.now(), await knownOf(now, context))))
  }
  return effects
}

const isSame = (was: readonly Point[], now: readonly Point[]): boolean =>
  JSON.stringify(was) === JSON.stringify(now)

/**
 * What became of the numbers of what was done: at its end, a week after and two weeks after, as soon as they are there.
 * What is restated or taken back while it is still waited for is measured anew.
 */
export default job('measure-outcomes', {
  when: { on: 'numbers' },
  missed: 'latest',
  look: (_slot, context) => look(context),
  more: ({ found }) => found.length > 0,
  run: (_slot, context, seen) => run(seen, context),
})

/** Also where no numbers come any more: then it is said that it was never measured. */
export const endMeasuring = job('end-measuring', {
  when: { cron: '20 4 * * *' },
  missed: 'latest',
  look: (_slot, context) => look(context),
  more: ({ found }) => found.length > 0,
  run: (_slot, context, seen) => run(seen, context),
})
