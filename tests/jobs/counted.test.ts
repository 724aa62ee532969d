import { expect, test } from 'vitest'
import { message } from '#src/blocks/blocks.ts'
import type { UserId } from '#src/domain/ids.ts'
import { dm, type Effect, tell } from '#src/kit/effects.ts'
import { job } from '#src/kit/job.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

const TEAM = 'T0LIVEEU'
const EARS = Array.from({ length: 30 }, (_, n): UserId => `U0EAR${String(n).padStart(2, '0')}`)
const said = () => message('x')

/** A job that has these effects, run in a slot of its own. */
const runs = async (it: Scene, name: string, effects: readonly Effect[]): Promise<void> => {
  const { slots } = it.regia.ledger
  const schedule = `${TEAM}:${name}`
  const due = it.clock.now()
  await slots.watermark(schedule, due)
  await slots.materialise(schedule, [{ key: 'one', due, holiday: null, skipped: null, passedOver: 0 }], due)
  const stored = await slots.claimDue([schedule], 60_000)
  if (!stored) throw new Error('no slot')
  const late = Temporal.Duration.from('PT0S')
  const slot = {
    key: 'one',
    due,
    holiday: null,
    passedOver: 0,
    late,
    held: null,
    askedBy: null,
    subject: undefined,
  }
  const speaks = job(name, { when: { cron: '* * * * *' }, missed: 'latest', run: () => effects })
  await it.regia.runSlot(speaks, TEAM, slot, stored)
}

test('jobs that speak to the same people at once never wait for each other in a circle', async () => {
  const it = await scene({ database: 'postgres' })
  const up = EARS.map((id) => dm(id, said))
  for (let n = 0; n < 6; n++)
    await Promise.all([runs(it, `up-${n}`, up), runs(it, `down-${n}`, up.toReversed())])
  const { attention } = it.regia.ledger.of(TEAM)
  const [day] = await attention.sent('U0EAR07', { from: '2026-09-16', to: '2026-09-16' })
  expect(day).toEqual({ day: '2026-09-16', kind: 'notice', source: null, count: 12 })
})

test.each(STAGES)('a message counts as what it is said to be, on $database', async (stage) => {
  const it = await scene(stage)
  await runs(it, 'any', [
    tell('U0ANNA', said, { key: 'morning:1', counts: 'remind' }),
    tell('C0LIVEEU', said, { about: ['alr_1', 'dig_2'], counts: 'alert' }),
    // Whatever its key looks like.
    tell('U0MARCO', said, { key: 'receipt:2' }),
  ])
  const { attention } = it.regia.ledger.of(TEAM)
  const today = { from: '2026-09-16', to: '2026-09-16' } as const
  const kinds = async (ear: Parameters<typeof attention.sent>[0]) =>
    (await attention.sent(ear, today)).map(({ kind, source }) => `${kind} ${source}`).toSorted()
  expect(await kinds('U0ANNA')).toEqual(['remind null'])
  expect(await kinds('C0LIVEEU')).toEqual(['alert alr_1', 'alert dig_2', 'alert null'])
  expect(await kinds('U0MARCO')).toEqual(['notice null'])
})
