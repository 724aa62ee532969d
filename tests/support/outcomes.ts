import { expect } from 'vitest'
import type { Visible } from '#playground/server/person.ts'
import { AGENCIES, steady } from './numbers.ts'
import { type Scene, type STAGES, scene } from './scene.ts'

/** Of the twelve of `steady`; she went dark five days before its end. */
export const LUNA = '7300000000000000110'

/**
 * Days from `from` on, of the same twelve: what Luna earned, null where no file names her. Others earn what they did, times
 * their factor; the last one nothing, so that the files name also who is silent.
 */
export const after = (
  from: string,
  luna: readonly (number | null)[],
  factors: Readonly<Record<number, number>> = {},
): string => {
  const lines = ['date,creator_id,username,agency,market,diamonds,live_minutes,valid_day']
  for (const [i, hers] of luna.entries()) {
    const day = Temporal.PlainDate.from(from).add({ days: i })
    for (let c = 0; c < 12; c++) {
      const usual = 2000 + 100 * c + 37 * ((i * 7 + c * 5) % 11) + (day.dayOfWeek === 7 ? 400 : 0)
      const diamonds = c === 0 ? hers : c === 11 ? 0 : Math.round(usual * (factors[c] ?? 1))
      if (diamonds === null) continue
      const who = [day, `73000000000000001${10 + c}`, c === 0 ? 'luna.prova' : `creator_${c}`]
      const house = c < 6 ? ['Aurora Talent', 'IT'] : ['Faro Azul', 'ES']
      lines.push([...who, ...house, diamonds, diamonds && 120, diamonds && 1].join(','))
    }
  }
  return lines.join('\n')
}
export const each = <T>(days: number, value: T): T[] => Array.from({ length: days }, () => value)

export const newest = (seen: readonly Visible[]): Visible => seen.at(-1) ?? expect.fail('nothing to be seen')

/** Anna takes the follow-up about Luna from a digest’s line: five days dark, two before them as ever. */
export const promisedFromDigest = async (stage: (typeof STAGES)[number]): Promise<Scene> => {
  const it = await scene(stage)
  await it.given('agencies', AGENCIES)
  await it.given('daily', steady())
  await it.regia.lookThrough()
  const anna = it.slack.as('anna')
  await anna.types('#live-eu', '/digest all 7d')
  await it.settled()
  const digest = newest(anna.notices())
  const ref = /INS-[0-9A-V]{8}/.exec(digest.shows)?.[0]
  await anna.presses(digest, 'insight.why', JSON.stringify(ref))
  await it.settled()
  await anna.presses(newest(anna.notices()), 'Assign follow-up')
  await it.settled()
  await anna.submits()
  await it.settled()
  return it
}
