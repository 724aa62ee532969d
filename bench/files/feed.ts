import { type Day, plusDays } from '#src/domain/day.ts'

/** The last day of a feed that benches import. */
export const LAST: Day = '2026-09-15'
export const COLUMNS =
  'date,creator_id,username,agency,market,diamonds,live_minutes,valid_day,new_followers,streams,avg_viewers,peak_viewers,unique_viewers,watch_minutes,returning_viewers,gifters,violations'
const MARKETS = ['IT', 'ES', 'FR', 'DE']

/**
 * A feed in pieces of one day, the same on every run: with a byte order mark, CRLF, quoted fields and wrong rows.
 * `corrected` raises the last day's diamonds.
 */
export function* feed({
  creators,
  days,
  corrected,
}: {
  creators: number
  days: number
  corrected: boolean
}): Generator<string> {
  const roll = dice(7)
  yield `\ufeff${COLUMNS}\r\n`
  for (let back = days - 1; back >= 0; back--) {
    const day = plusDays(LAST, -back)
    const lines: string[] = []
    for (let creator = 0; creator < creators; creator++) {
      const minutes = roll(10) < 4 ? roll(300) : 0
      const id = `7359${100_000_000_000_001 + creator * 7919}`
      const agency = creator % 60
      const diamonds = (minutes ? roll(20_000) : 0) + Number(corrected && back === 0)
      const live = [diamonds, minutes, Number(minutes >= 60), roll(30), Number(minutes > 0)]
      const room = [`${roll(200)}.5`, roll(900), roll(5000), roll(9000), roll(500), roll(60), 0]
      const name = agency % 10 === 0 ? `"Agency ${agency}, ""the first"""` : `Agency ${agency}`
      const who = [
        day,
        creator % 10_007 === 5 ? '7.3E+18' : id,
        `creator_${creator}`,
        name,
        MARKETS[agency % 4],
      ]
      lines.push([...who, ...live, ...room].join(','))
    }
    yield `${lines.join('\r\n')}\r\n`
  }
}

/** A small linear congruential generator. */
const dice = (seed: number) => {
  let state = seed
  return (sides: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >>> 8) % sides
  }
}
