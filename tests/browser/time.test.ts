import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faults } from './gallery.ts'
import { choose, enter, look, openBrowser, openRegia, type Regia, says, visit } from './support.ts'

look('time in the workspace page', () => {
  let regia: Regia
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    ;[regia, browser] = await Promise.all([openRegia(), openBrowser()])
    page = await visit(browser, regia.url, ['anna', 'live-eu'])
  }, 90_000)
  afterAll(async () => {
    await browser?.close()
    await regia?.close()
  })
  const panel = () => page.getByRole('dialog', { name: 'Clock' })
  const moves = () => panel().getByRole('list', { name: 'What came of it' })

  test('a move lists what came of it, and leads there', async () => {
    await page.getByRole('button', { name: /^Clock/ }).click()
    await panel().getByText('The clock has not been moved yet.').waitFor()
    await panel().getByRole('button', { name: 'next Monday 09:00' }).click()
    await panel()
      .getByText(/^0?9:00:\d\d$/)
      .waitFor()
    const digest = moves().getByRole('button', { name: /#live-it/ })
    await digest.waitFor()
    await moves()
      .getByRole('button', { name: /#live-eu/ })
      .waitFor()
    expect(await faults(page)).toEqual([])
    await digest.click()
    await page.getByRole('heading', { level: 1, name: 'live-it' }).waitFor()
    await panel().waitFor({ state: 'hidden' })
  }, 60_000)

  test('it is held, moved while held, and let go', async () => {
    await page.getByRole('button', { name: /^Clock/ }).click()
    await panel().getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('button', { name: /^Clock .* paused$/ }).waitFor()
    await panel().getByRole('button', { name: 'next 09:00' }).click()
    await panel()
      .getByText(/^0?9:00:00$/)
      .waitFor()
    await panel().getByRole('button', { name: 'Play' }).click()
    await panel()
      .getByText(/^0?9:00:0[1-9]$/)
      .waitFor()
    await page.keyboard.press('Escape')
  }, 60_000)

  test('the night of the clock change is a move like any other', async () => {
    await page.getByRole('button', { name: /^Clock/ }).click()
    await panel().getByRole('button', { name: 'night the clocks change' }).click()
    await panel()
      .getByText(/^0?[12]:45:\d\d$/)
      .waitFor()
    await panel().getByRole('button', { name: '+1 h' }).click()
    await panel()
      .getByText(/^0?[23]:45:\d\d$/)
      .waitFor()
    await page.keyboard.press('Escape')
  }, 60_000)

  test('starting over asks first, and makes everything anew while the page stays', async () => {
    await enter(page, 'live-eu')
    await says(page, 'to be forgotten')
    await page.getByRole('article').filter({ hasText: 'to be forgotten' }).waitFor()
    await choose(page, 'Start over')
    const asked = page.getByRole('dialog', { name: 'Start over' })
    expect(await faults(page)).toEqual([])
    await asked.getByRole('button', { name: 'Cancel' }).click()
    expect(await page.getByText('to be forgotten').count()).toBe(1)
    await choose(page, 'Start over')
    await asked.getByRole('button', { name: 'Start over' }).click()
    await page.getByText('to be forgotten').waitFor({ state: 'hidden' })
    await page.getByText('The sample region is being made…').waitFor({ state: 'hidden', timeout: 60_000 })
    await page.getByRole('log').getByText('All creators').waitFor({ timeout: 60_000 })
    expect(await page.getByRole('log').getByText('All creators').count()).toBe(1)
  }, 120_000)

  test('a server that goes away is said so, and waited for', async () => {
    await page.evaluate(() => {
      new MutationObserver(() => {
        if (document.querySelector('.banner')) document.body.dataset.lost = 'yes'
      }).observe(document.body, { childList: true, subtree: true })
    })
    await regia.restart()
    await expect.poll(() => page.evaluate(() => document.body.dataset.lost), { timeout: 10_000 }).toBe('yes')
    await page.getByRole('alert').waitFor({ state: 'hidden' })
    await says(page, 'back again')
    await page.getByRole('article').filter({ hasText: 'back again' }).waitFor()
  }, 60_000)
})
