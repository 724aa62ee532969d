import { createHash } from 'node:crypto'
import { type DateOrder, FILE_KINDS, type FileKind, type Mapping } from '#src/domain/facts.ts'
import { COLUMN_WORDS, type ColumnWord, type Field, REQUIRED } from '#src/domain/fields.ts'
import { METRIC_NAMES, type Metric } from '#src/domain/metric.ts'
import { near } from '#src/domain/near.ts'
import { refuseFile } from './faults.ts'
import type { Cell, SheetRow } from './sheet.ts'

export interface Layout {
  kind: FileKind
  /** Where a field stands, counted from 0. */
  fields: ReadonlyMap<Field, number>
  metrics: ReadonlyMap<Metric, number>
  /** Where the final figures of the month before stand. */
  lastMonth: ReadonlyMap<Metric, number>
  /** Where the parts of a bonus stand, by their name in full: one name may begin with another. */
  tasks: ReadonlyMap<string, number>
  /** The header cells as written. */
  names: readonly string[]
  /** The same header row in another order of columns has another fingerprint, in another case it has not. */
  fingerprint: string
  /** What each column was taken for. */
  understood: Mapping
  /** In which order files with this header row are known to write dates. */
  dates?: DateOrder | undefined
  headerLine: number
  /** What stands above the header row: `Exported at …`, as a rule. */
  above: readonly Cell[]
}

export interface Recognition {
  /** Said by the person; else told from the columns. */
  kind?: FileKind | undefined
  /** Said by the person; goes before every name that is known here. */
  map?: Mapping | undefined
  /** What was said before of header rows, by their fingerprint. */
  remembered?: ReadonlyMap<string, Mapping> | undefined
}

/** Names are matched as people see them: case, accents, blanks, `_`, `:` and quotes do not count. */
const headerName = (cell: Cell): string =>
  cell === null
    ? ''
    : String(cell)
        .normalize('NFKC')
        .toLowerCase()
        .normalize('NFD')
        .replace(/[\u0300-\u036f\u200b-\u200f\u2060\ufeff]/g, '')
        .replace(/[:'’‘`´"“”]/g, '')
        .replace(/[\s_]+/g, ' ')
        .trim()

/** A header row may stand below a line such as `Exported at …`. */
export const HEADER_ROWS = 5

interface Candidate {
  names: readonly string[]
  cells: readonly Cell[]
  line: number
  index: number
  fingerprint: string
}

/** Finds the header row among the first ones and says what the file is; refuses what it cannot tell. */
export const layoutOf = (
  first: readonly SheetRow[],
  file: string,
  { kind: asked, map, remembered }: Recognition = {},
): { layout: Layout; below: number } => {
  const candidates = first.slice(0, HEADER_ROWS).map(({ line, cells }, index): Candidate => {
    const names = cells.map(headerName)
    const fingerprint = createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 16)
    return { names, cells, line, index, fingerprint }
  })
  const laidOut = (row: Candidate, kind: FileKind, columns: Columns) => ({
    layout: {
      kind,
      ...columns,
      names: row.cells.map((cell) => (cell === null ? '' : String(cell))),
      fingerprint: row.fingerprint,
      understood: understood(kind, columns, row),
      headerLine: row.line,
      above: candidates.slice(0, row.index).flatMap(({ cells }) => cells),
    },
    below: row.index + 1,
  })

  if (map) {
    const row = best(candidates, ({ names }) => names.filter((name) => mappedNames(map).has(name)).length)
    const columns = mapped(map, row, file)
    return complete(map.kind, columns)
      ? laidOut(row, map.kind, columns)
      : refuseKind(map.kind, columns, row, file)
  }
  for (const row of candidates) {
    const said = remembered?.get(row.fingerprint)
    if (said && (asked === undefined || asked === said.kind)) {
      const { layout, below } = laidOut(row, said.kind, mapped(said, row, file))
      return { layout: { ...layout, dates: said.dates }, below }
    }
  }
  for (const row of candidates) {
    const kind = asked ? (tells(asked, row.names, true) ? asked : null) : kindOf(row.names)
    if (kind) return laidOut(row, kind, columnsOf(kind, row.names, asked === kind))
  }
  const widest = best(candidates, ({ names }) => filled(names))
  if (asked) {
    const columns = columnsOf(asked, widest.names, true)
    if (!complete(asked, columns)) return refuseKind(asked, columns, widest, file)
  }
  const headers = widest.cells
    .filter((cell) => cell !== null && cell !== '')
    .map((cell) => String(cell).slice(0, 40))
  return refuseFile({
    fault: 'file.headers',
    file,
    headers: headers.slice(0, 40).join(', ').slice(0, 300),
    guess: guessed(widest),
  })
}

const best = (rows: readonly Candidate[], worth: (row: Candidate) => number): Candidate =>
  rows.reduce((a, b) => (worth(b) > worth(a) ? b : a))

const refuseKind = (kind: FileKind, { fields, metrics }: Columns, row: Candidate, file: string): never => {
  const missing = REQUIRED[kind].filter((it) => !fields.has(it as Field) && !metrics.has(it as Metric))
  const wanted = missing.length > 0 ? missing : TELLING[kind].slice(0, 3)
  return refuseFile({ fault: 'file.kind', file, kind, missing: wanted.join(', '), guess: guessed(row, kind) })
}

const filled = (names: readonly string[]): number => names.filter((name) => name !== '').length

const kindOf = (names: readonly string[]): FileKind | null =>
  IN_TURN.find((kind) => tells(kind, names, false)) ?? null

/** The kinds that say of themselves what they are go first. */
const IN_TURN = ['backstage', 'daily', 'bonus', 'campaigns', 'roster', 'live-center', 'agencies'] as const

const tells = (kind: FileKind, names: readonly string[], asked: boolean): boolean => {
  const columns = columnsOf(kind, names, asked)
  // Who calls a file an export may leave its period to the file's name; else it is a roster, or nothing.
  const dated = kind !== 'backstage' || asked || columns.fields.has('period')
  // A day of nobody's: with a creator in it, it is a feed.
  const alone = kind !== 'live-center' || asked || !columns.fields.has('creator_id')
  return dated && alone && complete(kind, columns)
}

const complete = (kind: FileKind, { fields, metrics }: Columns): boolean => {
  const found = (name: string) => fields.has(name as Field) || metrics.has(name as Metric)
  return REQUIRED[kind].every(found) && TELLING[kind].some(found)
}

const METRIC_COLUMNS = [
  'diamonds',
  'live_minutes',
  'valid_days',
  'new_followers',
  'streams',
  'matches',
] as const
const ROOM_COLUMNS = [
  'avg_viewers',
  'peak_viewers',
  'unique_viewers',
  'watch_minutes',
  'returning_viewers',
  'gifters',
  'violations',
] as const
/** …and of these at least one. */
const TELLING: Record<FileKind, readonly (Field | Metric)[]> = {
  backstage: [...METRIC_COLUMNS, 'fan_club_diamonds', 'active_fans'],
  roster: ['relationship', 'diamonds', 'live_minutes', 'valid_days', 'followers'],
  bonus: ['bonus', 'violative', 'rookie', 'diamonds', 'valid_days', 'live_minutes'],
  daily: [...METRIC_COLUMNS, ...ROOM_COLUMNS],
  agencies: ['market', 'region', 'tier', 'category', 'time_zone', 'contact', 'language', 'manager_email'],
  campaigns: ['start'],
  'live-center': ['gifters', 'diamonds', 'streams', 'live_minutes', 'unique_viewers', 'peak_viewers'],
}

type Columns = Pick<Layout, 'fields' | 'metrics' | 'lastMonth' | 'tasks'>
type Column = { field?: Field; metric?: Metric; last?: Metric }

const collected = (
  of: (index: number) => Column | undefined,
  names: readonly string[],
  tasks: boolean,
): Columns => {
  const fields = new Map<Field, number>()
  const metrics = new Map<Metric, number>()
  const lastMonth = new Map<Metric, number>()
  const parts = new Map<string, number>()
  names.forEach((name, index) => {
    const column = of(index)
    // The first column of a name counts: later twins are a comparison's.
    if (column?.field && !fields.has(column.field)) fields.set(column.field, index)
    if (column?.metric && !metrics.has(column.metric)) metrics.set(column.metric, index)
    if (column?.last && !lastMonth.has(column.last)) lastMonth.set(column.last, index)
    const part = tasks ? /^estimated bonus - (.+)$/.exec(name)?.[1] : undefined
    if (part !== undefined && !parts.has(part)) parts.set(part, index)
  })
  return { fields, metrics, lastMonth, tasks: parts }
}

const columnsOf = (kind: FileKind, names: readonly string[], asked: boolean): Columns =>
  collected(
    (index) => {
      const name = names[index] ?? ''
      return INDEXES[kind].get(name) ?? (asked && kind === 'backstage' ? ROLLING.get(name) : undefined)
    },
    names,
    kind === 'bonus',
  )

// —— What a person has said of the columns ———————————————————————————————————————————————————————————————

const mappedNames = ({ columns }: Mapping): ReadonlyMap<string, string> =>
  new Map(Object.entries(columns).map(([header, field]) => [headerName(header), field]))

const mapped = (map: Mapping, row: Candidate, file: string): Columns => {
  const words = mappedNames(map)
  for (const [header, field] of Object.entries(map.columns)) {
    if (field !== '' && columnFor(map.kind, field) === null) {
      const [column, said] = [header.slice(0, 40), field.slice(0, 40)]
      return refuseFile({ fault: 'file.map', file, column, field: said, guess: guessed(row, map.kind) })
    }
  }
  return collected(
    (index) => columnFor(map.kind, words.get(row.names[index] ?? '') ?? '') ?? undefined,
    row.names,
    map.kind === 'bonus',
  )
}

/** `date` and `valid_day` are what the feed's own header row calls them. */
const SAID: ReadonlyMap<string, string> = new Map([
  ['date', 'day'],
  ['timezone', 'time_zone'],
  ['valid_day', 'valid_days'],
])

/** What a mapping may name for files of a kind: its fields, metrics and, with `_last_month`, settled totals. */
const columnFor = (kind: FileKind, said: string): Column | null => {
  const word = SAID.get(said) ?? said
  return MAPPABLE[kind].get(word) ?? null
}

/** Best guesses to start from: of that kind, or of the one that fits best, each header's nearest name. */
const guessed = ({ names, cells }: Candidate, asked?: FileKind): Mapping => {
  const tried = (asked ? [asked] : FILE_KINDS).map((kind) => guessedAs(kind, names))
  const { kind, words } = tried.reduce((a, b) => (b.fits > a.fits ? b : a))
  return mappingOf(kind, cells, words)
}

/** What was made of the columns, as a person would say it. */
const understood = (kind: FileKind, { fields, metrics, lastMonth }: Columns, { cells }: Candidate): Mapping =>
  mappingOf(
    kind,
    cells,
    new Map([
      ...[...fields].map(([field, index]) => [index, field] as const),
      ...[...metrics].map(([metric, index]) => [index, metric] as const),
      ...[...lastMonth].map(([metric, index]) => [index, `${metric}_last_month`] as const),
    ]),
  )

/** Of two columns with one name the first counts. */
const mappingOf = (kind: FileKind, cells: readonly Cell[], words: ReadonlyMap<number, string>): Mapping => {
  const written = cells.flatMap((cell, index) =>
    cell === null || cell === '' ? [] : [[String(cell).slice(0, 200), words.get(index) ?? ''] as const],
  )
  const columns: Record<string, string> = {}
  for (const [header, word] of written.slice(0, 100)) columns[header] ??= word
  return { kind, columns }
}

const guessedAs = (kind: FileKind, names: readonly string[]) => {
  const index = INDEXES[kind]
  const words = new Map<number, string>()
  const taken = new Set<string>()
  const take = (at: number, name: string | undefined) => {
    const column = name === undefined ? undefined : index.get(name)
    const word = column && wordFor(column)
    if (word === undefined || taken.has(word) || words.has(at)) return
    taken.add(word)
    words.set(at, word)
  }
  const first = names.slice(0, 100)
  for (const [at, name] of first.entries()) take(at, name)
  const exact = words.size
  for (const [at, name] of first.entries()) {
    if (name !== '' && name.length <= 60) take(at, near(name, [...index.keys()], 1)[0])
  }
  // What a kind cannot do without tells more of it than a column that others have too.
  const required = REQUIRED[kind].filter((it) => taken.has(it)).length / REQUIRED[kind].length
  return { kind, words, fits: exact + words.size + required * (REQUIRED[kind].length + 2) }
}

const wordFor = ({ field, metric, last }: Column): string | undefined =>
  field ?? metric ?? (last && `${last}_last_month`)

// —— The names that are known ————————————————————————————————————————————————————————————————————————————

/** English, Spanish, one French name seen, and Italian guesses. */
const BACKSTAGE_FIELDS: Partial<Record<Field, readonly string[]>> = {
  period: [
    'data period',
    'selected period',
    'periodo de datos',
    'periodo seleccionado',
    'periodo dei dati',
    'periodo selezionato',
    'periode des donnees',
  ],
  creator_id: ['creator id', 'id del creador', 'id del creator', 'id du createur', 'id creator'],
  username: [
    'creators username',
    'creator username',
    'creator',
    'handle',
    'nombre de usuario del creador',
    'nom dutilisateur du/de la createur(trice)',
    'nome utente del creator',
    'username',
  ],
  agency: ['group', 'grupo', 'gruppo', 'groupe'],
  joined: ['join time', 'joined time', 'hora de incorporacion', 'data di adesione', 'date dadhesion'],
  fan_share: ['fan contribution %'],
}
const BACKSTAGE_METRICS: Partial<Record<Metric, readonly string[]>> = {
  diamonds: [
    'diamonds',
    'total diamonds',
    'diamonds in selected period',
    'diamantes',
    'diamanti',
    'diamants',
  ],
  live_minutes: [
    'live duration',
    'live duration in selected period',
    'duracion de live',
    'durata live',
    'durata delle live',
    'duree des live',
  ],
  valid_days: [
    'valid go live days',
    'valid live days',
    'valid go live days in selected period',
    'dias validos de emisiones live',
    'giorni live validi',
    'giorni validi di live',
  ],
  new_followers: ['new followers', 'nuevos seguidores', 'nuovi follower', 'nouveaux followers'],
  streams: ['live streams', 'emisiones live', 'live effettuate', 'dirette live'],
  matches: ['matches', 'partidas', 'partite', 'match'],
  fan_club_diamonds: [
    'fan club total diamonds',
    'diamantes totales del club de fans',
    'diamanti totali del fan club',
  ],
  active_fans: ['active fans from fan club', 'fans activos del club de fans', 'fan attivi del fan club'],
}

/** Shown as hours where the current month is shown as `h m s`. */
const LAST_MONTH: Partial<Record<Metric, readonly string[]>> = {
  diamonds: [
    'diamonds last month',
    'diamantes en el ultimo mes',
    'diamantes del mes pasado',
    'diamanti del mese scorso',
  ],
  live_minutes: [
    'live duration (hours) last month',
    'duracion de emisiones live (en horas) durante el ultimo mes',
    'durata live (ore) del mese scorso',
  ],
  valid_days: [
    'valid go live days last month',
    'dias validos de emisiones live del mes pasado',
    'giorni live validi del mese scorso',
  ],
  new_followers: [
    'new followers last month',
    'nuevos seguidores en el ultimo mes',
    'nuovi follower del mese scorso',
  ],
  streams: ['live streams last month', 'emisiones live en el ultimo mes', 'live effettuate del mese scorso'],
}

/** Rolling thirty days: figures of a roster, and month-to-date totals only where the person says so. */
const ROLLING_METRICS: Partial<Record<Metric, readonly string[]>> = {
  diamonds: ['diamonds in l30d'],
  live_minutes: ['live duration in l30d', 'valid live duration'],
  valid_days: ['valid go live days in l30d', 'valid live days in l30d'],
  fan_club_diamonds: ['diamonds from fan club in l30d'],
  active_fans: ['active fans from fan club in l30d'],
}

const ROSTER_FIELDS: Partial<Record<Field, readonly string[]>> = {
  creator_id: BACKSTAGE_FIELDS.creator_id ?? [],
  username: BACKSTAGE_FIELDS.username ?? [],
  agency: BACKSTAGE_FIELDS.agency ?? [],
  joined: BACKSTAGE_FIELDS.joined ?? [],
  relationship: ['relationship status', 'estado de la relacion', 'stato della relazione'],
  graduation: ['graduation status', 'estado de graduacion', 'stato di graduazione'],
  tier: ['tier status', 'estado de rango', 'estado del rango', 'stato livello', 'level', 'activeness level'],
  followers: ['followers', 'seguidores', 'follower'],
}

const BONUS_FIELDS: Partial<Record<Field, readonly string[]>> = {
  month: ['data month', 'month', 'mes', 'mese', 'mese dei dati'],
  creator_id: BACKSTAGE_FIELDS.creator_id ?? [],
  username: ['handle', ...(BACKSTAGE_FIELDS.username ?? []).filter((it) => it !== 'handle')],
  agency: BACKSTAGE_FIELDS.agency ?? [],
  violative: ['is violative creators', 'is violative creator'],
  rookie: ['the creator was rookie at the time of first joining'],
  bonus: ['estimated bonus'],
}
const BONUS_METRICS: Partial<Record<Metric, readonly string[]>> = {
  diamonds: ['diamonds'],
  valid_days: ['valid days(d)', 'valid days', 'valid go live days'],
  live_minutes: ['live duration(h)', 'live duration'],
}

const CAMPAIGN_FIELDS: Partial<Record<Field, readonly string[]>> = {
  campaign: ['campaign', 'campagna', 'campana', 'event', 'evento'],
  market: ['market', 'country', 'mercado', 'mercato', 'pais', 'paese'],
  category: ['category', 'categoria', 'categorie'],
  start: ['start', 'start date', 'from', 'inizio', 'inicio', 'dal'],
  end: ['end', 'end date', 'to', 'fine', 'fin', 'al'],
  goal: ['goal', 'target', 'obiettivo', 'objetivo'],
  creator_ids: ['creator ids', 'creators', 'id dei creator', 'creator'],
}

/** As the Japanese pages write it, and guesses for the others. */
const LIVE_CENTER_FIELDS: Partial<Record<Field, readonly string[]>> = {
  day: ['日付', 'date', 'day', 'fecha', 'data', 'giorno', 'dia'],
  creator_id: BACKSTAGE_FIELDS.creator_id ?? [],
  avg_watch: [
    '平均視聴時間',
    'average watch time',
    'tiempo medio de visualizacion',
    'tempo medio di visione',
  ],
}
const LIVE_CENTER_METRICS: Partial<Record<Metric, readonly string[]>> = {
  diamonds: ['ダイヤモンド', 'diamonds', 'diamantes', 'diamanti'],
  live_minutes: ['LIVE時間', 'live time', 'live duration', 'tiempo live', 'durata live'],
  streams: ['LIVEの合計数', 'lives', 'total lives', 'live count', 'live streams'],
  new_followers: ['新規フォロワー', 'new followers', 'nuevos seguidores', 'nuovi follower'],
  gifters: ['ギフト贈呈者', 'gifters', 'donatori'],
  unique_viewers: ['ユニーク視聴者数', 'unique viewers', 'spettatori unici'],
  peak_viewers: ['最高同時視聴者数', 'peak concurrent viewers', 'peak viewers', 'picco spettatori'],
  avg_viewers: ['平均同時視聴者数', 'average concurrent viewers', 'avg viewers', 'spettatori medi'],
}

const DAILY_FIELDS: Partial<Record<Field, readonly string[]>> = {
  day: ['date', 'day', 'fecha', 'data', 'giorno', 'dia'],
  creator_id: BACKSTAGE_FIELDS.creator_id ?? [],
  username: BACKSTAGE_FIELDS.username ?? [],
  agency: ['agency', 'agencia', 'agenzia', 'agence', 'group', 'grupo', 'gruppo'],
  market: ['market', 'country', 'mercado', 'mercato', 'pais', 'paese'],
}
const DAILY_METRICS: Partial<Record<Metric, readonly string[]>> = {
  ...BACKSTAGE_METRICS,
  live_minutes: ['live minutes', 'minuti live', 'minutos live', ...(BACKSTAGE_METRICS.live_minutes ?? [])],
  valid_days: [
    'valid day',
    'valid days',
    'giorno valido',
    'dia valido',
    ...(BACKSTAGE_METRICS.valid_days ?? []),
  ],
  streams: ['streams', ...(BACKSTAGE_METRICS.streams ?? [])],
  fan_club_diamonds: ['fan club diamonds', ...(BACKSTAGE_METRICS.fan_club_diamonds ?? [])],
  active_fans: ['active fans', ...(BACKSTAGE_METRICS.active_fans ?? [])],
  avg_viewers: ['avg viewers', 'average viewers', 'average concurrent viewers', 'spettatori medi'],
  peak_viewers: ['peak viewers', 'peak concurrent viewers', 'picco spettatori'],
  unique_viewers: ['unique viewers', 'spettatori unici'],
  watch_minutes: ['watch minutes', 'minuti di visione'],
  returning_viewers: ['returning viewers', 'spettatori di ritorno'],
  gifters: ['gifters', 'donatori'],
  violations: ['violations', 'violazioni', 'infracciones'],
}

const AGENCY_FIELDS: Partial<Record<Field, readonly string[]>> = {
  agency: ['agency', 'agencia', 'agenzia', 'agence', 'name', 'nome', 'nombre'],
  market: ['market', 'country', 'mercado', 'mercato', 'pais', 'paese'],
  region: ['region', 'regione', 'area'],
  tier: ['tier', 'livello', 'nivel', 'fascia'],
  category: ['category', 'categoria', 'categorie'],
  time_zone: ['timezone', 'time zone', 'fuso orario', 'zona horaria'],
  contact: ['contact', 'contatto', 'contacto'],
  language: ['language', 'lingua', 'idioma', 'langue'],
  manager_email: [
    'manager_email',
    'manager email',
    'email manager',
    'gestore',
    'responsabile',
    'correo del gestor',
  ],
}

const indexOf = (
  fields: Partial<Record<Field, readonly string[]>>,
  metrics: Partial<Record<Metric, readonly string[]>>,
  last: Partial<Record<Metric, readonly string[]>> = {},
): ReadonlyMap<string, Column> => {
  const index = new Map<string, Column>()
  const put = (names: readonly string[], column: Column) => {
    for (const name of names) if (!index.has(headerName(name))) index.set(headerName(name), column)
  }
  for (const [field, names] of Object.entries(fields) as [Field, readonly string[]][]) put(names, { field })
  for (const [metric, names] of Object.entries(metrics) as [Metric, readonly string[]][])
    put(names, { metric })
  for (const [metric, names] of Object.entries(last) as [Metric, readonly string[]][]) {
    put(names, { last: metric })
  }
  return index
}

const INDEXES: Record<FileKind, ReadonlyMap<string, Column>> = {
  backstage: indexOf(BACKSTAGE_FIELDS, BACKSTAGE_METRICS, LAST_MONTH),
  roster: indexOf(ROSTER_FIELDS, ROLLING_METRICS),
  bonus: indexOf(BONUS_FIELDS, BONUS_METRICS),
  daily: indexOf(DAILY_FIELDS, DAILY_METRICS),
  agencies: indexOf(AGENCY_FIELDS, {}),
  campaigns: indexOf(CAMPAIGN_FIELDS, {}),
  'live-center': indexOf(LIVE_CENTER_FIELDS, LIVE_CENTER_METRICS),
}
const ROLLING = indexOf({}, ROLLING_METRICS)

/** By the word a mapping uses. */
const mappable = (kind: FileKind): ReadonlyMap<string, Column> =>
  new Map(COLUMN_WORDS[kind].map((word) => [word, columnOf(word)]))
const columnOf = (word: ColumnWord): Column => {
  const metric = METRIC_NAMES.find((it) => word === it || word === `${it}_last_month`)
  if (metric === undefined) return { field: word as Field }
  return word === metric ? { metric } : { last: metric }
}
const MAPPABLE = Object.fromEntries(FILE_KINDS.map((kind) => [kind, mappable(kind)])) as Record<
  FileKind,
  ReadonlyMap<string, Column>
>
