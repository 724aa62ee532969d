import type { Alert } from './alert.ts'
import { byHearer } from './hearer.ts'
import type { UserId } from './ids.ts'
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
  const paused: Alert[] = []
  for (const rule of rules) paused.push(await alerts.pause(rule, stop))
  return byHearer(paused, people)
}
