import { describe, expect, test } from 'vitest'
import { expectClean } from '#tests/support/clean.ts'
import { AGENCIES, days, feed, LUNA } from '#tests/support/numbers.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'

/** September's digest was due on 1 October at ten in Rome; nobody was there until after five. */
const missed = async (stage: (typeof STAGES)[number]): Promise<Scene> => {
  const it = await scene({ ...stage, at: '2026-09-20T07:30:00Z' })
  await it.given('agencies', AGENCIES)
  await it.slack
    .as('anna')
    .types('#live-eu', '/digest subscribe all monthly at 10:00 tz:Europe/Rome lang:it incomplete:post')
  await it.settled()
  it.clock.at('2026-10-01T15:30:00Z')
  await it.given('daily', feed('2026-09-01', [{ who: LUNA, diamonds: days(30, 1000) }]))
  await it.regia.tick()
  await it.settled()
  return it
}
const posts = (it: Scene): string[] =>
  it.slack
    .channel('#live-eu')
    .fromApp()
    .map(({ blocks }) => JSON.stringify(blocks))
const cardOf = (it: Scene) => {
  const [card, ...more] = it.slack
    .as('anna')
    .dm()
    .filter(({ kind }) => kind !== 'ephemeral')
  if (!card || more.length > 0) throw new Error(`${more.length + 1} cards`)
  return card
}
const historyOf = async (it: Scene): Promise<string> => {
  await it.slack.as('anna').types('#live-eu', '/digest history DIG-1')
  await it.settled()
  return it.slack.as('anna').notices().at(-1)?.shows ?? ''
}
const notices = (it: Scene): string[] =>
  it.slack
    .as('anna')
    .notices()
    .map(({ shows }) => shows)

describe.each(STAGES)('a digest that was too late, on $database over $mode', (stage) => {
  test('its owner may have that very one all the same: once, however often it is pressed', async () => {
    const it = await missed(stage)
    const { slack } = it
    const anna = slack.as('anna')
    expect(posts(it)).toEqual([])
    const card = cardOf(it)
    expect(card.shows.replaceAll('*', '')).toMatch(
      /I did not post DIG-1 \(All creators, <#\w+>\), which was due on Thu, 1 Oct 2026, 10:00: I was away/,
    )
    expect(await historyOf(it)).toContain('not posted: too late, its owner was told')

    await Promise.all([anna.presses(card, 'Post it now'), anna.presses(card, 'Post it now')])
    await it.settled()
    expect(notices(it).filter((said) => said.includes('will be posted in a few seconds'))).toHaveLength(1)
    expect(notices(it).filter((said) => said.includes('was asked for before'))).toHaveLength(1)
    await Promise.all([it.regia.tick(), it.regia.tick()])
    await it.later({ seconds: 10 })
    expect(posts(it)).toHaveLength(1)
    expect(posts(it)[0]).toContain('In ritardo: era previsto per gio 1 ott 2026, 10:00.')
    expect(posts(it)[0]).toMatch(/Diamanti[^"]*30\.000/)
    expect(cardOf(it).shows).toContain('late: <@U0ANNA> wanted it all the same')
    expect(cardOf(it).shows).not.toContain('Post it now')

    const past = await historyOf(it)
    expect(past).toMatch(/posted late/)
    expect(past).not.toContain('not posted')
    expect(past.match(/1 Oct 2026/g)).toHaveLength(2)
    await it.later({ hours: 3 })
    expect(posts(it)).toHaveLength(1)
    expectClean(slack)
  })

  test('two replicas that hold the same slot post it once', async () => {
    const it = await missed(stage)
    const { regia, slack } = it
    await slack.as('anna').presses(cardOf(it), 'Post it now')
    await it.settled()
    const { ledger } = regia
    const [subject] = await ledger.of('T0LIVEEU').digests.list()
    const [stored] = await Promise.all(
      ['first', 'second'].map(() => ledger.slots.claimDue([`T0LIVEEU:post-digests:${subject?.id}`], 60_000)),
    ).then((all) => all.filter((one) => one !== null))
    const job = regia.catalogue.jobs.find(({ name }) => name === 'post-digests')
    if (!stored || !job) throw new Error('nothing is due')
    const slot = { ...stored, late: Temporal.Duration.from({ hours: 8 }), subject }
    const ended = await Promise.all([1, 2].map(() => regia.runSlot(job, 'T0LIVEEU', slot, stored)))
    await it.settled()
    expect(ended.toSorted()).toEqual([false, true])
    expect(posts(it)).toHaveLength(1)
  })

  test('of one that was paused in between nothing comes, and pausing takes back what was asked for', async () => {
    const it = await missed(stage)
    const anna = it.slack.as('anna')
    await anna.types('#live-eu', '/digest pause DIG-1')
    await it.settled()
    await anna.presses(cardOf(it), 'Post it now')
    await it.settled()
    expect(notices(it).at(-1)).toContain('DIG-1 is paused or has ended')
    await anna.types('#live-eu', '/digest resume DIG-1')
    await it.settled()
    await anna.presses(cardOf(it), 'Post it now')
    await it.settled()
    expect(notices(it).at(-1)).toContain('will be posted in a few seconds')
    await anna.types('#live-eu', '/digest pause DIG-1')
    await it.settled()
    await anna.types('#live-eu', '/digest resume DIG-1')
    await it.settled()
    await it.later({ minutes: 1 })
    expect(posts(it)).toEqual([])
  })
})
