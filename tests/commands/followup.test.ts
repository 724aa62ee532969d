import { describe, expect, test } from 'vitest'
import { STAGES, scene } from '#tests/support/scene.ts'

describe.each(STAGES)('follow-ups on $database over $mode', (stage) => {
  test('a typed promise becomes a card, a private echo and a message to its owner', async () => {
    const { slack, settled } = await scene(stage)
    const anna = slack.as('anna')

    await anna.types('#live-eu', '/followup @lucia call Aurora by friday !high')
    await settled()

    expect(anna.notice()).toContain('FU-1 is for <@U0LUCIA>, by Fri, 18 Sept 2026 (Europe/Madrid): call Aurora')
    expect(slack.channel('#live-eu').shows()).toContain('call Aurora')
    expect(slack.as('lucia').dm().at(-1)?.shows).toContain('asks you to look after FU-1')
  })
})
