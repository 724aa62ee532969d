import { describe, expect, test } from 'vitest'
import type { Fault } from '#playground/server/faults.ts'
import { readableIn } from '#playground/server/forms.ts'
import { openFactsReader } from '#src/workers/facts.ts'
import { STAGES } from '#tests/support/scene.ts'
import { type House, house } from './house.ts'

const HANG: Fault = { kind: 'accept-and-never-answer' }

/** Killed at one named point of a file's life, and started again. `before` the point somebody presses Import, or nobody yet. */
const POINTS: readonly { point: string; method: string; fault: Fault; presses: boolean }[] = [
  { point: 'asking Slack what it is', method: 'files.info', fault: HANG, presses: false },
  {
    point: 'putting up its left-out rows',
    method: 'files.getUploadURLExternal',
    fault: HANG,
    presses: false,
  },
  { point: 'showing its left-out rows', method: 'files.completeUploadExternal', fault: HANG, presses: false },
  {
    point: 'showing its left-out rows, which Slack never hears of',
    method: 'files.completeUploadExternal',
    fault: { kind: 'drop' },
    presses: false,
  },
  { point: 'fetching it for the import', method: 'files.info', fault: HANG, presses: true },
  { point: 'telling that it is imported', method: 'chat.update', fault: HANG, presses: true },
]

const fileOf = (n: number): string => {
  const rows = Array.from(
    { length: 3000 },
    (_, i) => `2026-09-${String((i % 14) + 1).padStart(2, '0')},73000000000000${10_000 + i}7,c${i},${n},60`,
  )
  return [
    'date,creator_id,username,diamonds,live_minutes',
    ...rows,
    `2026-09-15,7300000000000010017,c0,${n}x,60`,
    '',
  ].join('\n')
}

describe.each(STAGES)('a file and a death, on $database over $mode', (stage) => {
  const seen = ({ slack }: House, name: string) => {
    const messages = slack.channel('#live-eu').fromApp()
    const cards = messages.filter((it) => !it.files && JSON.stringify(it.blocks).includes(name))
    return {
      cards,
      shows: readableIn(cards.at(-1)?.blocks ?? []),
      tables: messages.filter((it) => it.files && it.text.includes(name)).length,
    }
  }
  const imported = async ({ databaseUrl }: House) => {
    const facts = await openFactsReader(databaseUrl)
    try {
      return (await facts.imports(50)).map(({ file }) => file).filter((file) => file !== 'feed.csv')
    } finally {
      await facts.close()
    }
  }
  const until = (look: () => unknown) =>
    expect.poll(async () => Boolean(await look()), { timeout: 30_000, interval: 20 }).toBe(true)

  test('at each of its points: one card, one table, one import', async () => {
    const it = await house(stage)
    const { slack } = it
    const anna = slack.as('anna')
    const ends: Record<string, unknown> = {}
    for (const [n, { point, method, fault, presses }] of POINTS.entries()) {
      const name = `file-${n}.csv`
      const press = async () => {
        await until(() => seen(it, name).shows.includes('nothing is kept until'))
        const [card] = seen(it, name).cards
        if (card) await anna.presses(card, 'Import')
      }
      const struck = async (act: () => Promise<unknown>) => {
        const before = slack.calls.at(-1)?.number ?? 0
        slack.faults.next(method, fault)
        const acted = act()
        await until(() =>
          slack.calls.some((call) => call.number > before && call.kind === 'call' && call.method === method),
        )
        await it.killed()
        await acted
      }
      const drop = () => anna.drops('#live-eu', { name, bytes: fileOf(n) })
      if (presses) {
        await drop()
        await until(() => seen(it, name).shows.includes('nothing is kept until'))
        await struck(press)
      } else {
        await struck(drop)
        await press()
      }
      await until(() => seen(it, name).shows.includes(`imported ${name}`))
      const { cards, tables } = seen(it, name)
      ends[point] = { cards: cards.length, tables }
    }
    expect(ends).toEqual(Object.fromEntries(POINTS.map(({ point }) => [point, { cards: 1, tables: 1 }])))
    expect((await imported(it)).toSorted()).toEqual(POINTS.map((_, n) => `file-${n}.csv`))
  }, 180_000)

  test('between the numbers and the word that they are in: the card says so once', async () => {
    const it = await house(stage)
    const anna = it.slack.as('anna')
    await anna.drops('#live-eu', { name: 'night.csv', bytes: fileOf(77) })
    await until(() => seen(it, 'night.csv').shows.includes('nothing is kept until'))
    const [card] = seen(it, 'night.csv').cards
    if (!card) throw new Error('no card')
    await anna.presses(card, 'Import')
    await until(async () => (await imported(it)).length > 0)
    await it.killed()
    await until(() => seen(it, 'night.csv').shows.includes('imported night.csv'))
    expect(seen(it, 'night.csv').shows).toContain('3,000 new, 0 changed, 0 unchanged, 1 rejected')
    expect(await imported(it)).toEqual(['night.csv'])
  }, 60_000)
})
