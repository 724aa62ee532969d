import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((it) =>
  existsSync(it),
)
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

// On the machines of the gate a missing browser is a fault, not a reason to look away.
const look = CHROMIUM || process.env.CI ? describe : describe.skip

look('the first minute of a newcomer, in a real browser', () => {
  let home: string
  let regia: ChildProcess
  let url: string
  let browser: Browser
  let page: Page

  const start = async (): Promise<void> => {
    regia = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
      env: { PATH: process.env.PATH ?? '', PORT: '0', DATABASE_URL: `sqlite:${join(home, 'regia.db')}` },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    url = await new Promise((resolve, reject) => {
      let said = ''
      regia.stdout?.on('data', (chunk) => {
        said += chunk
        const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? []
        if (found && said.includes('Stop with')) resolve(found)
      })
      regia.once('exit', (code) => reject(new Error(`it ended with ${code}: ${said}`)))
    })
  }
  const stop = async (): Promise<number | null> => {
    regia.kill('SIGTERM')
    const [code] = await once(regia, 'exit')
    return code
  }
  const enter = async (person: string, channel: string): Promise<void> => {
    await page.goto(url)
    await page.getByLabel('You are').selectOption({ label: await labelOf(person) })
    await page
      .getByRole('navigation', { name: 'Channels' })
      .getByText(channel, { exact: false })
      .first()
      .click()
  }
  const labelOf = async (person: string): Promise<string> => {
    const option = page.getByLabel('You are').locator('option', { hasText: person })
    await option.waitFor({ state: 'attached' })
    return (await option.textContent()) ?? ''
  }
  const type = async (line: string): Promise<void> => {
    const box = page.getByPlaceholder(/Write a message/)
    await box.fill(line)
    await page.getByRole('button', { name: 'Send' }).click()
  }

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'regia-browser-'))
    await start()
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: FLAGS.split(' ') })
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  }, 90_000)
  afterAll(async () => {
    await browser?.close()
    await stop()
    await rm(home, { recursive: true, force: true })
  })

  test('a digest is there; a line of it becomes a follow-up; a request reaches its desk; a restart finds both', async () => {
    await enter('Anna', 'live-eu')
    await page.getByText('All creators').first().waitFor()

    await page.getByRole('button', { name: 'Assign a follow-up' }).last().click()
    await page.getByRole('dialog').getByLabel('Who').selectOption({ label: 'Lucía Ortega' })
    await page.getByRole('dialog').getByRole('button', { name: 'Assign' }).click()
    await page.getByText('FU-1').first().waitFor()

    await type('/request product gift panel is slow on iPads !high')
    await page.getByText('REQ-1 is with Product').first().waitFor()
    await enter('Tom', 'live-product')
    await page.getByRole('button', { name: /Take/ }).last().click()
    await page.getByText('Tom Ashby looks after it').first().waitFor()

    expect(await stop()).toBe(0)
    await start()
    await enter('Lucía', 'live-eu')
    await type('/followup list')
    await page.getByText('Your follow-ups').first().waitFor()
    await type('/request list')
    await page.getByText('Requests that wait').first().waitFor()
    expect(await page.getByText(/REQ-1.*gift panel is slow on iPads/).count()).toBeGreaterThan(0)
  }, 90_000)

  test('in Italian: what cannot be understood keeps what was typed and opens the form with it', async () => {
    await enter('Giulia', 'live-it')
    await type('/followup chiama Città Eterna entro venerdì agenzia:"Citta Eterma"')
    await page.getByText('Non conosco un’agenzia').first().waitFor()
    await page.getByRole('button', { name: 'Apri il modulo' }).last().click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByLabel('Che cosa c’è da fare').inputValue()).toBe('chiama Città Eterna')
    expect(await dialog.getByLabel('Agenzia').inputValue()).toBe('Citta Eterma')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  }, 60_000)

  test('moving the clock to the next Monday morning brings the next digest', async () => {
    await enter('Giulia', 'live-it')
    const footers = page.getByText(/DIG-\d+ · .*lo ferma per un po’/)
    await footers.first().waitFor()
    const before = await footers.count()
    await page.getByRole('button', { name: 'next Monday 09:00' }).click()
    await footers.nth(before).waitFor()
  }, 60_000)
})
