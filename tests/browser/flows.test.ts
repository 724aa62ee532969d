import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { become, enter, look, openBrowser, openRegia, type Regia, says, visit } from './support.ts'

look('the three jobs, by mouse and in both languages', () => {
  let regia: Regia
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    ;[regia, browser] = await Promise.all([openRegia(), openBrowser()])
  }, 90_000)
  beforeEach(async () => {
    page = await visit(browser, regia.url, ['anna', 'live-content'])
  })
  afterAll(async () => {
    await browser?.close()
    await regia?.close()
  })
  const goes = async (person: string, channel: string): Promise<void> => {
    await become(page, person)
    await enter(page, channel)
  }
  const dialog = () => page.getByRole('dialog')
  const newest = (name: string | RegExp) => page.getByRole('button', { name }).last()
  const sees = (words: string | RegExp) => page.getByRole('log').first().getByText(words).first().waitFor()

  test('a file is dropped, its columns are named, it is imported and taken back', async () => {
    await goes('Anna Keller', 'live-content')
    const name = 'week 48.csv'
    const buffer = Buffer.from('Giorno;ID creator;Diamnti\n2026-09-14;7000000000001010007;12\n')
    await page.locator('main input[type=file]').first().setInputFiles({ name, mimeType: 'text/csv', buffer })
    await page
      .getByRole('button', { name: /1 reply/ })
      .last()
      .click()
    const thread = page.getByRole('complementary', { name: 'Thread' })
    await thread.getByRole('button', { name: /^Map columns/ }).click()
    await dialog().getByRole('combobox', { name: 'Username' }).click()
    await page.getByRole('option', { name: 'Diamnti' }).click()
    await dialog().getByRole('button', { name: 'Try it' }).click()
    await dialog()
      .getByText(/This column is chosen for something else/)
      .waitFor()
    await dialog().getByRole('combobox', { name: 'Username' }).click()
    await page.getByRole('option', { name: 'No column' }).click()
    await dialog().getByRole('button', { name: 'Try it' }).click()
    await thread.getByRole('button', { name: /^Import/ }).click()
    await thread.getByText(/imported week 48\.csv: import \d+/).waitFor()
    await thread.getByRole('button', { name: /^Undo import/ }).click()
    await dialog().getByRole('button', { name: 'Undo import' }).click()
    await thread.getByText(/had never come/).waitFor()
  }, 60_000)

  test('a digest is looked at alone, shown to the channel, subscribed, paused and ended', async () => {
    await goes('Anna Keller', 'live-content')
    await says(page, '/digest IT 7d')
    await sees('Only you can see this.')
    await newest('Post here').click()
    await sees('Posted.')
    await newest('Subscribe').click()
    await dialog().getByRole('combobox', { name: 'How often' }).click()
    await page.getByRole('option', { name: 'Every Monday' }).click()
    await dialog().getByRole('button', { name: 'Subscribe', exact: true }).click()
    await sees(/DIG-3: IT will be posted in/)
    await says(page, '/digest list')
    await sees('Digests that come by themselves')
    await says(page, '/digest pause DIG-3')
    await sees('DIG-3 is paused.')
    await goes('Lucía Ortega', 'live-content')
    expect(await page.getByText('Only you can see this.').count()).toBe(0)
    await page.getByText(/IT · /).first().waitFor()
  }, 60_000)

  test('a message in a thread becomes a follow-up; it is put off, given on, done and opened again', async () => {
    await goes('Giulia Ferri', 'live-it')
    await says(page, 'Marea Alta non risponde da lunedì')
    const message = page.getByRole('article').filter({ hasText: 'Marea Alta non risponde' }).last()
    await message.hover()
    await message.getByRole('button', { name: 'Altre azioni' }).click()
    await page.getByRole('menuitem', { name: 'Assign follow-up' }).click()
    expect(await dialog().getByLabel('Che cosa c’è da fare').inputValue()).toBe(
      'Marea Alta non risponde da lunedì',
    )
    await dialog().getByRole('combobox', { name: 'Chi' }).click()
    await page.getByRole('option', { name: 'Marco Bellini' }).click()
    await dialog().getByRole('button', { name: 'Assegna', exact: true }).click()
    await sees(/FU-1/)

    await become(page, 'Marco Bellini')
    await page.getByRole('navigation', { name: 'Canali' }).getByRole('button', { name: 'Regia' }).click()
    await page
      .getByRole('combobox', { name: /^Rimanda/ })
      .last()
      .click()
    await page.getByRole('option', { name: 'Scegli un giorno…' }).click()
    await dialog().getByLabel('Ricordalo di nuovo il').fill('2099-01-05')
    await dialog().getByRole('button', { name: 'Rimanda', exact: true }).click()
    await dialog().waitFor({ state: 'hidden' })
    await newest(/^Riassegna/).click()
    await dialog().getByRole('combobox', { name: 'Chi' }).click()
    await page.getByRole('option', { name: 'Anna Keller' }).click()
    await dialog().getByRole('button', { name: 'Riassegna', exact: true }).click()
    await dialog().waitFor({ state: 'hidden' })

    await become(page, 'Anna Keller')
    await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: 'Regia' }).click()
    await newest(/^Done/).click()
    await newest(/^Reopen/).click()
    await newest(/^Done/).waitFor()
  }, 60_000)

  test('a request by the form is declined with a reason, and its requester reads why', async () => {
    await goes('Giulia Ferri', 'live-it')
    await says(page, '/request')
    await dialog().getByRole('button', { name: 'Invia', exact: true }).click()
    await dialog().getByRole('alert').first().waitFor()
    await dialog().getByRole('combobox', { name: 'Per quale team' }).click()
    await page.getByRole('option', { name: 'Prodotto' }).click()
    await dialog().getByLabel('Che cosa ti serve').fill('Un tema più scuro <!channel> *per favore*')
    await dialog().getByRole('button', { name: 'Invia', exact: true }).click()
    await sees(/REQ-1 è arrivata/)
    await goes('Tom Ashby', 'live-product')
    await newest(/^Decline/).click()
    await dialog().getByLabel('Why not').fill('Not this quarter')
    await dialog().getByRole('button', { name: 'Decline', exact: true }).click()
    await dialog().waitFor({ state: 'hidden' })
    await become(page, 'Giulia Ferri')
    await page.getByRole('navigation', { name: 'Canali' }).getByRole('button', { name: 'Regia' }).click()
    await sees('Not this quarter')
    await sees(/Un tema più scuro <!channel>/)
  }, 60_000)
})
