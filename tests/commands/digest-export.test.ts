import { expect, test } from 'vitest'
import { STAGES, scene } from '#tests/support/scene.ts'

/** The platform's own export, to the letter of its English headers: totals from the first of the month. */
const exported = (
  to: string,
  rows: readonly (readonly [id: string, name: string, diamonds: number, live: string])[],
) =>
  [
    'Data period,Creator ID,Creator’s username,Group,Creator Network manager,Join time,Days since joining,Diamonds,LIVE duration,Valid go LIVE days,New followers,LIVE streams',
    ...rows.map(
      ([id, name, diamonds, live]) =>
        `2026-09-01 ~ ${to},${id},${name},Aurora Talent,anna@live-eu.example,2023-08-05 00:11:00 (UTC+0),1068,${diamonds},${live},6,10,7`,
    ),
    '',
  ].join('\n')

const LUNA = ['7301234567890123451', 'luna.sings'] as const
const SOLE = ['7301234567890123452', 'sole.plays'] as const

test.each(STAGES)(
  'two month-to-date exports make a day, which the digest of $mode on $database tells in both languages',
  async (stage) => {
    const { slack, settled, given } = await scene(stage)
    const [anna, giulia] = [slack.as('anna'), slack.as('giulia')]
    await given(
      'backstage',
      exported('2026-09-14', [
        [...LUNA, 553_978, '23h 7m 8s'],
        [...SOLE, 1000, '4h 0m 0s'],
      ]),
    )
    await given(
      'backstage',
      exported('2026-09-15', [
        [...LUNA, 560_978, '25h 7m 8s'],
        [...SOLE, 1250, '5h 30m 0s'],
      ]),
    )
    // The same again, and an older one after it, change nothing.
    await given(
      'backstage',
      exported('2026-09-15', [
        [...LUNA, 560_978, '25h 7m 8s'],
        [...SOLE, 1250, '5h 30m 0s'],
      ]),
    )

    await anna.types('#live-eu', '/digest all yesterday')
    await settled()
    const said = anna.notices().at(-1)?.shows ?? ''
    expect(said).toContain('Numbers up to Tue, 15 Sept 2026')
    expect(said).toMatch(/Diamonds:\**\s*7,250/)
    expect(said).toMatch(/luna\.sings[\s\S]*7,000 diamonds/)
    await giulia.types('#live-it', '/digest tutti ieri')
    await settled()
    expect(giulia.notices().at(-1)?.shows).toMatch(/Diamanti:\**\s*7\.250/)
    await anna.presses(anna.notices().at(-1)?.ts ?? '', 'Post here')
    await settled()
    expect(slack.channel('#live-eu').shows()).toContain('All creators')
  },
)
