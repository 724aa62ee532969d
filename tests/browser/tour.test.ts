import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faults } from './gallery.ts'
import { choose, LAPTOP, look, openBrowser, openRegia, PHONE, type Regia, visit } from './support.ts'

const WORDS = {
  en: {
    tour: 'Two-minute tour',
    card: 'Tour',
    next: 'Next',
    well: 'Done, well done.',
    clock: /^Clock/,
    monday: 'next Monday 09:00',
    line: /^Assign follow-up/,
    who: 'Who',
    owner: 'Lucía Ortega',
    assign: 'Assign',
    go: /^(Become|Go to)/,
    put: 'Put it in the box',
    answer: 'What should the requester know',
    drop: 'Drop campaigns.csv here',
    import: /^Import/,
    told: /Tom Ashby.* closed your request/,
    last: 'That was it. What now?',
    home: 'live-eu',
    end: 'Done',
  },
  it: {
    tour: 'Visita di due minuti',
    card: 'Visita',
    next: 'Avanti',
    well: 'Fatto, ottimo.',
    clock: /^Orologio/,
    monday: 'lunedì alle 09:00',
    line: /^Assegna follow-up/,
    who: 'Chi',
    owner: 'Marco Bellini',
    assign: 'Assegna',
    go: /^(Diventa|Vai)/,
    put: 'Mettilo nella casella',
    answer: 'Che cosa deve sapere chi ha chiesto',
    drop: 'Trascina qui campagne.csv',
    import: /^Importa/,
    told: /Marco Bellini.* ha chiuso la tua richiesta/,
    last: 'Ecco tutto. E adesso?',
    home: 'live-it',
    end: 'Fatto',
  },
}

const tourIn = (page: Page, language: 'en' | 'it') => {
  const words = WORDS[language]
  const card = page.getByRole('region', { name: words.card, exact: true })
  const log = page.getByRole('log')
  const dialog = page.getByRole('dialog')
  const ticked = () => card.getByText(words.well).waitFor()
  const next = () => card.getByRole('button', { name: words.next }).click()
  const go = () => card.getByRole('button', { name: words.go }).click()
  return {
    card,
    async takes() {
      await page.getByRole('button', { name: words.clock }).click()
      await page.getByRole('button', { name: words.monday }).click()
      await ticked()
      await page.keyboard.press('Escape')
      await next()

      await log.getByRole('button', { name: words.line }).last().click()
      await dialog.getByRole('combobox', { name: words.who }).click()
      await page.getByRole('option', { name: words.owner }).click()
      await dialog.getByRole('button', { name: words.assign, exact: true }).click()
      await ticked()
      await next()

      await go()
      await ticked()
      await next()

      await page.getByRole('button', { name: words.clock }).click()
      await page.getByRole('button', { name: words.monday }).click()
      await ticked()
      await page.keyboard.press('Escape')
      await next()

      await go()
      await card.getByRole('button', { name: words.put }).click()
      await page.keyboard.press('Enter')
      await ticked()
      await next()

      await go()
      await log.getByRole('button', { name: /^Take REQ/ }).click()
      await ticked()
      await next()
      await log.getByRole('button', { name: /^Done REQ/ }).click()
      await dialog.getByRole('textbox', { name: words.answer }).fill('31.2')
      await page.keyboard.press('Control+Enter')
      await ticked()
      await next()

      await go()
      await ticked()
      await log.getByText(words.told).waitFor()
      await next()

      await card.getByRole('button', { name: words.drop }).click()
      await log.getByRole('button', { name: words.import }).last().click()
      await ticked()
      await next()
      await card.getByRole('heading', { name: words.last }).waitFor()
      await card.getByRole('button', { name: words.end }).click()
      await card.waitFor({ state: 'hidden' })
    },
  }
}

look('the tour', () => {
  let regia: Regia
  let browser: Browser
  beforeAll(async () => {
    ;[regia, browser] = await Promise.all([openRegia(), openBrowser()])
  }, 90_000)
  afterAll(async () => {
    await browser?.close()
    await regia?.close()
  })

  test.each([
    ['en', 'anna', LAPTOP],
    ['it', 'giulia', PHONE],
  ] as const)(
    'in %s goes from a digest to an answered request, each step ticking itself off',
    async (language, as, screen) => {
      const page = await visit(browser, regia.url, [as, 'live-content'], screen)
      await choose(page, WORDS[language].tour)
      const tour = tourIn(page, language)
      await page.getByRole('heading', { level: 1, name: WORDS[language].home }).waitFor()
      expect(await faults(page)).toEqual([])
      await tour.takes()
    },
    90_000,
  )

  test('its card never lies over what it points to, and a reload finds it where it was', async () => {
    const page = await visit(browser, regia.url, ['anna', 'live-eu'])
    await choose(page, WORDS.en.tour)
    const { card } = tourIn(page, 'en')
    const ring = page.locator('.tour-ring')
    for (const step of [1, 2, 3, 4, 5]) {
      await card.getByText(`Step ${step} of 10`).waitFor()
      await ring.waitFor()
      await expect.poll(() => overlap(page)).toBe(false)
      await card.getByRole('button', { name: 'Next' }).click()
    }
    await page.reload()
    await card.getByText('Step 6 of 10').waitFor()
  }, 60_000)
})

const overlap = async (page: Page): Promise<boolean> => {
  const [card, ring] = await Promise.all([
    page.locator('.tour').boundingBox(),
    page.locator('.tour-ring').boundingBox(),
  ])
  if (!card || !ring) return true
  return (
    card.x < ring.x + ring.width &&
    ring.x < card.x + card.width &&
    card.y < ring.y + ring.height &&
    ring.y < card.y + card.height
  )
}
