import { describe, expect, test } from 'vitest'
import type { Person } from '#playground/server/person.ts'
import { expectClean } from '#tests/support/clean.ts'
import { entered } from '#tests/support/forms.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

/** Types a line and returns what came back, without the marks of emphasis. */
const answering =
  ({ settled }: Pick<Scene, 'settled'>) =>
  async (who: Person, line: string, channel = '#live-eu'): Promise<string> => {
    const before = who.notices().length
    await who.types(channel, line)
    await settled()
    expect(who.notices().length, line).toBeGreaterThan(before)
    return who.notices().at(-1)?.shows.replaceAll(/[`*]/g, '') ?? ''
  }
const openForm = async (who: Person, label: string, { settled }: Pick<Scene, 'settled'>) => {
  await who.presses(who.notices().at(-1)?.ts ?? '', label)
  await settled()
  return entered(who)
}

describe.each(STAGES)('what was typed is not lost, on $database over $mode', (stage) => {
  test('a day that does not exist is refused, quoted whole, and stands whole in the form', async () => {
    const it = await scene(stage)
    const [anna, giulia] = [it.slack.as('anna'), it.slack.as('giulia')]
    const answer = answering(it)
    expect(await answer(giulia, '/followup chiama Aurora entro il 31 febbraio')).toContain(
      'il 31 febbraio non esiste',
    )
    expect(await openForm(giulia, 'Apri il modulo', it)).toMatchObject({
      what: 'chiama Aurora entro il 31 febbraio',
    })
    expect(await answer(anna, '/followup call Aurora by 31 Feb and ask')).toContain('31 Feb does not exist')
    expect(await openForm(anna, 'Open the form', it)).toMatchObject({ what: 'call Aurora by 31 Feb and ask' })
    expect(await answer(anna, '/followup call by the 31 nov')).toContain('the 31 nov does not exist')
    expect(it.slack.channel('#live-eu').fromApp()).toEqual([])
    expectClean(it.slack)
  })

  test('an hour is part of the date, and stands in the form too', async () => {
    const it = await scene(stage)
    const answer = answering(it)
    expect(await answer(it.slack.as('anna'), '/followup check by tomorrow at 15:30 with Tom')).toContain(
      'by Thu, 17 Sept 2026, 15:30 Europe/Rome: check with Tom',
    )
    expect(await answer(it.slack.as('giulia'), '/followup senti Aurora entro venerdì alle 17:30')).toContain(
      'entro ven 18 set 2026, 17:30 Europe/Rome: senti Aurora',
    )
    expect(await answer(it.slack.as('anna'), '/followup @tom call Aurora by EOD')).toContain(
      'by Wed, 16 Sept 2026, 18:00 Europe/London: call Aurora',
    )
    await answer(it.slack.as('giulia'), '/followup @nessuno senti Aurora domani alle 15')
    expect(await openForm(it.slack.as('giulia'), 'Apri il modulo', it)).toMatchObject({
      what: '@nessuno senti Aurora',
      due: '2026-09-17',
      time: '15:00',
    })
  })

  test('a day at the end needs no “by”; where there is none, the answer says so and how to set one', async () => {
    const it = await scene(stage)
    const [anna, giulia] = [it.slack.as('anna'), it.slack.as('giulia')]
    const answer = answering(it)
    expect(await answer(anna, '/followup call Aurora in 3 days')).toContain(
      'by Sat, 19 Sept 2026, 18:00 Europe/Rome: call Aurora',
    )
    expect(await answer(giulia, '/followup chiama Aurora tra 3 giorni')).toContain(
      'entro sab 19 set 2026, 18:00 Europe/Rome: chiama Aurora',
    )
    expect(await answer(anna, '/followup call Aurora on friday')).toContain('by Fri, 18 Sept 2026')
    const told = await answer(anna, '/followup Aurora lost 40% in 3 days')
    expect(told).toContain('no date: Aurora lost 40% in 3 days')
    expect(told).toContain('There is no date, so no reminder either. Edit sets one')
    expect(await answer(giulia, '/followup ha fatto 3 giorni validi')).toContain(
      'Non c’è una data, quindi nemmeno un promemoria. Modifica ne mette una',
    )
  })

  test('a slip in a day and an open quotation mark are named', async () => {
    const it = await scene(stage)
    const [anna, giulia] = [it.slack.as('anna'), it.slack.as('giulia')]
    const answer = answering(it)
    expect(await answer(anna, '/followup call Aurora by firday')).toContain('Did you mean friday?')
    expect(await openForm(anna, 'Open the form', it)).toMatchObject({ what: 'call Aurora by firday' })
    expect(await answer(giulia, '/followup chiama entro vnerdì')).toContain('Forse intendevi venerdì?')
    expect(await answer(anna, '/followup call agency:"Aurora Talent !high')).toContain(
      'The quotation mark before Aurora Talent !high is never closed',
    )
    expect(await answer(giulia, '/followup chiama agenzia:“Aurora')).toContain('non si chiudono')
    expect(it.slack.channel('#live-eu').fromApp()).toEqual([])
  })

  test('somebody whom nobody knows, or two people: refused, and the form has it all', async () => {
    const it = await scene(stage)
    const [anna, giulia, tom] = [it.slack.as('anna'), it.slack.as('giulia'), it.slack.as('tom')]
    const answer = answering(it)
    await answer(giulia, '/followup elenco')
    const unknown = await answer(anna, '/followup @gulia call Aurora by friday')
    expect(unknown).toContain('I know nobody called @gulia here. Did you mean @giulia?')
    const form = await openForm(anna, 'Open the form', it)
    expect(form).toMatchObject({ what: '@gulia call Aurora', due: '2026-09-18' })
    expect(form.owner ?? null).toBeNull()
    await anna.submits()
    expect(anna.modal()?.errors).toHaveProperty('owner')
    await anna.closesModal()
    expect(await answer(giulia, '/followup @nessuno chiama')).toContain(
      'Qui non conosco nessuno di nome @nessuno.',
    )
    expect(await answer(tom, '/followup list @nobody')).toContain('I know nobody called @nobody here.')

    expect(await answer(anna, '/followup @tom @giulia call Aurora')).toContain(
      'A follow-up has one owner, and you named <@U0TOM> and <@U0GIULIA>',
    )
    expect(await openForm(anna, 'Open the form', it)).toMatchObject({
      owner: 'U0TOM',
      what: '@giulia call Aurora',
    })
    expect(await answer(giulia, '/followup @tom @anna chiama')).toContain(
      'Un follow-up è di una persona sola',
    )
    await anna.says('#live-eu', '@regia assign @nobody call Aurora')
    await it.settled()
    expect(anna.notice()).toContain('I know nobody called @nobody here.')
    expect(await it.regia.ledger.of('T0LIVEEU').followups.open({}, 10)).toEqual([])
    expectClean(it.slack)
  })

  test('text that begins with one of our words is text, unless a number follows', async () => {
    const it = await scene(stage)
    const [anna, giulia, tom] = [it.slack.as('anna'), it.slack.as('giulia'), it.slack.as('tom')]
    const answer = answering(it)
    expect(await answer(anna, '/followup edit the brief by friday')).toContain(
      'FU-1 is for <@U0ANNA>, by Fri, 18 Sept 2026, 18:00 Europe/Rome: edit the brief',
    )
    expect(await answer(giulia, '/followup annulla la riunione entro venerdì')).toContain(
      ': annulla la riunione',
    )
    expect(await answer(anna, '/followup done deal')).toContain(': done deal')
    expect(await answer(anna, '/followup assign @tom call Aurora by friday')).toContain(
      'FU-4 is for <@U0TOM>, by Fri, 18 Sept 2026, 18:00 Europe/London: call Aurora',
    )
    expect(await answer(anna, '/followup edit 3 briefs by friday')).toContain('I do not understand')
    expect(await openForm(anna, 'Open the form', it)).toMatchObject({
      what: 'edit 3 briefs',
      due: '2026-09-18',
    })
    await anna.closesModal()
    expect(await answer(giulia, '/followup elenco i creator da chiamare')).toContain('Qui non capisco')
    expect(await openForm(giulia, 'Apri il modulo', it)).toMatchObject({
      what: 'elenco i creator da chiamare',
    })
    expect(await answer(tom, '/followup done FU-99')).toContain('There is no follow-up FU-99')
    expect(tom.notices().at(-1)?.shows).not.toContain('Open the form')
    expect(await answer(tom, '/followup done')).toContain('Something is missing')
    await tom.types('#live-eu', '/request take a look at the gift panel')
    await it.settled()
    expect(entered(tom)).toMatchObject({ what: 'take a look at the gift panel' })
    expectClean(it.slack)
  })

  test('without a text, the text is what is missing', async () => {
    const it = await scene(stage)
    const answer = answering(it)
    expect(await answer(it.slack.as('anna'), '/followup @tom')).toContain('The text is missing')
    expect(await answer(it.slack.as('giulia'), '/followup @tom')).toContain('Manca il testo')
  })

  test('a text that is too long: the form says how much did not fit and shows it; no word is cut in two', async () => {
    const it = await scene(stage)
    const [anna, giulia] = [it.slack.as('anna'), it.slack.as('giulia')]
    const answer = answering(it)
    const long = Array.from({ length: 420 }, (_, n) => `word${1000 + n}`).join(' ')
    await answer(anna, `/followup ${long}`)
    const pieces = (anna.notices().at(-1)?.shows ?? '').match(/`[^`]+`/g) ?? []
    expect(pieces.length).toBeGreaterThan(5)
    for (const piece of pieces) expect(piece).toMatch(/^`(?:\/followup )?word\d{4}\b[\s\S]*word\d{4}`$/)
    const form = await openForm(anna, 'Open the form', it)
    expect(form.what).toMatch(/^word1000 [\s\S]*word\d{4}$/)
    const shown = JSON.stringify(anna.modal())
    expect(shown).toMatch(/holds 3000 characters, and you wrote 3779\. The last \d+ did not fit/)
    const kept = String(form.what).split(' ').length
    expect(shown).toContain(`word${1000 + kept} `)
    expect(shown).toContain('word1419')
    await answer(giulia, `/followup ${'è'.repeat(3500)}`)
    await openForm(giulia, 'Apri il modulo', it)
    expect(JSON.stringify(giulia.modal())).toContain('Gli ultimi 500 non ci stavano')
    expectClean(it.slack)
  })

  test('new lines stay where they were typed', async () => {
    const it = await scene(stage)
    const { slack, settled } = it
    const anna = slack.as('anna')
    const root = await anna.says('#live-eu', 'Numbers are down')
    await anna.says('#live-eu', '@regia assign @tom first line\nsecond *line* by friday\n\nlast', {
      thread: root.ts,
    })
    await settled()
    const card = slack.channel('#live-eu').thread(root.ts).at(-1)
    expect(JSON.stringify(card?.blocks)).toContain('first line\\nsecond *line*\\n\\nlast')
    expect(await answering(it)(slack.as('tom'), '/followup list')).toContain('first line second line last')
    await answering(it)(slack.as('tom'), '/followup done FU-1')
    expect(JSON.stringify(slack.channel('#live-eu').thread(root.ts))).toContain(
      '~first line~\\n~second *line*~\\n\\n~last~',
    )
  })

  test('what holds an asterisk is quoted whole', async () => {
    const it = await scene(stage)
    await it.slack.as('anna').types('#live-eu', '/followup list a*b*c')
    await it.settled()
    expect(JSON.stringify(it.slack.as('anna').notices().at(-1)?.blocks)).toContain('*a∗b∗c*')
    await it.slack.as('giulia').types('#live-eu', '/followup chiama agenza:*x*')
    await it.settled()
    await it.slack.as('giulia').types('#live-eu', '/followup elenco *x*')
    await it.settled()
    expect(JSON.stringify(it.slack.as('giulia').notices().at(-1)?.blocks)).toContain('*∗x∗*')
  })

  test('help shows option words in the reader’s language', async () => {
    const it = await scene(stage)
    const answer = answering(it)
    const giulia = it.slack.as('giulia')
    expect(await answer(giulia, '/followup aiuto')).toContain(
      '/followup elenco [mie|squadra] [fatti|attesa] [scadute]',
    )
    expect(await answer(giulia, '/request aiuto')).toMatch(
      /\[prodotto\|contenuti\|operazioni\|sicurezza\][\s\S]*elenco \[mie\|nuove\|tutte\] \[squadra:"…"\]/,
    )
    const digest = await answer(giulia, '/digest aiuto')
    expect(digest).toMatch(/\[giornaliero\|feriali\|settimanale\|mensile\|"cron"\] \[alle …\]/)
    expect(digest).toMatch(
      /\[ieri\|7g\|28g\|mese\|settimana-scorsa\|mese-scorso\][\s\S]*\[fuso:"…"\] \[lingua:"…"\]/,
    )
    expect(digest).not.toMatch(/yesterday|weekly/)
    expect(await answer(it.slack.as('anna'), '/followup help')).toContain(
      'list [mine|team] [done|waiting] [overdue]',
    )
  })
})
