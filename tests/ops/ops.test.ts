import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { Writable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { healthRoutes } from '#src/ops/health.ts'
import { openLog } from '#src/ops/log.ts'
import { openMeters } from '#src/ops/meters.ts'
import { STAGES, scene } from '#tests/support/scene.ts'

const served = async (handle: ReturnType<typeof healthRoutes>): Promise<string> => {
  const server = createServer((request, response) => {
    if (!handle(request, response)) response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('says whether it lives, whether it can work, and what it is doing', async () => {
  const troubles: string[] = []
  const meters = openMeters(async () => ({ waiting: 3, oldestMs: 4000, parked: 1 }))
  onTestFinished(() => meters.stop())
  const url = await served(healthRoutes({ meters, troubles: async () => troubles }))
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  troubles.push('the ledger cannot be written')
  const unready = await fetch(`${url}/readyz`)
  expect(unready.status).toBe(503)
  expect(await unready.json()).toEqual({ ok: false, troubles: ['the ledger cannot be written'] })
  const said = await (await fetch(`${url}/metrics`)).text()
  expect(said).toContain('outbox_depth 3')
  expect(said).toContain('outbox_oldest_seconds 4')
  expect(said).toContain('outbox_parked 1')
  expect((await fetch(`${url}/elsewhere`)).status).toBe(404)
  expect((await fetch(`${url}/healthz`, { method: 'POST' })).status).toBe(404)
})

test.each(STAGES)('an address that is none harms nobody, over $mode', async (stage) => {
  const { regia } = await scene(stage)
  const url = await served(regia.handle)
  const { hostname, port } = new URL(url)
  for (const path of ['//', '/\\', 'http://', '/%zz', '*', '//healthz']) {
    const socket = connect(Number(port), hostname)
    socket.end(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    const [answer] = await once(socket, 'data')
    expect(String(answer), path).toMatch(/^HTTP\/1\.1 (404|400)/)
  }
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
})

test('is ready while Slack can reach it, and not while its connections are gone', async () => {
  const { slack, regia } = await scene()
  expect(regia.entrance.open()).toBe(true)
  slack.faults.random({
    seed: 1,
    methods: ['apps.connections.open'],
    faults: [{ fault: { kind: 'status', status: 503 }, probability: 1 }],
  })
  slack.dropSockets({ abruptly: true })
  await expect.poll(() => regia.entrance.open(), { timeout: 10_000 }).toBe(false)
  expect(regia.entrance.shutMs()).toBeGreaterThanOrEqual(0)
  slack.faults.random(null)
  await expect.poll(() => regia.entrance.open(), { timeout: 15_000 }).toBe(true)
  expect(regia.entrance.shutMs()).toBe(0)
})

test('no secret and no word of a message is ever logged', () => {
  const lines: string[] = []
  const sink = new Writable({
    write: (chunk, _, done) => {
      lines.push(String(chunk))
      done()
    },
  })
  const log = openLog({ level: 'info', pretty: false }, sink)
  const secret = 'xoxb-do-not-tell'
  log.info(
    {
      token: secret,
      a: { token: secret, text: secret },
      b: { c: { response_url: secret, trigger_id: secret } },
    },
    'one',
  )
  log.error(
    { err: Object.assign(new Error('failed'), { data: { text: secret, blocks: [secret] } }), body: secret },
    'two',
  )
  expect(lines.join('')).not.toContain(secret)
  expect(lines).toHaveLength(2)
})
