import { message, section } from '../blocks/blocks.ts'
import type { NewOutbound, Outbound } from '../domain/delivery.ts'
import type { People } from '../domain/ports.ts'
import type { Source } from '../domain/source.ts'
import { voice } from '../kit/voice.ts'

/**
 * Nothing is silently not posted: whoever asked for it hears that it was not, why, and what it would have said; and what
 * is `paused` for it. Null where nobody did, or where it would have gone to that person.
 */
export const apologyFor = async (
  outbound: Outbound,
  error: string,
  people: People,
  paused: readonly Source['ref'][],
): Promise<NewOutbound | null> => {
  const { owner, team, channel } = outbound
  if (owner === null || outbound.kind !== 'post' || owner === channel) return null
  const { locale, timeZone } = await people.person(owner)
  const { t } = voice(locale, timeZone)
  const [code = ''] = error.split(' ')
  const { reasons } = t.trouble
  const why = code in reasons ? reasons[code as keyof typeof reasons] : reasons.other
  const said = [
    t.trouble.notPosted({ where: `<#${channel}>`, why, what: textOf(outbound.message) }),
    ...paused.map((ref) =>
      ref.startsWith('DIG') ? t.trouble.paused({ ref }) : t.trouble.pausedRule({ ref }),
    ),
  ].join(' ')
  return {
    dedupeKey: `${outbound.dedupeKey}!parked:${owner}`,
    team,
    kind: 'post',
    channel: owner,
    thread: null,
    card: null,
    message: JSON.stringify(message(said, section(said))),
    locale,
    timeZone,
    owner: null,
    about: null,
  }
}

const textOf = (stored: string): string => {
  const { text } = JSON.parse(stored)
  return typeof text === 'string' ? text : ''
}
