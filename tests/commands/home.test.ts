import { describe, expect, test } from 'vitest'
import { expectClean } from '#tests/support/clean.ts'
import { STAGES, scene } from '#tests/support/scene.ts'

describe.each(STAGES)('the Home tab, on $database over $mode', (stage) => {
  test('shows one’s day, one’s promises, the team’s and the requests, each in its reader’s language', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    await anna.types('#live-eu', '/followup call Aurora by friday !high')
    await settled()
    await anna.types('#live-eu', '/followup @giulia check the bonus file by today')
    await anna.types('#live-eu', '/request product the gifting page is slow')
    await settled()

    await anna.opensHome()
    await settled()
    expect(words(anna.home())).toContain('Nothing is due today.')
    await anna.presses(anna.home()?.id ?? '', 'Mine')
    await settled()
    expect(words(anna.home())).toMatch(
      /What you have promised.*FU-1.*call Aurora.*by Fri, 18 Sept 2026 · high/s,
    )
    expect(words(anna.home())).not.toContain('FU-2')

    await giulia.opensHome()
    await settled()
    expect(words(giulia.home())).toMatch(/In scadenza oggi.*FU-2.*check the bonus file.*scade oggi/s)
    await giulia.presses(giulia.home()?.id ?? '', 'Il team')
    await settled()
    expect(words(giulia.home())).toMatch(/FU-2.*FU-1/s)
    await giulia.presses(giulia.home()?.id ?? '', 'Richieste')
    await settled()
    expect(words(giulia.home())).toMatch(/REQ-1.*gifting page/s)
    await giulia.presses(giulia.home()?.id ?? '', 'Prendi')
    await settled()
    expect(words(giulia.home())).toMatch(/● Richieste.*REQ-1.*<@U0GIULIA>/s)
    expectClean(slack)
  })

  test('goes page by page, and shows nobody what was said in a private channel they are not named in', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, tom] = [slack.as('anna'), slack.as('tom')]
    for (let n = 1; n <= 21; n++) await anna.types('#live-eu', `/followup @tom promise number ${n}`)
    await settled()
    await anna.types('#eu-leads', '/followup @giulia a delicate thing')
    await settled()
    await tom.opensHome()
    await settled()
    await tom.presses(tom.home()?.id ?? '', 'Team')
    await settled()
    expect(words(tom.home())).toContain('FU-20*')
    expect(words(tom.home())).not.toContain('FU-21*')
    await tom.presses(tom.home()?.id ?? '', 'Next page')
    await settled()
    expect(words(tom.home())).toContain('FU-21*')
    expect(words(tom.home())).not.toContain('delicate')
    await tom.presses(tom.home()?.id ?? '', 'First page')
    await settled()
    expect(words(tom.home())).toContain('FU-1*')
    expectClean(slack)
  })

  test('does to all that is ticked what one chooses, says what would not do, and opens one as a card', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, tom] = [slack.as('anna'), slack.as('tom')]
    for (const line of ['@tom call Aurora by friday', '@tom call Luna by friday', '@giulia call Sol']) {
      await anna.types('#live-eu', `/followup ${line}`)
      await settled()
    }
    const home = () => tom.home()?.id ?? ''
    await tom.opensHome()
    await settled()
    await tom.presses(home(), 'Mine')
    await settled()
    await tom.presses(home(), 'Done')
    await settled()
    expect(words(tom.home())).toContain('Nothing is ticked.')

    const boxes = idsIn(tom.home())
    expect(boxes).toHaveLength(2)
    await tom.presses(home(), 'home.tick', boxes)
    // Somebody is quicker with one of the two.
    await anna.types('#live-eu', '/followup cancel FU-1')
    await settled()
    await tom.presses(home(), 'Done')
    await settled()
    expect(words(tom.home())).toMatch(/Changed: 1 follow-up\..*FU-1/s)
    expect(words(tom.home())).toContain('You have promised nothing')
    expect(words(slack.channel('#live-eu').fromApp())).toContain('Done by <@U0TOM>')

    await tom.presses(home(), 'Team')
    await settled()
    const [third = ''] = idsIn(tom.home())
    await tom.presses(home(), 'home.tick', [third])
    await tom.presses(home(), 'Open')
    await settled()
    expect(words(tom.home())).toMatch(/\*FU-3\*.*call Sol.*Reassign/s)
    // Neither its owner nor who asked for it.
    await tom.presses(home(), 'home.tick', [third])
    await tom.presses(home(), 'home.cancel')
    await settled()
    expect(words(tom.home())).toContain('Nothing was changed.')
    expectClean(slack)
  })

  test('narrows to somebody’s, an agency’s and what is late, which stays whatever is done in it', async () => {
    const { slack, settled, later } = await scene(stage)
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    await anna.types('#live-eu', '/followup @giulia first by tomorrow agency:"Aurora, Srl"')
    await settled()
    await anna.types('#live-eu', '/followup @giulia second agency:"Aurora, Srl"')
    await settled()
    await anna.types('#live-eu', '/followup @tom third by tomorrow agency:Faro')
    await settled()
    await anna.types('#eu-leads', '/followup @tom fourth agency:"Secret Agency"')
    await settled()
    await later({ days: 2 })
    const home = () => giulia.home()?.id ?? ''
    const press = async (what: string, value?: string) => {
      await giulia.presses(home(), what, value)
      await settled()
      return words(giulia.home())
    }
    await giulia.opensHome()
    await settled()
    const team = await press('Il team')
    expect(team).toMatch(/first.*third.*second/s)
    // The name of an agency can give away a private channel.
    expect(team).not.toContain('Secret')

    expect(await press('home.agency', JSON.stringify('Aurora, Srl'))).not.toContain('third')
    expect(words(giulia.home())).toMatch(/"initial_option":\{"text":\{[^}]*Aurora, Srl/)
    const late = await press('Solo scaduti')
    expect(late).toContain('first')
    expect(late).not.toMatch(/second|third/)
    await press('home.tick', idsIn(giulia.home())[0])
    expect(await press('Fatto')).toMatch(/Modificati: 1 follow-up\..*Non c’è niente di scaduto/s)
    expect(words(giulia.home())).toMatch(/"initial_option":\{"text":\{[^}]*Aurora, Srl/)
    expect(await press('Mostra tutto')).toMatch(/third.*second/s)
    expect(await press('home.owner', 'U0TOM')).toMatch(/"initial_user":"U0TOM".*third/s)
    expect(words(giulia.home())).not.toContain('second')
    await giulia.opensHome()
    await settled()
    expect(words(giulia.home())).toContain('"initial_user":"U0TOM"')
    expect(await press('home.agency', JSON.stringify('Aurora, Srl'))).toContain('Non c’è niente del genere')
    expectClean(slack)
  })

  test('says under one’s day what waits for one, and what of one’s own waits for others', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, tom] = [slack.as('anna'), slack.as('tom')]
    await anna.types('#live-eu', '/followup @tom ask for the contract by 30/9')
    await settled()
    await tom.types('#live-eu', '/followup block FU-1 by @anna on "her signature"')
    await settled()
    await anna.opensHome()
    await settled()
    expect(words(anna.home())).toMatch(/Waits for you.*FU-1.*ask for the contract.*<@U0TOM>/s)
    await tom.opensHome()
    await settled()
    expect(words(tom.home())).toMatch(/Yours that wait for others.*FU-1.*<@U0ANNA>.*her signature/s)
    await tom.types('#live-eu', '/followup block FU-1 off')
    await settled()
    await tom.opensHome()
    await settled()
    expect(words(tom.home())).not.toContain('wait for others')
    expectClean(slack)
  })
})

/** What stands behind the boxes. */
const idsIn = (home: unknown): string[] =>
  [...words(home).matchAll(/"value":"(tsk_\w+)"/g)].map(([, id = '']) => id)
const words = (home: unknown): string => JSON.stringify(home)
