import { expect, test } from 'vitest'
import { scene } from '#tests/support/scene.ts'

test('/invite brings the app and people into a channel, and says which name nobody has', async () => {
  const { slack, settled } = await scene()
  const [anna, lucia] = [slack.as('anna'), slack.as('lucia')]
  await anna.types('#live-safety', '/followup call Aurora')
  await settled()
  expect(slack.channel('#live-safety').fromApp()).toEqual([])
  expect(() => lucia.sees('#live-safety')).toThrow('not in live-safety')

  await anna.types('#live-safety', '/invite @nobody @Regia')
  expect(anna.notice()).toContain('No user “@nobody”')
  await anna.types('#live-safety', '/invite @Regia @lucia')
  await anna.types('#live-safety', '/followup call Borea')
  await settled()
  expect(slack.channel('#live-safety').shows()).toContain('call Borea')
  expect(lucia.sees('#live-safety').at(-1)?.shows).toContain('call Borea')
})
