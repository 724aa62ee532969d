import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { playground } from '#playground/server/playground.ts'
import { systemClock } from '#src/domain/clock.ts'
import type { SharedFile } from '#src/domain/offer.ts'
import { slackClients } from '#src/slack/clients.ts'
import { fileShelf } from '#src/slack/shelf.ts'
import { folder } from '#tests/cli/regia.ts'

const given = async () => {
  const slack = playground({ clock: systemClock, rateLimit: false })
  const { apiUrl } = await slack.listen()
  onTestFinished(() => slack.close())
  const token = slack.tokens.bot
  const clients = slackClients({ token, apiUrl }, pino({ level: 'silent' }))
  const shelf = fileShelf(clients.delivery, { token, apiUrl, self: () => undefined })
  const drop = async (bytes: string) =>
    (await slack.as('giulia').drops('#live-it', { name: 'a.csv', bytes })).files[0] ?? ''
  const seen = async (id: string): Promise<SharedFile> => {
    const found = await shelf.look(id, 'C0LIVEIT')
    if (found === 'gone') throw new Error('it is gone')
    return found
  }
  return { slack, shelf, drop, seen, to: join(await folder(), 'here.csv') }
}

test('a file is fetched as it is, and no more of it than may be', async () => {
  const { shelf, drop, seen, to } = await given()
  const file = await seen(await drop('a,b\n1,2\n'))
  expect(file).toMatchObject({ name: 'a.csv', size: 8, own: false })
  expect(await shelf.download(file, to, 8)).toBe('here')
  expect(await readFile(to, 'utf8')).toBe('a,b\n1,2\n')
  expect(await shelf.download(file, to, 7)).toBe('large')
})

test('the token goes nowhere but to Slack', async () => {
  const { shelf, drop, seen, to } = await given()
  const heard: unknown[] = []
  const elsewhere = createServer((request, response) => {
    heard.push(request.headers)
    response.end('a,b\n')
  })
  elsewhere.listen(0, '127.0.0.1')
  await once(elsewhere, 'listening')
  onTestFinished(() => void elsewhere.close())
  const url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/a.csv`
  const file = await seen(await drop('a,b\n'))
  expect(await shelf.download({ ...file, url }, to, 100)).toBe('gone')
  expect(await shelf.download({ ...file, url: 'https://files.slack.com.example/a.csv' }, to, 100)).toBe(
    'gone',
  )
  expect(heard).toEqual([])
})

test('a file that nobody may see any more is gone; a fault that may pass is no answer', async () => {
  const { slack, shelf, drop, seen, to } = await given()
  const file = await seen(await drop('a,b\n'))
  expect(await shelf.look('F0NOBODY', 'C0LIVEIT')).toBe('gone')
  expect(await shelf.download({ ...file, url: file.url.replace(/F\d+/, 'F0NOBODY') }, to, 100)).toBe('gone')
  slack.faults.next('files.info', { kind: 'status', status: 503 })
  await expect(shelf.look('F0NOBODY', 'C0LIVEIT')).rejects.toThrow()
})
