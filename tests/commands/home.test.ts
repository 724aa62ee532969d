import { describe, expect, test } from 'vitest'
import { expectClean } from '#tests/support/clean.ts'
import { STAGES, scene } from '#tests/support/scene.ts'

describe.each(STAGES)('the Home tab, on $database over $mode', (stage) => {
  test('shows one’s day, one’s promises, the team’s and the requests, each in its reader’s language', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    await anna.types('#live-eu', '/followup call Aurora by friday !high')
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
})

const words = (home: unknown): string => JSON.stringify(home)
