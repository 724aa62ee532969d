import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import Database from 'better-sqlite3'
import { type Kysely, Kysely as Query, sql } from 'kysely'
import pg from 'pg'
import { systemClock } from '#src/domain/clock.ts'
import { END_OF_WORK } from '#src/domain/due.ts'
import { newFollowup } from '#src/domain/followup.ts'
import type { UserId } from '#src/domain/ids.ts'
import { timeOrderedIds } from '#src/kit/ids.ts'
import { type DialectName, dialectAt, placeOf } from '#src/store/dialect.ts'
import { type LedgerStore, openLedger } from '#src/store/ledger/connect.ts'
import type { LedgerTables } from '#src/store/ledger/schema.ts'
import { onPostgres } from './databases/postgres.ts'

/**
 * What follow-ups cost among a million of them.
 * “Mine, open”, a page of twenty after a place in the list, beside the same SQL bare (goal: 2.5 times; p99 under 20 ms).
 * Creating one, with its history and what is said of it, one after the other, beside the same three inserts in bare
 * better-sqlite3 that waits for the disk as we do (goal: 0.8 times as many a second).
 * `npm run bench -- tasks [tasks] [sqlite|postgres]`
 */
const [tasks = 1_000_000] = process.argv.slice(2).map(Number).filter(Number.isFinite)
const only = process.argv.find((arg) => arg === 'sqlite' || arg === 'postgres')
const TEAM = 'T0BENCH'
const OWNERS = 500
const PAGE = 20
const READS = 2000
const CREATED = 1500
const ROUNDS = 5
const NOW = Temporal.Instant.from('2026-09-15T08:00:00Z')
const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** One in five is open; dates reach half a year back and forth. */
const fill = async (db: Kysely<LedgerTables>, dialect: DialectName): Promise<void> => {
  const numbers =
    dialect === 'sqlite'
      ? sql`(with recursive c(k) as (select 1 union all select k + 1 from c where k < ${sql.lit(tasks)}) select k from c)`
      : sql`(select generate_series(1, ${sql.lit(tasks)})::bigint as k)`
  await sql`
    insert into followup (id, number, team, what, owner, reporter, due, due_time, time_zone, due_at, priority, agency, state,
                          version, created_at, closed_at, closed_by, remind_at)
    select 'tsk_' || k, k, ${TEAM}, 'call the agency about promise ' || k, 'U' || (k * 7919 % ${sql.lit(OWNERS)}), 'U1',
           '2026-09-15', '18:00', 'Europe/Rome', ${sql.lit(NOW.epochMilliseconds)} + (k * 104729 % 365 - 182) * 86400000,
           'normal', 'Agency ' || (k % 200), case when k % 5 = 0 then 'open' else 'done' end, 1,
           ${sql.lit(NOW.epochMilliseconds)}, case when k % 5 = 0 then null else ${sql.lit(NOW.epochMilliseconds)} end, cast(null as text), cast(null as bigint)
    from ${numbers} as n`.execute(db)
  await db.insertInto('counter').values({ team: TEAM, kind: 'FU', last: tasks }).execute()
  await sql`analyze`.execute(db)
}

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
const median = (values: readonly number[]): number => percentile(values, 0.5)
const milliseconds = (value: number): string => `${value.toFixed(3)} ms`

const timed = async (work: () => unknown): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Who asks, and from where in the list: the same on each run. */
const asked = (n: number) => ({
  owner: `U${(n * 31) % OWNERS}` as UserId,
  after: { due: NOW.epochMilliseconds + (((n * 7919) % 300) - 150) * 86_400_000, number: (n * 13) % tasks },
})

const MINE = (parameter: (n: number) => string) =>
  `select * from followup where team = ${parameter(1)} and closed_at is null and owner = ${parameter(2)}
   and (due_at, number) > (${parameter(3)}, ${parameter(4)}) order by due_at, number limit ${parameter(5)}`

const reading = async (
  name: DialectName,
  ledger: LedgerStore,
  bare: (values: readonly (string | number)[]) => unknown,
): Promise<void> => {
  const { followups } = ledger.of(TEAM)
  const ours: number[] = []
  const theirs: number[] = []
  for (let n = 0; n < READS; n++) {
    const { owner, after } = asked(n)
    const [a, b] = [
      () => followups.open({ owner, after }, PAGE),
      () => bare([TEAM, owner, after.due, after.number, PAGE]),
    ]
    // In turns, so that neither always finds what the other has fetched.
    if (n % 2 === 0) ours.push(await timed(a))
    theirs.push(await timed(b))
    if (n % 2 === 1) ours.push(await timed(a))
  }
  say(
    `${name}: mine, open, ${PAGE} of ${tasks}: ${milliseconds(median(ours))}, bare ${milliseconds(median(theirs))}, ratio ${(median(ours) / median(theirs)).toFixed(2)}; p99 ${milliseconds(percentile(ours, 0.99))}`,
  )
}

const promised = (n: number) =>
  newFollowup({
    what: `bench ${n}`,
    owner: 'U0ANNA',
    reporter: 'U0ANNA',
    due: { day: '2026-09-18', time: END_OF_WORK, timeZone: 'Europe/Rome' },
    createdAt: NOW,
  })
const MESSAGE = JSON.stringify({
  text: 'x'.repeat(200),
  blocks: [{ type: 'section', text: 'y'.repeat(600) }],
})

const created = async (ledger: LedgerStore, n: number): Promise<void> => {
  await ledger.settle(TEAM, null, async ({ followups }, outbox) => {
    const { id } = await followups.add(promised(n))
    await outbox.enqueue({
      dedupeKey: id,
      team: TEAM,
      kind: 'post',
      channel: 'C0LIVEEU',
      thread: null,
      card: `card:${id}`,
      message: MESSAGE,
      locale: 'en',
      timeZone: 'Europe/Rome',
      owner: 'U0ANNA',
      about: id,
    })
  })
}

/** The three rows that the last of ours is made of, again and again under other keys. */
const bareCreating = (file: string): ((n: number) => void) => {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  const rows = ['followup', 'followup_change', 'outbox'].map((table) => {
    const row = db
      .prepare(
        `select * from ${table} order by rowid_of desc limit 1`.replace(
          'rowid_of',
          table === 'followup_change' ? 'at' : 'created_at',
        ),
      )
      .get() as Record<string, unknown>
    const columns = Object.keys(row)
    return {
      row,
      insert: db.prepare(
        `insert into ${table} (${columns.join(',')}) values (${columns.map((it) => `@${it}`).join(',')})`,
      ),
    }
  })
  const begin = db.prepare('begin immediate')
  const commit = db.prepare('commit')
  return (n) => {
    begin.run()
    for (const { row, insert } of rows)
      insert.run({
        ...row,
        ...('id' in row && { id: `bare_${n}` }),
        ...('followup' in row && { followup: `bare_${n}` }),
        ...('number' in row && { number: 100_000_000 + n }),
        ...('dedupe_key' in row && { dedupe_key: `bare_${n}` }),
      })
    commit.run()
  }
}

const creating = async (ledger: LedgerStore, file: string): Promise<void> => {
  await created(ledger, 0)
  const bare = bareCreating(file)
  const ratios: number[] = []
  const rates: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const ours = await timed(async () => {
      for (let n = 0; n < CREATED; n++) await created(ledger, n)
    })
    const theirs = await timed(() => {
      for (let n = 0; n < CREATED; n++) bare(round * CREATED + n)
    })
    ratios.push(theirs / ours)
    rates.push((CREATED * 1000) / ours)
  }
  say(
    `sqlite: created with history and what is said: ${median(rates).toFixed(0)} a second, of bare inserts ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`,
  )
}

const opened = async (url: string): Promise<LedgerStore> => {
  const ledger = await openLedger(url, {
    ids: timeOrderedIds(systemClock),
    wall: systemClock,
    defaults: { locale: 'en', timeZone: 'UTC' },
  })
  const place = placeOf(url, 'ledger')
  const db = new Query<LedgerTables>({ dialect: await dialectAt(place) })
  say(
    `${place.dialect}: ${tasks} follow-ups in ${((await timed(() => fill(db, place.dialect))) / 1000).toFixed(0)} s`,
  )
  await db.destroy()
  return ledger
}

say(`${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`)
if (only !== 'postgres') {
  const folder = await mkdtemp(join(tmpdir(), 'regia-bench-'))
  const file = join(folder, 'regia.db')
  const ledger = await opened(`sqlite:${file}`)
  const bare = new Database(file, { readonly: true }).prepare(MINE(() => '?'))
  await reading('sqlite', ledger, (values) => bare.all(...values))
  await creating(ledger, file)
  await ledger.close()
  await rm(folder, { recursive: true })
}
if (only !== 'sqlite')
  await onPostgres(async (url) => {
    const ledger = await opened(url)
    const client = new pg.Client({ connectionString: url, options: '-c search_path=ledger' })
    await client.connect()
    const text = MINE((n) => `$${n}`)
    await reading('postgres', ledger, (values) => client.query(text, [...values]))
    await client.end()
    await ledger.close()
  })
process.exit(0)
