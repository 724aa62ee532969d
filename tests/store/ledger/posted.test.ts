import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#src/domain/clock.ts'
import { CORRECTED_FOR, type PostedDigest } from '#src/domain/posted.ts'
import { timeOrderedIds } from '#src/kit/ids.ts'
import { openLedger } from '#src/store/ledger/connect.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'

const NOW = Temporal.Instant.from('2026-11-28T09:00:00Z')
const one = (n: number, more: Partial<PostedDigest> = {}): PostedDigest => ({
  card: `card:digest:dig_${String(n).padStart(4, '0')}`,
  subscription: 'dig_1',
  channel: 'C1',
  scope: 'all',
  from: '2026-11-01',
  to: '2026-11-07',
  at: NOW.subtract({ minutes: n }),
  findings: [`INS-${n}`],
  late: { due: NOW, passedOver: 1 },
  staleDays: 0,
  held: {
    why: { lacks: 'creators', day: '2026-11-07', reported: 3, expected: 12 },
    since: NOW,
    until: NOW.add({ hours: 5 }),
    freedBy: null,
  },
  arrived: NOW,
  repeats: NOW,
  figures: { diamonds: 1, live_minutes: 2, valid_days: 3, new_followers: 4 },
  version: 1,
  corrections: [{ at: NOW, changes: [{ figure: 'diamonds', from: 0, to: 1 }] }],
  ...more,
})

describe.each(DATABASES)('what was posted, kept on %s', (kind) => {
  test('is read as it was written, page by page, each once; corrected once a version; forgotten when it is too old', async () => {
    const ledger = await openLedger(await freshDatabase(kind), {
      ids: timeOrderedIds(systemClock),
      wall: systemClock,
      defaults: { locale: 'en', timeZone: 'UTC' },
    })
    onTestFinished(() => ledger.close())
    const { posts } = ledger.of('T1')
    const old = one(9999, { at: NOW.subtract(CORRECTED_FOR).subtract({ hours: 1 }) })
    await ledger.settle('T1', null, async (bound) => {
      await bound.posts.add(old)
      for (let n = 0; n < 450; n++) await bound.posts.add(one(n))
      await bound.posts.add(one(0, { scope: 'IT' }))
    })
    const found: PostedDigest[] = []
    for (;;) {
      const page = await posts.outdated(2, NOW)
      if (page.length === 0) break
      found.push(...page)
      await ledger.settle('T1', null, (bound) => bound.posts.compared(page, 2))
    }
    expect(found).toEqual(Array.from({ length: 450 }, (_, n) => one(n)))
    expect(await posts.outdated(2, NOW)).toEqual([])
    expect(await ledger.of('T2').posts.outdated(3, NOW)).toEqual([])

    const changed = { figures: { ...one(0).figures, diamonds: 9 }, version: 3, corrections: [] }
    const corrects = async (): Promise<boolean | undefined> => {
      let done: boolean | undefined
      await ledger.settle('T1', null, async (bound) => {
        done = await bound.posts.correct(one(0, { version: 2 }), changed)
      })
      return done
    }
    expect([await corrects(), await corrects()]).toEqual([true, false])
    const again = await posts.outdated(2, NOW)
    expect(again.map(({ card, figures }) => [card, figures.diamonds])).toEqual([[one(0).card, 9]])
  })
})
