import { describe, expect, test } from 'vitest'
import { text } from '#playground/server/json.ts'
import { type Message, message, section } from '#src/blocks/blocks.ts'
import { tableStub } from '#src/blocks/table.ts'
import { chartBlock } from '#src/charts/block.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import { voice } from '#src/kit/voice.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

const TEAM = 'T0LIVEEU'
const MOVED: ChartSpec = {
  kind: 'movers',
  title: 'Chi è cambiato di più',
  rows: [
    { name: 'Luna', change: 1200 },
    { name: 'Sol', change: -300 },
  ],
}
const DAYS: ChartSpec = {
  kind: 'pulse',
  title: 'Diamanti al giorno',
  now: {
    name: 'Ultimi 28 giorni',
    from: '2026-08-19',
    values: Array.from({ length: 28 }, (_, i) => 100 + i),
  },
  before: null,
  figure: { now: 3178, before: null },
}

const TABLE = tableStub({
  caption: 'Per agenzia',
  page: 10,
  head: ['Agenzia', 'Diamanti', 'LIVE'],
  rows: [['Aurora *Talent*', { value: 1200, text: '1.200' }, '']],
})

const says = (it: Scene, key: string, ...specs: ChartSpec[]): Promise<void> => {
  const v = voice('it', 'Europe/Rome')
  return posts(
    it,
    key,
    message('Due grafici.', section('Due grafici.'), ...specs.map((spec) => chartBlock(v, spec))),
  )
}

const posts = async ({ regia, slack, settled }: Scene, key: string, said: Message): Promise<void> => {
  await regia.ledger.settle(TEAM, null, async (_, outbox) => {
    await outbox.enqueue({
      dedupeKey: key,
      team: TEAM,
      kind: 'post',
      channel: slack.channel('#live-it').id,
      thread: null,
      card: null,
      about: null,
      message: JSON.stringify(said),
      locale: 'it',
      timeZone: 'Europe/Rome',
      owner: 'U0ANNA',
    })
  })
  await settled()
}

const shownIn = ({ slack }: Scene) => slack.channel('#live-it').fromApp()
const kindsOf = (it: Scene) => shownIn(it).map(({ blocks }) => blocks?.map(({ type }) => text(type)))
const callsOf = ({ slack }: Scene, method: string) =>
  slack.calls.filter((it) => it.kind === 'call' && it.method === method)

describe.each(STAGES)('charts on $database over $mode', (stage) => {
  test('Slack’s own where it fits, a picture where it does not; a picture is uploaded once', async () => {
    const it = await scene(stage)
    await says(it, 'one', MOVED, DAYS)
    await says(it, 'two', DAYS)
    expect(kindsOf(it)).toEqual([
      ['section', 'data_visualization', 'image'],
      ['section', 'image'],
    ])
    const [first, second] = shownIn(it).map(({ blocks }) => blocks?.at(-1))
    expect(first).toMatchObject({
      alt_text: expect.stringMatching(/Diamanti al giorno.*Massimo 127 \(15 set\)/),
    })
    expect(second).toMatchObject({ slack_file: first?.slack_file })
    expect(callsOf(it, 'files.completeUploadExternal')).toHaveLength(1)
    // Nowhere by itself, and not blank.
    const [file] = it.slack.files()
    expect(file).toMatchObject({ mimetype: 'image/png', name: 'Diamanti-al-giorno.png', shares: [] })
    expect(Number(file?.size)).toBeGreaterThan(5000)
    expect(it.slack.calls.filter((call) => call.flag)).toEqual([])
  })

  test('a workspace that refuses Slack’s own gets the picture, and is not asked again', async () => {
    const it = await scene({ ...stage, nativeCharts: false })
    await says(it, 'one', MOVED)
    await says(it, 'two', MOVED)
    expect(kindsOf(it)).toEqual([
      ['section', 'image'],
      ['section', 'image'],
    ])
    expect(await it.regia.ledger.natives.refused(TEAM)).toBe(true)
    expect(callsOf(it, 'chat.postMessage')).toHaveLength(3)
  })

  test('a workspace without tables of data reads the first rows in fields, and is not asked again', async () => {
    const it = await scene({ ...stage, nativeCharts: false })
    await posts(it, 'one', message('Agenzie', TABLE))
    await posts(it, 'two', message('Agenzie', TABLE))
    expect(kindsOf(it)).toEqual([
      ['section', 'section'],
      ['section', 'section'],
    ])
    expect(JSON.stringify(shownIn(it).at(-1)?.blocks)).toContain('*Aurora ∗Talent∗*\\nDiamanti: 1.200')
    expect(await it.regia.ledger.natives.refused(TEAM)).toBe(true)
    expect(callsOf(it, 'chat.postMessage')).toHaveLength(3)
    const other = await scene(stage)
    await posts(other, 'one', message('Agenzie', TABLE))
    expect(kindsOf(other)).toEqual([['data_table']])
  })

  test('a refusal that has nothing to do with charts makes nobody forget them', async () => {
    const it = await scene(stage)
    it.slack.faults.next('chat.postMessage', { kind: 'error', error: 'msg_too_long' })
    await says(it, 'one', MOVED)
    await says(it, 'two', MOVED)
    expect(kindsOf(it)).toEqual([['section', 'data_visualization']])
    expect(await it.regia.ledger.natives.refused(TEAM)).toBe(false)
  })

  test('files out of reach for a moment are waited for; for long, words stand there', async () => {
    const it = await scene(stage)
    it.slack.faults.next('files.getUploadURLExternal', { kind: 'rate-limited', retryAfter: 1 })
    await says(it, 'one', DAYS)
    it.slack.faults.next('files.completeUploadExternal', { kind: 'error', error: 'missing_scope' })
    await says(it, 'two', { ...DAYS, title: 'Altri diamanti' })
    expect(kindsOf(it)).toEqual([
      ['section', 'image'],
      ['section', 'section'],
    ])
    expect(JSON.stringify(shownIn(it).at(-1))).toMatch(/Altri diamanti.*[▁▂▃▄▅▆▇█]{28}/)
  })

  test('a picture that somebody deleted is uploaded anew', async () => {
    const it = await scene(stage)
    await says(it, 'one', DAYS)
    for (const { id } of it.slack.files()) it.slack.deleteFile(id)
    await says(it, 'two', DAYS)
    expect(kindsOf(it)).toEqual([
      ['section', 'image'],
      ['section', 'image'],
    ])
    expect(callsOf(it, 'files.completeUploadExternal')).toHaveLength(2)
  })
})
