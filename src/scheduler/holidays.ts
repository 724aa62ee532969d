import { countryFor, holidaysReady } from '../calendar/workdays.ts'
import type { Clock } from '../domain/clock.ts'
import { dayIn } from '../domain/day.ts'
import type { Facts } from '../domain/facts.ts'
import type { TeamId } from '../domain/ids.ts'
import type { LedgerReads } from '../domain/ports.ts'

export interface HolidaysOptions {
  facts: Pick<Facts, 'agencies'>
  ledgerOf(team: TeamId): Pick<LedgerReads, 'digests'>
  clock: Clock
  timeZone: string
}

/**
 * Works out public holidays before the first slot is looked for: of the markets that there are, of those whose digests
 * come, and of the house; for this year and the next.
 */
export const prepareHolidays = async (
  team: TeamId | undefined,
  { facts, ledgerOf, clock, timeZone }: HolidaysOptions,
): Promise<void> => {
  const markets = new Set((await facts.agencies()).flatMap(({ market }) => market ?? []))
  const kept = (team ? await ledgerOf(team).digests.list() : []).flatMap(({ schedule }) =>
    schedule.holidays ? [schedule.holidays.country] : [],
  )
  const theirs = [null, ...markets].flatMap((market) => countryFor(market, timeZone) ?? [])
  const year = Number(dayIn(clock.now(), timeZone).slice(0, 4))
  await holidaysReady([...new Set([...theirs, ...kept])], [year, year + 1])
}
