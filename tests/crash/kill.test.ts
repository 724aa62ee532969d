import { type ChildProcess, fork } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { DEFAULT_TOKENS, type Playground, playground } from '#playground/server/playground.ts'
import { systemClock } from '#src/domain/clock.ts'
import type { TeamId } from '#src/domain/ids.ts'
import { timeOrderedIds } from '#src/kit/ids.ts'
import { readManifest } from '#src/manifest.ts'
import { chance } from '#src/sample/random.ts'
import { dialectAt, placeOf } from '#src/store/dialect.ts'
import { openLedger } from '#src/store/ledger/connect.ts'
import { importFile } from '#src/workers/import.ts'
import { freshDatabase } from '#tests/support/databases.ts'
import { freePort } from '#tests/support/ports.ts'
import type { BotOrders } from './bot.ts'

/**
 * The bot is killed again and again while people work with it, in a Slack that fails in every way it can. Afterwards
 * it is left to finish, and everything is counted: what somebody was told was kept must be there, once.
 */
const KILLS = Number(process.env.REGIA_KILLS ?? 100)
const SEED = Number(process.env.REGIA_SEED ?? randomInt(1_000_000))
const TEAM: TeamId = 'T0LIVEEU'
/** A cron slot comes due every hour of the bot's time: every 1.2 seconds here. */
const PACE = 3000
const EPOCH = Temporal.Instant.from('2026-09-16T07:00:30Z').epochMilliseconds

const FAULTS = {
  seed: SEED,
  methods: ['chat.postMessage', 'chat.update', 'conversations.history', 'conversations.open'],
  faults: [
    { fault: { kind: 'rate-limited', retryAfter: 1 }, probability: 0.05 },
    { fault: { kind: 'status', status: 503 }, probability: 0.03 },
    { fault: { kind: 'drop' }, probability: 0.02 },
    { fault: { kind: 'accept-then-status', status: 500 }, probability: 0.03 },
    { fault: { kind: 'accept-then-drop' }, probability: 0.03 },
    { fault: { kind: 'accept-and-never-answer' }, probability: 0.02 },
    { fault: { kind: 'drop-then-accept', ms: 100 }, probability: 0.02 },
  ],
} as const satisfies Parameters<Playground['faults']['random']>[0]

test.each([
  { database: 'sqlite', mode: 'socket' },
  { database: 'postgres', mode: 'http' },
] as const)(
  `killed ${KILLS} times on $database over $mode: nothing that was confirmed is lost, nothing is posted twice`,
  async ({ database, mode }) => {
    const luck = chance(SEED)
    const zero = performance.timeOrigin + performance.now()
    const slack = playground({ clock: systemClock, ...(await readManifest()), rateLimit: false })
    const { apiUrl } = await slack.listen()
    onTestFinished(() => slack.close())
    const databaseUrl = await freshDatabase(database)
    await importNumbers(databaseUrl)
    const port = await freePort()
    if (mode === 'http') slack.useHttp(`http://127.0.0.1:${port}/slack/events`)
    const orders: BotOrders = {
      mode:
        mode === 'socket'
          ? { kind: 'socket', token: DEFAULT_TOKENS.bot, appToken: DEFAULT_TOKENS.app }
          : { kind: 'http', token: DEFAULT_TOKENS.bot, signingSecret: DEFAULT_TOKENS.signingSecret },
      apiUrl,
      databaseUrl,
      port,
      clock: { epoch: EPOCH, zero, pace: PACE },
    }

    let bot = await start(orders)
    onTestFinished(() => void bot.kill('SIGKILL'))
    const anna = slack.as('anna')
    await anna.types('#live-eu', '/digest subscribe all "0 * * * *" tz:UTC')
    await slack.until(() => anna.notice()?.includes('DIG-1'), { seconds: 20 })

    slack.faults.random(FAULTS)
    const confirmed: string[] = []
    const unconfirmed: string[] = []
    const people = ['anna', 'tom', 'lucia'] as const
    let typing = true
    const typist = async (): Promise<void> => {
      for (let n = 1; typing; n++) {
        const words = `promise-${n}-`
        // Confirmed is what Slack saw acknowledged: the person is told nothing went wrong.
        const done = await acknowledged(slack, words, () =>
          slack.as(people[n % 3] ?? 'anna').types('#live-eu', `/followup ${words} by friday`),
        )
        ;(done ? confirmed : unconfirmed).push(words)
        await pause(luck.between(20, 120))
      }
    }
    const work = typist()

    for (let kill = 0; kill < KILLS; kill++) {
      await pause(luck.between(30, 500))
      bot.kill('SIGKILL')
      await once(bot, 'exit')
      bot = await start(orders)
    }
    typing = false
    await work
    slack.faults.random(null)

    const ledger = await openLedger(databaseUrl, {
      ids: timeOrderedIds(systemClock),
      wall: systemClock,
      defaults: { locale: 'en', timeZone: 'Europe/Rome' },
    })
    const quiet = async (): Promise<boolean> => (await ledger.outbox.depth()).waiting === 0
    await expect
      .poll(async () => (await quiet()) && tasksOf(slack).length > 0, { timeout: 60_000, interval: 200 })
      .toBe(true)
    // Whatever was acknowledged and not finished is taken over within an inbox lease; then quiet again.
    await pause(2500)
    bot.kill('SIGTERM')
    await once(bot, 'exit')
    await expect.poll(quiet, { timeout: 5000 }).toBe(true)

    const kept = (await ledger.of(TEAM).followups.open({}, 100_000)).map((it) => it.what)
    const parked = (await ledger.outbox.depth()).parked
    await ledger.close()
    const slots = await slotsIn(databaseUrl)
    const refused = await parkedIn(databaseUrl)

    const cards = tasksOf(slack)
    const lost = confirmed.filter((words) => !kept.some((it) => it.startsWith(words)))
    const unseen = kept.filter((it) => !cards.some((card) => card.includes(it)))
    const twiceKept = kept.filter((it, i) => kept.indexOf(it) !== i)
    const twiceShown = cards.filter((it, i) => cards.indexOf(it) !== i)
    const digests = digestsOf(slack)
    const twicePosted = digests.filter((it, i) => digests.indexOf(it) !== i)
    console.info(
      `seed ${SEED}, ${database} over ${mode}: ${KILLS} kills, ${confirmed.length} promises confirmed, ${unconfirmed.length} not, ` +
        `${kept.length} kept, ${cards.length} cards, ${digests.length} digests; lost ${lost.length}, unseen ${unseen.length}, ` +
        `kept twice ${twiceKept.length}, shown twice ${twiceShown.length}, digests twice ${twicePosted.length}, parked ${parked} ${refused.join('; ')}`,
    )
    expect({ lost, unseen, twiceKept, twiceShown, twicePosted, parked }).toEqual({
      lost: [],
      unseen: [],
      twiceKept: [],
      twiceShown: [],
      twicePosted: [],
      parked: 0,
    })
    expect(confirmed.length).toBeGreaterThan(KILLS / 2)
    // Every slot ends in a state that can be seen, and each that was not passed over
    // is in the channel, or its owner was told that it came too late.
    expect(slots.filter((it) => it === 'failed')).toEqual([])
    // The last one may have come due while the bot was told to stop.
    expect(slots.filter((it) => it === 'due').length).toBeLessThanOrEqual(1)
    expect(digests.length + tooLateNotes(slack)).toBe(slots.filter((it) => it === 'enqueued').length)
    expect(digests.length).toBeGreaterThan(0)
  },
  900_000,
)

/** True when Slack got its acknowledgement of that line in time. */
const acknowledged = async (slack: Playground, words: string, act: () => Promise<void>): Promise<boolean> => {
  await act()
  return slack.calls.some(
    (it) =>
      it.kind === 'delivery' && it.ms !== null && it.flag === null && String(it.payload.text).includes(words),
  )
}

const tasksOf = (slack: Playground): string[] =>
  slack
    .channel('#live-eu')
    .fromApp()
    .flatMap((it) => /promise-\d+-/.exec(it.text)?.slice(0, 1) ?? [])

/** A digest shows the hour it is for only by being posted once an hour: its key is in the metadata. */
const digestsOf = (slack: Playground): string[] =>
  slack
    .channel('#live-eu')
    .fromApp()
    .filter((it) => it.text.startsWith('Digest'))
    .map((it) => JSON.stringify(it.metadata))

const tooLateNotes = (slack: Playground): number =>
  new Set(
    slack
      .channel('@anna')
      .fromApp()
      .filter((it) => it.text.startsWith('I did not post DIG-1'))
      .map((it) => JSON.stringify(it.metadata)),
  ).size

const slotsIn = async (url: string): Promise<string[]> => {
  const db = new Kysely<{ slot: { schedule: string; state: string } }>({
    dialect: await dialectAt(placeOf(url, 'ledger')),
  })
  const rows = await db
    .selectFrom('slot')
    .select('state')
    .where('schedule', 'like', '%:post-digests:%')
    .execute()
  await db.destroy()
  return rows.map((it) => it.state)
}

const parkedIn = async (url: string): Promise<string[]> => {
  const db = new Kysely<{ outbox: { kind: string; channel: string; error: string | null; state: string } }>({
    dialect: await dialectAt(placeOf(url, 'ledger')),
  })
  const rows = await db.selectFrom('outbox').selectAll().where('state', '=', 'parked').execute()
  await db.destroy()
  return rows.map((it) => `${it.kind} to ${it.channel}: ${it.error}`)
}

const start = async (orders: BotOrders): Promise<ChildProcess> => {
  const bot = fork(join(import.meta.dirname, 'bot.ts'), [JSON.stringify(orders)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await Promise.race([once(bot, 'message'), once(bot, 'exit')])
  return bot
}

const importNumbers = async (url: string): Promise<void> => {
  const { mkdtemp, rm, writeFile } = await import('node:fs/promises')
  const { tmpdir } = await import('node:os')
  const folder = await mkdtemp(join(tmpdir(), 'regia-crash-'))
  const path = join(folder, 'feed.csv')
  await writeFile(
    path,
    'date,creator_id,username,diamonds,live_minutes\n2026-09-15,7300000000000000123,luna,800,60\n',
  )
  await importFile({ url, path, now: Temporal.Instant.fromEpochMilliseconds(EPOCH) })
  await rm(folder, { recursive: true })
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
