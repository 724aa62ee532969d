import { Buffer } from 'node:buffer'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Playground } from '#playground/server/playground.ts'
import { readManifest } from '#src/manifest.ts'
import { type Scene, scene } from '#tests/playground/bolt.ts'
import { faults } from './gallery.ts'
import { become, choose, composer, enter, LAPTOP, look, openBrowser, PHONE, says, visit } from './support.ts'

const FORM = {
  type: 'modal' as const,
  title: { type: 'plain_text' as const, text: 'A form' },
  blocks: [{ type: 'section' as const, text: { type: 'plain_text' as const, text: 'Nothing to fill in.' } }],
}

look('the workspace page', () => {
  let browser: Browser
  let stage: Scene
  let slack: Playground
  let acknowledged: Promise<void>
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    acknowledged = Promise.resolve()
    const { commands, shortcuts } = await readManifest()
    stage = await scene(
      'socket',
      (app) => {
        app.command(/.*/, async ({ ack, command }) => {
          await acknowledged
          await ack(`You typed ${command.command} ${command.text}`)
        })
        app.shortcut(/.*/, async ({ ack, shortcut, client }) => {
          await ack()
          if (shortcut.callback_id === 'followup_new')
            await client.views.open({ trigger_id: shortcut.trigger_id, view: FORM })
          else
            await client.chat.postMessage({ channel: 'C0LIVEEU', text: `shortcut ${shortcut.callback_id}` })
        })
      },
      { commands, shortcuts },
    )
    slack = stage.slack
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    await stage[Symbol.asyncDispose]()
  })
  const opens = (as: string, channel: string, options?: Parameters<typeof visit>[3]): Promise<Page> =>
    visit(browser, stage.url, [as, channel], options)
  const log = (page: Page) => page.getByRole('log', { name: /^(Messages|Messaggi)$/ })
  const message = (page: Page, words: string) => log(page).getByRole('article').filter({ hasText: words })

  test('unread messages are marked, and no longer once they have been looked at', async () => {
    await slack.as('tom').says('#live-eu', 'before')
    const page = await opens('anna', 'live-eu')
    await message(page, 'before').waitFor()
    await enter(page, 'live-product')
    await slack.as('tom').says('#live-eu', 'one')
    await slack.as('tom').says('#live-eu', 'two')
    await page.getByRole('button', { name: 'live-eu 2 unread' }).waitFor()
    expect(await page.title()).toContain('(2)')
    expect(await faults(page)).toEqual([])
    await enter(page, 'live-eu')
    await log(page).getByText('New', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'live-eu', exact: true }).waitFor()
    expect(await page.getByText('2 unread').count()).toBe(0)
  })

  test('whoever becomes somebody else never sees what the former one sees', async () => {
    await slack.as('anna').says('#eu-leads', 'only for leads')
    const page = await opens('anna', 'eu-leads')
    await message(page, 'only for leads').waitFor()
    // Answers come late and in the wrong order.
    const held: (() => void)[] = []
    await page.route('**/playground/state?**', async (route) => {
      await new Promise<void>((go) => held.push(go))
      await route.continue().catch(() => {})
    })
    for (const name of ['Tom Ashby', 'Anna Keller', 'Tom Ashby']) await become(page, name)
    await expect.poll(() => held.length).toBeGreaterThan(0)
    expect(await page.getByText('only for leads').count()).toBe(0)
    while (held.length) held.pop()?.()
    await page.unroute('**/playground/state?**')
    for (const go of held) go()
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.getByText('only for leads').count()).toBe(0)
    expect(await page.getByText('eu-leads').count()).toBe(0)
  })

  test('a command is completed, and said what it takes, with the keyboard only', async () => {
    const page = await opens('anna', 'live-eu')
    const box = composer(page)
    await box.pressSequentially('/')
    const offers = page.getByRole('listbox', { name: 'Suggestions' })
    await offers.getByRole('option', { name: '/followup' }).waitFor()
    expect(await offers.getByRole('option').count()).toBe(5)
    expect(await faults(page)).toEqual([])
    await box.press('ArrowDown')
    await box.press('Enter')
    expect(await box.inputValue()).toBe('/followup ')
    await page.getByText('[@user] text [by date]').waitFor()
    await offers.getByRole('option', { name: 'list' }).waitFor()
    await box.press('Tab')
    expect(await box.inputValue()).toBe('/followup list ')
    await box.press('Enter')
    await log(page).getByText('You typed /followup list').waitFor()
  })

  test('people, channels and emoji are completed; Escape leaves what was typed', async () => {
    const page = await opens('anna', 'live-eu')
    const box = composer(page)
    await box.pressSequentially('ask @luc')
    await page.getByRole('option', { name: 'Lucía Ortega' }).waitFor()
    await box.press('Tab')
    await box.pressSequentially('in #live-pro')
    await box.press('Enter')
    await box.pressSequentially(':tad')
    await box.press('Enter')
    expect(await box.inputValue()).toBe('ask @lucia in #live-product 🎉 ')
    await box.pressSequentially('@to')
    await page.getByRole('option', { name: 'Tom Ashby' }).waitFor()
    await box.press('Escape')
    expect(await page.getByRole('option').count()).toBe(0)
    await box.press('Shift+Enter')
    await box.pressSequentially('bye')
    await box.press('Enter')
    await message(page, 'bye').waitFor()
    expect(slack.channel('#live-eu').messages().at(-1)?.text).toBe(
      'ask <@U0LUCIA> in <#C0PRODUCT|live-product> 🎉 @to\nbye',
    )
  })

  test('what was typed waits where it was typed, for whoever typed it', async () => {
    const page = await opens('anna', 'live-eu')
    await composer(page).fill('half a sentence')
    await enter(page, 'live-product')
    expect(await composer(page).inputValue()).toBe('')
    await enter(page, 'live-eu')
    expect(await composer(page).inputValue()).toBe('half a sentence')
    await become(page, 'Tom Ashby')
    await page.getByRole('button', { name: /You are Tom/ }).waitFor()
    await expect.poll(() => composer(page).inputValue()).toBe('')
  })

  test('a thread is answered beside its channel; commands do not work there', async () => {
    await slack.as('tom').says('#live-eu', 'who has time?')
    const page = await opens('anna', 'live-eu')
    await message(page, 'who has time?').hover()
    await message(page, 'who has time?').getByRole('button', { name: 'Reply in thread' }).click()
    const thread = page.getByRole('complementary', { name: 'Thread' })
    const reply = thread.getByRole('textbox', { name: 'Reply' })
    await reply.fill('me')
    await reply.press('Enter')
    await thread.getByRole('article').filter({ hasText: 'me' }).nth(1).waitFor()
    await message(page, 'who has time?')
      .getByRole('button', { name: /1 reply/ })
      .waitFor()
    await reply.fill('/followup me')
    await reply.press('Enter')
    await thread.getByText('Slash commands do not work in threads.').waitFor()
    expect(await faults(page)).toEqual([])
    const count = slack.calls.length
    expect(await reply.inputValue()).toBe('/followup me')
    expect(slack.calls.length).toBe(count)
    await page.keyboard.press('Escape')
    await thread.waitFor({ state: 'hidden' })
  })

  test('reactions are found by name, given, taken back and shown to others', async () => {
    await slack.as('tom').says('#live-eu', 'it is fixed')
    const page = await opens('anna', 'live-eu')
    await message(page, 'it is fixed').focus()
    await message(page, 'it is fixed').getByRole('button', { name: 'Add a reaction' }).press('Enter')
    const picker = page.getByRole('dialog', { name: 'Add a reaction' })
    await picker.getByRole('searchbox').fill('rocket')
    expect(await faults(page)).toEqual([])
    await page.keyboard.press('Enter')
    const pill = message(page, 'it is fixed').getByRole('button', { name: 'rocket: Anna Keller' })
    await pill.waitFor()
    expect(await pill.getAttribute('aria-pressed')).toBe('true')
    await pill.click()
    await pill.waitFor({ state: 'hidden' })
    expect(slack.as('tom').sees('#live-eu').at(-1)?.reactions).toEqual([])
  })

  test('messages are walked through by arrows, and their menu has the app’s shortcuts', async () => {
    await slack.as('anna').says('#live-eu', 'first')
    await slack.as('anna').says('#live-eu', 'second')
    const page = await opens('anna', 'live-eu')
    await message(page, 'second').focus()
    await page.keyboard.press('ArrowUp')
    expect(await message(page, 'first').evaluate((it) => it === document.activeElement)).toBe(true)
    await message(page, 'first').getByRole('button', { name: 'More actions' }).press('Enter')
    expect(await faults(page)).toEqual([])
    await page.keyboard.press('s')
    await page.keyboard.press('Enter')
    await message(page, 'shortcut request_from_message').waitFor()
    await message(page, 'first').focus()
    await message(page, 'first').getByRole('button', { name: 'More actions' }).press('Enter')
    await page.getByRole('menuitem', { name: 'Delete' }).press('Enter')
    await message(page, 'first').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Shortcuts' }).click()
    await page.getByRole('menuitem', { name: 'New request' }).click()
    await message(page, 'shortcut request_new').waitFor()
  })

  test('a file is shared by the button and by dropping it', async () => {
    const page = await opens('anna', 'live-eu')
    const csv = { name: 'scores.csv', mimeType: 'text/csv', buffer: Buffer.from('who,points\nAnna,3\n') }
    await page.locator('input[type=file]').setInputFiles(csv)
    await log(page).getByText('scores.csv').first().waitFor()
    const dropped = await page.evaluateHandle(() => {
      const held = new DataTransfer()
      held.items.add(new File(['hello'], 'dropped.txt', { type: 'text/plain' }))
      return held
    })
    await composer(page).dispatchEvent('dragover', { dataTransfer: dropped })
    await page.getByText('Drop the file to share it here').waitFor()
    await composer(page).dispatchEvent('drop', { dataTransfer: dropped })
    await log(page).getByText('dropped.txt').first().waitFor()
    expect(await faults(page)).toEqual([])
  })

  test('one who reads older messages is left there; one at the end stays at the end', async () => {
    for (let i = 0; i < 60; i++) await slack.as('tom').says('#live-eu', `line ${i}`)
    const page = await opens('anna', 'live-eu')
    const offEnd = () =>
      log(page).evaluate((it) => Math.round(it.scrollHeight - it.scrollTop - it.clientHeight))
    await message(page, 'line 59').waitFor()
    await log(page).evaluate((it) => it.scrollTo(0, it.scrollHeight))
    await slack.as('tom').says('#live-eu', 'at the end')
    await message(page, 'at the end').waitFor()
    await expect.poll(offEnd).toBeLessThan(2)
    await log(page).evaluate((it) => it.scrollTo(0, 200))
    await expect.poll(() => log(page).evaluate((it) => it.scrollTop)).toBe(200)
    await slack.as('tom').says('#live-eu', 'far below')
    await message(page, 'far below').waitFor({ state: 'attached' })
    expect(await log(page).evaluate((it) => it.scrollTop)).toBe(200)
  })

  test('the inspector shows what went to and fro, a slow answer in red, and copies it as a test', async () => {
    let acknowledge = () => {}
    acknowledged = new Promise((done) => {
      acknowledge = done
    })
    const page = await opens('anna', 'live-eu', {
      ...LAPTOP,
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await says(page, '/regia help')
    const inspector = page.getByRole('button', { name: 'Inspector (1 ⚠)' })
    await inspector.waitFor()
    acknowledge()
    await inspector.click()
    const pane = page.getByRole('complementary', { name: 'Inspector' })
    await pane.getByRole('checkbox', { name: 'Only what is wrong' }).check()
    const line = pane.getByRole('listitem')
    expect(await line.count()).toBe(1)
    expect(await line.innerText()).toContain('/ 3000')
    expect(await line.getByRole('button').evaluate((it) => getComputedStyle(it).color)).toBe(
      'rgb(179, 18, 60)',
    )
    expect(await faults(page)).toEqual([])
    await line.getByRole('button').click()
    await pane.getByRole('region', { name: 'Sent' }).getByText('"command": "/regia"').waitFor()
    expect(await faults(page)).toEqual([])
    await pane.getByRole('button', { name: 'Copy as test' }).click()
    await page.getByText('Copied').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
      "await slack.as('anna').types('#live-eu', '/regia help')",
    )
  })

  test('the next call can be made to fail', async () => {
    const page = await opens('anna', 'live-eu')
    await page.getByRole('button', { name: 'Inspector' }).click()
    await page.getByText('Let the next call fail').click()
    await page.getByLabel('What happens').selectOption({ label: '503, before anything is done' })
    await page.getByRole('button', { name: 'Set' }).click()
    await page.getByText('The next chat.postMessage will fail.').waitFor()
    await stage.app.client.chat.postMessage({ channel: 'C0LIVEEU', text: 'hello' }).catch(() => {})
    await page.getByRole('button', { name: /chat\.postMessage.*⚠/ }).waitFor()
  })

  test('the page is dark when asked to be, and remembers it', async () => {
    await slack.as('tom').says('#live-eu', 'look')
    const page = await opens('anna', 'live-eu')
    await choose(page, 'Dark')
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme)
    await expect.poll(theme).toBe('dark')
    expect(await faults(page)).toEqual([])
    await page.reload()
    await message(page, 'look').waitFor()
    expect(await theme()).toBe('dark')
    await page.getByRole('button', { name: /^You are/ }).click()
    expect(await faults(page)).toEqual([])
  })

  test('somebody’s language can be changed, and the page speaks it', async () => {
    const page = await opens('anna', 'live-eu')
    await page.getByRole('button', { name: /^You are/ }).click()
    await page.getByRole('menuitemradio', { name: 'Italiano' }).click()
    await page.getByRole('heading', { name: 'Canali' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('it-IT')
  })

  test('on a phone the channels are a drawer, a thread and a modal fill the screen', async () => {
    await slack.as('tom').says('#live-eu', 'who has time?')
    await slack.as('tom').says('#live-product', 'news')
    const page = await opens('anna', 'live-eu', PHONE)
    await page.getByRole('button', { name: 'Channels' }).click()
    await page.getByRole('navigation').getByRole('button', { name: 'live-product 1 unread' }).waitFor()
    expect(await faults(page)).toEqual([])
    await enter(page, 'live-eu')
    await page.getByRole('navigation').waitFor({ state: 'hidden' })
    await message(page, 'who has time?').getByText('who has time?').tap()
    await message(page, 'who has time?').getByRole('button', { name: 'Reply in thread' }).tap()
    const thread = page.getByRole('complementary', { name: 'Thread' })
    expect((await thread.boundingBox())?.width).toBe(390)
    expect(await faults(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await thread.getByRole('button', { name: 'Close' }).tap()
    await page.getByRole('button', { name: 'Shortcuts' }).tap()
    await page.getByRole('menuitem', { name: 'New follow-up' }).tap()
    const modal = page.getByRole('dialog', { name: 'A form' })
    await modal.waitFor()
    expect((await modal.boundingBox())?.width).toBe(390)
    expect(await faults(page)).toEqual([])
  })

  test('F6 goes from part to part, and a skip link leads to the messages', async () => {
    await slack.as('tom').says('#live-eu', 'hello')
    const page = await opens('anna', 'live-eu')
    await message(page, 'hello').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.closest('[role=log]') !== null)).toBe(true)
    const where = () =>
      page.evaluate(
        () => document.activeElement?.closest('[data-region]')?.getAttribute('aria-label') ?? 'top',
      )
    await page.keyboard.press('F6')
    expect(await where()).toBe('Write')
    await page.keyboard.press('F6')
    expect(await where()).toBe('top')
    await page.keyboard.press('F6')
    expect(await where()).toBe('Channels')
    await page.keyboard.press('Shift+F6')
    expect(await where()).toBe('top')
  })
})
