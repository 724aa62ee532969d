import { describe, expect, onTestFinished, test } from 'vitest'
import type { Fault } from '#playground/server/faults.ts'
import { message, section } from '#src/blocks/blocks.ts'
import { chartBlock } from '#src/charts/block.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import { systemClock } from '#src/domain/clock.ts'
import { timeOrderedIds } from '#src/kit/ids.ts'
import { voice } from '#src/kit/voice.ts'
import { openLedger } from '#src/store/ledger/connect.ts'
import { STAGES } from '#tests/support/scene.ts'
import { house, settled } from './house.ts'

const TEAM = 'T0LIVEEU'
const HANG: Fault = { kind: 'accept-and-never-answer' }
const v = voice('en', 'Europe/Rome')

const dayByDay = (title: string): ChartSpec => ({
  kind: 'pulse',
  title,
  now: { name: 'Last 28 days', from: '2026-08-19', values: Array.from({ length: 28 }, (_, i) => 100 + i) },
  before: null,
  figure: { now: 3178, before: null },
})
const moved = (title: string): ChartSpec => ({
  kind: 'movers',
  title,
  rows: [
    { name: 'Luna', change: 1200 },
    { name: 'Sol', change: -300 },
  ],
})

/** Killed at one named point of a picture's way to Slack, and started again. */
const POINTS: readonly { point: string; strike: readonly [string, Fault]; spec(title: string): ChartSpec }[] =
  [
    { point: 'asking where to upload', strike: ['files.getUploadURLExternal', HANG], spec: dayByDay },
    { point: 'uploaded, and completing it', strike: ['files.completeUploadExternal', HANG], spec: dayByDay },
    { point: 'waiting for Slack to look at it', strike: ['files.info', HANG], spec: dayByDay },
    {
      point: 'posted with its picture, and Slack has it',
      strike: ['chat.postMessage', HANG],
      spec: dayByDay,
    },
    {
      point: 'posted, and Slack takes it after the death',
      strike: ['chat.postMessage', { kind: 'drop-then-accept', ms: 200 }],
      spec: dayByDay,
    },
    {
      point: 'Slack’s own chart was refused, and the picture is on its way',
      strike: ['files.completeUploadExternal', HANG],
      spec: moved,
    },
  ]

describe.each(STAGES)('killed with a picture in hand, on $database over $mode', (stage) => {
  test('at each point: shown once, with its picture', async () => {
    const it = await house({ ...stage, nativeCharts: false })
    const { slack, databaseUrl } = it
    const ledger = await openLedger(databaseUrl, {
      ids: timeOrderedIds(systemClock),
      wall: systemClock,
      defaults: { locale: 'en', timeZone: 'UTC' },
    })
    onTestFinished(() => ledger.close())

    const shown: Record<string, unknown> = {}
    for (const [n, { point, strike, spec }] of POINTS.entries()) {
      const [method, fault] = strike
      slack.faults.next(method, fault)
      const before = slack.calls.at(-1)?.number ?? 0
      const words = `Picture ${n}`
      const struck = slack.until(
        () =>
          slack.calls.some((call) => call.number > before && call.kind === 'call' && call.method === method),
        { seconds: 20 },
      )
      await ledger.settle(TEAM, null, async (_, outbox) => {
        await outbox.enqueue({
          dedupeKey: words,
          team: TEAM,
          kind: 'post',
          channel: slack.channel('#live-eu').id,
          thread: null,
          card: null,
          about: null,
          message: JSON.stringify(message(words, section(words), chartBlock(v, spec(words)))),
          locale: 'en',
          timeZone: 'Europe/Rome',
          owner: 'U0ANNA',
        })
      })
      await struck
      await it.killed()
      await settled(databaseUrl)
      shown[point] = slack
        .channel('#live-eu')
        .fromApp()
        .filter(({ text }) => text === words)
        .map(({ blocks }) => blocks?.map(({ type }) => type))
    }
    expect(shown).toEqual(Object.fromEntries(POINTS.map(({ point }) => [point, [['section', 'image']]])))
    // What was uploaded twice is to be seen nowhere by itself.
    expect(slack.files().flatMap(({ shares }) => shares)).toEqual([])
    expect(await ledger.natives.refused(TEAM)).toBe(true)
  }, 120_000)
})
