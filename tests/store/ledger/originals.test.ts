import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#src/domain/clock.ts'
import { newFollowup } from '#src/domain/followup.ts'
import { timeOrderedIds } from '#src/kit/ids.ts'
import { openLedger } from '#src/store/ledger/connect.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'

const TEAM = 'T0TEST' as const
const PLACE = { channel: 'C0LIVEEU', ts: '1789542300.000100' } as const

test.each(DATABASES)(
  'a message is kept as it was when something was first made of it, on %s',
  async (kind) => {
    const ledger = await openLedger(await freshDatabase(kind), {
      ids: timeOrderedIds(systemClock),
      wall: systemClock,
      defaults: { locale: 'en', timeZone: 'UTC' },
    })
    onTestFinished(() => ledger.close())
    const keeps = (text: string) =>
      ledger.settle(TEAM, null, ({ originals }) =>
        originals.keep({ ...PLACE, permalink: null, author: 'U0TOM', text, files: [] }),
      )
    const kept = async () => (await ledger.of(TEAM).originals.at(PLACE))?.text
    await keeps('call Aurra')
    await keeps('call Aurora')
    expect(await kept()).toBe('call Aurora')
    await ledger.settle(TEAM, null, async ({ followups }) => {
      const named = { what: 'call', owner: 'U0ANNA', reporter: 'U0ANNA' } as const
      await followups.add(newFollowup({ ...named, origin: PLACE, createdAt: systemClock.now() }))
    })
    await keeps('never mind')
    expect(await kept()).toBe('call Aurora')
  },
)
