const FIXED: Readonly<Record<string, readonly [month: number, day: number]>> = {
  ...{ capodanno: [1, 1], 'new year': [1, 1], "new year's day": [1, 1], 'new years day': [1, 1] },
  ...{ befana: [1, 6], epifania: [1, 6], epiphany: [1, 6], 'san valentino': [2, 14] },
  ...{ "valentine's day": [2, 14], 'valentines day': [2, 14], 'festa della donna': [3, 8] },
  ...{ "women's day": [3, 8], 'festa del papa': [3, 19], liberazione: [4, 25] },
  ...{ 'festa della liberazione': [4, 25], 'festa del lavoro': [5, 1], 'festa dei lavoratori': [5, 1] },
  ...{ 'festa della repubblica': [6, 2], ferragosto: [8, 15], 'san francesco': [10, 4] },
  ...{ halloween: [10, 31], ognissanti: [11, 1], "all saints' day": [11, 1], immacolata: [12, 8] },
  ...{ 'vigilia di natale': [12, 24], vigilia: [12, 24], 'christmas eve': [12, 24], natale: [12, 25] },
  ...{ christmas: [12, 25], 'christmas day': [12, 25], xmas: [12, 25], 'santo stefano': [12, 26] },
  ...{ 'boxing day': [12, 26], 'san silvestro': [12, 31], "new year's eve": [12, 31] },
  ...{ 'new years eve': [12, 31] },
}

/** Days from Easter. */
const MOVABLE: Readonly<Record<string, number>> = {
  ...{
    pasqua: 0,
    easter: 0,
    'easter sunday': 0,
    pasquetta: 1,
    "lunedi dell'angelo": 1,
    'lunedi di pasqua': 1,
    'easter monday': 1,
  },
  ...{ 'venerdi santo': -2, 'good friday': -2, 'martedi grasso': -47, 'shrove tuesday': -47 },
  ...{ 'mercoledi delle ceneri': -46, 'ash wednesday': -46, pentecoste: 49, pentecost: 49 },
}

export const FEASTS: readonly string[] = [...Object.keys(FIXED), ...Object.keys(MOVABLE)]

/** The day of a feast in a year. */
export const feastIn = (year: number, name: string): Temporal.PlainDate => {
  const [month, day] = FIXED[name] ?? []
  return month && day
    ? Temporal.PlainDate.from({ year, month, day })
    : easter(year).add({ days: MOVABLE[name] ?? 0 })
}

/** Western Easter, by the anonymous Gregorian computation. */
const easter = (year: number): Temporal.PlainDate => {
  const century = Math.floor(year / 100)
  const golden = year % 19
  const skipped = Math.floor((8 * century + 13) / 25)
  const epact = (19 * golden + century - Math.floor(century / 4) - skipped + 15) % 30
  const moon = epact - Math.floor((epact + Math.floor(golden / 11)) / 29)
  const weekday = (2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - moon - ((year % 100) % 4) + 32) % 7
  const late = Math.floor((golden + 11 * moon + 22 * weekday) / 451)
  const count = moon + weekday - 7 * late + 114
  return Temporal.PlainDate.from({ year, month: Math.floor(count / 31), day: (count % 31) + 1 })
}
