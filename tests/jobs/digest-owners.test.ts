import { describe, expect, test } from 'vitest'
import { days, feed, LUNA, SOL } from '#tests/support/numbers.ts'
import { STAGES, scene } from '#tests/support/scene.ts'

const AGENCIES = [
  'agency,market,region,manager_email',
  'Aurora Talent,IT,EU,Tom@live-eu.example',
  'Faro Azul,ES,EU,tom@live-eu.example',
  'Nobody’s,FR,EU,nobody@live-eu.example',
].join('\n')

describe.each(STAGES)('who looks after it, on $database over $mode', (stage) => {
  test('is called once in a scheduled post, in the first line of an agency of theirs, and never in a preview', async () => {
    const { slack, settled, later, given, regia } = await scene({ ...stage, at: '2026-09-16T06:30:00Z' })
    await given('agencies', AGENCIES)
    await given(
      'daily',
      feed('2026-09-02', [
        { who: LUNA, diamonds: [...days(13, 1000), 4000] },
        { who: SOL, diamonds: [...days(13, 9000), 5000] },
        {
          who: { ...LUNA, id: '7300000000000000789', username: 'stella' },
          diamonds: [...days(13, 10), 3000],
        },
      ]),
    )
    const anna = slack.as('anna')
    await anna.types('#live-eu', '/digest subscribe all daily at 09:00 tz:Europe/Rome')
    await settled()
    await later({ minutes: 31 })
    const posted = slack.channel('#live-eu').shows()
    expect(posted).toContain('All creators · 15 Sept')
    expect(posted.match(/<@U0TOM>/g)).toHaveLength(1)
    expect(posted).toMatch(/@luna\.prova\* \(Aurora Talent, IT\).* · <@U0TOM>/)
    const asked = () =>
      slack.calls.flatMap((it) =>
        it.kind === 'call' && it.method === 'users.lookupByEmail' ? [it.args.email] : [],
      )
    expect(asked()).toEqual(['tom@live-eu.example', 'nobody@live-eu.example'])

    await anna.types('#live-eu', '/digest preview DIG-1')
    await settled()
    expect(anna.notices().at(-1)?.shows).toContain('All creators · 15 Sept')
    expect(anna.notices().at(-1)?.shows).not.toContain('U0TOM')
    await later({ hours: 24 })
    expect(asked()).toHaveLength(2)
    expect(await regia.ledger.outbox.depth()).toMatchObject({ waiting: 0 })
  })

  test('a table calls nobody: under a week’s stands who looks after its agencies, each once', async () => {
    const { slack, settled, later, given } = await scene({ ...stage, at: '2026-09-21T06:30:00Z' })
    await given('agencies', AGENCIES)
    await given(
      'daily',
      feed('2026-09-07', [
        { who: LUNA, diamonds: days(14, 1000) },
        { who: SOL, diamonds: days(14, 9000) },
      ]),
    )
    await slack
      .as('anna')
      .types('#live-eu', '/digest subscribe all weekly at 09:00 tz:Europe/Rome incomplete:post')
    await settled()
    await later({ minutes: 31 })
    const posted = slack.channel('#live-eu').shows()
    expect(posted).toMatch(/Who looks after them\*?\n• Faro Azul · <@U0TOM>/)
    expect(posted.match(/<@U0TOM>/g)).toHaveLength(1)
  })
})
