import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { playground } from '#playground/server/playground.ts'
import { systemClock } from '#src/domain/clock.ts'
import { slackClients } from '#src/slack/clients.ts'

const FAULTS = [
  { kind: 'status', status: 503 },
  { kind: 'rate-limited', retryAfter: 30 },
  { kind: 'drop' },
] as const

const given = async () => {
  const slack = playground({ clock: systemClock, rateLimit: false })
  const { apiUrl } = await slack.listen()
  onTestFinished(() => slack.close())
  const clients = slackClients(
    { token: slack.tokens.bot, apiUrl, deliveryTimeoutMs: 300 },
    pino({ level: 'silent' }),
  )
  const asked = () => slack.calls.filter((it) => it.kind === 'call' && it.method === 'team.info').length
  return { slack, clients, asked }
}

test.each(['interactive', 'delivery'] as const)(
  'the %s client tries once, whatever happens',
  async (which) => {
    const { slack, clients, asked } = await given()
    for (const [n, fault] of FAULTS.entries()) {
      slack.faults.next('team.info', fault)
      await expect(clients[which].apiCall('team.info')).rejects.toThrow()
      expect(asked()).toBe(n + 1)
    }
    await expect(clients[which].apiCall('team.info')).resolves.toMatchObject({ ok: true })
  },
)

test('whoever waits is told within a trigger’s life; a delivery waits for as long as it may', async () => {
  const { slack, clients } = await given()
  slack.faults.next('team.info', { kind: 'accept-and-never-answer' })
  const began = performance.now()
  await expect(clients.interactive.apiCall('team.info')).rejects.toThrow()
  expect(performance.now() - began).toBeLessThan(3000)
  slack.faults.next('team.info', { kind: 'accept-and-never-answer' })
  await expect(clients.delivery.apiCall('team.info')).rejects.toThrow()
  expect(performance.now() - began).toBeLessThan(6000)
})

test('what waits in the delivery client holds up nobody who is waiting', async () => {
  const { slack, clients } = await given()
  for (let n = 0; n < 10; n++) slack.faults.next('chat.postMessage', { kind: 'late', ms: 250 })
  const slow = Promise.allSettled(
    Array.from({ length: 10 }, () =>
      clients.delivery.apiCall('chat.postMessage', { channel: slack.channel('#live-eu').id, text: 'x' }),
    ),
  )
  await expect(clients.interactive.apiCall('team.info')).resolves.toMatchObject({ ok: true })
  expect(slack.channel('#live-eu').messages().length).toBeLessThan(10)
  await slow
})
