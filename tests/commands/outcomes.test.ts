import { describe, expect, test } from 'vitest'
import { expectClean } from '#tests/support/clean.ts'
import { after, each, newest, promisedFromDigest } from '#tests/support/outcomes.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

const says = async (it: Scene, who: string, line: string, channel = '#live-eu'): Promise<string> => {
  await it.slack.as(who).types(channel, line)
  await it.settled()
  return newest(it.slack.as(who).notices()).shows.replaceAll(/[*`]/g, '')
}

/** Luna's from a digest, and five by hand; all done at once, and the numbers of a fortnight. */
const measured = async (stage: (typeof STAGES)[number]): Promise<Scene> => {
  const it = await promisedFromDigest(stage)
  for (let c = 1; c <= 5; c++) await says(it, 'anna', `/followup look after number ${c} creator:creator_${c}`)
  for (let n = 1; n <= 6; n++) await says(it, 'anna', `/followup done FU-${n}`)
  await it.later({ hours: 15 * 24 })
  await it.given('daily', after('2026-09-16', each(15, 2400), { 1: 1.5, 2: 0.5, 3: 1.3 }))
  await it.later({ minutes: 1 })
  return it
}

describe.each(STAGES)('outcomes, on $database over $mode', (stage) => {
  test('are counted by the kind of finding, with an interval, and by nobody’s name', async () => {
    const it = await measured(stage)
    const english = await says(it, 'anna', '/followup outcomes')
    expect(english).toMatch(/Which actions work\nFollow-ups done in the last 90 days, by what led to them/)
    expect(english).toContain(
      'without a finding: 2 of 5 cases recovered or improved, 40% (nineteen times in twenty between 12% and 77%)',
    )
    expect(english).toContain('2 improved, 2 unchanged, 1 worse')
    expect(english).toContain(
      'gone dark: 1 case, too few to say how many get better (that takes 5)\n1 recovered',
    )
    expect(english).toContain('no proof that it came of what was done')
    expect(english).not.toMatch(/anna|<@/i)

    const italian = await says(it, 'giulia', '/followup risultati agenzia:"Aurora Talent" 12s')
    expect(italian).toContain('Quali azioni funzionano · Aurora Talent')
    expect(italian).toContain('negli ultimi 84 giorni')
    expect(italian).toContain(
      'senza segnalazione: 2 recuperati o migliorati su 5 casi, 40% (diciannove volte su venti tra 12% e 77%)',
    )
    expect(italian).toContain('non va più in LIVE: 1 caso, troppo pochi')
    expect(await says(it, 'anna', '/followup outcomes agency:"Faro Azul" 30d')).toContain(
      'Nothing that was done in the last 30 days has been measured yet',
    )
    expect(await says(it, 'anna', '/followup outcomes 400d')).toContain('I do not understand 400d here')
    expectClean(it.slack)
  })

  test('stand in the digest of the days on which they were measured, and in the brief of their agency', async () => {
    const it = await measured(stage)
    await says(it, 'anna', '/followup @tom call Aurora about October by 2026-10-02 agency:"Aurora Talent"')
    await says(it, 'anna', '/request product the panel of Aurora is slow agency:"Aurora Talent"')
    await says(it, 'anna', '/followup @anna a word in private agency:"Aurora Talent"', '#eu-leads')

    const digest = await says(it, 'anna', '/digest all 7d')
    expect(digest).toContain('What came of follow-ups: 1 recovered, 2 improved, 2 unchanged, 1 worse')
    expect(digest).toMatch(
      /FU-6 look after number 5 · 14 days after: unchanged \([\d,]+ → [\d,]+, expected [\d,]+/,
    )
    expect(await says(it, 'anna', '/followup show FU-6')).toMatch(
      /Diamonds in the 7 days up to 15 Sept: [\d,]+ of [\d,]+ expected[^\n]+ → 14 days after: [\d,]+, unchanged/,
    )
    expect(await says(it, 'anna', '/digest "Faro Azul" 7d')).not.toContain('What came of')
    expect(await says(it, 'anna', '/digest all 2026-09-16..2026-09-22')).not.toContain('What came of')

    const brief = await says(it, 'anna', '/agency brief aurora talent')
    expect(brief).toMatch(/^Aurora Talent · the last 28 days/)
    expect(brief).toMatch(/Diamonds: [\d,]+ {2}[▲▼=]/)
    expect(brief).toContain('against the same weekdays before')
    expect(brief).toMatch(
      /Follow-ups: 2 open[\s\S]*FU-7 call Aurora about October · [^\n]*, by Fri, 2 Oct 2026/,
    )
    expect(brief).toMatch(/What came of follow-ups: 1 recovered[\s\S]*Requests that wait for an answer: 1/)
    expect(brief).toContain('REQ-1')

    await it.later({ hours: 48 })
    const italian = await says(it, 'giulia', '/agency scheda Aurora Talent')
    expect(italian).toMatch(/^Aurora Talent · gli ultimi 28 giorni/)
    // What was promised in private stays there.
    expect(italian).toContain('Follow-up: 1 aperto, 1 in ritardo')
    expect(italian).not.toContain('in private')
    expect(italian).toContain('Com’è andata dopo i follow-up: 1 recuperato')

    await it.slack.as('anna').presses(newest(it.slack.as('anna').notices()), 'Assign follow-up')
    await it.settled()
    expect(JSON.stringify(it.slack.as('anna').modal()?.values)).toContain('Aurora Talent')
    expectClean(it.slack)
  })

  test('a brief without a name, of nobody, or before there are numbers, says what is missing', async () => {
    const it = await scene(stage)
    expect(await says(it, 'anna', '/agency brief Aurora')).toContain('There are no numbers yet')
    await it.given('daily', after('2026-09-10', each(5, 2000)))
    expect(await says(it, 'anna', '/agency brief Aurora Talnt')).toMatch(
      /no agency called Aurora Talnt.*Aurora Talent/,
    )
    expect(await says(it, 'anna', '/agency brief')).toContain('/agency brief')
    expect(await says(it, 'giulia', '/agency')).toContain('/agency scheda Aurora Talent')
    expect(await says(it, 'anna', '/followup outcomes')).toContain('has been measured yet')
  })
})
