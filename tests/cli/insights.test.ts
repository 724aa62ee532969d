import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { INSIGHT_KINDS } from '#src/domain/insight.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { AGENCIES, steady } from '#tests/support/numbers.ts'
import { folder, regia } from './regia.ts'

const Entity = z.strictObject({
  type: z.enum(['creator', 'agency', 'market', 'network']),
  id: z.string().min(1),
  name: z.string().min(1),
})
/** As the product's page fixes it: other programs read this. */
const Insight = z.strictObject({
  id: z.string().regex(/^INS-[0-9A-V]+$/),
  kind: z.enum(INSIGHT_KINDS),
  entity: Entity,
  metric: z.string(),
  direction: z.enum(['up', 'down', 'flat']),
  since: z.iso.date(),
  value: z.number().nullable(),
  expected: z.number().nullable(),
  delta: z.number().nullable(),
  delta_pct: z.number().nullable(),
  score: z.strictObject({ z: z.number(), p: z.number(), q: z.number() }).nullable(),
  severity: z.enum(['early', 'warn', 'urgent']),
  causes: z.array(
    z.strictObject({ entity: Entity, how: z.string(), delta: z.number(), share: z.number().nullable() }),
  ),
  factors: z
    .strictObject({
      active: z.number(),
      days: z.number(),
      hours: z.number(),
      rate: z.number(),
      mix: z.number(),
    })
    .nullable(),
  explained_by: z.string().nullable(),
  suggested: z.strictObject({ follow_up: z.string().min(1), due_in_days: z.number() }),
})
const Answer = z.strictObject({
  as_of: z.iso.date(),
  scope: z.string(),
  period: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
  coverage: z.looseObject({ as_of: z.iso.date() }),
  insights: z.array(Insight),
  suppressed: z.array(Insight.extend({ reason: z.string(), by: z.string().nullable() })),
})

describe.each(DATABASES)('regia insights on %s', (kind) => {
  test('answers as fixed, the same each time, for a scope and a past day', async () => {
    const database = await freshDatabase(kind)
    const home = await folder()
    const run = (...args: string[]) =>
      regia(['--now', '2026-09-16T08:00:00Z', '--database', database, ...args])
    expect(await run('insights')).toMatchObject({ code: 1 })
    await writeFile(join(home, 'agencies.csv'), AGENCIES)
    await writeFile(join(home, 'daily.csv'), steady())
    const imported = await run('import', join(home, 'agencies.csv'), join(home, 'daily.csv'))
    expect(imported.code).toBe(0)

    const json = async (...args: string[]) =>
      Answer.parse(JSON.parse((await run('insights', '--json', ...args)).out))
    const told = await json('--as-of', '2026-09-13', '--scope', 'IT')
    expect(told).toMatchObject({
      as_of: '2026-09-13',
      scope: 'IT',
      period: { to: '2026-09-13' },
      coverage: { creators: { reported: 12, expected: 12 } },
    })
    expect(told.insights).toMatchObject([
      {
        kind: 'went_dark',
        entity: { type: 'creator', id: '7300000000000000110', name: 'luna.prova' },
        metric: 'live_minutes',
        direction: 'down',
        since: '2026-09-11',
        suggested: { follow_up: 'Call @luna.prova and ask how things are', due_in_days: 1 },
      },
    ])
    expect(await json('--as-of', '2026-09-13', '--scope', 'IT')).toEqual(told)
    expect((await json('--as-of', '2026-09-13', '--scope', 'Faro Azul')).insights).toEqual([])

    // On the newest day it is no news any more; what is kept and what is computed anew say the same.
    const newest = await json()
    expect(newest.insights).toEqual([])
    expect(newest.suppressed).toMatchObject([{ kind: 'went_dark', reason: 'cool_down' }])
    expect(await json('--as-of', '2026-09-15')).toEqual(newest)

    expect((await run('insights', '--as-of', '2026-09-13', '--locale', 'it')).out).toBe(
      [
        'Dati fino a dom 13 set 2026 (UTC): 12 creator su 12 attesi.',
        `primo segnale · @luna.prova: ha smesso di andare in LIVE: 8 h negli ultimi 7 giorni, di solito 14 h (è iniziato l’11 set) · ${told.insights[0]?.id}`,
        '',
      ].join('\n'),
    )
    expect(await run('insights', '--as-of', '2025-01-01')).toMatchObject({
      code: 1,
      err: 'There are no numbers for 2025-01-01.\n',
    })
    expect(await run('insights', '--as-of', 'yesterday')).toMatchObject({ code: 2 })
    expect(await run('insights', '--scope', 'Narnia')).toMatchObject({ code: 1 })
  })
})
