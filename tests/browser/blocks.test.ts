import { afterAll, expect, test } from 'vitest'
import { type Json, record, records, text } from '#playground/server/json.ts'
import { FORM, modal, PRESSED, SHOWN } from './every-block.ts'
import { closeBrowser, faults, type Gallery, gallery, look, post } from './gallery.ts'

const input = (block_id: string, label: string, element: Json, more: Json = {}): Json => ({
  type: 'input',
  block_id,
  label: { type: 'plain_text', text: label },
  element: { action_id: 'v', ...element },
  ...more,
})
const button = (action_id: string, label: string): Json => ({
  type: 'actions',
  block_id: action_id,
  elements: [{ type: 'button', action_id, text: { type: 'plain_text', text: label } }],
})

const openModal = async (at: Gallery, title: string, blocks: readonly Json[]): Promise<void> => {
  at.app.action('open', async ({ body, client }) => {
    await client.apiCall('views.open', {
      trigger_id: text(record(body).trigger_id),
      view: modal(title, blocks),
    })
  })
  await post(at, 'opener', [button('open', 'Open')])
  await at.open('U0ANNA')
  await at.page.getByRole('button', { name: 'Open' }).click()
  await at.page.getByRole('dialog', { name: title }).waitFor()
}
const valuesOf = async (at: Gallery, submit: () => Promise<void>): Promise<Json> => {
  const sent: Json[] = []
  at.app.view(/.*/, async ({ ack, view }) => {
    await ack()
    sent.push(view.state.values)
  })
  await submit()
  return at.slack.until(() => sent[0])
}

look('what is inside messages, modals and the Home, in a real browser', () => {
  afterAll(closeBrowser)

  test('every block is drawn as this reader sees it, and nothing is fetched or followed that should not be', async () => {
    await using at = await gallery()
    for (const [name, blocks] of Object.entries(SHOWN)) await post(at, name, blocks)
    await at.open('U0GIULIA')
    const { page } = at
    const words = page.getByRole('region', { name: 'words' })
    await words.getByText('lunedì 1 giugno 2026 14:00').waitFor()
    const said = (await words.innerText()).replace(/\s+/g, ' ')
    for (const expected of [
      '@Lucía Ortega',
      '#live-eu',
      '@italy',
      '@channel',
      'code @Tom Ashby',
      'a <quote> & more',
      'snake_case_stays 2*3*4',
      'const a = *b*',
      'plain *stars*',
      '@Giulia Ferri',
      '1 giu 2026 14:00',
    ])
      expect(said).toContain(expected)
    const links = await page
      .locator('a[href]')
      .evaluateAll((found) => found.map((a) => a.getAttribute('href')))
    expect(links).toContain('https://example.com/a?b=1&c=2')
    expect(links).toContain('https://example.com/bare')
    expect(links.filter((href) => !href?.startsWith('https://'))).toEqual([])
    expect(await words.getByRole('img', { name: 'A stage with lights' }).count()).toBe(1)
    expect(await page.locator('.b-unknown').count()).toBe(0)
    await page.getByRole('button', { name: 'More about it' }).click()
    await page.getByText('Inside the container.').waitFor()
    await page.getByRole('button', { name: 'Open Cosmo' }).click()
    expect(await at.tells('carousel')).toMatchObject({ value: 'Cosmo' })
    expect(at.strayed).toEqual([])
  }, 60_000)

  test('a data table is sorted and paged; a chart is also a table', async () => {
    await using at = await gallery()
    await post(at, 'numbers', SHOWN.numbers ?? [])
    await at.open('U0ANNA')
    const table = at.page.getByRole('table', { name: 'Creators of the week' })
    const creators = () => table.locator('tbody th').allInnerTexts()
    await table.waitFor()
    expect(await creators()).toEqual(['Aurora', 'Bruno', 'Cosmo', 'Dora', 'Elio'])
    await table.getByRole('button', { name: 'Hours' }).click()
    expect(await creators()).toEqual(['Bruno', 'Elio', 'Gaia', 'Cosmo', 'Aurora'])
    await at.page.getByRole('button', { name: 'Next page' }).click()
    expect(await at.page.getByText('6–7 of 7').count()).toBe(1)
    await table.getByRole('button', { name: 'Hours' }).click()
    expect((await creators())[0]).toBe('Dora')
    expect(await table.locator('[aria-sort=descending]').count()).toBe(1)
    const chart = at.page.getByRole('figure', { name: 'Hours live' })
    expect(await chart.getByRole('img').getAttribute('aria-label')).toContain('Italy: Mon 1,200')
    await chart.getByRole('button', { name: 'As a table' }).click()
    expect(await chart.getByRole('row', { name: 'Thu 2,220 180' }).count()).toBe(1)
  }, 60_000)

  test('buttons, overflow and feedback report what was pressed, once, and after asking', async () => {
    await using at = await gallery()
    await post(at, 'pressed', PRESSED)
    await at.open('U0ANNA')
    const { page, told } = at
    await page.getByRole('button', { name: 'Take' }).dblclick()
    expect(await at.tells('primary')).toMatchObject({ type: 'button', block_id: 'buttons', value: 'take' })

    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    const question = page.getByRole('dialog', { name: 'Stop the digest?' })
    await question.getByRole('button', { name: 'Leave it' }).click()
    await question.waitFor({ state: 'hidden' })
    expect(
      await page.getByRole('button', { name: 'Stop', exact: true }).evaluate((it) => it.matches(':focus')),
    ).toBe(true)
    await page.getByRole('button', { name: 'Go to the digest' }).click()
    await at.tells('named')
    expect(told.map(({ action_id }) => action_id)).toEqual(['primary', 'named'])
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await question.getByRole('button', { name: 'Stop it' }).click()
    await at.tells('danger')

    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    expect(await at.tells('overflow')).toMatchObject({ selected_option: { value: 'rename' } })
    await page.getByRole('button', { name: 'Bad' }).click()
    expect(await at.tells('feedback')).toMatchObject({ value: 'bad' })
    await page.getByRole('button', { name: 'Throw away' }).click()
    expect(await at.tells('icon')).toMatchObject({ value: 'x' })
  }, 60_000)

  test('a control shows that its press is under way, and cannot be pressed again until it is over', async () => {
    await using at = await gallery()
    await post(at, 'pressed', PRESSED)
    await at.open('U0ANNA')
    const take = at.page.getByRole('button', { name: 'Take' })
    const { promise, resolve: answer } = Promise.withResolvers<void>()
    at.answers(promise)
    await take.click()
    await at.page.locator('[aria-busy=true] .b-spinner').waitFor()
    await take.click({ force: true })
    answer()
    await at.page.locator('[aria-busy=true]').waitFor({ state: 'detached' })
    at.answers(Promise.resolve())
    await at.page.getByRole('button', { name: 'Go to the digest' }).click()
    await at.tells('named')
    expect(at.told.map(({ action_id }) => action_id)).toEqual(['primary', 'named'])
  }, 60_000)

  test('menus, boxes and pickers report what was chosen, and keep it', async () => {
    await using at = await gallery()
    await post(at, 'pressed', PRESSED)
    await at.open('U0ANNA')
    const { page } = at
    const choose = async (menu: RegExp, search: string, option: string) => {
      await page.getByRole('combobox', { name: menu }).click()
      await page.keyboard.type(search)
      await page.getByRole('option', { name: option }).click()
    }
    expect(await page.getByRole('combobox', { name: 'Urgency' }).inputValue()).toBe('Low')
    await choose(/Urgency/, 'hi', 'High')
    expect(await at.tells('static')).toMatchObject({ selected_option: { value: 'high' } })
    await choose(/Who/, 'lucia', 'Lucía Ortega')
    expect(await at.tells('user')).toMatchObject({ selected_user: 'U0LUCIA' })
    await choose(/Channel/, 'product', '#live-product')
    expect(await at.tells('channel')).toMatchObject({ selected_channel: 'C0PRODUCT' })
    await page.getByRole('combobox', { name: /Conversation/ }).click()
    const offered = await page.getByRole('option').allInnerTexts()
    expect(offered.some((name) => name.includes('live-eu'))).toBe(false)
    expect(offered.some((name) => name.includes('Regia'))).toBe(false)
    await page.getByRole('option', { name: 'Tom Ashby' }).click()
    expect(await at.tells('conversation')).toMatchObject({ selected_conversation: 'D00TOM' })
    await choose(/Agency/, 'sol', 'Sol y Sombra')
    expect(await at.tells('external')).toMatchObject({ selected_option: { value: 'Sol y' } })

    await page.getByRole('combobox', { name: /Markets/ }).click()
    await page.getByRole('option', { name: 'Italy' }).click()
    await page.getByRole('option', { name: 'Sweden' }).click()
    await page.getByText('No more than 2 can be chosen.').waitFor()
    await page.getByRole('option', { name: 'Spain' }).click({ force: true })
    await page.keyboard.press('Escape')
    // While the last choice is under way the menu takes no other; whoever sees that clicks again.
    const remove = page.getByRole('button', { name: 'Remove Italy' })
    const removed = async () => {
      if ((await remove.count()) > 0) await remove.click({ timeout: 1000 }).catch(() => undefined)
      return at.told.some(
        ({ action_id, selected_options }) =>
          action_id === 'multi' &&
          records(selected_options)
            .map(({ value }) => value)
            .join() === 'sweden',
      )
    }
    await expect.poll(removed, { timeout: 20_000 }).toBe(true)

    await page.getByRole('checkbox', { name: /Message/ }).check()
    expect(await at.tells('checks')).toMatchObject({ selected_options: [{ value: 'message' }] })
    await page.getByRole('radio', { name: 'Daily' }).check()
    expect(await at.tells('radio')).toMatchObject({ selected_option: { value: 'daily' } })
    await page.getByLabel('Day').fill('2026-12-24')
    expect(await at.tells('date')).toMatchObject({ selected_date: '2026-12-24' })
    await page.getByLabel('Time', { exact: true }).fill('09:30')
    expect(await at.tells('time')).toMatchObject({ selected_time: '09:30' })
    await page.getByLabel('moment').fill('2026-07-01T12:00')
    expect(await at.tells('moment')).toMatchObject({ selected_date_time: Date.UTC(2026, 6, 1, 10) / 1000 })

    await page.reload()
    expect(await page.getByRole('combobox', { name: 'Urgency' }).inputValue()).toBe('High')
    expect(await page.getByRole('combobox', { name: /Who/ }).inputValue()).toBe('Lucía Ortega')
    expect(await page.getByRole('combobox', { name: /Conversation/ }).inputValue()).toBe('Tom Ashby')
    expect(await page.getByRole('radio', { name: 'Daily' }).isChecked()).toBe(true)
    expect(await page.getByLabel('moment').inputValue()).toBe('2026-07-01T12:00')
  }, 60_000)

  test('everything can be done with the keyboard alone', async () => {
    await using at = await gallery()
    await post(at, 'pressed', PRESSED)
    await at.open('U0ANNA')
    const { keyboard } = at.page
    const to = async (what: string) => {
      const here = () =>
        at.page.evaluate(
          "document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || document.activeElement.parentElement.innerText",
        )
      for (let steps = 0; steps < 40; steps++) {
        if (String(await here()).startsWith(what)) return
        await keyboard.press('Tab')
      }
      throw new Error(`The focus never came to ${what}.`)
    }
    await to('Take')
    await keyboard.press('Enter')
    await at.tells('primary')
    await to('Stop')
    await keyboard.press('Enter')
    await at.page.getByRole('dialog').waitFor()
    await to('Stop it')
    await keyboard.press('Space')
    await at.tells('danger')
    await to('More actions')
    await keyboard.press('Enter')
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    expect(await at.tells('overflow')).toMatchObject({ selected_option: { value: 'remove' } })
    expect(
      await at.page.getByRole('button', { name: 'More actions' }).evaluate((it) => it.matches(':focus')),
    ).toBe(true)
    await to('Urgency')
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    expect(await at.tells('static')).toMatchObject({ selected_option: { value: 'normal' } })
    await to('Markets')
    await keyboard.type('swe')
    await keyboard.press('Enter')
    expect(await at.tells('multi')).toMatchObject({ selected_options: [{ value: 'sweden' }] })
    const before = at.told.length
    await keyboard.press('Backspace')
    expect(await at.tells('multi', before)).toMatchObject({ selected_options: [] })
    await keyboard.press('Escape')
    await to('Agency')
    await keyboard.type('costa')
    await at.page.getByRole('option', { name: 'Costa Azul' }).waitFor()
    await keyboard.press('Enter')
    expect(await at.tells('external')).toMatchObject({ selected_option: { text: { text: 'Costa Azul' } } })
    await to('Mail')
    await keyboard.press('Space')
    expect(await at.tells('checks')).toMatchObject({ selected_options: [{ value: 'mail' }] })
  }, 60_000)

  test('a form is filled in and sent with all its fields; what is wrong is said beside each', async () => {
    await using at = await gallery()
    await openModal(at, 'Follow-up', FORM)
    const { page } = at
    const dialog = page.getByRole('dialog', { name: 'Follow-up' })
    expect(await dialog.getByLabel('Mail').evaluate((it) => it.matches(':focus'))).toBe(true)
    await page.keyboard.press('Control+Enter')
    const what = dialog.getByRole('textbox', { name: 'What is to be done' })
    await dialog.getByRole('alert').first().waitFor()
    expect(await what.evaluate((it) => it.matches(':focus[aria-invalid=true]'))).toBe(true)
    expect(await dialog.getByRole('alert').count()).toBe(2)
    const described = await what.evaluate((it) =>
      (it.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent),
    )
    expect(described).toContain('Please complete this required field.')
    expect(described).toContain('One sentence.')

    await what.fill('Call Città Eterna')
    const who = dialog.getByRole('combobox', { name: 'Who looks after it' })
    for (const name of ['Tom Ashby', 'Lucía Ortega']) {
      await who.fill(name.slice(0, 3))
      await page.getByRole('option', { name }).click()
    }
    const agencies = dialog.getByRole('combobox', { name: /Agencies/ })
    for (const name of ['Costa Azul', 'Sol y Sombra']) {
      await agencies.fill(name.slice(0, 5))
      await page.getByRole('option', { name }).click()
    }
    await agencies.press('Escape')
    await dialog.getByLabel('How many').fill('3')
    await dialog.getByLabel('Due').fill('2026-12-01T09:00')
    await dialog.getByRole('radio', { name: 'Write' }).check()
    await dialog.getByRole('textbox', { name: /Why/ }).click()
    await page.keyboard.type('They were ')
    await dialog.getByRole('button', { name: 'Bold' }).click()
    await page.keyboard.type('late')
    await dialog.getByRole('button', { name: 'Bold' }).click()
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Bulleted list' }).click()
    await page.keyboard.type('twice')
    await dialog.getByLabel('Evidence').setInputFiles([
      { name: 'week.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2') },
      { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no') },
    ])
    await dialog.getByRole('button', { name: 'Remove week.csv' }).waitFor()
    await page.getByText('Only .csv').waitFor()

    const values = await valuesOf(at, () => dialog.getByRole('button', { name: 'Save' }).click())
    expect(values).toMatchObject({
      what: { v: { value: 'Call Città Eterna' } },
      who: { v: { selected_users: ['U0TOM', 'U0LUCIA'] } },
      agency: { v: { selected_options: [{ value: 'Costa' }, { value: 'Sol y' }] } },
      count: { v: { value: '3' } },
      due: { v: { selected_date_time: Date.UTC(2026, 11, 1, 8) / 1000 } },
      how: { v: { selected_option: { value: 'write' } } },
      why: {
        v: {
          rich_text_value: {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_section',
                elements: [
                  { type: 'text', text: 'They were ' },
                  { type: 'text', text: 'late', style: { bold: true } },
                ],
              },
              {
                type: 'rich_text_list',
                style: 'bullet',
                elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'twice' }] }],
              },
            ],
          },
        },
      },
    })
    await dialog.waitFor({ state: 'hidden' })
    expect(await page.getByRole('button', { name: 'Open' }).evaluate((it) => it.matches(':focus'))).toBe(true)
  }, 60_000)

  test('what is typed goes along with a press, and stays when the app draws the form anew', async () => {
    await using at = await gallery()
    const what = input('what', 'What', { type: 'plain_text_input' })
    const old = input('old', 'Old', { type: 'plain_text_input', initial_value: 'first' })
    const fresh = input('fresh', 'Fresh', { type: 'plain_text_input', initial_value: 'second' })
    at.app.action('more', async ({ body, client }) => {
      const { id } = record(record(body).view)
      await client.apiCall('views.update', {
        view_id: id,
        view: modal('Form', [what, fresh, button('more', 'More')]),
      })
    })
    await openModal(at, 'Form', [what, old, button('more', 'More')])
    const dialog = at.page.getByRole('dialog', { name: 'Form' })
    await dialog.getByLabel('What').fill('half a thou')
    await dialog.getByRole('button', { name: 'More' }).click()
    expect(await at.tells('more')).toMatchObject({
      state: { what: { v: { value: 'half a thou' } }, old: { v: { value: 'first' } } },
    })
    await dialog.getByLabel('Fresh').waitFor()
    expect(await dialog.getByLabel('What').inputValue()).toBe('half a thou')
    expect(await dialog.getByLabel('Fresh').inputValue()).toBe('second')
    await dialog.getByLabel('What').press('End')
    await at.page.keyboard.type('ght')
    const values = await valuesOf(at, () => at.page.keyboard.press('Control+Enter'))
    expect(values).toEqual({
      what: { v: { type: 'plain_text_input', value: 'half a thought' } },
      fresh: { v: { type: 'plain_text_input', value: 'second' } },
    })
  }, 60_000)

  test('an input that reports does so on Enter, or while one types', async () => {
    await using at = await gallery()
    const typing = { dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } }
    await openModal(at, 'Form', [
      input('enter', 'On enter', { type: 'plain_text_input', action_id: 'enter' }, { dispatch_action: true }),
      input(
        'typing',
        'While typing',
        { type: 'plain_text_input', action_id: 'typing', ...typing },
        { dispatch_action: true },
      ),
    ])
    const dialog = at.page.getByRole('dialog')
    await dialog.getByLabel('While typing').fill('ab')
    expect(await at.tells('typing')).toMatchObject({ value: 'ab' })
    await dialog.getByLabel('On enter').fill('cd')
    await at.page.keyboard.press('Enter')
    expect(await at.tells('enter')).toMatchObject({ value: 'cd' })
    expect(await dialog.isVisible()).toBe(true)
  }, 60_000)

  test('three modals lie on each other; each keeps what was typed in it, and Escape closes one at a time', async () => {
    await using at = await gallery()
    const form = (name: string) =>
      modal(name, [input(name, `Words of ${name}`, { type: 'plain_text_input' }), button('push', 'Next')])
    at.app.action('push', async ({ body, client }) => {
      const { trigger_id, view } = record(body)
      const title = text(record(record(view).title).text)
      await client.apiCall('views.push', {
        trigger_id: text(trigger_id),
        view: form(title === 'One' ? 'Two' : 'Three'),
      })
    })
    await openModal(at, 'One', form('One').blocks as readonly Json[])
    const { page } = at
    await page.getByLabel('Words of One').fill('first words')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByLabel('Words of Two').fill('second words')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('dialog', { name: 'Three' }).waitFor()
    expect(await page.getByRole('dialog').getByText('3 of 3').count()).toBe(1)
    expect(await page.getByLabel('Words of Three').evaluate((it) => it.matches(':focus'))).toBe(true)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Two' }).waitFor()
    expect(await page.getByLabel('Words of Two').inputValue()).toBe('second words')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'One' }).waitFor()
    expect(await page.getByLabel('Words of One').inputValue()).toBe('first words')
    await page.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }, 60_000)

  test('errors of the app stand beside their field, and a late answer is told in the modal', async () => {
    await using at = await gallery()
    let tries = 0
    at.app.view('Form', async ({ ack }) => {
      if (tries++ === 0) await ack({ response_action: 'errors', errors: { what: 'Not on a Sunday.' } })
      else throw new Error('broken on purpose')
    })
    await openModal(at, 'Form', [input('what', 'What', { type: 'plain_text_input' })])
    const dialog = at.page.getByRole('dialog')
    await dialog.getByLabel('What').fill('now')
    await at.page.keyboard.press('Enter')
    await dialog.getByRole('alert').getByText('Not on a Sunday.').waitFor()
    expect(await dialog.getByLabel('What').evaluate((it) => it.matches(':focus[aria-invalid=true]'))).toBe(
      true,
    )
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog
      .getByRole('alert')
      .getByText(/trouble connecting/)
      .waitFor()
    expect(await dialog.getByLabel('What').inputValue()).toBe('now')
  }, 60_000)

  test('what is typed in a message goes along with a press in it', async () => {
    await using at = await gallery()
    await post(at, 'asks', [
      input('note', 'Note', { type: 'plain_text_input' }, { optional: true }),
      button('done', 'Done'),
    ])
    await at.open('U0ANNA')
    await at.page.getByLabel('Note').fill('on the phone')
    await at.page.getByRole('button', { name: 'Done' }).click()
    expect(await at.tells('done')).toMatchObject({ state: { note: { v: { value: 'on the phone' } } } })
  }, 60_000)

  test('the Home is drawn and its controls report', async () => {
    await using at = await gallery()
    const blocks = PRESSED.filter(({ type }) => type !== 'context_actions')
    await at.app.client.apiCall('views.publish', { user_id: 'U0ANNA', view: { type: 'home', blocks } })
    await at.open('U0ANNA', { home: true })
    await at.page.getByRole('button', { name: 'Take' }).click()
    expect(await at.tells('primary')).toMatchObject({ container: { type: 'view' }, value: 'take' })
  }, 60_000)

  test('files are shown as what they are', async () => {
    await using at = await gallery()
    const pixel =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    const anna = at.slack.as('anna')
    await anna.drops('live-eu', { name: 'dot.png', bytes: Buffer.from(pixel, 'base64') })
    await anna.drops('live-eu', { name: 'notes.txt', bytes: 'words' })
    await anna.drops('live-eu', { name: 'week.csv', bytes: 'Creator,Hours\nAurora,30\n' })
    const preview = {
      rows: [
        ['Creator', 'Hours'],
        ['Aurora', '30'],
      ],
      total: 230,
    }
    await at.page.route('**/playground/state*', async (route) => {
      const seen = record(await (await route.fetch()).json())
      const files = records(seen.files).map((file) => ({
        ...file,
        ...(file.name === 'week.csv' && { preview }),
      }))
      await route.fulfill({ json: { ...seen, files } })
    })
    await at.open('U0ANNA')
    const picture = at.page.getByRole('img', { name: 'dot.png' })
    await picture.waitFor()
    const width = await picture.evaluate(async (it) => {
      if (!(it instanceof HTMLImageElement)) return 0
      await it.decode()
      return it.naturalWidth
    })
    expect(width).toBe(1)
    expect(await at.page.getByRole('link', { name: 'Download notes.txt' }).count()).toBe(1)
    expect(await at.page.getByRole('row', { name: 'Aurora 30' }).count()).toBe(1)
    expect(await at.page.getByText('1 of 230 rows').count()).toBe(1)
    expect(await faults(at.page)).toEqual([])
  }, 60_000)

  test.each(['light', 'dark'] as const)(
    'axe finds nothing wrong, %s, on a laptop and on a phone',
    async (theme) => {
      await using at = await gallery((app) => {
        app.action('plain', async ({ body, client }) => {
          await client.apiCall('views.open', {
            trigger_id: text(record(body).trigger_id),
            view: modal('Follow-up', FORM),
          })
        })
      })
      const { page } = at
      for (const [name, blocks] of Object.entries(SHOWN)) await post(at, name, blocks)
      await post(at, 'pressed', PRESSED)
      for (const width of [1280, 390]) {
        await at.open(width === 390 ? 'U0GIULIA' : 'U0ANNA', { theme, width })
        await page.getByRole('combobox', { name: /Markets/ }).waitFor()
        expect(await faults(page)).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
        await page.getByRole('combobox', { name: /Markets/ }).click()
        expect(await faults(page)).toEqual([])
        await page.keyboard.press('Escape')
        await page.getByRole('button', { name: 'Stop', exact: true }).click()
        expect(await faults(page)).toEqual([])
        await page.keyboard.press('Escape')
        await page.getByRole('button', { name: 'Plain', exact: true }).click()
        await page.getByRole('dialog', { name: 'Follow-up' }).waitFor()
        expect(await faults(page)).toEqual([])
        await page.getByRole('button', { name: 'Save' }).click()
        await page.getByRole('alert').first().waitFor()
        expect(await faults(page)).toEqual([])
        await page.keyboard.press('Escape')
        await page.getByRole('dialog').waitFor({ state: 'hidden' })
      }
    },
    90_000,
  )
})
