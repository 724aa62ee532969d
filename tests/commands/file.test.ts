import { describe, expect, test } from 'vitest'
import type { Visible } from '#playground/wire.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'
import { csv, idOf } from '#tests/workers/files.ts'

const HEAD = ['date', 'creator_id', 'username', 'agency', 'market', 'diamonds', 'live_minutes']
const feed = (diamonds: number) =>
  csv([
    HEAD,
    ['2026-09-14', idOf(1), 'luna', 'Aurora', 'IT', diamonds, 90.5],
    ['2026-09-15', idOf(1), 'luna', 'Aurora', 'IT', '12x', 60],
    ['2026-09-15', idOf(2), 'sol', 'Faro', 'ES', 5, 0],
  ])

const cards = ({ slack }: Scene, channel: string): readonly Visible[] =>
  slack
    .channel(channel)
    .fromApp()
    .filter((it) => it.files.length === 0)
const card = (it: Scene, channel: string): Visible => {
  const found = cards(it, channel).at(-1)
  if (!found) throw new Error(`no card in ${channel}`)
  return found
}
const buttons = (it: Visible): string[] =>
  [...JSON.stringify(it.blocks).matchAll(/"action_id":"(file\.\w+)"/g)].map(([, id = '']) => id)
const imports = ({ regia }: Scene) => regia.ledger && regia

describe.each(STAGES)('a file dropped in Slack, on $database over $mode', (stage) => {
  test('is tried, imported and taken back; its left-out rows lie in its thread', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const anna = slack.as('anna')
    const dropped = await anna.drops('#live-eu', { name: 'feed.csv', bytes: feed(10) })
    await settled()
    expect(card(it, '#live-eu').shows).toContain('daily feed · 3 rows read')
    expect(card(it, '#live-eu').thread).toBe(dropped.ts)
    console.log(card(it, '#live-eu').shows, buttons(card(it, '#live-eu')))
  })
})
