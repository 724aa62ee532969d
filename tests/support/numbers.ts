/** Tiny files of invented numbers, by hand, so that a test can add them up. */
export const AGENCIES = [
  'agency,market,region,tier,category,timezone,manager_email,contact,language',
  'Aurora Talent,IT,EU,T1,talent,Europe/Rome,,,it',
  "L'Officina dei Creator,IT,EU,T2,music,Europe/Rome,,,it",
  'Faro Azul,ES,EU,T1,chat,Europe/Madrid,,,es',
].join('\n')

interface Someone {
  id: string
  username: string
  agency: string
  market: string
}
export const LUNA: Someone = {
  id: '7300000000000000123',
  username: 'luna.prova',
  agency: 'Aurora Talent',
  market: 'IT',
}
export const SOL: Someone = {
  id: '7300000000000000456',
  username: 'sol.prueba',
  agency: 'Faro Azul',
  market: 'ES',
}

/** A daily feed: for each creator the diamonds of each day from `from` on; null for a day not LIVE. */
export const feed = (
  from: string,
  creators: readonly { who: Someone; diamonds: readonly (number | null)[] }[],
): string => {
  const rows = creators.flatMap(({ who, diamonds }) =>
    diamonds.map((value, i) => {
      const day = Temporal.PlainDate.from(from).add({ days: i }).toString()
      return [
        day,
        who.id,
        who.username,
        who.agency,
        who.market,
        value ?? 0,
        value === null ? 0 : 90,
        value === null ? 0 : 1,
      ].join(',')
    }),
  )
  return ['date,creator_id,username,agency,market,diamonds,live_minutes,valid_day', ...rows].join('\n')
}

/** Luna's and Sol's diamonds, so many each day. */
export const ofTwo = (from: string, count: number, { luna = 1000, sol = 500 } = {}): string =>
  feed(from, [
    { who: LUNA, diamonds: days(count, luna) },
    { who: SOL, diamonds: days(count, sol) },
  ])

export const days = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

/** Seventy days up to 15 September of twelve creators who are LIVE daily; Luna stops so many days before the end. */
export const steady = ({
  liveOnly = false,
  stops = 5,
}: {
  liveOnly?: boolean
  stops?: number
} = {}): string => {
  const lines = ['date,creator_id,username,agency,market,diamonds,live_minutes,valid_day']
  const last = Temporal.PlainDate.from('2026-09-15')
  for (let back = 69; back >= 0; back--) {
    const day = last.subtract({ days: back })
    for (let c = 0; c < 12; c++) {
      const isDark = c === 0 && back < stops
      if (isDark && liveOnly) continue
      const diamonds = 2000 + 100 * c + 37 * ((back * 7 + c * 5) % 11) + (day.dayOfWeek === 7 ? 400 : 0)
      const row = [day, `73000000000000001${10 + c}`, c === 0 ? 'luna.prova' : `creator_${c}`]
      const house = c < 6 ? ['Aurora Talent', 'IT'] : ['Faro Azul', 'ES']
      lines.push(
        [...row, ...house, ...(isDark ? [0, 0, 0] : [diamonds, 120 + ((back + c) % 9), 1])].join(','),
      )
    }
  }
  return lines.join('\n')
}
