import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { become, enter, look, openBrowser, openRegia, type Regia, says, visit } from './support.ts'

look('the first minute of a newcomer, in a real browser', () => {
  let regia: Regia
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    ;[regia, browser] = await Promise.all([openRegia(), openBrowser()])
    page = await visit(browser, regia.url, ['anna', 'live-content'])
  }, 90_000)
  afterAll(async () => {
    await browser?.close()
    await regia?.close()
  })
  const goes = async (person: string, channel: string): Promise<void> => {
    await become(page, person)
    await enter(page, channel)
  }

  test('a digest is there; a line of it becomes a follow-up; a request reaches its desk; a restart finds both', async () => {
    await goes('Anna Keller', 'live-eu')
    await page.getByText('All creators').first().waitFor()

    await page
      .getByRole('button', { name: /^Assign follow-up/ })
      .last()
      .click()
    await page.getByRole('dialog').getByRole('combobox', { name: 'Who' }).click()
    await page.getByRole('option', { name: 'Lucía Ortega' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Assign', exact: true }).click()
    await page.getByText('FU-1').first().waitFor()

    await says(page, '/request product gift panel is slow on iPads !high')
    await page.getByText('REQ-1 is with Product').first().waitFor()
    await goes('Tom Ashby', 'live-product')
    await page.getByRole('button', { name: /^Take/ }).last().click()
    await page.getByText('Tom Ashby looks after it').first().waitFor()

    expect(await regia.restart()).toBe(0)
    await goes('Lucía Ortega', 'live-eu')
    await says(page, '/followup list')
    await page.getByText('Your follow-ups').first().waitFor()
    await says(page, '/request list')
    await page.getByText('Requests that wait').first().waitFor()
    expect(await page.getByText(/REQ-1.*gift panel is slow on iPads/).count()).toBeGreaterThan(0)
  }, 90_000)

  test('in Italian: what cannot be understood keeps what was typed and opens the form with it', async () => {
    await goes('Giulia Ferri', 'live-it')
    await says(page, '/followup chiama Città Eterna entro venerdì agenzia:"Citta Eterma"')
    await page.getByText('Non conosco un’agenzia').first().waitFor()
    await page.getByRole('button', { name: 'Apri il modulo' }).last().click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByLabel('Che cosa c’è da fare').inputValue()).toBe('chiama Città Eterna')
    expect(await dialog.getByLabel('Agenzia').inputValue()).toBe('Citta Eterma')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  }, 60_000)

  test('moving the clock to the next Monday morning brings the next digest', async () => {
    await goes('Giulia Ferri', 'live-it')
    const footers = page.getByText(/DIG-\d+ · .*lo ferma per un po’/)
    await footers.first().waitFor()
    const before = await footers.count()
    await page.getByRole('button', { name: /^Orologio/ }).click()
    await page.getByRole('button', { name: 'lunedì alle 09:00' }).click()
    await footers.nth(before).waitFor()
  }, 60_000)
})
