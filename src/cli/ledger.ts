import { systemClock } from '../domain/clock.ts'
import { timeOrderedIds } from '../kit/ids.ts'
import { type LedgerStore, openLedger } from '../store/ledger/connect.ts'
import { keepInsights, mutedSince } from '../workers/insights.ts'
import type { Door } from './door.ts'

/** The ledger that the flags name, brought up to date. */
export const ledgerOf = ({
  databaseUrl,
  locale,
  voice,
}: Pick<Door, 'databaseUrl' | 'locale' | 'voice'>): Promise<LedgerStore> =>
  openLedger(databaseUrl, {
    ids: timeOrderedIds(systemClock),
    wall: systemClock,
    defaults: { locale, timeZone: voice.timeZone },
  })

/** Looks through the numbers after they have changed, as the bot does; answers what people wished to hear nothing of. */
export const lookThrough = async (door: Door) => {
  const ledger = await ledgerOf(door)
  const mutes = await ledger.mutes(mutedSince(door.clock.now())).finally(() => ledger.close())
  const request = { url: door.databaseUrl, thresholds: door.thresholds, mutes, now: door.clock.now() }
  return { ...request, looked: await keepInsights(request) }
}
