import { describe, expect, test } from 'vitest'
import type { Person, Visible } from '#playground/server/person.ts'
import { entered } from '#tests/support/forms.ts'
import { AGENCIES, days, feed, LUNA } from '#tests/support/numbers.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

/** Types a line and returns what came back, without the marks of emphasis. */
const answerTo = async (
  who: Person,
  line: string,
  { settled }: Pick<Scene, 'settled'>,
  channel = '#live-eu',
): Promise<Visible & { words: string }> => {
  const before = who.notices().length
  await who.types(channel, line)
  await settled()
  const answer = who.notices().at(-1)
  if (!answer || who.notices().length === before) throw new Error(`no answer to ${line}`)
  return { ...answer, words: answer.shows.replaceAll(/[`*]/g, '') }
}

describe.each(STAGES)('a follow-up in words, on $database over $mode', (stage) => {
  test('nobody named is oneself, with or without words around the date', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    const echo = await answerTo(anna, '/followup call @tom about the cup by tomorrow !low', { settled })
    expect(echo.words).toContain(
      'FU-1 is for <@U0ANNA>, by Thu, 17 Sept 2026, 18:00 Europe/Rome: call @tom about',
    )
    const due = await answerTo(giulia, '/followup rivedi il listino scadenza 30/9 !bassa', { settled })
    expect(due.words).toContain(
      'FU-2 è per <@U0GIULIA>, entro mer 30 set 2026, 18:00 Europe/Rome: rivedi il listino',
    )
    expect(slack.channel('#live-eu').shows()).toContain('low')
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('an agency: apostrophes, curly quotes, its Italian word; an unknown one opens the form with it all', async () => {
    const { slack, settled, given } = await scene(stage)
    await given('agencies', AGENCIES)
    await given('daily', feed('2026-09-10', [{ who: LUNA, diamonds: days(6, 100) }]))
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    await answerTo(giulia, '/followup senti l’agenzia agenzia:“l’officina dei creator”', { settled })
    expect(slack.channel('#live-eu').shows()).toContain("L'Officina dei Creator")
    await answerTo(anna, '/followup call agency:"AURORA talent"', { settled })
    expect(slack.channel('#live-eu').shows()).toContain('Aurora Talent')

    const unknown = await answerTo(anna, '/followup @tom call them by friday agency:"Arora Talent"', {
      settled,
    })
    expect(unknown.words).toContain('I know no agency called Arora Talent. Did you mean Aurora Talent')
    expect(unknown.words).toContain('You typed: /followup @tom call them by friday agency:"Arora Talent"')
    await anna.presses(unknown, 'Open the form')
    await settled()
    expect(entered(anna)).toMatchObject({
      what: 'call them',
      owner: 'U0TOM',
      due: '2026-09-18',
      agency: 'Arora Talent',
    })
    await anna.fills({ creator: '@luna.pova' })
    await anna.submits()
    expect(anna.modal()?.errors).toEqual({
      agency: expect.stringContaining('Aurora Talent'),
      creator: expect.stringContaining('luna.prova'),
    })
    expect(entered(anna)).toMatchObject({ what: 'call them', owner: 'U0TOM', creator: '@luna.pova' })
    await anna.fills({ agency: '', creator: 'luna.prova' })
    await anna.submits()
    await settled()
    expect(anna.modal()).toBeNull()
    expect(slack.channel('#live-eu').shows()).toMatch(/Aurora Talent[\s\S]*@luna\.prova/)

    const misspelt = await answerTo(giulia, '/followup senti agenza:Aurora', { settled })
    expect(misspelt.words).toContain('Non conosco l’opzione agenza. Forse intendevi agenzia?')
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('who has left and who is an app cannot be asked; the form then keeps the rest', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    expect((await answerTo(giulia, '/followup @paolo chiama', { settled })).words).toContain(
      'paolo non è più in questo workspace. Scegli qualcun altro.',
    )
    const app = await answerTo(anna, '/followup @regia call Aurora by monday', { settled })
    expect(app.words).toMatch(/regia is an app and cannot promise anything\. Choose a person\./i)
    await anna.presses(app, 'Open the form')
    await settled()
    expect(entered(anna)).toMatchObject({ what: 'call Aurora', due: '2026-09-21' })
    await anna.submits()
    expect(anna.modal()?.errors).toEqual({ owner: expect.stringContaining('is an app') })
    await anna.fills({ owner: 'U0LUCIA' })
    await anna.submits()
    await settled()
    expect(slack.as('lucia').dm()).toHaveLength(1)
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('a slip is one sentence with what was typed, and nothing is made of it', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    const said = async (who: Person, line: string) => (await answerTo(who, line, { settled })).words
    expect(await said(giulia, '/followup')).toContain(
      'Manca il testo: di’ di che cosa si tratta. Scrivi così: /followup [@persona]',
    )
    expect(await said(giulia, '/followup chiama entro 31/02')).toContain('31/02 non esiste')
    expect(await said(giulia, '/followup chiama entro ieri')).toContain('mar 15 set 2026 è passato')
    expect(await said(giulia, '/followup chiama !altissima')).toContain('!altissima non è una priorità')
    expect(await said(giulia, '/followup elnco')).toContain('Forse intendevi /followup elenco?')
    expect(await said(giulia, '/followup fato FU-1')).toContain('Forse intendevi /followup fatto FU-1?')
    expect(await said(giulia, '/followup fatto')).toContain('Manca qualcosa. Scrivi così: /followup fatto')
    expect(await said(giulia, '/followup elenco Aurora')).toContain('Qui non capisco Aurora')
    expect(await said(giulia, '/followup fatto 9')).toContain('Non c’è un follow-up FU-9')
    expect(await said(giulia, '/followup aiuto')).toContain('/followup rimanda FU-12 lunedì')
    const bare = await answerTo(anna, '/followup @tom by friday', { settled })
    expect(bare.words).toContain('The text is missing')
    await anna.presses(bare, 'Open the form')
    await settled()
    expect(entered(anna)).toMatchObject({ owner: 'U0TOM', due: '2026-09-18' })
    expect(entered(anna).what ?? '').toBe('')
    expect(await said(anna, '/followup list team')).toContain('No open follow-ups')
    expect(slack.channel('#live-eu').fromApp()).toEqual([])
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })

  test('hostile text stays text wherever it is shown', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, lucia] = [slack.as('anna'), slack.as('lucia')]
    const hostile = '<!channel> @channel <https://evil.example|Aurora> R&D \u202Eevil <@U0TOM|tom> ```'
    const echo = await answerTo(anna, `/followup @lucia ${hostile}`, { settled })
    await answerTo(anna, '/followup list team', { settled })
    const told = lucia.dm().at(-1)
    const posted = slack.channel('#live-eu').fromApp().at(-1)
    for (const shown of [echo, anna.notices().at(-1), told, posted]) {
      const mrkdwn = JSON.stringify([shown?.blocks, shown?.text], withoutPlainText)
      expect(mrkdwn).toContain('&lt;!channel&gt;')
      expect(mrkdwn).not.toMatch(/<!channel>|<https|<@U0TOM/)
      expect(JSON.stringify(shown?.blocks)).not.toMatch(/\u202E/)
    }
    expect(JSON.stringify(posted?.blocks)).toContain('R&amp;D')
    const long = await answerTo(anna, `/followup ${'é'.repeat(3500)}`, { settled })
    expect(long.words).toContain('You typed')
    expect(slack.calls.filter((it) => it.flag)).toEqual([])
  })
})

/** In plain text nothing is a mention or a link. */
const withoutPlainText = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'plain_text' ? null : value
