import { type Day, daysBetween, firstOfMonth, monthOf, plusDays } from '#src/domain/day.ts'
import { type Chance, chance } from './random.ts'
import { isMember, type Region, type TruthMetric } from './region.ts'
import { on, type SampleAgency, type SampleCreator } from './world.ts'

/** A file before it is written: texts just as the platform shows them. The name has no ending yet. */
export interface SampleFile {
  name: string
  /** The header row first, unless the fault is that it is not. */
  rows: readonly (readonly string[])[]
  /** What was made wrong, by the index of its row; −1 for the file as a whole. */
  faults: readonly FaultMade[]
}
interface FaultMade {
  fault: Fault
  row: number
}

export const FAULTS = [
  /** Rows of those who left, with a sentence where the id was. */
  'quit-ids',
  /** Ids whose last digits a spreadsheet has rounded away. */
  'rounded-ids',
  /** Ids in scientific notation. */
  'number-ids',
  /** `-`, `∞` and `2.98M` where numbers were. */
  'odd-numbers',
  /** A creator in two groups, as on the day of a transfer. */
  'listed-twice',
  /** A second file for the same day, some totals up to one in a hundred off. */
  'restated',
  /** Totals below those of the file before. */
  'negative-delta',
  'total-row',
  /** A line above the headers. */
  'exported-at',
  'shuffled-columns',
  'missing-file',
  /** Three rows in ten are not there. */
  'partial',
] as const
export type Fault = (typeof FAULTS)[number]

export type ExportOptions =
  | {
      kind: 'backstage'
      /** 29 columns in English, 41 in English, 35 in Spanish. */
      variant?: 'B' | 'A' | 'F'
      /** The last day of each file's period. */
      ends: readonly Day[]
      /** By the period end of the file that is to have them; `all` for every file. */
      faults?: Readonly<Partial<Record<Day | 'all', readonly Fault[]>>>
    }
  | {
      kind: 'daily'
      from?: Day
      to?: Day
      /** Days without LIVE are told too, as zeros, unless this is false. */
      idle?: boolean
    }
  | { kind: 'agencies' }

export const exportsOf = (region: Region, options: ExportOptions): SampleFile[] => {
  switch (options.kind) {
    case 'backstage': {
      const { variant = 'B', ends, faults = {} } = options
      return ends.flatMap((end, i) =>
        backstage(region, variant, end, ends[i - 1] ?? null, [...(faults.all ?? []), ...(faults[end] ?? [])]),
      )
    }
    case 'daily':
      return [daily(region, options)]
    case 'agencies':
      return [agencies(region)]
  }
}

// —— Month to date —————————————————————————————————————————————————————————————————————————————————————————

/** What the platform writes in the place of an id once somebody is gone. */
export const QUIT_SENTENCE = 'The creator has quit the network'
const NO_GROUP = 'Not in a group'

type Totals = Record<TruthMetric, number>
interface Line {
  creator: SampleCreator
  agency: SampleAgency | null
  username: string
  /** The id's cell, which a fault may spoil. */
  id: string
  now: Totals
  /** The whole month before; null when the region does not know it. */
  last: Totals | null
  end: Day
  /** Days since joining. */
  age: number
  odd: boolean
}

const backstage = (
  region: Region,
  variant: 'A' | 'B' | 'F',
  end: Day,
  previous: Day | null,
  faults: readonly Fault[],
): SampleFile[] => {
  if (end < region.from || end > region.to) throw new RangeError(`${end} is outside the sample region's days`)
  if (faults.includes('missing-file')) return []
  const luck = chance(`${region.seed}/${variant}/${end}`)
  const clean = linesOf(region, end)
  const { lines, made } = spoiled(luck, region, clean, previous, faults)
  const files = [sheetOf(luck, variant, end, lines, made, faults, '')]
  if (faults.includes('restated')) {
    const off = chance(`${region.seed}/restated/${end}`)
    const chosen = clean.map(() => off.happens(0.1))
    const again = clean.map((line, i) =>
      chosen[i]
        ? { ...line, now: scaled(line.now, 1 + (off.happens(0.5) ? 1 : -1) * off.between(0.002, 0.01)) }
        : line,
    )
    const marks = clean.flatMap((_, i): Mark[] => (chosen[i] ? [{ fault: 'restated', line: i }] : []))
    files.push(sheetOf(luck, variant, end, again, marks, [], ' (1)'))
  }
  return files
}

const linesOf = (region: Region, end: Day): Line[] => {
  const start = firstOfMonth(end)
  const before = firstOfMonth(plusDays(start, -1))
  const known = before >= region.from
  return region.creators.flatMap((creator, c): Line[] => {
    if (!isMember(creator, end)) return []
    const last = known && creator.joined < start ? totals(region, c, before, plusDays(start, -1)) : null
    return [lineOf(region, c, end, totals(region, c, start, end), last)]
  })
}

const lineOf = (region: Region, c: number, end: Day, now: Totals, last: Totals | null): Line => {
  const creator = region.creators[c]
  if (!creator) throw new RangeError('no such creator')
  return {
    creator,
    agency: on(creator.agencies, end) ?? null,
    username: on(creator.usernames, end) ?? '',
    id: creator.id,
    now,
    last,
    end,
    age: daysBetween(creator.joined, end),
    odd: false,
  }
}

const SUMMED: readonly TruthMetric[] = [
  'diamonds',
  'live_seconds',
  'valid_days',
  'new_followers',
  'streams',
  'matches',
  'match_diamonds',
  'fan_club_diamonds',
]

/** Both ends included; active fans are a level, so the newest counts. */
const totals = ({ daily, days }: Region, c: number, first: Day, last: Day): Totals => {
  const sum = nothing()
  const start = Math.max(0, days.indexOf(first))
  const end = days.indexOf(last)
  for (const metric of SUMMED) {
    const values = daily[metric]
    for (let d = start; d <= end; d++) sum[metric] += values[c * days.length + d] ?? 0
  }
  sum.active_fans = daily.active_fans[c * days.length + end] ?? 0
  return sum
}

const nothing = (): Totals => ({
  diamonds: 0,
  live_seconds: 0,
  valid_days: 0,
  new_followers: 0,
  streams: 0,
  matches: 0,
  match_diamonds: 0,
  fan_club_diamonds: 0,
  active_fans: 0,
  avg_viewers: 0,
  peak_viewers: 0,
  unique_viewers: 0,
  watch_minutes: 0,
  returning_viewers: 0,
  gifters: 0,
  violations: 0,
})

const scaled = (sum: Totals, by: number): Totals => ({
  ...sum,
  diamonds: Math.round(sum.diamonds * by),
  match_diamonds: Math.round(sum.match_diamonds * by),
  fan_club_diamonds: Math.round(sum.fan_club_diamonds * by),
})

// —— Faults ——————————————————————————————————————————————————————————————————————————————————————————————

interface Mark {
  fault: Fault
  line: number
}

/** Each fault in lines of its own, so that what is wrong with a row is one thing. */
const spoiled = (
  luck: Chance,
  region: Region,
  clean: readonly Line[],
  previous: Day | null,
  faults: readonly Fault[],
): { lines: Line[]; made: Mark[] } => {
  const has = (fault: Fault): boolean => faults.includes(fault)
  const lines = has('partial') ? clean.filter(() => !luck.happens(0.3)) : [...clean]
  const made: Mark[] = []
  const free = luck.shuffled(lines.flatMap(({ now }, i) => (now.diamonds >= 1000 ? [i] : [])))
  const spoil = (fault: Fault, count: number, change: (line: Line) => Line): void => {
    for (let n = 0; n < count; n++) {
      const i = free.pop()
      const line = i === undefined ? undefined : lines[i]
      if (i === undefined || !line) return
      lines[i] = change(line)
      made.push({ fault, line: i })
    }
  }
  if (has('rounded-ids')) spoil('rounded-ids', 3, (line) => ({ ...line, id: rounded(line.id) }))
  if (has('number-ids')) spoil('number-ids', 3, (line) => ({ ...line, id: scientific(line.id) }))
  if (has('odd-numbers')) spoil('odd-numbers', 4, (line) => ({ ...line, odd: true }))
  if (has('negative-delta')) {
    const sameMonth =
      previous !== null && lines[0] !== undefined && monthOf(previous) === monthOf(lines[0].end)
    spoil('negative-delta', 3, (line) => {
      const c = region.creators.indexOf(line.creator)
      const was = sameMonth ? totals(region, c, firstOfMonth(previous), previous) : line.now
      return { ...line, now: { ...line.now, diamonds: Math.floor(was.diamonds * 0.98) } }
    })
  }
  if (has('listed-twice')) {
    const twins = free.splice(-2).flatMap((i) => lines[i] ?? [])
    for (const line of twins) {
      const other = region.agencies.find(
        (agency) => agency !== line.agency && agency.market === line.creator.market,
      )
      lines.push({
        ...line,
        agency: other ?? region.agencies.find((agency) => agency !== line.agency) ?? null,
        now: scaled(line.now, 0.2),
      })
      made.push({ fault: 'listed-twice', line: lines.length - 1 })
    }
  }
  if (has('quit-ids')) {
    const end = clean[0]?.end ?? region.to
    const start = firstOfMonth(end)
    for (const [c, creator] of region.creators.entries()) {
      const { quit } = creator
      // Someone who left in an earlier month has no totals in this one.
      if (quit === null || quit > end || quit <= start) continue
      const left = lineOf(region, c, end, totals(region, c, start, plusDays(quit, -1)), null)
      lines.push({ ...left, id: QUIT_SENTENCE })
      made.push({ fault: 'quit-ids', line: lines.length - 1 })
    }
  }
  return { lines, made }
}

/** A spreadsheet keeps fifteen digits. */
const rounded = (id: string): string => `${id.slice(0, 15)}0000`
const scientific = (id: string): string => `${id.slice(0, 1)}.${id.slice(1, 6)}E+18`

// —— Columns —————————————————————————————————————————————————————————————————————————————————————————————

interface Column {
  name: string
  cell(line: Line): string
}
const column = (name: string, cell: (line: Line) => string): Column => ({ name, cell })
const count = (metric: TruthMetric) => (line: Line) => String(line.now[metric])
const countBefore = (metric: TruthMetric) => (line: Line) => (line.last ? String(line.last[metric]) : '-')
/** The goal shown is last month and a tenth. */
const achieved = (metric: TruthMetric) => (line: Line) =>
  line.odd ? '∞' : line.last?.[metric] ? percent(line.now[metric] / (line.last[metric] * 1.1)) : '-'
const against = (metric: TruthMetric) => (line: Line) =>
  line.last?.[metric] ? percent(line.now[metric] / line.last[metric] - 1) : '-'
const zero = (): string => '0'

const FRONT: readonly Column[] = [
  column('Data period', ({ end }) => `${firstOfMonth(end)} ~ ${end}`),
  column('Creator ID', ({ id }) => id),
  column("Creator's username", ({ username }) => username),
  column('Group', ({ agency }) => agency?.name ?? NO_GROUP),
  column('Creator Network manager', ({ creator }) => creator.agent?.email ?? ''),
  column('Join time', ({ id, creator }) =>
    id === QUIT_SENTENCE ? '' : `${creator.joined} ${creator.joinedAt} (UTC+0)`,
  ),
  column('Days since joining', ({ age }) => String(age)),
  column('Diamonds', (line) => (line.odd ? shortened(line.now.diamonds) : String(line.now.diamonds))),
  column('LIVE duration', ({ now }) => duration(now.live_seconds)),
  column('Valid go LIVE days', count('valid_days')),
  column('New followers', (line) => (line.odd ? '-' : String(line.now.new_followers))),
  column('LIVE streams', count('streams')),
  column('Diamonds last month', countBefore('diamonds')),
  column('LIVE duration (hours) last month', ({ last }) =>
    last ? String(Math.round(last.live_seconds / 36) / 100) : '-',
  ),
  column('Valid go LIVE days last month', countBefore('valid_days')),
]
const LAST_MONTH: readonly Column[] = [
  column('New followers last month', countBefore('new_followers')),
  column('LIVE streams last month', countBefore('streams')),
  column('Diamonds - Percentage achieved', achieved('diamonds')),
  column('LIVE duration - Percentage achieved', achieved('live_seconds')),
  column('Valid go LIVE days - Percentage achieved', achieved('valid_days')),
  column('New followers - Percentage achieved', achieved('new_followers')),
  column('LIVE streams - Percentage achieved', achieved('streams')),
  column('Diamonds - Vs. last month', against('diamonds')),
  column('LIVE duration - Vs. last month', against('live_seconds')),
  column('Valid go LIVE days - Vs. last month', against('valid_days')),
  column('New followers - Vs. last month', against('new_followers')),
  column('LIVE streams - Vs. last month', against('streams')),
]
const BACK: readonly Column[] = [
  column('Matches', count('matches')),
  column('Diamonds from matches', count('match_diamonds')),
  column('New LIVE creators', ({ age }) => (age <= 90 ? 'Yes' : 'No')),
  column('Diamonds from multi-guest', zero),
  column('Diamonds from multi-guest (as host)', zero),
  column('Diamonds from multi-guest (as guest)', zero),
  column('Graduation status', ({ age }) => (age > 90 ? 'Non-new creator' : 'Not graduated')),
  column('Tier status', ({ now, last }) =>
    !last || last.diamonds < 100_000 ? '-' : (tierWords[Math.sign(tierOf(now) - tierOf(last)) + 1] ?? '-'),
  ),
  column('New fans', ({ now }) => String(Math.round(now.new_followers * 0.02))),
  column('Fan Club total Diamonds', count('fan_club_diamonds')),
  column('Fan contribution %', ({ now }) =>
    now.diamonds > 0 ? percent(now.fan_club_diamonds / now.diamonds) : '-',
  ),
  column('Total fans', ({ now }) => String(now.active_fans * 3)),
  column('Active fans from Fan Club', count('active_fans')),
  column('Status', ({ id }) => (id === QUIT_SENTENCE ? 'Quit' : 'Active')),
]
const tierWords = ['Tier not maintained', 'Tier maintained', 'Ranked up']
const tierOf = ({ diamonds }: Totals): number =>
  [100_000, 200_000, 300_000, 500_000, 700_000, 1_000_000].filter((floor) => diamonds >= floor).length

const SPANISH = [
  'Periodo de datos',
  'ID del creador',
  'Nombre de usuario del creador',
  'Grupo',
  'Agente',
  'Hora de incorporación',
  'Días desde la incorporación',
  'Diamantes',
  'Duración de LIVE',
  'Días válidos de emisiones LIVE',
  'Nuevos seguidores',
  'Emisiones LIVE',
  'Diamantes en el último mes',
  'Duración de emisiones LIVE (en horas) durante el último mes',
  'Días válidos de emisiones LIVE del mes pasado',
  'Nuevos seguidores en el último mes',
  'Emisiones LIVE en el último mes',
  'Diamantes - Porcentaje logrado',
  'Duración de LIVE - Porcentaje logrado',
  'Días válidos de emisiones LIVE - Porcentaje logrado',
  'Nuevos seguidores - Porcentaje logrado',
  'Emisiones LIVE - Porcentaje logrado',
  'Diamantes - frente al mes pasado',
  'Duración de LIVE - frente al mes pasado',
  'Días válidos de emisiones LIVE - frente al mes pasado',
  'Nuevos seguidores - frente al mes pasado',
  'Emisiones LIVE - frente al mes pasado',
  'Partidas',
  'Diamantes de partidas',
  'Nuevos creadores LIVE',
  'Diamantes del modo de varios invitados',
  'Diamantes de varios invitados (como anfitrión)',
  'Diamantes del modo de varios invitados (como invitado)',
  'Base de Diamantes antes de unirse',
  'Estado de graduación',
]

const englishFull = [...FRONT, ...LAST_MONTH, ...BACK]
const VARIANTS: Readonly<Record<'A' | 'B' | 'F', readonly Column[]>> = {
  A: englishFull,
  B: [...FRONT, ...BACK],
  F: [
    ...englishFull.slice(0, 33),
    column('Base', zero),
    column('Graduation', ({ age }) => (age > 90 ? 'Creador no nuevo' : 'No graduado')),
  ].map(({ cell }, i) => ({ name: SPANISH[i] ?? '', cell })),
}

const sheetOf = (
  luck: Chance,
  variant: 'A' | 'B' | 'F',
  end: Day,
  lines: readonly Line[],
  made: readonly Mark[],
  faults: readonly Fault[],
  copy: string,
): SampleFile => {
  const plain = VARIANTS[variant]
  const shuffled = faults.includes('shuffled-columns')
  const columns = shuffled ? luck.shuffled(plain) : plain
  const clock = `${String(luck.whole(6, 9)).padStart(2, '0')}_${String(luck.whole(10, 59))}`
  const exported = plusDays(end, 1)
  const above = faults.includes('exported-at')
    ? [[`Exported at ${exported} ${clock.replace('_', ':')} (UTC+0)`]]
    : []
  const rows = [
    ...above,
    columns.map(({ name }) => name),
    ...lines.map((line) => columns.map(({ cell }) => cell(line))),
  ]
  const marks: FaultMade[] = made.map(({ fault, line }) => ({ fault, row: above.length + 1 + line }))
  if (above.length > 0) marks.push({ fault: 'exported-at', row: 0 })
  if (shuffled) marks.push({ fault: 'shuffled-columns', row: above.length })
  if (faults.includes('partial')) marks.push({ fault: 'partial', row: -1 })
  if (faults.includes('total-row')) {
    marks.push({ fault: 'total-row', row: rows.length })
    rows.push(totalRow(columns, plain, lines))
  }
  return { name: `Creator_data_${exported.replaceAll('-', '_')}_${clock}_UTC0${copy}`, rows, faults: marks }
}

const totalRow = (columns: readonly Column[], plain: readonly Column[], lines: readonly Line[]): string[] => {
  const sum = (metric: TruthMetric): number => lines.reduce((all, { now }) => all + now[metric], 0)
  return columns.map((each) => {
    const place = plain.indexOf(each)
    if (place === 0) return 'Total'
    if (place === 7) return String(sum('diamonds'))
    if (place === 8) return duration(sum('live_seconds'))
    return place === 9 ? String(sum('valid_days')) : ''
  })
}

// —— How the platform writes ——————————————————————————————————————————————————————————————————————————————

export const duration = (seconds: number): string => {
  const h = Math.floor(seconds / 3600)
  const m = Math.floor((seconds % 3600) / 60)
  const s = seconds % 60
  if (h > 0) return `${h}h ${m}m ${s}s`
  return m > 0 ? `${m}m ${s}s` : `${s}s`
}
const percent = (ratio: number): string => `${Number((ratio * 100).toFixed(2))}%`
const shortened = (value: number): string =>
  value >= 1_000_000 ? `${(value / 1_000_000).toFixed(2)}M` : `${(value / 1000).toFixed(2)}K`

// —— The other two kinds ——————————————————————————————————————————————————————————————————————————————————

const DAILY_HEADER = [
  ...['date', 'creator_id', 'username', 'agency', 'market', 'diamonds', 'live_minutes', 'valid_day'],
  ...['new_followers', 'streams', 'avg_viewers', 'peak_viewers', 'unique_viewers', 'watch_minutes'],
  ...['returning_viewers', 'gifters', 'violations'],
]
const DAILY_METRICS: readonly TruthMetric[] = [
  'diamonds',
  'live_seconds',
  'valid_days',
  'new_followers',
  'streams',
  'avg_viewers',
  'peak_viewers',
  'unique_viewers',
  'watch_minutes',
  'returning_viewers',
  'gifters',
  'violations',
]

/** Ordered by day and then by creator, as a warehouse feed grows. LIVE time is in whole minutes here. */
const daily = (
  region: Region,
  { from = region.from, to = region.to, idle = true }: { from?: Day; to?: Day; idle?: boolean },
): SampleFile => {
  const rows: string[][] = [DAILY_HEADER]
  const { days, creators, daily: values } = region
  for (const [d, day] of days.entries()) {
    if (day < from || day > to) continue
    for (const [c, creator] of creators.entries()) {
      if (!isMember(creator, day)) continue
      const cell = c * days.length + d
      if (!idle && !values.live_seconds[cell]) continue
      const row = [
        day,
        creator.id,
        on(creator.usernames, day) ?? '',
        on(creator.agencies, day)?.name ?? '',
        creator.market.code,
      ]
      for (const metric of DAILY_METRICS) {
        const value = values[metric][cell] ?? 0
        row.push(String(metric === 'live_seconds' ? Math.round(value / 60) : value))
      }
      rows.push(row)
    }
  }
  return { name: `daily_${from}_${to}`, rows, faults: [] }
}

const AGENCIES_HEADER = 'agency,market,region,tier,category,timezone,manager_email,contact,language'

const agencies = ({ agencies: houses, to }: Region): SampleFile => ({
  name: `agencies_${to}`,
  rows: [
    AGENCIES_HEADER.split(','),
    ...houses.map(({ name, market, tier, category, manager, contact }) => [
      ...[name, market.code, market.region, tier, category],
      ...[market.timeZone, manager.email, contact, market.language],
    ]),
  ],
  faults: [],
})
