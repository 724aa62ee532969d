import { message, section } from '../blocks/blocks.ts'
import type { NewOutbound, Outbound } from '../domain/delivery.ts'
import type { People } from '../domain/ports.ts'
import { voice } from '../kit/voice.ts'

/** Nothing is silently not posted: whoever asked for it hears that it was not, why, and what it would have said. */
export const apologyFor = async (
  outbound: Outbound,
  error: string,
  people: People,
  paused: { digest: string | null; rules: readonly string[] },
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
    ...(paused.digest === null ? [] : [t.trouble.paused({ ref: paused.digest })]),
    ...paused.rules.map((ref) => t.trouble.pausedRule({ ref })),
  ].join(' ')
  return {
    dedupeKey: `${outbound.dedupeKey}!parked`,
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
