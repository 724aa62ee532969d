import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { factsDialect, openFacts } from '#src/store/facts/connect.ts'
import { room } from '#src/store/facts/migrations/0004-room.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { csv, fileNamed, idOf } from '#tests/workers/files.ts'
import { load } from './load.ts'

const FEED = [
  [
    'date',
    'creator_id',
    'username',
    'agency',
    'market',
    'diamonds',
    'live_minutes',
    'gifters',
    'watch_minutes',
  ],
  ...['2026-09-01', '2026-09-02'].flatMap((day, d) =>
    [1, 2, 3].map((i) => [
      ...[day, idOf(i), `creator.${i}`, i < 3 ? 'Aurora' : 'Faro', 'IT', 100, 60],
      ...(d === 0 || i < 3 ? [i, `${i}.35`] : ['', '']),
    ]),
  ),
]

test.each(DATABASES)(
  'a database that is older learns what happened in the room of its own days, on %s',
  async (kind) => {
    const url = await freshDatabase(kind)
    await load(url, await fileNamed('days.csv', csv(FEED)))
    const db = await openFacts(url, { poolSize: 1 })
    const sums = () => db.selectFrom('rollup').selectAll().orderBy('day').orderBy('agency_k').execute()
    const before = await sums()
    expect(before.map(({ gifters, watch_minutes }) => [gifters, watch_minutes])).toEqual([
      ...[
        [3, 3.7],
        [3, 3.35],
        [3, 3.7],
        [null, null],
      ],
    ])
    for (const column of ['gifters', 'unique_viewers', 'returning_viewers', 'watch_minutes'])
      await sql`alter table rollup drop column ${sql.ref(column)}`.execute(db)
    await room(db as never, factsDialect(url))
    expect(await sums()).toEqual(before)
    await db.destroy()
  },
)
