import { expect, test } from 'vitest'
import { chance } from '#src/sample/random.ts'
import { STAGES } from '#tests/support/scene.ts'
import { house, rowsIn, settled } from './house.ts'

/** An hour of its clock takes six tenths of a second: three days, and half a minute is over. */
const PACE = 6000
const KILLS = Number(process.env.REGIA_KILLS ?? 100) / 10
const SEED = Number(process.env.REGIA_SEED ?? 7)

const PROMISES = 6
const OF_LATE = /to look at/
const THREAD = /how does this stand/
const LEAD = /not answered/

test.each(STAGES)(
  'killed again and again while promises come due, on $database over $mode: each step is said, and once',
  async (stage) => {
    const it = await house({ ...stage, pace: PACE })
    const { slack, databaseUrl } = it
    const luck = chance(SEED)
    for (let n = 0; n < PROMISES; n++)
      await slack.as('anna').types('#live-eu', `/followup @lucia promise-${n}- by today`)
    await settled(databaseUrl)
    const followups = () => rowsIn(databaseUrl, 'followup')
    expect(await followups()).toHaveLength(PROMISES)
    const climbed = async () => (await followups()).every(({ rung }) => rung >= 2)
    let kills = 0
    while (!(await climbed())) {
      if (kills < KILLS) {
        await it.killed()
        kills++
      }
      const wait = luck.between(200, 1500)
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
    await settled(databaseUrl)
    const marks = (where: string, words: RegExp) =>
      slack
        .channel(where)
        .fromApp()
        .filter(({ blocks }) => words.test(JSON.stringify(blocks)))
    const mentions = (messages: ReturnType<typeof marks>) =>
      Array.from(
        { length: PROMISES },
        (_, n) => messages.filter(({ blocks }) => JSON.stringify(blocks).includes(`promise-${n}-`)).length,
      )
    expect(mentions(marks('#live-eu', THREAD))).toEqual(Array(PROMISES).fill(1))
    expect(mentions(marks('@anna', LEAD))).toEqual(Array(PROMISES).fill(1))
    const batches = marks('@lucia', OF_LATE).map(({ metadata }) => JSON.stringify(metadata))
    expect(new Set(batches).size).toBe(batches.length)
    expect(Math.min(...mentions(marks('@lucia', OF_LATE)))).toBeGreaterThan(0)
    process.stdout.write(`reminders on ${stage.database}: ${kills} kills, ${batches.length} batches\n`)
    expect(await it.stopped()).toBe(0)
  },
  180_000,
)
