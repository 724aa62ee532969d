import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

describe.each(STAGES)('the edge on $database over $mode', (stage) => {
  test('what Slack repeats happens once, whatever number it gives it', async () => {
    const { slack, settled } = await scene(stage)
    const [anna, tom] = [slack.as('anna'), slack.as('tom')]
    await anna.types('#live-eu', '/followup warm up')
    await tom.says('#live-eu', '<@U0REGIA> assign call Aurora')
    await slack.until(() => slack.channel('#live-eu').shows().includes('call Aurora'))
    await slack.redeliver({ reason: 'http_timeout' })
    await slack.redeliver({ reason: 'http_timeout', asNew: true })
    await settled()
    expect(
      slack
        .channel('#live-eu')
        .fromApp()
        .filter((it) => it.text.includes('call Aurora')),
    ).toHaveLength(1)
  })

  test('a corrected form is another delivery, the same one sent twice is not', async () => {
    const { slack, settled } = await scene(stage)
    const anna = slack.as('anna')
    await anna.shortcut('followup_new')
    await settled()
    await anna.submits()
    expect(anna.modal()?.errors).toHaveProperty('what')
    await anna.fills({ what: 'once' })
    await Promise.all([anna.submits(), anna.submits()])
    await settled()
    expect(anna.dm().filter((it) => /FU-\d+\*?\s+once/.test(it.shows))).toHaveLength(1)
  })

  test('a form left empty says so though Slack is slow, and keeps what was typed', async () => {
    const { slack, settled } = await scene(stage)
    const anna = slack.as('anna')
    await anna.shortcut('followup_new')
    await settled()
    await anna.fills({ what: '   ', owner: 'tom', creator: 'luna' })
    slack.faults.next('users.info', { kind: 'late', ms: 2600 })
    await anna.submits()
    expect(anna.modal()?.errors).toEqual({ what: 'Write something here.' })
    expect(anna.modal()?.values.creator).toEqual({ creator: expect.objectContaining({ value: 'luna' }) })
  })

  test('a fault of ours gives back what was typed, and the form with it', async () => {
    const { slack, settled, regia } = await scene(stage)
    const anna = slack.as('anna')
    await anna.types('#live-eu', '/followup warm up')
    await settled()
    const command = regia.catalogue.commands.find(({ name }) => name === 'followup')
    if (!command) throw new Error('no such command')
    const { run } = command
    onTestFinished(() => void Object.assign(command, { run }))
    Object.assign(command, { run: () => Promise.reject(new Error('a bug')) })
    await anna.types('#live-eu', '/followup call Aurora by friday')
    await settled()
    const said = anna.notices().at(-1)
    expect(said?.shows).toMatch(/[0-9a-f]{6}/)
    expect(said?.shows).toContain('/followup call Aurora by friday')
    await anna.presses(said?.ts ?? '', 'Open the form')
    await settled()
    expect(anna.modal()?.values.what).toEqual({ what: expect.objectContaining({ value: 'call Aurora' }) })
  })

  test('a trigger that has run out: “press again”, and nothing is lost', async () => {
    const { slack, settled } = await scene(stage)
    const anna = slack.as('anna')
    await anna.types('#live-eu', '/followup warm up')
    await settled()
    slack.faults.next('views.open', { kind: 'error', error: 'expired_trigger_id' })
    await anna.types('#live-eu', '/request')
    await settled()
    expect(anna.notice()).toContain('Please press again')
    await anna.types('#live-eu', '/request')
    await settled()
    expect(anna.modal()?.title).toBe('New request')
  })

  test('somebody new sees a light form at once, then the real one', async () => {
    const { slack, settled } = await scene(stage)
    slack.faults.next('users.info', { kind: 'late', ms: 300 })
    await slack.as('giulia').types('#live-it', '/request')
    await slack.until(() => slack.as('giulia').modal()?.title === 'Regia')
    await settled()
    expect(slack.as('giulia').modal()?.title).toBe('Nuova richiesta')
  })

  test('an action nobody listens to is acknowledged and let go', async () => {
    const { slack, settled } = await scene(stage)
    const anna = slack.as('anna')
    await anna.shortcut('unheard_of').catch(() => undefined)
    await settled()
    expect(slack.calls.filter((it) => it.kind === 'delivery' && it.flag)).toEqual([])
  })

  test('a delivery whose process died is taken over once', async () => {
    const { slack, settled, regia } = await scene(stage)
    const anna = slack.as('anna')
    await anna.types('#live-eu', '/followup warm up')
    await settled()
    const body = {
      command: '/followup',
      text: 'left behind',
      user_id: 'U0ANNA',
      team_id: 'T0LIVEEU',
      channel_id: slack.channel('#live-eu').id,
      trigger_id: 'gone.1',
      response_url: 'http://127.0.0.1:1/gone',
    }
    const delivery = {
      dedupeKey: 'T0LIVEEU|command|gone.1',
      team: 'T0LIVEEU',
      kind: 'command',
      body: JSON.stringify(body),
    } as const
    expect(await regia.ledger.inbox.add(delivery, 0)).toBe(true)
    await expect
      .poll(async () => (await regia.ledger.of('T0LIVEEU').followups.open({}, 10)).length, {
        timeout: 10_000,
      })
      .toBe(2)
    await settled()
    expect(
      slack
        .channel('#live-eu')
        .fromApp()
        .filter((it) => it.text.includes('left behind')),
    ).toHaveLength(1)
  })
})

test('what was in hand when its process died, over and over, is given up, and its sender told', async () => {
  const { slack, settled, regia } = await scene({ mode: 'http' })
  const anna = slack.as('anna')
  await anna.types('#live-eu', '/followup warm up')
  await settled()
  const { inbox } = regia.ledger
  const body = {
    command: '/followup',
    text: 'fatal',
    user_id: 'U0ANNA',
    team_id: 'T0LIVEEU',
    channel_id: slack.channel('@anna').id,
    trigger_id: 'fatal.1',
    response_url: 'http://127.0.0.1:1/gone',
  }
  const delivery = { dedupeKey: 'T0LIVEEU|command|fatal.1', team: 'T0LIVEEU', kind: 'command' } as const
  // Held by nobody for the moment between two deaths, of which there were twenty.
  await inbox.add({ ...delivery, body: JSON.stringify(body) }, 0)
  for (let death = 0; death < 20; death++) await inbox.claimStale(0)
  await slack.until(() => anna.dm().some((it) => it.shows.includes('Something went wrong on my side')))
  expect(await inbox.claimStale(0)).toBeNull()
  expect(await regia.ledger.of('T0LIVEEU').followups.open({}, 10)).toHaveLength(1)
})

/** Slack's own door, for what its people could never send. */
const doorOf = async ({ regia }: Scene): Promise<string> => {
  const server = createServer((request, response) => {
    if (!regia.handle(request, response)) response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/slack/events`
}

const knock = (url: string, body: string, secret: string): Promise<Response> => {
  const timestamp = String(Math.floor((performance.timeOrigin + performance.now()) / 1000))
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  return fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
  })
}

test('over HTTP what is not signed by Slack, or far too large, is refused', async () => {
  const it = await scene({ mode: 'http' })
  const url = await doorOf(it)
  expect((await knock(url, 'command=/followup&text=x', 'not the secret')).status).toBe(401)
  const large = await knock(url, `text=${'x'.repeat(2_000_000)}`, it.slack.tokens.signingSecret).then(
    (response) => response.status,
    () => 'closed',
  )
  expect([413, 'closed']).toContain(large)
})

test('a bug is answered with a reference, and leaves nothing half-written', async () => {
  const it = await scene({ mode: 'http' })
  const { slack, settled, regia } = it
  const anna = slack.as('anna')
  await anna.types('#live-eu', '/followup stays open')
  await settled()
  const payload = {
    type: 'block_actions',
    user: { id: 'U0ANNA' },
    team: { id: 'T0LIVEEU' },
    channel: { id: slack.channel('#live-eu').id },
    trigger_id: 'forged.1',
    actions: [{ action_id: 'followup.done', action_ts: '1.1', value: '{"not":"an id"}' }],
  }
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  expect((await knock(await doorOf(it), body, slack.tokens.signingSecret)).status).toBe(200)
  await settled()
  expect(anna.notice()).toMatch(
    /Something went wrong on my side, and nothing was changed\. Quote [0-9a-f]{6}/,
  )
  expect(await regia.ledger.of('T0LIVEEU').followups.open({}, 10)).toHaveLength(1)
})
