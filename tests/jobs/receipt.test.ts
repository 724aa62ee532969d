import { describe, expect, test } from 'vitest'
import { type Day, plusDays } from '#src/domain/day.ts'
import { entered } from '#tests/support/forms.ts'
import { AGENCIES, steady } from '#tests/support/numbers.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

const TEAM = 'T0LIVEEU'

const told = async (it: Scene, line: string, channel = '#live-eu', who: 'anna' | 'giulia' = 'anna') => {
  await it.slack.as(who).types(channel, line)
  await it.settled()
}
const receipts = (it: Scene, who: 'anna' | 'giulia' = 'anna') =>
  it.slack
    .as(who)
    .dm()
    .filter(
      ({ blocks }) =>
        JSON.stringify(blocks).includes('receipt.keep') ||
        /What I sent|Che cosa ho mandato/.test(JSON.stringify(blocks)),
    )
const said = ({ blocks }: { blocks?: unknown }): string =>
  JSON.stringify(blocks).replaceAll(/[*`]/g, '').replaceAll('\\n', '\n')

describe.each(STAGES)('the receipt on $database over $mode', (stage) => {
  test('tells on the first working day what was sent, what came of it and what might be dropped; once', async () => {
    const it = await scene({ ...stage, at: '2026-08-31T07:30:00Z' })
    await it.given('agencies', AGENCIES)
    const upTo = (day: Day) =>
      steady()
        .split('\n')
        .filter((line, i) => i === 0 || line.slice(0, 10) <= day)
        .join('\n')
    await it.given('daily', upTo('2026-08-30'))
    await told(it, '/digest subscribe IT daily at 10:00 tz:Europe/Rome')
    await told(it, '/digest subscribe ES daily at 10:00 tz:Europe/Rome')
    await told(it, '/digest iscrivi ES giornaliero alle 10:00 tz:Europe/Rome', '#live-it', 'giulia')
    for (let n = 0; n < 3; n++) {
      const day: Day = plusDays('2026-09-12', n)
      it.clock.at(`${plusDays(day, 1)}T00:30:00Z`)
      await it.given('daily', upTo(day))
      await it.at(`${plusDays(day, 1)}T08:00:00Z`)
    }
    const anna = it.slack.as('anna')
    const post = it.slack
      .channel('#live-eu')
      .fromApp()
      .find(({ blocks }) => JSON.stringify(blocks).includes('followup.assign'))
    if (!post) throw new Error('no post')
    // Nobody's name is kept with it: pressed twice, it counts once.
    await anna.presses(post, 'followup.assign')
    await it.settled()
    await anna.submits()
    await it.settled()
    expect(receipts(it)).toEqual([])

    await it.at('2026-10-01T07:59:00Z')
    expect(receipts(it)).toEqual([])
    await it.at('2026-10-01T08:00:00Z')
    expect(receipts(it)).toHaveLength(1)
    const [receipt] = receipts(it)
    if (!receipt) throw new Error('no receipt')
    expect(said(receipt)).toMatch(/What I sent, 1 Sept – 30 Sept/)
    expect(said(receipt)).toMatch(/DIG-1 IT → <#C0LIVEEU>: 3 digests, 1 follow-up made/)
    expect(said(receipt)).toMatch(/DIG-2 ES → <#C0LIVEEU>: 3 digests, nothing came of it/)
    expect(said(receipt)).toMatch(/DIG-2 ES: in four weeks nobody opened a Why/)
    expect(said(receipt)).not.toMatch(/DIG-1 IT: in four weeks/)
    expect(said(receipt)).not.toMatch(/U0ANNA|U0GIULIA/)
    const [italian] = receipts(it, 'giulia')
    if (!italian) throw new Error('no receipt')
    expect(said(italian)).toMatch(/Che cosa ho mandato, 1 set – 30 set/)
    expect(said(italian)).toMatch(/DIG-3 ES → <#C0LIVEIT>: 3 riepiloghi, non ne è seguito niente/)

    await it.later({ hours: 1 })
    await it.later({ hours: 24 })
    expect(receipts(it)).toHaveLength(1)

    await anna.presses(receipt, 'Pause DIG-2')
    await it.settled()
    const { digests, attention } = it.regia.ledger.of(TEAM)
    expect((await digests.named('DIG-2'))?.state).toBe('paused')
    await it.slack.as('giulia').presses(italian, 'Tieni')
    await it.settled()
    const kept = await digests.named('DIG-3')
    expect(await attention.acted(kept?.id ?? 'dig_', it.clock.now().subtract({ hours: 1 }))).toMatchObject([
      { what: 'kept' },
    ])
    expect(it.slack.calls.filter((call) => call.flag)).toEqual([])
  })

  test('what is sent unasked is counted; what comes of it once a post, with a rule’s alerts too', async () => {
    const it = await scene(stage)
    await it.given('agencies', AGENCIES)
    const upTo = steady()
      .split('\n')
      .filter((line, i) => i === 0 || line.slice(0, 10) <= '2026-09-12')
    await it.given('daily', upTo.join('\n'))
    await it.regia.lookThrough()
    await told(it, '/digest alert all kind:went_dark')
    await it.given('daily', steady())
    await it.later({ minutes: 10 })
    const [post] = it.slack.channel('#live-eu').fromApp()
    if (!post) throw new Error('no post')
    const { alerts, attention } = it.regia.ledger.of(TEAM)
    const [rule] = await alerts.list()
    const id = rule?.id ?? 'alr_'
    const today = { from: '2026-09-16', to: '2026-09-16' } as const
    expect(await attention.sent('C0LIVEEU', today)).toEqual([
      { day: '2026-09-16', kind: 'alert', source: null, count: 1 },
      { day: '2026-09-16', kind: 'alert', source: id, count: 1 },
    ])

    const [anna, giulia] = [it.slack.as('anna'), it.slack.as('giulia')]
    for (const who of [anna, giulia, anna]) {
      await who.presses(post, 'insight.why')
      await it.settled()
    }
    await giulia.presses(post, 'insight.mute')
    await it.settled()
    await giulia.fills({ reason: 'in ferie' })
    await giulia.submits()
    await it.settled()
    const since = it.clock.now().subtract({ hours: 24 })
    const acts = await attention.acted(id, since)
    expect(
      acts.map(({ what, kind }) => ({ what, kind })).toSorted((a, b) => (a.what < b.what ? -1 : 1)),
    ).toEqual([
      { what: 'muted', kind: 'went_dark' },
      { what: 'why', kind: 'went_dark' },
    ])
    // What is asked in private comes of no post.
    await told(it, `/digest why ${acts[0]?.insight}`)
    expect(await attention.acted(id, since)).toHaveLength(2)
  })
})

test('a message in which two rules tell is one, and notices are messages too', async () => {
  const it = await scene()
  await it.given('agencies', AGENCIES)
  const lines = steady().split('\n')
  await it.given('daily', lines.filter((line, i) => i === 0 || line.slice(0, 10) <= '2026-09-12').join('\n'))
  await it.regia.lookThrough()
  await told(it, '/digest alert all kind:went_dark')
  await told(it, '/digest alert IT kind:went_dark')
  await it.given('daily', lines.join('\n'))
  await it.later({ minutes: 10 })
  expect(it.slack.channel('#live-eu').fromApp()).toHaveLength(1)
  await it.regia.ledger.settle(TEAM, null, async ({ attention }) => {
    await attention.count('U0ANNA', '2026-09-17', 'notice', [])
  })
  await it.at('2026-10-01T08:00:00Z')
  const [receipt] = receipts(it)
  expect(receipt && said(receipt)).toMatch(/ALR-1 .*1 alert.*\n.*ALR-2 .*1 alert/)
  expect(receipt && said(receipt)).toContain('2 messages in all. 1 notice came to you')
})

test('how much may be sent is a setting, and is kept', async () => {
  const it = await scene()
  const anna = it.slack.as('anna')
  await anna.types('#live-eu', '/regia settings')
  await it.settled()
  expect(entered(anna)).toMatchObject({
    channelDay: '6',
    channelWeek: '20',
    personDay: '5',
    personWeek: '15',
  })
  await anna.fills({ channelDay: '2', personWeek: '30' })
  await anna.submits()
  await it.settled()
  expect(await it.regia.ledger.of(TEAM).attention.budgets()).toEqual({
    channel: { day: 2, week: 20 },
    person: { day: 5, week: 30 },
  })
  await anna.types('#live-eu', '/regia settings')
  await it.settled()
  expect(entered(anna)).toMatchObject({ channelDay: '2', personWeek: '30' })
})

test('urgent safety does not wait for room', async () => {
  const it = await scene()
  await it.given('agencies', AGENCIES)
  const withViolations = (upTo: string) =>
    steady({ stops: 2 })
      .split('\n')
      .filter((line, i) => i === 0 || line.slice(0, 10) <= upTo)
      .map((line, i) =>
        i === 0
          ? `${line},violations`
          : `${line},${line.startsWith('2026-09-13,7300000000000000110') ? 2 : 0}`,
      )
      .join('\n')
  await it.given('daily', withViolations('2026-09-12'))
  await it.regia.lookThrough()
  await told(it, '/digest alert all kind:safety')
  await told(it, '/digest alert IT diamonds < 1m', '#live-eu', 'giulia')
  const full = { day: 1, week: 5 }
  await it.regia.ledger.settle(TEAM, null, async ({ attention }) => {
    await attention.setBudgets({ channel: full, person: full })
    await attention.count('C0LIVEEU', '2026-09-16', 'digest', [])
  })
  await it.given('daily', withViolations('2026-09-15'))
  await it.later({ minutes: 10 })
  const posts = it.slack.channel('#live-eu').fromApp()
  expect(posts).toHaveLength(1)
  expect(posts.map(said).join()).toMatch(/urgent · @luna\.prova/)
})
