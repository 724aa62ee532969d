import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { App } from '@slack/bolt'
import axe from 'axe-core'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'
import { describe } from 'vitest'
import { z } from 'zod'
import { type Json, record, records } from '#playground/server/json.ts'
import type { Playground } from '#playground/server/playground.ts'
import { type Scene, scene } from '#tests/playground/bolt.ts'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((it) =>
  existsSync(it),
)
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

// On the machines of the gate a missing browser is a fault, not a reason to look away.
export const look = CHROMIUM || process.env.CI ? describe : describe.skip

export interface Gallery extends AsyncDisposable {
  slack: Playground
  app: App
  page: Page
  /** What the app was told with actions, oldest first. */
  told: Json[]
  /** What the page asked of other machines, and what its own rules kept from it. */
  strayed: string[]
  open(as: string, with_?: { theme?: 'light' | 'dark'; home?: boolean; width?: number }): Promise<void>
  /** From now on the app acknowledges only when this is over. */
  answers(when: Promise<void>): void
  /** The next thing that the app is told of a control. */
  tells(actionId: string, from?: number): Promise<Json>
}

const CHANNEL = 'C0LIVEEU'
let browser: Browser | undefined
let bundled: Promise<{ js: string; css: string }> | undefined

export const closeBrowser = async (): Promise<void> => {
  await browser?.close()
  browser = undefined
}

/** A real playground with a Bolt app beside it, and a page in a real browser that shows #live-eu. */
export const gallery = async (listen: (app: App) => void = () => {}): Promise<Gallery> => {
  bundled ??= bundle()
  const { js, css } = await bundled
  browser ??= await chromium.launch({ executablePath: CHROMIUM ?? '', args: FLAGS.split(' ') })
  const told: Json[] = []
  const strayed: string[] = []
  let answering = Promise.resolve()
  const stage: Scene = await scene('socket', (app) => {
    app.action(/.*/, async ({ ack, body, action, next }) => {
      await answering
      await ack()
      const { state, view, container } = record(body)
      told.push({ ...action, container, state: record(state ?? record(view).state).values })
      await next()
    })
    app.options(/.*/, async ({ ack, options }) => {
      const all = ['Città Eterna', 'Costa Azul', 'Sol y Sombra']
      const found = all.filter((name) => name.toLowerCase().includes(options.value.toLowerCase()))
      await ack({
        options: found.map((text) => ({
          text: { type: 'plain_text' as const, text },
          value: text.slice(0, 5),
        })),
      })
    })
    listen(app)
  })
  const { slack, app, apiUrl } = stage
  const origin = new URL(apiUrl).origin
  const { 'content-security-policy': policy = '' } = Object.fromEntries((await fetch(origin)).headers)
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  const page = await context.newPage()
  const pages: Readonly<Record<string, { contentType: string; body: string }>> = {
    '/gallery': {
      contentType: 'text/html; charset=utf-8',
      body: '<!doctype html><html lang="en"><title>Gallery</title><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/gallery.css"><div id="page"></div><script type="module" src="/gallery.js"></script></html>',
    },
    '/gallery.js': { contentType: 'text/javascript', body: js },
    '/gallery.css': { contentType: 'text/css', body: css },
  }
  await page.route('**/*', async (route) => {
    const { origin: to, pathname } = new URL(route.request().url())
    const own = pages[pathname]
    if (to !== origin && to.startsWith('http')) {
      if (route.request().resourceType() !== 'image') strayed.push(route.request().url())
      return route.abort()
    }
    if (!own) return route.continue()
    return route.fulfill({ ...own, headers: { 'content-security-policy': policy } })
  })
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) strayed.push(message.text())
  })
  page.on('pageerror', (error) => strayed.push(String(error)))
  return {
    slack,
    app,
    page,
    told,
    strayed,
    async open(as, { theme = 'light', home = false, width = 1280 } = {}) {
      await page.setViewportSize({ width, height: 900 })
      await page.goto(`${origin}/gallery?as=${as}&channel=${CHANNEL}&theme=${theme}${home ? '&home=1' : ''}`)
      await page.getByRole('heading', { name: 'Gallery' }).waitFor()
    },
    answers(when) {
      answering = when
    },
    tells: (actionId, from = 0) =>
      slack.until(() => told.slice(from).find(({ action_id }) => action_id === actionId)),
    async [Symbol.asyncDispose]() {
      await context.close()
      await stage[Symbol.asyncDispose]()
    },
  }
}

export const post = async (
  { app }: Pick<Gallery, 'app'>,
  text: string,
  blocks: readonly Json[],
): Promise<string> => {
  const posted = await app.client.apiCall('chat.postMessage', { channel: CHANNEL, text, blocks })
  return z.object({ ts: z.string() }).parse(posted).ts
}

/** What axe-core finds wrong with the page as it stands. */
export const faults = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(`if (!window.axe) { ${axe.source} }`)
  const found = record(await page.evaluate('window.axe.run({ resultTypes: ["violations"] })'))
  return records(found.violations).flatMap(({ id, nodes }) =>
    records(nodes).map((node) => `${id}: ${String(node.html)} ${String(node.failureSummary)}`),
  )
}

const bundle = async (): Promise<{ js: string; css: string }> => {
  const made = await build({
    entryPoints: [
      { in: fileURLToPath(new URL('gallery.tsx', import.meta.url)), out: 'gallery' },
      { in: fileURLToPath(new URL('../../playground/ui/blocks.css', import.meta.url)), out: 'styles' },
    ],
    bundle: true,
    write: false,
    outdir: 'gallery',
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  })
  const text = (ending: string) => made.outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? ''
  return {
    js: text('gallery.js'),
    css: `body { margin: 16px; background: var(--b-paper); color: var(--b-ink); font: 15px/1.46 system-ui, sans-serif } .gallery-message { margin: 0 0 24px }\n${text('.css')}`,
  }
}
