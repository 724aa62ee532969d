import { describe, expect, test } from 'vitest'
import { newFollowup } from '#src/domain/followup.ts'
import { AGENCIES, days, feed, LUNA } from '#tests/support/numbers.ts'
import { STAGES, scene } from '#tests/support/scene.ts'
import { said } from '#tests/support/talk.ts'

describe.each(STAGES)('what is promised in a digest, on $database over $mode', (stage) => {
  test('is counted to the last one, however many there are', async () => {
    const it = await scene(stage)
    await it.given('agencies', AGENCIES)
    await it.given('daily', feed('2026-09-10', [{ who: LUNA, diamonds: days(6, 100) }]))
    const made = { what: 'call them', owner: 'U0TOM', reporter: 'U0ANNA', createdAt: it.clock.now() } as const
    await it.regia.ledger.settle('T0LIVEEU', null, async ({ followups }) => {
      for (let n = 0; n < 503; n++) await followups.add(newFollowup({ ...made, agency: 'Faro' }))
      for (let n = 0; n < 504; n++)
        await followups.add(
          newFollowup({ ...made, state: 'done', closedAt: Temporal.Instant.from('2026-09-14T10:00:00Z') }),
        )
    })
    const shown = await said(it, 'anna', '/digest all 7d')
    expect(shown).toContain('Follow-ups: 503 open')
    expect(shown).toContain('504')
  })
})
