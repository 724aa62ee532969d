import { describe, expect, test } from 'vitest'
import { entered } from '#tests/support/forms.ts'
import { AGENCIES, days, feed, LUNA, SOL, steady } from '#tests/support/numbers.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

const LOOK = { minutes: 10 }
/** Ten weeks of plain days up to 14 September, a Monday. */
const plain = (last: number) => [...days(69, 1000), last]

const posts = (it: Scene, channel = '#live-eu'): string[] =>
  it.slack
    .channel(channel)
    .fromApp()
    .map((message) => said(message))
const said = ({ blocks }: { blocks?: unknown }): string =>
  JSON.stringify(blocks).replaceAll(/[*`]/g, '').replaceAll('\\n', '\n')

const told = async (it: Scene, line: string, channel = '#live-eu', who: 'anna' | 'giulia' = 'anna') => {
  const person = it.slack.as(who)
  await person.types(channel, line)
  await it.settled()
  return (person.notices().at(-1)?.shows ?? '').replaceAll(/[*`]/g, '')
}

describe.each(STAGES)('alerts on $database over $mode', (stage) => {
  test('a limit: what holds already is learned, what comes is told once, restated or not', async () => {
    const it = await scene(stage)
    await it.given('agencies', AGENCIES)
    await it.given('daily', feed('2026-07-07', [{ who: LUNA, diamonds: plain(1000) }]))
    expect(await told(it, '/digest alert IT diamonds < 900')).toMatch(
      /ALR-1 watches IT: diamonds of a day below 900\. I tell it in <#C0LIVEEU>\. Nothing is like that/,
    )
    await it.later(LOOK)
    expect(posts(it)).toEqual([])

    await it.given('daily', feed('2026-09-15', [{ who: LUNA, diamonds: [400] }]))
    await it.later(LOOK)
    expect(posts(it)).toHaveLength(1)
    expect(posts(it)[0]).toMatch(/1 alert/)
    expect(posts(it)[0]).toMatch(/ALR-1 · IT: diamonds of a day below 900 · a rule of anna/)
    expect(posts(it)[0]).toMatch(
      /Diamonds on Tue, 15 Sept 2026: 400 \(usually 1,000 on that weekday, −60\.0%\)/,
    )

    // Told again by no look, no restatement, and no day that goes on.
    await it.given('daily', feed('2026-09-15', [{ who: LUNA, diamonds: [410] }]))
    await it.later(LOOK)
    await it.later({ hours: 24 })
    await it.given('daily', feed('2026-09-16', [{ who: LUNA, diamonds: [300] }]))
    await it.later(LOOK)
    await it.later({ hours: 96 })
    expect(posts(it)).toHaveLength(1)
    expect(it.slack.calls.filter((call) => call.flag)).toEqual([])
  })

  test('what holds on a Saturday is no news on Monday; and is said to be so only while it is', async () => {
    const it = await scene({ ...stage, at: '2026-11-28T09:00:00Z' })
    await it.given('agencies', AGENCIES)
    const lately = [...days(67, 1000), 500, 1000, 500]
    const risen = [...days(67, 1000), 500, 500, 1670]
    await it.given(
      'daily',
      feed('2026-09-19', [
        { who: LUNA, diamonds: lately },
        { who: SOL, diamonds: risen },
      ]),
    )
    expect(await told(it, '/digest alert IT diamonds -30%')).toContain('That has been so since 27 Nov;')
    expect(await told(it, '/digest alert ES diamonds -30%')).toContain('Nothing is like that at the moment.')
    expect(await told(it, '/digest alert all diamonds < 9000')).toContain(
      'That has been so for four weeks or more; I tell when it happens anew.',
    )
    expect(await told(it, '/digest avviso all diamanti < 8000', '#live-it', 'giulia')).toContain(
      'È così da quattro settimane o più; avviso quando succede di nuovo.',
    )
    for (const at of ['2026-11-28T12:00:00Z', '2026-11-30T07:05:00Z', '2026-11-30T07:15:00Z']) {
      it.clock.at(at)
      await it.later(LOOK)
    }
    expect(posts(it)).toEqual([])
    expect(posts(it, '#live-it')).toEqual([])
    // The run is known: another day of it is none, and the next one is.
    await it.given('daily', feed('2026-11-28', [{ who: LUNA, diamonds: [500, 1000] }]))
    await it.later(LOOK)
    expect(posts(it)).toEqual([])
    await it.given('daily', feed('2026-11-30', [{ who: LUNA, diamonds: [400] }]))
    it.clock.at('2026-12-01T09:00:00Z')
    await it.later(LOOK)
    expect(posts(it)).toHaveLength(1)
    expect(posts(it)[0]).toMatch(/Diamonds on Mon, 30 Nov 2026: 400/)
  })

  test('nights, weekends and holidays are quiet: what comes then is told together in the morning', async () => {
    // The 4th of December 2026 is a Friday; the 8th a holiday in Italy and none in Spain.
    const it = await scene({ ...stage, at: '2026-12-04T17:00:00Z' })
    await it.given('agencies', AGENCIES)
    const usual = (who: typeof LUNA) => ({ who, diamonds: days(60, 1000) })
    await it.given('daily', feed('2026-10-05', [usual(LUNA), usual(SOL)]))
    await told(it, '/digest alert IT diamonds < 900')
    await told(it, '/digest alert ES diamonds -50%')
    await it.given('daily', feed('2026-12-04', [{ who: SOL, diamonds: [300] }]))
    it.clock.at('2026-12-05T02:00:00Z')
    await it.later(LOOK)
    it.clock.at('2026-12-05T12:00:00Z')
    await it.later(LOOK)
    expect(posts(it)).toEqual([])

    it.clock.at('2026-12-07T06:50:00Z')
    await it.later({ minutes: 5 })
    expect(posts(it)).toEqual([])
    await it.later({ minutes: 5 })
    expect(posts(it)).toHaveLength(1)
    expect(posts(it)[0]).toMatch(/ALR-2 · ES: diamonds of a day 50% or more below the usual of that weekday/)
    expect(posts(it)[0]).toContain('Some of it waited for working hours.')

    await it.given('daily', feed('2026-12-07', [{ who: LUNA, diamonds: [800] }]))
    it.clock.at('2026-12-08T10:00:00Z')
    await it.later(LOOK)
    expect(posts(it)).toHaveLength(1)
    it.clock.at('2026-12-09T06:50:00Z')
    await it.later(LOOK)
    expect(posts(it)).toHaveLength(2)
    expect(posts(it)[1]).toMatch(/Diamonds on Mon, 7 Dec 2026: 800/)
  })

  test('what is corrected while it waits is not told; and is, when it comes about again', async () => {
    const it = await scene({ ...stage, at: '2026-09-18T17:00:00Z' })
    await it.given('agencies', AGENCIES)
    await it.given('daily', feed('2026-07-09', [{ who: LUNA, diamonds: days(71, 1000) }]))
    await told(it, '/digest alert IT diamonds < 900')
    it.clock.at('2026-09-19T08:00:00Z')
    await it.given('daily', feed('2026-09-18', [{ who: LUNA, diamonds: [400] }]))
    await it.later(LOOK)
    const waiting = () => it.regia.ledger.of('T0LIVEEU').alerts.waiting()
    expect(await waiting()).toHaveLength(1)
    await it.given('daily', feed('2026-09-18', [{ who: LUNA, diamonds: [1000] }]))
    await it.later(LOOK)
    expect(await waiting()).toEqual([])
    it.clock.at('2026-09-21T06:50:00Z')
    await it.later(LOOK)
    expect(posts(it)).toEqual([])
    await it.given('daily', feed('2026-09-18', [{ who: LUNA, diamonds: [500] }]))
    await it.later(LOOK)
    expect(posts(it)).toHaveLength(1)
  })

  test('findings: those there are when a rule is made are known to it; new ones come with all that can be done', async () => {
    const it = await scene(stage)
    await it.given('agencies', AGENCIES)
    const upTo = (day: string) =>
      steady()
        .split('\n')
        .filter((line, i) => i === 0 || line.slice(0, 10) <= day)
        .join('\n')
    await it.given('daily', upTo('2026-09-12'))
    await it.regia.lookThrough()
    expect(await told(it, '/digest alert all kind:dark')).toMatch(
      /ALR-1 watches All creators: findings “.+”, “early sign” or graver\. .* Nothing is like that/,
    )
    expect(await told(it, '/digest avviso IT tipo:spento gravità:urgente', '#live-it', 'giulia')).toMatch(
      /ALR-2 tiene d’occhio IT: segnalazioni «non va più in LIVE», da «urgente» in su\./,
    )
    const known = (await it.regia.ledger.of('T0LIVEEU').alerts.list())[0]
    await it.given('daily', steady())
    await it.later(LOOK)
    const found = await it.regia.ledger.of('T0LIVEEU').alerts.episodes(known?.id ?? 'alr_')
    expect(found.map(({ entity }) => entity)).toEqual(['creator:7300000000000000110'])
    expect(posts(it)).toHaveLength(1)
    expect(posts(it)[0]).toMatch(/@luna\.prova \(Aurora Talent, IT\): has stopped going LIVE/)
    for (const can of ['Why?', 'Mute', 'Assign', 'Pause rule']) expect(posts(it)[0]).toContain(can)
    // Only a first sign: that rule asks for more.
    expect(posts(it, '#live-it')).toEqual([])

    expect(await told(it, '/digest alert all kind:went_dark severity:early dm')).toMatch(
      /I tell it to <@U0ANNA> alone\. 2 findings are like that already; I tell of new ones\./,
    )
    await it.later(LOOK)
    expect(posts(it)).toHaveLength(1)
    expect(it.slack.as('anna').dm()).toEqual([])
  })

  test('new creators are one line, once; nobody who was there before, and nobody whose days are old', async () => {
    const it = await scene(stage)
    await it.given('agencies', AGENCIES)
    await it.given('daily', feed('2026-07-08', [{ who: LUNA, diamonds: days(70, 1000) }]))
    expect(await told(it, '/digest alert EU new creators')).toContain(
      'I tell of those who are named for the first time from now on.',
    )
    const someone = (n: number) => ({ ...LUNA, id: `730000000000000${3000 + n}`, username: `nova_${n}` })
    await it.given('daily', feed('2026-08-01', [{ who: someone(0), diamonds: [500] }]))
    await it.later(LOOK)
    expect(posts(it)).toEqual([])
    await it.given(
      'daily',
      feed(
        '2026-09-15',
        Array.from({ length: 11 }, (_, n) => ({ who: someone(n + 1), diamonds: [100] })),
      ),
    )
    await it.later(LOOK)
    await it.later(LOOK)
    expect(posts(it)).toHaveLength(1)
    expect(posts(it)[0]).toMatch(/11 new creators: @nova_1 \(Aurora Talent, IT\), .*and 3 more/)
    const [post] = it.slack.channel('#live-eu').fromApp()
    const anna = it.slack.as('anna')
    if (!post) throw new Error('no post')
    await anna.presses(post, 'followup.assign')
    await it.settled()
    expect(entered(anna)).toMatchObject({ what: 'Welcome the new creators (EU)' })

    // A whole network's first file is one line; and each look one row of the ledger.
    const many = Array.from({ length: 260 }, (_, n) => ({ who: someone(n + 100), diamonds: [100] }))
    await it.given('daily', feed('2026-09-15', many))
    await it.later(LOOK)
    expect(posts(it)).toHaveLength(2)
    expect(posts(it)[1]).toMatch(/260 new creators: @nova_100 .*and 252 more/)
    const { alerts } = it.regia.ledger.of('T0LIVEEU')
    expect(await alerts.episodes((await alerts.list())[0]?.id ?? 'alr_')).toHaveLength(2)
  })

  test('what fires together is one message, of ten lines and the rest at a press', async () => {
    const it = await scene(stage)
    await it.given('agencies', AGENCIES)
    await it.given('daily', feed('2026-07-07', [{ who: LUNA, diamonds: days(70, 1000) }]))
    for (let n = 0; n < 12; n++) await told(it, `/digest alert IT diamonds < ${900 - n}`)
    await it.given('daily', feed('2026-09-15', [{ who: LUNA, diamonds: [400] }]))
    await it.later(LOOK)
    expect(posts(it)).toHaveLength(1)
    expect(posts(it)[0]).toContain('12 alerts')
    expect(posts(it)[0]?.match(/Diamonds on Tue/g)).toHaveLength(8)
    const [post] = it.slack.channel('#live-eu').fromApp()
    const anna = it.slack.as('anna')
    if (!post) throw new Error('no post')
    await anna.presses(post, 'Show all 12')
    await it.settled()
    expect(
      anna
        .notices()
        .at(-1)
        ?.shows.match(/Diamonds on \*?Tue|Diamonds on Tue/g),
    ).toHaveLength(12)

    await anna.presses(post, 'alert.why')
    await it.settled()
    expect(anna.notices().at(-1)?.shows).toMatch(/Tue, 8 Sept 2026: 1,000/)
    await anna.presses(post, 'Pause rule')
    await it.settled()
    expect(anna.notices().at(-1)?.shows).toContain('ALR-1 is paused')
    expect(it.slack.calls.filter((call) => call.flag)).toEqual([])
  })

  test('two that run the same slot at once, and one that comes after a death, tell it once', async () => {
    const it = await scene(stage)
    await it.given('agencies', AGENCIES)
    await it.given('daily', feed('2026-07-07', [{ who: LUNA, diamonds: days(70, 1000) }]))
    await told(it, '/digest alert IT diamonds < 900')
    await it.given('daily', feed('2026-09-15', [{ who: LUNA, diamonds: [400] }]))
    const { regia, clock } = it
    const job = regia.catalogue.jobs.find(({ name }) => name === 'tell-alerts')
    if (!job) throw new Error('no job')
    const { slots } = regia.ledger
    const schedule = 'T0LIVEEU:tell-alerts'
    const due = clock.now()
    const made = (key: string) =>
      slots.materialise(schedule, [{ key, due, holiday: null, skipped: null, passedOver: 0 }], due)
    await slots.watermark(schedule, due)
    await made('one')
    await made('two')
    const held = [await slots.claimDue([schedule], 60_000), await slots.claimDue([schedule], 60_000)]
    const slot = {
      due,
      holiday: null,
      passedOver: 0,
      late: Temporal.Duration.from('PT0S'),
      held: null,
      askedBy: null,
      subject: undefined,
    }
    await Promise.all(
      // Each slot by two processes, one of which thought that the other had died.
      [...held, ...held].map(
        (stored) => stored && regia.runSlot(job, 'T0LIVEEU', { ...slot, key: stored.key }, stored),
      ),
    )
    await it.settled()
    expect(posts(it)).toHaveLength(1)
  })

  test('above the budget it waits for the next morning, and the message says so', async () => {
    const it = await scene(stage)
    await it.given('agencies', AGENCIES)
    const usual = (who: typeof LUNA) => ({ who, diamonds: days(70, 1000) })
    await it.given('daily', feed('2026-07-07', [usual(LUNA), usual(SOL)]))
    await it.regia.ledger.settle('T0LIVEEU', null, async ({ attention }) => {
      await attention.setBudgets({ channel: { day: 1, week: 5 }, person: { day: 1, week: 5 } })
    })
    await told(it, '/digest alert IT diamonds < 900')
    await told(it, '/digest alert ES diamonds < 900')
    await it.given('daily', feed('2026-09-15', [{ who: LUNA, diamonds: [400] }]))
    await it.later(LOOK)
    expect(posts(it)).toHaveLength(1)
    await it.given('daily', feed('2026-09-15', [{ who: SOL, diamonds: [300] }]))
    await it.later(LOOK)
    await it.later({ hours: 2 })
    expect(posts(it)).toHaveLength(1)
    it.clock.at('2026-09-17T05:50:00Z')
    await it.later(LOOK)
    expect(posts(it)).toHaveLength(2)
    expect(posts(it)[1]).toMatch(/ALR-2 · ES/)
    expect(posts(it)[1]).toContain('One alert waited for this message: the budget of messages was used up.')
  })

  test('paused, resumed, edited and deleted, by its owner or where it tells; what came meanwhile stays away', async () => {
    const it = await scene(stage)
    const { slack } = it
    const anna = slack.as('anna')
    await it.given('agencies', AGENCIES)
    await it.given('daily', feed('2026-07-07', [{ who: LUNA, diamonds: days(70, 1000) }]))
    await told(it, '/digest alert IT diamonds < 900')
    expect(await told(it, '/digest alert IT diamonds < 900')).toContain('ALR-1 watches just that already')
    expect(await told(it, '/digest avviso pausa ALR-1', '#live-it', 'giulia')).toContain(
      'ALR-1 è di <@U0ANNA>. Modificala nel canale dove avvisa',
    )
    expect(await told(it, '/digest avviso pausa ALR-1', '#live-eu', 'giulia')).toContain('ALR-1 è in pausa')
    expect(
      anna
        .dm()
        .map(({ shows }) => shows)
        .join(),
    ).toMatch(/<@U0GIULIA> paused your rule ALR-1/)
    await it.given('daily', feed('2026-09-15', [{ who: LUNA, diamonds: [400] }]))
    await it.later(LOOK)
    expect(posts(it)).toEqual([])
    expect(await told(it, '/digest alert resume 1')).toMatch(
      /ALR-1 watches again\. That has been so since 15 Sept; I tell when it happens anew\./,
    )
    await it.later(LOOK)
    expect(posts(it)).toEqual([])

    await anna.types('#live-eu', '/digest alert edit ALR-1')
    await it.settled()
    expect(entered(anna)).toMatchObject({
      ...{ scope: 'IT', what: 'below', metric: 'diamonds', number: '900', where: 'channel', coolDown: '3' },
    })
    await anna.fills({ what: 'less', number: 'much' })
    await anna.submits()
    await it.settled()
    expect(anna.modal()?.errors).toMatchObject({ number: expect.stringContaining('Write a number here') })
    await anna.fills({ number: '30', scope: 'Aurora Talent' })
    await anna.submits()
    await it.settled()
    expect(anna.notices().at(-1)?.shows.replaceAll('*', '')).toMatch(
      /ALR-1 now watches Aurora Talent: diamonds of a day 30% or more below the usual/,
    )
    const rules = await told(it, '/digest alerts')
    expect(rules).toMatch(/ALR-1 Aurora Talent: .* · in <#C0LIVEEU> · anna · active/)
    const list = anna.notices().at(-1)
    if (!list) throw new Error('no list')
    await anna.presses(list, 'Delete')
    await it.settled()
    expect(anna.notices().at(-1)?.shows).toContain('ALR-1 is deleted')
    expect(await told(it, '/digest avvisi', '#live-it', 'giulia')).toContain('Ancora nessuna regola')
    expect(await told(it, '/digest alert resume ALR-1')).toContain('ALR-1 was deleted')
  })

  test('a channel that will not take it: its owner hears why, and the rule is paused', async () => {
    const it = await scene(stage)
    await it.given('agencies', AGENCIES)
    await it.given('daily', feed('2026-07-07', [{ who: LUNA, diamonds: days(70, 1000) }]))
    await told(it, '/digest alert IT diamonds < 900')
    it.slack.faults.next('chat.postMessage', { kind: 'error', error: 'is_archived' })
    await it.given('daily', feed('2026-09-15', [{ who: LUNA, diamonds: [400] }]))
    await it.later(LOOK)
    const [dm] = it.slack.as('anna').dm()
    expect(dm?.shows).toMatch(/the channel is archived[\s\S]*I paused ALR-1; `\/digest alert resume ALR-1`/)
    const [rule] = await it.regia.ledger.of('T0LIVEEU').alerts.list()
    expect(rule?.state).toBe('paused')
  })

  test('each owner of a rule in a refused message hears of it once; what nobody read is told after the pause', async () => {
    const it = await scene(stage)
    const { alerts } = it.regia.ledger.of('T0LIVEEU')
    await it.given('agencies', AGENCIES)
    const usual = (who: typeof LUNA) => ({ who, diamonds: days(70, 1000) })
    await it.given('daily', feed('2026-07-07', [usual(LUNA), usual(SOL)]))
    await told(it, '/digest alert IT diamonds < 900')
    await told(it, '/digest alert ES diamonds < 900', '#live-eu', 'giulia')
    await told(it, '/digest alert IT diamonds < 800', '#live-eu', 'giulia')
    it.slack.faults.next('chat.postMessage', { kind: 'error', error: 'is_archived' })
    const low = [LUNA, SOL].map((who) => ({ who, diamonds: [400] }))
    await it.given('daily', feed('2026-09-15', low))
    await it.later(LOOK)
    const dms = (who: 'anna' | 'giulia') =>
      it.slack
        .as(who)
        .dm()
        .map(({ shows }) => shows)
    expect(dms('anna')).toEqual([expect.stringMatching(/I paused ALR-1;/)])
    expect(dms('giulia')).toEqual([expect.stringMatching(/in pausa ALR-2;[\s\S]*in pausa ALR-3;/)])
    expect(dms('anna')[0]).not.toContain('ALR-2')
    expect((await alerts.list()).map(({ state }) => state)).toEqual(['paused', 'paused', 'paused'])

    // Of Spain a file says meanwhile that it was not so.
    await it.given('daily', feed('2026-09-15', [{ who: SOL, diamonds: [1000] }]))
    expect(await told(it, '/digest alert resume ALR-1')).toMatch(
      /What I could not post before the pause comes/,
    )
    expect(await told(it, '/digest alert resume ALR-2', '#live-eu', 'giulia')).not.toMatch(/non si è potuto/)
    await it.later(LOOK)
    expect(posts(it)).toHaveLength(1)
    expect(posts(it)[0]).toMatch(/1 alert"[\s\S]*ALR-1 · IT/)
    expect(posts(it)[0]).not.toContain('ALR-2')
    await it.later(LOOK)
    expect(posts(it)).toHaveLength(1)
    expect(dms('giulia')).toHaveLength(1)
  })

  test('a rule that cannot be read, or fails, stops no other; its owner is told once', async () => {
    const it = await scene(stage)
    await it.given('agencies', AGENCIES)
    await it.given('daily', feed('2026-07-07', [{ who: LUNA, diamonds: days(70, 1000) }]))
    await told(it, '/digest alert EU diamonds < 900', '#live-eu', 'giulia')
    await told(it, '/digest alert IT diamonds < 900')
    const { alerts } = it.regia.ledger.of('T0LIVEEU')
    const [broken] = await alerts.list()
    if (!broken) throw new Error('no rule')
    await it.regia.ledger.settle('T0LIVEEU', null, async (bound) => {
      await bound.alerts.change(broken, { condition: { on: 'moon' } as never, since: it.clock.now() })
    })
    expect((await alerts.list())[0]?.condition).toEqual({ on: 'unknown' })
    await it.later(LOOK)
    await it.given('daily', feed('2026-09-15', [{ who: LUNA, diamonds: [400] }]))
    await it.later(LOOK)
    await it.later(LOOK)
    expect(posts(it)).toHaveLength(1)
    expect(posts(it)[0]).toMatch(/ALR-2 · IT/)
    const shown = it.slack
      .as('giulia')
      .dm()
      .map(({ shows }) => shows)
    expect(shown).toEqual([expect.stringMatching(/Non riesco a controllare ALR-1 \(.*non riesco a leggere/)])
    expect(await told(it, '/digest alerts')).toContain('a condition that I cannot read')
    expect(await told(it, '/digest alert pause ALR-1')).toContain('ALR-1 is paused')
    expect(await told(it, '/digest alert resume ALR-1')).toContain('I cannot read the condition')
    // What was kept stays as it was, for whoever can read it.
    expect((await alerts.list())[0]).toMatchObject({ state: 'paused', condition: { on: 'unknown' } })
  })
})

test('nothing is looked at again while nothing has changed; a cool-down that is over is a change', async () => {
  const it = await scene()
  await it.given('agencies', AGENCIES)
  await it.given('daily', feed('2026-07-07', [{ who: LUNA, diamonds: days(71, 1000) }]))
  await told(it, '/digest alert IT diamonds < 900 cooldown:2d')
  const { alerts } = it.regia.ledger.of('T0LIVEEU')
  const looked = async () => (await alerts.list())[0]?.looked
  await it.later(LOOK)
  const first = await looked()
  expect(first).toEqual(expect.any(String))
  await it.later(LOOK)
  expect(await looked()).toBe(first)
  await it.given('daily', feed('2026-09-15', [{ who: LUNA, diamonds: [400] }]))
  await it.later(LOOK)
  expect(posts(it)).toHaveLength(1)
  expect(await looked()).not.toBe(first)
  // Another case of the same, two days after it.
  it.clock.at('2026-09-18T07:00:00Z')
  await it.given('daily', feed('2026-09-16', [{ who: LUNA, diamonds: [1000, 400] }]))
  await it.later(LOOK)
  expect(posts(it)).toHaveLength(1)
  expect(await looked()).toBeNull()
  it.clock.at('2026-09-18T08:00:00Z')
  await it.later(LOOK)
  expect(posts(it)).toHaveLength(2)
})

test('a rule is read in both languages, with its limits, and says what it cannot read', async () => {
  const it = await scene()
  await it.given('agencies', AGENCIES)
  await it.given('daily', feed('2026-07-07', [{ who: LUNA, diamonds: days(71, 1000) }]))
  const conditions = async () =>
    (await it.regia.ledger.of('T0LIVEEU').alerts.list()).map(({ scope, condition }) => ({
      scope,
      ...condition,
    }))
  for (const line of [
    '/digest alert "Aurora Talent" hours under 1.5',
    '/digest alert diamonds > 1 200 345',
    '/digest avviso Aurora Talent diamanti < 10.000',
    '/digest avviso EU attivi -12,5%',
    '/digest avviso tutti nuovi creator',
    '/digest alert ES followers > 1.5m',
    '/digest alert IT kind:agency-decline cooldown:1w',
  ])
    await told(it, line)
  expect(await conditions()).toEqual([
    { scope: 'Aurora Talent', on: 'level', metric: 'live_minutes', is: 'below', than: 90 },
    { scope: 'all', on: 'level', metric: 'diamonds', is: 'above', than: 1_200_345 },
    { scope: 'Aurora Talent', on: 'level', metric: 'diamonds', is: 'below', than: 10_000 },
    { scope: 'EU', on: 'change', metric: 'active', by: -0.125 },
    { scope: 'all', on: 'new_creators' },
    { scope: 'ES', on: 'level', metric: 'new_followers', is: 'above', than: 1_500_000 },
    { scope: 'IT', on: 'insight', kind: 'agency_decline', atLeast: 'early' },
  ])
  expect(await told(it, '/digest alert IT diamonds')).toContain('I cannot read IT diamonds as a rule')
  expect(await told(it, '/digest alert IT kind:wale')).toMatch(/no kind of finding called wale.*safety/)
  expect(await told(it, '/digest avviso Atlantide diamanti < 5', '#live-it', 'giulia')).toContain('Atlantide')
  expect(await told(it, '/digest alert IT new creators cooldown:40d')).toContain('one to thirty days')
  expect(await told(it, '/digest alert pause')).toContain('Say which rule')
  expect(await conditions()).toHaveLength(7)

  const anna = it.slack.as('anna')
  await anna.types('#live-eu', '/digest alert')
  await it.settled()
  expect(entered(anna)).toMatchObject({ scope: 'all', what: 'below', metric: 'diamonds', coolDown: '3' })
  await anna.fills({ scope: 'IT', what: 'insight', kind: 'whale', severity: 'urgent', where: 'dm' })
  await anna.submits()
  await it.settled()
  expect((await conditions()).at(-1)).toEqual({
    scope: 'IT',
    on: 'insight',
    kind: 'whale',
    atLeast: 'urgent',
  })
})

test('help, an agency of nobody, and numbers whose sign says something else', async () => {
  const it = await scene()
  await it.given('agencies', AGENCIES)
  await it.given('daily', feed('2026-07-07', [{ who: LUNA, diamonds: days(71, 1000) }]))
  expect(await told(it, '/digest alert help')).toMatch(/_\/digest alert IT diamonds &lt; 10000_/)
  expect(await told(it, '/digest avviso aiuto', '#live-it', 'giulia')).toMatch(/diamanti &lt; 10000/)
  expect(await told(it, '/digest alert EU')).toMatch(/as a rule\. .*ES diamonds < 10000, .*ES kind:went_dark/)
  expect(await told(it, '/digest avviso EU', '#live-it', 'giulia')).toMatch(/ES tipo:spento/)
  expect(await told(it, '/digest alert Faro Azul hours -30% cooldown:1d')).toMatch(
    /Nobody is in it: .* at most once a day about the same one/s,
  )
  expect(await told(it, '/digest avviso Faro Azul ore -40%', '#live-it', 'giulia')).toContain(
    'Non c’è nessuno',
  )
  expect(await told(it, '/digest alert Aurora Talent hours -30%')).toContain('Nothing is like that')

  const anna = it.slack.as('anna')
  await anna.types('#live-eu', '/digest alert')
  await it.settled()
  const refused = async (values: Record<string, string>) => {
    await anna.fills(values)
    await anna.submits()
    await it.settled()
    return anna.modal()?.errors
  }
  const sign = { number: expect.stringContaining('without this sign') }
  expect(await refused({ scope: 'IT', what: 'below', number: '-5' })).toMatchObject(sign)
  expect(await refused({ what: 'more', number: '-30%' })).toMatchObject(sign)
  expect(await refused({ what: 'less', number: '+30' })).toMatchObject(sign)
  expect(await refused({ what: 'above', number: '5%' })).toMatchObject({
    number: expect.stringContaining('Write a number here'),
  })
  await refused({ what: 'less', number: '-30%' })
  const rules = await it.regia.ledger.of('T0LIVEEU').alerts.list()
  expect(rules.at(-1)?.condition).toEqual({ on: 'change', metric: 'diamonds', by: -0.3 })
})

test('a finding that two rules meet is one line that names both; whoever makes the second one is told', async () => {
  const it = await scene()
  await it.given('agencies', AGENCIES)
  const lines = steady().split('\n')
  const until = (day: string) => lines.filter((line, i) => i === 0 || line.slice(0, 10) <= day).join('\n')
  await it.given('daily', until('2026-09-12'))
  await it.regia.lookThrough()
  expect(await told(it, '/digest alert all kind:dark')).not.toContain('already, so')
  expect(await told(it, '/digest alert IT kind:dark severity:warn')).toContain('ALR-1 tells all of that here')
  expect(await told(it, '/digest alert IT kind:dark')).toContain('ALR-1 tells all of that here already')
  expect(await told(it, '/digest alert ES diamonds < 900')).not.toContain('already, so')
  expect(await told(it, '/digest alert IT kind:dark dm')).not.toContain('already, so')
  expect(await told(it, '/digest alert all kind:whale')).not.toContain('already, so')
  await it.given('daily', lines.join('\n').replaceAll('luna.prova', '=HYPERLINK(http://evil.example)'))
  await it.later(LOOK)
  const [post] = posts(it)
  expect(post).toContain('1 alert')
  expect(post?.match(/has stopped going LIVE/g)).toHaveLength(1)
  expect(post).toContain('Met by ALR-3 too.')
  expect(post).toContain('One finding of it stands above, under another rule.')
  expect(post).toMatch(/HYPERLINK\(http:\u2060\/\/evil/)
})

test('rows that are missing are no fall, and old days that come late are no news', async () => {
  const it = await scene()
  await it.given('agencies', AGENCIES)
  const many = Array.from({ length: 12 }, (_, n) => ({
    who: {
      ...LUNA,
      id: `73000000000000${40_000 + n}`,
      username: `nova_${n}`,
      agency: n < 6 ? 'Aurora Talent' : 'Due',
    },
    diamonds: days(70, 1000),
  }))
  await it.given('daily', feed('2026-07-07', many))
  await told(it, '/digest alert IT diamonds -30%')
  await told(it, '/digest alert IT diamonds > 13000')
  await it.given(
    'daily',
    feed(
      '2026-09-15',
      many.slice(0, 6).map(({ who }) => ({ who, diamonds: [1000] })),
    ),
  )
  await it.later(LOOK)
  expect(posts(it)).toEqual([])
  await it.given(
    'daily',
    feed(
      '2026-09-15',
      many.slice(6).map(({ who }) => ({ who, diamonds: [10] })),
    ),
  )
  await it.later(LOOK)
  expect(posts(it)).toHaveLength(1)
  expect(posts(it)[0]).toMatch(/Diamonds on Tue, 15 Sept 2026: 6,060 \(usually 12,000/)
  // The 11th is restated far above the limit, five days later.
  await it.given('daily', feed('2026-09-11', [{ who: LUNA, diamonds: [90_000] }]))
  await it.later(LOOK)
  expect(posts(it)).toHaveLength(1)
})

test('one’s own agencies are told to oneself alone, wherever the rule was made', async () => {
  const it = await scene()
  await it.given(
    'agencies',
    ['agency,market,region,manager_email', 'Aurora Talent,IT,EU,marco@live-eu.example'].join('\n'),
  )
  await it.given('daily', feed('2026-07-07', [{ who: LUNA, diamonds: days(70, 1000) }]))
  const marco = it.slack.as('marco')
  await marco.types('#live-eu', '/digest avviso mie diamanti < 900')
  await it.settled()
  expect(marco.notices().at(-1)?.shows.replaceAll('*', '')).toMatch(
    /ALR-1 tiene d’occhio Agenzie di marco@live-eu\.example: diamanti al giorno sotto 900\. Avviso solo <@U0MARCO>\./,
  )
  await it.given('daily', feed('2026-09-15', [{ who: LUNA, diamonds: [400] }]))
  await it.later(LOOK)
  expect(posts(it)).toEqual([])
  expect(marco.dm().map(said).join()).toMatch(/Diamanti, mar 15 set 2026: 400/)
  expect(await told(it, '/digest alerts')).toContain('No rule yet')
  expect(await told(it, '/digest alert pause ALR-1')).toContain('I know no rule ALR-1')
})
