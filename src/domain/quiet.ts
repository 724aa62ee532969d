import type { Alert } from './alert.ts'
import { hearerOf } from './hearer.ts'
import { isPersonId, type UserId } from './ids.ts'
import type { Ledger } from './ports.ts'
import type { Stop } from './source.ts'

/**
 * Pauses rules that may not tell where they tell; by who is to hear of it. Where nobody is left who is here, the channel
 * would hear, and it is the one that may not.
 */
export const silenced = async (
  rules: readonly Alert[],
  stop: Stop,
  { alerts, people }: Pick<Ledger, 'alerts' | 'people'>,
): Promise<ReadonlyMap<UserId, readonly Alert[]>> => {
  const hearers = new Map<UserId, readonly Alert[]>()
  for (const rule of rules) {
    const paused = await alerts.pause(rule, stop)
    const hearer = await hearerOf({ ...rule, channel: rule.channel ?? rule.owner }, people)
    if (isPersonId(hearer)) hearers.set(hearer, [...(hearers.get(hearer) ?? []), paused])
  }
  return hearers
}
