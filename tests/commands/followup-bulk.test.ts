import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Person } from '#playground/server/person.ts'
import { expectClean } from '#tests/support/clean.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

const words = (home: unknown): string => JSON.stringify(home)
const boxesIn = (home: unknown): string[] =>
  [...words(home).matchAll(/"value":"(tsk_[\w.]+)"/g)].map(([, it = '']) => it)

/** Their own promises, in the Home tab. */
const mine = async (who: Person, { settled }: Pick<Scene, 'settled'>): Promise<string[]> => {
  await who.opensHome()
  await settled()
  await who.presses(who.home()?.id ?? '', 'Mine')
  await settled()
  return boxesIn(who.home())
}

describe.each(STAGES)('many follow-ups at once, on $database over $mode', (stage) => {
  test('what became another promise after it was ticked is left as it is, and it is said who changed what', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, tom] = [slack.as('anna'), slack.as('tom')]
    for (const line of ['@tom call Aurora by friday', '@tom call Luna by friday']) {
      await anna.types('#live-eu', `/followup ${line}`)
      await settled()
    }
    const boxes = await mine(tom, { settled })
    await tom.presses(tom.home()?.id ?? '', 'home.tick', boxes)
    await anna.types('#live-eu', '/followup block FU-1 on "the contract"')
    await anna.types('#live-eu', '/followup note FU-2 "she is in Milan"')
    await settled()
    await tom.presses(tom.home()?.id ?? '', 'Done')
    await settled()
    expect(words(tom.home())).toMatch(/Changed: 1 follow-up\..*FU-1 was changed meanwhile.*U0ANNA/s)
    expect(boxesIn(tom.home())).toHaveLength(1)
    expectClean(slack)
  })

  test('given to somebody they come in one message, and leave whose they were in another', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, giulia, tom] = [slack.as('anna'), slack.as('giulia'), slack.as('tom')]
    for (let n = 1; n <= 4; n++) await anna.types('#live-safety', `/followup @giulia promise ${n}`)
    await settled()
    const [before, others] = [giulia.dm().length, tom.dm().length]
    await anna.opensHome()
    await settled()
    await anna.presses(anna.home()?.id ?? '', 'Team')
    await settled()
    await anna.presses(anna.home()?.id ?? '', 'home.tick', boxesIn(anna.home()))
    await anna.presses(anna.home()?.id ?? '', 'Reassign')
    await settled()
    anna.fills({ owner: 'U0TOM' })
    await anna.submits()
    await settled()
    expect(tom.dm().length - others).toBe(1)
    expect(tom.dm().at(-1)?.shows).toMatch(/U0ANNA.*4 follow-ups[\s\S]*FU-1[\s\S]*FU-4/)
    expect(giulia.dm().length - before).toBe(1)
    expect(giulia.dm().at(-1)?.shows).toMatch(/U0ANNA.*4 tuoi follow-up a <@U0TOM>[\s\S]*FU-1[\s\S]*FU-4/)
    await tom.presses(tom.dm().at(-1) ?? '', 'Done')
    await settled()
    expect(tom.notices().at(-1)?.shows).toContain('is done')
    expectClean(slack)
  })
})

test('takes hold of them in the order of their birth, as all else does, whatever was ticked first', async () => {
  const { slack, settled, databaseUrl } = await scene({ database: 'postgres', mode: 'http' })
  const [anna, tom] = [slack.as('anna'), slack.as('tom')]
  await anna.types('#live-eu', '/followup @tom first by friday')
  await settled()
  await anna.types('#live-eu', '/followup @tom second by thursday')
  await settled()
  const [second = '', first = ''] = await mine(tom, { settled })
  const other = new pg.Client(databaseUrl)
  await other.connect()
  onTestFinished(() => other.end())
  const hold = (box: string) =>
    other.query('select 1 from ledger.followup where id = $1 for update nowait', [box.replace(/\..*/, '')])
  await other.query('begin')
  await hold(first)
  await tom.presses(tom.home()?.id ?? '', 'home.tick', [second, first])
  await tom.presses(tom.home()?.id ?? '', 'Done')
  await expect
    .poll(async () => {
      const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      return (await other.query(waiting)).rowCount
    })
    .toBe(1)
  expect((await hold(second)).rowCount).toBe(1)
  await other.query('commit')
  await settled()
  expect(boxesIn(tom.home())).toHaveLength(0)
})
