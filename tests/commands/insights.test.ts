import { describe, expect, test } from 'vitest'
import { entered } from '#tests/support/forms.ts'
import { AGENCIES, steady } from '#tests/support/numbers.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

const looked = async (it: Scene): Promise<string> => {
  await it.given('agencies', AGENCIES)
  await it.given('daily', steady())
  await it.regia.lookThrough()
  const anna = it.slack.as('anna')
  await anna.types('#live-eu', '/digest all 7d')
  await it.settled()
  return /INS-[0-9A-V]{8}/.exec(anna.notices().at(-1)?.shows ?? '')?.[0] ?? ''
}

describe.each(STAGES)('insights on $database over $mode', (stage) => {
  test('a digest tells what is worth a look; why, down to the row; and a follow-up from it', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    const ref = await looked(it)
    const shown = () => (anna.notices().at(-1)?.shows ?? '').replaceAll(/[*`]/g, '')
    expect(shown()).toMatch(
      /Gone dark\n[^\n]*early sign · @luna\.prova \(Aurora Talent, IT\): has stopped going LIVE: \d+ h in the last 7 days, usually 14 h/,
    )

    const digest = anna.notices().at(-1)
    if (!digest) throw new Error('no digest')
    await anna.presses(digest, 'insight.why', JSON.stringify(ref))
    await settled()
    expect(shown()).toContain('Certainty: chance alone does this about once in')
    expect(shown()).toMatch(/Where the newest number comes from: daily\.csv, row \d+/)
    expect(shown()).toContain('Suggested: Call @luna.prova and ask how things are, within 1 day')
    expect(shown()).toContain('numbers up to')

    await giulia.types('#live-it', `/digest perche ${ref.toLowerCase()}`)
    await settled()
    const italian = giulia.notices().at(-1)?.shows.replaceAll(/[*`]/g, '') ?? ''
    expect(italian).toContain('ha smesso di andare in LIVE')
    expect(italian).toContain('Certezza: per puro caso succede circa una volta su')
    expect(italian).toContain('Suggerimento: Chiamare @luna.prova e chiedere come va, entro 1 giorno')

    const why = giulia.notices().at(-1)
    if (!why) throw new Error('no why')
    await giulia.presses(why, 'Assegna follow-up')
    await settled()
    expect(entered(giulia)).toMatchObject({
      what: 'Chiamare @luna.prova e chiedere come va',
      agency: 'Aurora Talent',
    })

    await giulia.submits()
    await settled()
    // The promise stands in the line from then on, with its owner's name and without a call.
    await anna.types('#live-eu', '/digest all 7d')
    await settled()
    expect(shown()).toMatch(/INS-[^\n]*\n:pushpin: FU-1 with giulia, due \d+ Sept/)
    expect(shown()).toContain('Follow-ups: 1 open')
    expect(anna.notices().at(-1)?.shows).not.toContain('<@')

    // What was promised in private stays there, whoever posts.
    await anna.types('#eu-leads', '/followup @anna ask Luna in private creator:luna.prova')
    await settled()
    await anna.types('#live-eu', '/digest all 7d')
    await settled()
    expect(shown()).toContain('Follow-ups: 2 open')
    const mine = anna.notices().at(-1)
    if (!mine) throw new Error('no digest')
    await anna.presses(mine, 'Post here')
    await settled()
    expect(slack.channel('#live-eu').shows()).toContain('Follow-ups: 1 open')
    expect(slack.channel('#live-eu').shows()).not.toContain('2 open')

    await anna.types('#live-eu', '/digest why INS-00000000')
    await settled()
    expect(shown()).toContain('There is no finding INS-00000000 any more')
    await anna.types('#live-eu', '/digest why INS-12')
    await settled()
    expect(shown()).toContain('INS-3K7QX0AB')
    expect(slack.calls.filter((call) => call.flag)).toEqual([])
  })

  test('a violation names the row of its day, though nothing came after it', async () => {
    const it = await scene(stage)
    await it.given('agencies', AGENCIES)
    const luna = '7300000000000000110'
    const lines = steady({ stops: 2 }).split('\n')
    const kept = lines.filter((line) => !/^2026-09-1[45]/.test(line) || !line.includes(luna))
    const told = kept.map((line, i) =>
      i === 0 ? `${line},violations` : `${line},${line.startsWith(`2026-09-13,${luna}`) ? 2 : 0}`,
    )
    await it.given('daily', told.join('\n'))
    await it.regia.lookThrough()
    const anna = it.slack.as('anna')
    await anna.types('#live-eu', '/digest all 7d')
    await it.settled()
    const ref = /violation[^\n]*(INS-[0-9A-V]{8})/.exec(anna.notices().at(-1)?.shows ?? '')?.[1]
    await anna.types('#live-eu', `/digest why ${ref}`)
    await it.settled()
    const row = told.findIndex((line) => line.startsWith(`2026-09-13,${luna}`)) + 1
    expect(anna.notices().at(-1)?.shows.replaceAll(/[*`]/g, '')).toContain(
      `Where the newest number comes from: daily.csv, row ${row}`,
    )
  })

  test('muted with a reason by button or by word; listed; heard of again', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    const ref = await looked(it)
    const say = async (who: typeof anna, line: string): Promise<string> => {
      await who.types('#live-eu', line)
      await settled()
      return (who.notices().at(-1)?.shows ?? '').replaceAll(/[*`]/g, '')
    }
    expect(await say(anna, '/digest mute')).toBe('Nothing is muted.')
    const digest = anna.notices().at(-2)
    if (!digest) throw new Error('no digest')
    await anna.presses(digest, 'insight.mute', JSON.stringify(ref))
    await settled()
    expect(entered(anna)).toMatchObject({ what: 'this', until: '2026-09-30' })
    expect(JSON.stringify(anna.modal())).toContain('It is quiet for everybody here')
    await anna.fills({ reason: 'on a planned leave', until: '2026-09-01' })
    await anna.submits()
    await settled()
    expect(anna.modal()?.errors).toMatchObject({ until: 'This day is over: choose today or later.' })
    await anna.fills({ what: 'all', until: '2026-09-25' })
    await anna.submits()
    await settled()
    expect(anna.notices().at(-1)?.shows).toContain('until Fri, 25 Sept 2026')
    expect(await it.regia.ledger.mutes('2026-01-01')).toEqual([
      {
        entity: { type: 'creator', id: '7300000000000000110' },
        kind: null,
        from: '2026-09-11',
        until: '2026-09-25',
        reason: 'on a planned leave',
      },
    ])

    await it.regia.lookThrough()
    expect(await say(giulia, '/digest tutti 7g')).toContain('Niente di insolito.')
    expect(await say(giulia, '/digest silenzia')).toMatch(
      /@luna\.prova \(tutto\) fino a ven 25 set 2026[\s\S]*on a planned leave/,
    )
    const list = giulia.notices().at(-1)
    if (!list) throw new Error('no list')
    await giulia.presses(list, 'Riattiva')
    await settled()
    expect(giulia.notices().at(-1)?.shows).toContain('Si torna a sentir parlare')
    expect(await it.regia.ledger.mutes('2026-01-01')).toEqual([])
    await it.regia.lookThrough()
    expect(await say(giulia, '/digest tutti 7g')).toContain('@luna.prova')

    // By word alone nothing is asked; with half of it the form has what was said.
    expect(await say(giulia, `/digest silenzia ${ref} 7g in ferie`)).toMatch(
      /fino a mer 23 set 2026[\s\S]*in ferie/,
    )
    expect((await it.regia.ledger.mutes('2026-01-01')).map(({ kind, until }) => ({ kind, until }))).toEqual([
      { kind: 'went_dark', until: '2026-09-23' },
    ])
    expect(await say(giulia, '/digest tutti 7g')).toContain('1 segnalazione silenziata')
    const why = await say(giulia, `/digest perche ${ref}`)
    expect(why).toMatch(/Silenzio su @luna\.prova fino a mer 23 set 2026, per tutti qui\.[\s\S]*Riattiva/)
    expect(why).not.toMatch(/^Silenzia$/m)
    await anna.types('#live-eu', `/digest mute ${ref} we know`)
    await settled()
    expect(entered(anna)).toMatchObject({ reason: 'we know', until: '2026-09-30' })
    expect(await say(anna, `/digest mute ${ref} 400d for ever`)).toContain('from 1 to 366 days')
  })

  test('a subscription tells each finding once, also of days that no digest of its own covers', async () => {
    const it = await scene({ ...stage, at: '2026-09-16T06:30:00Z' })
    const { slack, settled, later } = it
    await it.given('agencies', AGENCIES)
    // Luna's silence is news in Sunday's numbers; the digest of Wednesday morning is about Tuesday.
    await it.given('daily', steady())
    await it.regia.lookThrough()
    await slack.as('anna').types('#live-eu', '/digest subscribe all weekdays at 09:00 incomplete:post')
    await settled()
    const posted = () => JSON.stringify(slack.channel('#live-eu').fromApp().at(-1)?.blocks)
    await later({ minutes: 31 })
    expect(posted()).toContain('15 Sept')
    expect(posted()).toMatch(/luna\.prova.*has stopped going LIVE/)
    await later({ hours: 24 })
    expect(posted()).toContain('15 Sept')
    expect(posted()).not.toContain('has stopped going LIVE')
    expect(slack.channel('#live-eu').fromApp()).toHaveLength(2)
  })
})
