import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { playground } from '#playground/server/playground.ts'
import { systemClock } from '#src/domain/clock.ts'
import { freshDatabase } from '#tests/support/databases.ts'
import { freePort } from '#tests/support/ports.ts'
import { PROGRAM_ENV } from '#tests/support/programs.ts'

interface Run {
  child: ChildProcess
  said(): string
  ended: Promise<number | null>
  /** Resolves when it has said that. */
  until(words: RegExp): Promise<void>
}

const run = (cwd: string, command: readonly string[], env: Record<string, string>): Run => {
  const child = spawn(process.execPath, command, {
    cwd,
    env: { ...PROGRAM_ENV, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  return {
    child,
    said: () => said,
    ended,
    until: (words) =>
      new Promise((heard, failed) => {
        for (const stream of [child.stdout, child.stderr])
          stream?.on('data', (chunk) => {
            said += chunk
            if (words.test(said)) heard()
          })
        void ended.then(() => failed(new Error(`It ended: ${said}`)))
      }),
  }
}
const MAIN = ['--disable-warning=ExperimentalWarning', 'src/main.ts']

/** What it says when it does not start. */
const refusal = async (env: Record<string, string>): Promise<string> => {
  const started = run('.', MAIN, { PORT: '0', DATABASE_URL: await freshDatabase('sqlite'), ...env })
  await started.until(/never said/).catch(() => undefined)
  expect(await started.ended).toBe(1)
  return started.said().trim()
}

describe('the playground never starts', () => {
  test.each([
    ['SLACK_BOT_TOKEN', 'xoxb-1'],
    ['SLACK_APP_TOKEN', 'xapp-1'],
    ['SLACK_SIGNING_SECRET', 'secret'],
    ['SLACK_CLIENT_ID', '1.2'],
    ['SLACK_CLIENT_SECRET', 'secret'],
    ['SLACK_STATE_SECRET', 'secret'],
    ['SLACK_TOKEN', 'xoxb-1'],
    ['SLACK_USER_TOKEN', 'xoxp-1'],
  ])('beside %s', async (name, value) => {
    const said = await refusal({ [name]: value })
    expect(said).toContain(name)
    expect(said).toMatch(/^Regia cannot start with these settings:\n {2}\S.*$/)
    expect(said).not.toContain(value)
  })

  test.each(['0.0.0.0', '::', '192.0.2.1'])('on %s', async (HOST) => {
    expect(await refusal({ HOST })).toBe(
      `The playground is for this machine only, but HOST is ${HOST}. Unset HOST, or set SLACK_BOT_TOKEN and SLACK_APP_TOKEN to work in Slack.`,
    )
  })
})

test('it listens to this machine only, says so, and answers whoever comes while it is starting', async () => {
  const port = await freePort()
  const started = run('.', MAIN, { PORT: String(port), DATABASE_URL: await freshDatabase('sqlite') })
  const ready = started.until(/Stop with/)
  const page = () =>
    fetch(`http://127.0.0.1:${port}/`).then(
      ({ status }) => status,
      () => 0,
    )
  await expect.poll(page, { timeout: 20_000 }).toBe(200)
  expect(started.said()).not.toContain('Stop with')
  await ready
  expect(started.said()).toContain(`http://127.0.0.1:${port}`)
  expect(started.said()).toContain('this machine only')
  const others = Object.values(networkInterfaces())
    .flatMap((them) => them ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
  for (const { address } of others)
    await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow('fetch failed')
  started.child.kill('SIGTERM')
  expect(await started.ended).toBe(0)
})

test('the double itself binds to nothing else', async () => {
  const slack = playground({ clock: systemClock })
  onTestFinished(() => slack.close())
  await expect(slack.listen(0, '0.0.0.0')).rejects.toThrow('this machine only')
})

describe('the image for production', () => {
  const Lock = z.object({
    packages: z.record(
      z.string(),
      z.object({ dev: z.boolean().optional(), optional: z.boolean().optional() }),
    ),
  })
  let image: string
  let dockerfile: string
  let copied: string[]

  /** A JSON array after that word: what Docker would run. */
  const exec = (word: RegExp): string[] => {
    const [, json = ''] = word.exec(dockerfile) ?? []
    return z.array(z.string()).parse(JSON.parse(json))
  }

  beforeAll(async () => {
    dockerfile = await readFile('Dockerfile', 'utf8')
    image = await mkdtemp(join(tmpdir(), 'regia-image-'))
    copied = []
    for (const [, given = ''] of dockerfile.matchAll(/^COPY (.+)$/gm)) {
      const words = given.split(' ')
      const to = words.pop() ?? ''
      for (const from of words) {
        copied.push(from)
        await cp(from, join(image, to.endsWith('/') ? join(to, from) : to), { recursive: true })
      }
    }
    // What `npm ci --omit=dev --omit=optional` would install.
    const { packages } = Lock.parse(JSON.parse(await readFile('package-lock.json', 'utf8')))
    for (const [path, { dev, optional }] of Object.entries(packages)) {
      if (dev || optional || !/^node_modules\/(@[^/]+\/)?[^/]+$/.test(path)) continue
      await mkdir(dirname(join(image, path)), { recursive: true })
      await symlink(join(process.cwd(), path), join(image, path))
    }
    return () => rm(image, { recursive: true })
  })

  test('holds what runs and nothing else, all of it let in by .dockerignore', async () => {
    const found = (await readdir(image)).sort()
    expect(found).toEqual([
      'assets',
      'commands',
      'jobs',
      'manifest.yml',
      'node_modules',
      'package-lock.json',
      'package.json',
      'src',
    ])
    const lines = (await readFile('.dockerignore', 'utf8'))
      .split('\n')
      .filter((line) => line && !line.startsWith('#'))
    expect(lines[0]).toBe('*')
    expect(
      lines
        .slice(1)
        .map((line) => line.replace('!', ''))
        .sort(),
    ).toEqual(copied.sort())
    expect(dockerfile).toMatch(/^USER node$/m)
    expect(dockerfile).toContain('npm ci --omit=dev')
  })

  test('starts in Socket Mode, connects, is healthy and ends well', async () => {
    const slack = playground({ clock: systemClock })
    const { apiUrl } = await slack.listen()
    onTestFinished(() => slack.close())
    const [node, ...command] = exec(/^CMD (\[.*\])$/m)
    expect(node).toBe('node')
    const PORT = String(await freePort())
    const started = run(image, command, {
      PORT,
      SLACK_BOT_TOKEN: slack.tokens.bot,
      SLACK_APP_TOKEN: slack.tokens.app,
      SLACK_API_URL: apiUrl,
      DATABASE_URL: await freshDatabase('sqlite'),
    })
    await started.until(/Regia is up/)
    await slack.until(() => slack.socketsConnected() > 0)
    const [, ...check] = exec(/^ {2}CMD (\[.*\])$/m)
    expect(await run(image, check, { PORT }).ended).toBe(0)
    started.child.kill('SIGTERM')
    expect(await started.ended).toBe(0)
    expect(await run(image, check, { PORT }).ended).toBe(1)
  })

  test('without credentials says what it needs in one sentence', async () => {
    const started = run(image, exec(/^CMD (\[.*\])$/m).slice(1), { HOST: '0.0.0.0', PORT: '0' })
    await started.until(/never said/).catch(() => undefined)
    expect(await started.ended).toBe(1)
    expect(started.said().trim()).toBe(
      'Regia needs Slack’s credentials here, since this installation has no playground: set SLACK_BOT_TOKEN with SLACK_APP_TOKEN for Socket Mode, or with SLACK_SIGNING_SECRET for HTTP mode.',
    )
  })
})
