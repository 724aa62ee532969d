import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '#src/config.ts'
import { type Rehearsal, rehearse } from '#src/rehearsal.ts'
import { type DatabaseName, freshDatabase } from '#tests/support/databases.ts'
import { doing, look } from './page-calls.ts'

interface Stage {
  rehearsal: Rehearsal
  url: string
}

/** What `npm start` puts up, in this process. */
const stage = async (database: DatabaseName = 'sqlite'): Promise<Stage> => {
  const server = createServer((request, response) => {
    if (!rehearsal.handle(request, response)) response.writeHead(404).end()
  })
  server.on('upgrade', (request, socket, head) => rehearsal.upgrade(request, socket, head))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const config = readConfig({ DATABASE_URL: await freshDatabase(database) })
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' })
  const folder = await mkdtemp(join(tmpdir(), 'regia-rehearsal-'))
  const rehearsal = await rehearse(config, origin, log, () => {}, join(folder, 'workspace.json'))
  onTestFinished(async () => {
    await rehearsal.stop()
    server.close()
    server.closeAllConnections()
    await rm(folder, { recursive: true })
  })
  await rehearsal.play()
  return { rehearsal, url: `${origin}/` }
}
const EU = 'C0LIVEEU'

test('with the clock held, what is due comes right after each move, and is listed with it', async () => {
  const at = await stage()
  const { slack, clock } = at.rehearsal
  await doing(at, 'U0ANNA', { act: 'holdsClock', held: true })
  await slack.as('anna').types('#live-eu', '/followup @marco call Aurora by tomorrow')
  await slack.until(() => slack.as('marco').dm().at(-1))

  const before = slack.channel('#live-eu').fromApp().length
  await doing(at, 'U0ANNA', { act: 'movesTo', to: 'monday' })
  await slack.until(() => slack.channel('#live-eu').fromApp().length > before)
  await slack.until(() => slack.as('marco').dm().length > 1)
  const { moves, paused } = (await look(at)).clock
  expect(paused).toBe(true)
  const came = moves.at(-1)?.came.map(({ what, where }) => `${what} ${where}`)
  expect(came).toContain('message #live-eu')
  expect(came).toContain('message Marco Bellini')
  expect(clock.now().toZonedDateTimeISO('Europe/Rome').toString().slice(10, 16)).toBe('T09:00')
})

test.each<DatabaseName>(['sqlite', 'postgres'])(
  'starting over on %s makes all as new, and the page looks on',
  async (database) => {
    const at = await stage(database)
    const { slack } = at.rehearsal
    const firstDigest = await slack.until(() => slack.as('anna').sees('#live-eu').at(0))
    await slack.as('anna').types('#live-eu', '/followup @tom look into the gift panel')
    await slack.until(() => slack.as('tom').dm().at(-1))
    await doing(at, 'U0ANNA', { act: 'moves', by: { days: 3 } })

    const changes = await fetch(`${at.url}playground/changes`)
    const statuses = new Set<number>()
    const seen = new Set<string>()
    const over = new AbortController()
    const watching = (async () => {
      while (!over.signal.aborted) {
        const response = await fetch(`${at.url}playground/state?as=U0ANNA&channel=${EU}`)
        statuses.add(response.status)
        seen.add(((await response.json()) as { startOver: string }).startOver)
      }
    })()
    const refused = doing(at, 'U0ANNA', { act: 'startsOver' })
    await slack.until(() => seen.has('running'))
    expect(await doing(at, 'U0ANNA', { act: 'says', channel: EU, words: 'hello?' })).toMatchObject({
      status: 409,
      error: expect.stringContaining('made anew'),
    })
    expect(await refused).toMatchObject({ status: 200 })
    over.abort()
    await watching

    expect([...statuses]).toEqual([200])
    const digest = await slack.until(() => slack.as('anna').sees('#live-eu').at(0))
    const anew = await look(at, 'U0ANNA', EU)
    expect(anew.startOver).toBe('can')
    expect(anew.app.listening).toBe(true)
    expect(anew.clock.moves).toEqual([])
    expect(anew.messages).toHaveLength(1)
    expect(digest.text).toBe(firstDigest.text)
    expect(slack.as('tom').dm()).toEqual([])
    await slack.as('anna').types('#live-eu', '/followup list')
    await slack.until(() => slack.as('anna').notice())
    expect(slack.as('anna').notices().at(-1)?.shows).not.toContain('gift panel')

    const reader = changes.body?.getReader()
    expect((await reader?.read())?.done).toBe(false)
    await reader?.cancel()
  },
  90_000,
)
