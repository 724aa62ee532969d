import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { playground } from '#playground/server/playground.ts'
import { systemClock } from '#src/domain/clock.ts'
import { timeOrderedIds } from '#src/kit/ids.ts'
import { openLedger } from '#src/store/ledger/connect.ts'
import { freshDatabase } from '#tests/support/databases.ts'
import { PROGRAM_ENV } from '#tests/support/programs.ts'

/** The real process, started as an operator would, until it says something, something else happens, or it ends. */
const regia = async (env: Record<string, string>, until?: RegExp | Promise<unknown>) => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
    env: { ...PROGRAM_ENV, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  const ended = once(child, 'exit').then(([code]) => ({ code, said }))
  const heard = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += chunk
        if (until instanceof RegExp && until.test(said)) resolve()
      })
  })
  await Promise.race(until instanceof Promise ? [ended, until] : [ended, heard])
  return { child, ended, said: () => said }
}

const slackFor = async () => {
  const slack = playground({ clock: systemClock })
  const { apiUrl } = await slack.listen()
  onTestFinished(() => slack.close())
  return { slack, apiUrl }
}

test('with Slack’s tokens it starts, says so, serves, and ends well on SIGTERM', async () => {
  const { slack, apiUrl } = await slackFor()
  const { child, ended, said } = await regia(
    {
      SLACK_BOT_TOKEN: slack.tokens.bot,
      SLACK_APP_TOKEN: slack.tokens.app,
      SLACK_API_URL: apiUrl,
      DATABASE_URL: await freshDatabase('sqlite'),
    },
    /Regia is up/,
  )
  expect(said()).toContain('"mode":"socket"')
  expect(said()).not.toContain(slack.tokens.bot)
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: 0 })
  await expect.poll(() => slack.socketsConnected()).toBe(0)
})

test('told to stop while Slack is away, it stops', async () => {
  const { slack, apiUrl } = await slackFor()
  slack.faults.random({
    seed: 1,
    methods: ['apps.connections.open'],
    faults: [{ fault: { kind: 'status', status: 503 }, probability: 1 }],
  })
  const { child, ended } = await regia(
    {
      SLACK_BOT_TOKEN: slack.tokens.bot,
      SLACK_APP_TOKEN: slack.tokens.app,
      SLACK_API_URL: apiUrl,
      DATABASE_URL: await freshDatabase('sqlite'),
    },
    slack.until(() => slack.calls.some((it) => it.kind === 'call' && it.status === 503)),
  )
  const asked = performance.now()
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: 0 })
  expect(performance.now() - asked).toBeLessThan(20_000)
})

test('a second process on the same SQLite database is refused, and the first works on', async () => {
  const { slack, apiUrl } = await slackFor()
  const env = {
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_APP_TOKEN: slack.tokens.app,
    SLACK_API_URL: apiUrl,
    DATABASE_URL: await freshDatabase('sqlite'),
  }
  const first = await regia(env, /Regia is up/)
  const second = await regia(env)
  const { code, said } = await second.ended
  expect(code).toBe(1)
  expect(said.trim().split('\n')).toEqual([
    expect.stringMatching(/^Another Regia works on this database already/),
  ])
  first.child.kill('SIGKILL')
  await first.ended
  const third = await regia(env, /Regia is up/)
  third.child.kill('SIGTERM')
  expect(await third.ended).toMatchObject({ code: 0 })
})

test('a token that Slack does not accept is one sentence', async () => {
  const { apiUrl } = await slackFor()
  const env = { SLACK_BOT_TOKEN: 'xoxb-wrong', SLACK_APP_TOKEN: 'xapp-wrong', SLACK_API_URL: apiUrl }
  const { ended } = await regia({ ...env, DATABASE_URL: await freshDatabase('sqlite') })
  const { code, said } = await ended
  expect(code).toBe(1)
  expect(said.trim()).toBe(
    'Slack does not accept the token. Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN against the app’s pages in Slack.',
  )
})

test('a forgotten token does not let the playground into a real workspace’s database', async () => {
  const url = await freshDatabase('sqlite')
  const ledger = await openLedger(url, {
    ids: timeOrderedIds(systemClock),
    wall: systemClock,
    defaults: { locale: 'en', timeZone: 'UTC' },
  })
  const person = { team: 'T0REAL', id: 'U0REAL', name: 'real', deactivated: false, bot: false } as const
  await ledger.directory.rememberPerson({ ...person, slackLocale: null, timeZone: null }, systemClock.now())
  await ledger.close()
  const { ended } = await regia({ DATABASE_URL: url })
  const { code, said } = await ended
  expect(code).toBe(1)
  expect(said).toContain('DATABASE_URL names the database of a real workspace')
})

test('a port that is taken is one sentence with a way out', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const { ended } = await regia({ PORT: String(port), DATABASE_URL: await freshDatabase('sqlite') })
  expect(await ended).toMatchObject({ code: 1, said: expect.stringContaining(`PORT=${port + 1} npm start`) })
})

test.each([
  [
    { SLACK_BOT_TOKEN: 'xoxb-1' },
    'add SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP mode',
  ],
  [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN is missing'],
  [{ SLACK_BOT_TOKEN: 'abc', REGIA_LOCALE: 'fr' }, 'SLACK_BOT_TOKEN must start with xoxb-'],
])('settings that do not go together are said at once: %o', async (env, sentence) => {
  const { ended } = await regia(env)
  expect(await ended).toMatchObject({ code: 1, said: expect.stringContaining(sentence) })
})

test('thresholds that cannot be read are named, and it does not start', async () => {
  const { ended } = await regia({
    REGIA_THRESHOLDS: '/nowhere/thresholds.yml',
    DATABASE_URL: await freshDatabase('sqlite'),
  })
  expect(await ended).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^Regia cannot start with the thresholds in \/nowhere\/thresholds\.yml/),
  })
})
