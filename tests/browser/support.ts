import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core'
import { describe } from 'vitest'
import { PROGRAM_ENV } from '#tests/support/programs.ts'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((it) =>
  existsSync(it),
)
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

// On the machines of the gate a missing browser is a fault, not a reason to look away.
export const look = CHROMIUM || process.env.CI ? describe : describe.skip

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM ?? '', args: FLAGS.split(' ') })

export const LAPTOP = { viewport: { width: 1280, height: 800 } } as const
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const

/** A page that nobody has used before, as that person, in that channel. */
export const visit = async (
  browser: Browser,
  url: string,
  [as, channel]: readonly [string, string],
  options: BrowserContextOptions = LAPTOP,
): Promise<Page> => {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  await page.goto(`${url}#${new URLSearchParams({ as: `U0${as.toUpperCase()}`, in: channel })}`)
  await page.getByRole('log').waitFor()
  return page
}

export const composer = (page: Page): Locator =>
  page.getByRole('main').getByRole('textbox', { name: /^(Write a message|Scrivi un messaggio)/ })

export const says = async (page: Page, words: string): Promise<void> => {
  await composer(page).fill(words)
  await composer(page).press('Enter')
}

export const become = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: /^(You are|Tu sei)/ }).click()
  await page.getByRole('menuitemradio', { name }).click()
}

export const enter = (page: Page, channel: string): Promise<void> =>
  page
    .getByRole('navigation', { name: /^(Channels|Canali)$/ })
    .getByRole('button', { name: channel })
    .click()

/** In the page's menu. */
export const choose = async (page: Page, entry: string | RegExp): Promise<void> => {
  await page.getByRole('button', { name: /^(Page|Pagina)$/ }).click()
  await page.locator('[role^=menuitem]', { hasText: entry }).click()
}

export interface Regia {
  url: string
  restart(): Promise<number | null>
  close(): Promise<void>
}

/** Regia itself in its playground, on a port and in a folder of its own. */
export const openRegia = async (): Promise<Regia> => {
  const home = await mkdtemp(join(tmpdir(), 'regia-browser-'))
  let running: ChildProcess
  const start = async (port: string): Promise<string> => {
    running = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
      env: { ...PROGRAM_ENV, PORT: port, DATABASE_URL: `sqlite:${join(home, 'regia.db')}` },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    return new Promise((resolve, reject) => {
      let said = ''
      running.stdout?.on('data', (chunk) => {
        said += chunk
        const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? []
        if (found && said.includes('Stop with')) resolve(found)
      })
      running.once('exit', (code) => reject(new Error(`it ended with ${code}: ${said}`)))
    })
  }
  const stop = async (): Promise<number | null> => {
    if (running.exitCode !== null || running.signalCode !== null)
      throw new Error(`Regia had ended by itself (${running.exitCode ?? running.signalCode}).`)
    running.kill('SIGTERM')
    const [code] = await once(running, 'exit')
    return code
  }
  const url = await start('0')
  return {
    url: `${url}/`,
    async restart() {
      const code = await stop()
      await start(new URL(url).port)
      return code
    },
    async close() {
      await stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}
