import { createHash } from 'node:crypto'
import type { FileKind } from '#src/domain/facts.ts'
import type { Metric } from '#src/domain/metric.ts'
import { refuseFile } from './faults.ts'
import type { Cell, SheetRow } from './sheet.ts'

/** What a column can be, besides a metric. */
type Field =
  | 'period'
  | 'day'
  | 'creator_id'
  | 'username'
  | 'agency'
  | 'market'
  | 'joined'
  | 'region'
  | 'tier'
  | 'category'
  | 'time_zone'
  | 'contact'
  | 'language'

export interface Layout {
  kind: FileKind
  /** Where a field stands, counted from 0. */
  fields: ReadonlyMap<Field, number>
  metrics: ReadonlyMap<Metric, number>
  /** The header cells as written. */
  names: readonly string[]
  /** The same header row in another order of columns or another case has another fingerprint. */
  fingerprint: string
  headerLine: number
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

/** Finds the header row among the first ones and says what the file is; refuses what it cannot tell. */
export const layoutOf = (
  first: readonly SheetRow[],
  file: string,
  asked?: FileKind,
): { layout: Layout; below: number } => {
  const candidates = first.slice(0, HEADER_ROWS).map(({ line, cells }, index) => {
    const names = cells.map(headerName)
    return { names, line, index, cells, kind: kindOf(names) }
  })
  const found = candidates.find(({ kind }) => kind !== null && (asked === undefined || kind === asked))
  if (found?.kind) {
    const { fields, metrics } = columnsOf(found.kind, found.names)
    const layout = {
      kind: found.kind,
      fields,
      metrics,
      names: found.cells.map((cell) => (cell === null ? '' : String(cell))),
      fingerprint: createHash('sha256').update(found.names.join('\n')).digest('hex').slice(0, 16),
      headerLine: found.line,
    }
    return { layout, below: found.index + 1 }
  }
  const rolling = candidates.some(({ names }) => names.some((name) => /\bl30d\b/.test(name)))
  if (rolling) return refuseFile({ fault: 'file.l30d', file })
  const widest = candidates.reduce((a, b) => (filled(b.names) > filled(a.names) ? b : a), {
    names: [] as string[],
    cells: [] as readonly Cell[],
  })
  if (asked) {
    const { fields, metrics } = columnsOf(asked, widest.names)
    const missing = REQUIRED[asked].filter((it) => !fields.has(it as Field) && !metrics.has(it as Metric))
    if (missing.length > 0) {
      return refuseFile({ fault: 'file.kind', file, kind: asked, missing: missing.join(', ') })
    }
  }
  const headers = widest.cells
    .filter((cell) => cell !== null && cell !== '')
    .map((cell) => String(cell).slice(0, 40))
  return refuseFile({ fault: 'file.headers', file, headers: headers.slice(0, 40).join(', ').slice(0, 300) })
}

const filled = (names: readonly string[]): number => names.filter((name) => name !== '').length

const kindOf = (names: readonly string[]): FileKind | null =>
  KINDS.find((kind) => {
    const { fields, metrics } = columnsOf(kind, names)
    const found = (name: string) => fields.has(name as Field) || metrics.has(name as Metric)
    return REQUIRED[kind].every(found) && (TELLING[kind] ?? []).some(found)
  }) ?? null

const KINDS = ['backstage', 'daily', 'agencies'] as const satisfies readonly FileKind[]

/** Without these a file of that kind says nothing. */
const REQUIRED: Record<FileKind, readonly string[]> = {
  backstage: ['period', 'creator_id'],
  daily: ['day', 'creator_id'],
  agencies: ['agency'],
}
const METRIC_COLUMNS = [
  'diamonds',
  'live_minutes',
  'valid_days',
  'new_followers',
  'streams',
  'matches',
] as const
/** …and of these at least one. */
const TELLING: Record<FileKind, readonly string[]> = {
  backstage: [...METRIC_COLUMNS, 'fan_club_diamonds', 'active_fans'],
  daily: [
    ...METRIC_COLUMNS,
    'avg_viewers',
    'peak_viewers',
    'unique_viewers',
    'watch_minutes',
    'returning_viewers',
    'gifters',
    'violations',
  ],
  agencies: ['market', 'region', 'tier', 'category', 'time_zone', 'contact', 'language'],
}

const columnsOf = (
  kind: FileKind,
  names: readonly string[],
): { fields: Map<Field, number>; metrics: Map<Metric, number> } => {
  const fields = new Map<Field, number>()
  const metrics = new Map<Metric, number>()
  const indexed = INDEXES[kind]
  names.forEach((name, index) => {
    const column = indexed.get(name)
    // The first column of a name counts: later twins are last month's or a comparison's.
    if (column?.field && !fields.has(column.field)) fields.set(column.field, index)
    if (column?.metric && !metrics.has(column.metric)) metrics.set(column.metric, index)
  })
  return { fields, metrics }
}

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
}

type Column = { field?: Field; metric?: Metric }

const indexOf = (
  fields: Partial<Record<Field, readonly string[]>>,
  metrics: Partial<Record<Metric, readonly string[]>>,
): ReadonlyMap<string, Column> => {
  const index = new Map<string, Column>()
  for (const [field, names] of Object.entries(fields) as [Field, readonly string[]][]) {
    for (const name of names) index.set(name, { field })
  }
  for (const [metric, names] of Object.entries(metrics) as [Metric, readonly string[]][]) {
    for (const name of names) index.set(name, { metric })
  }
  return index
}

const INDEXES: Record<FileKind, ReadonlyMap<string, Column>> = {
  backstage: indexOf(BACKSTAGE_FIELDS, BACKSTAGE_METRICS),
  daily: indexOf(DAILY_FIELDS, DAILY_METRICS),
  agencies: indexOf(AGENCY_FIELDS, {}),
}
