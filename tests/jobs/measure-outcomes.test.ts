import { describe, expect, test } from 'vitest'
import { undoImport } from '#src/workers/import.ts'
import { expectClean } from '#tests/support/clean.ts'
import { after, each, LUNA, newest, promisedFromDigest } from '#tests/support/outcomes.ts'
import { type Scene, STAGES } from '#tests/support/scene.ts'

const cards = (it: Scene) =>
  it.slack
    .as('anna')
    .sees('#live-eu')
    .filter(({ kind, shows }) => kind === 'message' && shows.includes('FU-1'))
const line = (it: Scene): string => {
  expect(cards(it)).toHaveLength(1)
  return /(?:Diamonds|LIVE hours) in[^\n]*/.exec(newest(cards(it)).shows)?.[0].replaceAll('*', '') ?? ''
}
const done = async (it: Scene) => {
  await it.slack.as('anna').types('#live-eu', '/followup done FU-1')
  await it.settled()
}
/** Time passes, and a file brings the days that are over by then. */
const brought = async (it: Scene, from: string, luna: readonly (number | null)[]) => {
  await it.given('daily', after(from, luna))
  await it.later({ minutes: 1 })
}
const kept = async (it: Scene) => (await it.regia.ledger.of('T0LIVEEU').followups.named('FU-1'))?.result

/** What was measured, after the arrows. */
const points = (it: Scene): string[] => line(it).split(' → ').slice(1)

describe.each(STAGES)('what became of a follow-up, on $database over $mode', (stage) => {
  test('from a digest’s line to two weeks after: kept, then measured as the numbers come, each once', async () => {
    const it = await promisedFromDigest(stage)
    const edits = () =>
      it.slack.calls.filter((call) => call.kind === 'call' && call.method === 'chat.update').length
    expect(line(it)).toMatch(/^LIVE hours in the 7 days up to 15 Sept: 4\.\d h of 14\.\d h expected$/)
    expect(await kept(it)).toMatchObject({
      entity: { type: 'creator', id: LUNA },
      asOf: '2026-09-15',
      metric: 'live_minutes',
      kind: 'went_dark',
      action: 'call',
    })
    await it.later({ hours: 48 })
    await done(it)
    expect(points(it)).toEqual([])

    await it.later({ hours: 48 })
    await brought(it, '2026-09-16', each(4, 0))
    expect(points(it)).toEqual([
      'when it was done: 0.0 h, worse',
      '7 days after: as soon as the numbers up to 25 Sept are in',
      '14 days after: as soon as the numbers up to 2 Oct are in',
    ])
    await it.later({ hours: 6 * 24 })
    await brought(it, '2026-09-20', each(6, 2500))
    expect(points(it)[1]).toBe('7 days after: 12.0 h, improved')

    const before = edits()
    await it.later({ hours: 7 * 24 })
    await brought(it, '2026-09-26', each(7, 2500))
    expect(points(it)).toEqual([
      'when it was done: 0.0 h, worse',
      '7 days after: 12.0 h, improved',
      '14 days after: 14.0 h, recovered',
    ])
    expect(edits()).toBe(before + 1)
    // Further numbers, and further days, change nothing.
    await brought(it, '2026-10-03', each(1, 0))
    await it.later({ hours: 72 })
    expect(edits()).toBe(before + 1)
    expectClean(it.slack)
  })

  test('who is in no file any more has left', async () => {
    const left = await promisedFromDigest(stage)
    await left.later({ hours: 48 })
    await done(left)
    await left.later({ hours: 24 })
    await brought(left, '2026-09-16', each(3, 0))
    await left.later({ hours: 14 * 24 })
    await brought(left, '2026-09-19', each(14, null))
    expect(points(left)).toEqual([
      'when it was done: 0.0 h, worse',
      '7 days after: left the network',
      '14 days after: left the network',
    ])
  })

  test('what never comes, or not whole, is said to be not measured', async () => {
    const late = await promisedFromDigest(stage)
    await done(late)
    // Of 18 September nothing ever comes, and after the 24th no numbers at all.
    await late.later({ hours: 9 * 24 })
    await brought(late, '2026-09-16', each(2, 2500))
    await brought(late, '2026-09-19', each(6, 2500))
    expect(points(late)[1]).toContain('as soon as')
    await late.later({ hours: 9 * 24 })
    expect(points(late)).toEqual([
      expect.stringMatching(/^when it was done: 4\.\d h, unchanged$/),
      '7 days after: not measured, days are missing',
      '14 days after: as soon as the numbers up to 30 Sept are in',
    ])
    await late.later({ hours: 7 * 24 })
    expect(points(late)[2]).toBe('14 days after: not measured, its numbers did not come in time')
    await brought(late, '2026-09-18', each(13, 2500))
    expect(points(late)[2]).toBe('14 days after: not measured, its numbers did not come in time')
  })

  test('numbers that are restated or taken back count while they are waited for, and no longer', async () => {
    const it = await promisedFromDigest(stage)
    await done(it)
    await brought(it, '2026-09-16', each(1, 0))
    expect(points(it)[0]).toMatch(/when it was done: 2\.\d h, worse/)
    const restated = await it.given('daily', after('2026-09-11', each(6, 2500)))
    await it.later({ minutes: 1 })
    expect(points(it)[0]).toMatch(/when it was done: 14\.\d h, recovered/)
    await undoImport({ url: it.databaseUrl, id: restated.importId ?? 0, now: it.clock.now() })
    await it.later({ minutes: 1 })
    expect(points(it)[0]).toMatch(/when it was done: 2\.\d h, worse/)

    await it.later({ hours: 11 * 24 })
    await brought(it, '2026-09-11', each(6, 2500))
    expect(points(it)[0]).toMatch(/when it was done: 2\.\d h, worse/)
  })

  test('opened again it waits for its new end; about somebody else it begins anew; cancelled it tells nothing', async () => {
    const it = await promisedFromDigest(stage)
    const says = async (text: string) => {
      await it.slack.as('anna').types('#live-eu', text)
      await it.settled()
    }
    await done(it)
    await brought(it, '2026-09-16', each(1, 0))
    expect(points(it)[0]).toContain('worse')
    await says('/followup reopen FU-1')
    expect(points(it)).toEqual([])
    await it.later({ hours: 24 })
    await brought(it, '2026-09-17', each(1, 0))
    expect(points(it)).toEqual([])
    await done(it)
    await it.later({ hours: 24 })
    await it.regia.tick()
    await brought(it, '2026-09-18', each(1, 0))
    expect(points(it)[1]).toContain('24 Sept')

    await says('/followup reopen FU-1')
    await says('/followup edit FU-1')
    await it.slack.as('anna').fills({ agency: 'Faro Azul', creator: '' })
    await it.slack.as('anna').submits()
    await it.settled()
    expect(line(it)).toMatch(/^Diamonds in the 7 days up to 18 Sept: [\d,]+ of [\d,]+ expected$/)
    await says('/followup cancel FU-1')
    expect(line(it)).toBe('')
  })
})
