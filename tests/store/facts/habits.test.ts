import { expect, test } from 'vitest'
import { factsDialect, openFacts } from '#src/store/facts/connect.ts'
import { countHabits } from '#src/store/facts/migrations/0005-habits.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { csv, fileNamed, idOf } from '#tests/workers/files.ts'
import { load } from './load.ts'

/** Two are LIVE day after day and fall silent, one of them every other day; a third goes on. */
const FEED = [
  ['date', 'creator_id', 'username', 'agency', 'market', 'diamonds', 'live_minutes'],
  ...Array.from({ length: 30 }, (_, i) => `2026-08-${String(i + 1).padStart(2, '0')}`).flatMap((day, i) => [
    [day, idOf(1), 'daily', 'Aurora', 'IT', i < 20 ? 900 : 0, i < 20 ? 60 : 0],
    [day, idOf(2), 'hardly', 'Aurora', 'IT', i < 20 && i % 2 === 0 ? 900 : 0, i < 20 && i % 2 === 0 ? 60 : 0],
    [day, idOf(3), 'going', 'Aurora', 'IT', 900, 60],
  ]),
]

test.each(DATABASES)(
  'a database that is older learns how often the silent were LIVE, on %s',
  async (kind) => {
    const url = await freshDatabase(kind)
    await load(url, await fileNamed('days.csv', csv(FEED)))
    const db = await openFacts(url, { poolSize: 1 })
    await db.updateTable('creator').set({ live_days: 0 }).execute()
    await countHabits(db as never, factsDialect(url))
    const habits = await db
      .selectFrom('creator')
      .select(['username', 'live_days'])
      .orderBy('username')
      .execute()
    expect(habits.map(({ username, live_days }) => [username, Number(live_days)])).toEqual([
      ['daily', 20],
      ['going', 0],
      ['hardly', 10],
    ])
    await db.destroy()
  },
)
