import { basename } from 'node:path'
import type { DayColumns } from '#src/domain/columns.ts'
import type { Day } from '#src/domain/day.ts'
import type { DateOrder, FactRow, FileKind, Mapping, Notice, Rejection } from '#src/domain/facts.ts'
import type { Metric } from '#src/domain/metric.ts'
import { toldBefore } from './again.ts'
import { agencyReader } from './agencies.ts'
import { backstageReader, keepRicher } from './backstage.ts'
import { bonusReader } from './bonus.ts'
import { campaignReader } from './campaigns.ts'
import { type CarefulReader, carefully } from './careful.ts'
import { dailyReader } from './daily.ts'
import { type DailyColumns, dailyColumns } from './dailyColumns.ts'
import { dateOrderOf, dayIn, type FoundOrder, type OrderEvidence } from './days.ts'
import { refuseFile } from './faults.ts'
import { HEADER_ROWS, type Layout, layoutOf, type Recognition } from './headers.ts'
import { liveCenterReader, watchTimeIsWorkedOut } from './liveCenter.ts'
import { type Notices, noticesOf } from './notices.ts'
import { openSheet } from './open.ts'
import { rosterReader } from './roster.ts'
import { type RowBytes, SHEET_LIMITS, type SheetLimits, type SheetRow } from './sheet.ts'
import { exportedIn } from './values.ts'

/** Every row read is either among `rows`, among `rejections`, or was `merged` into a row of the same creator. */
export interface Batch {
  read: number
  merged: number
  rows: readonly FactRow[]
  rejections: readonly Rejection[]
  /** The rows, in their stead, where they were asked for in columns. */
  columns?: DayColumns
}

export interface FactFile {
  kind: FileKind
  /** The metrics that the file has columns for: the same for all its rows. */
  metrics: readonly Metric[]
  /** Whether an empty agency or market cell means none: it does not when there is no such column. */
  carries: { agency: boolean; market: boolean }
  fingerprint: string
  understood: Mapping
  /** Said for the first time, to be remembered; null when the file was known without it. */
  map: Mapping | null
  batches: AsyncIterable<Batch>
  share(): number
  /** So many cells read so far hold `∞`, which is no number: unknown, and said so. */
  infinite(): number
  /** What was remarkable so far about rows that were taken. */
  notices(): readonly Notice[]
}

export type RowReader = (row: SheetRow) => FactRow | Rejection

/** How a reader learns its columns: the first rows decide how numbers and dates are written, for the whole column. */
export interface Ground {
  layout: Layout
  sample: readonly SheetRow[]
  delimiter: string | null
  today: Day
  /** The UTC day of the export, as the line above the headers says, or the file's name. */
  exported: Day | null
  /** Whose file it is, where the file does not say. */
  creatorId: string
  /** Cells that hold `∞`, counted as they are read. */
  infinite: { cells: number }
  notices: Notices
  /** What goes first in a date with slashes; null where that does not matter, or is not known. */
  order: DateOrder | null
}

export interface ReadOptions extends Recognition {
  today: Day
  /** Whose analytics a `live-center` file is. */
  creatorId?: string | undefined
  limits?: SheetLimits
  /** A text feed's rows are handed over in columns: there may be millions. */
  inColumns?: boolean
}

/**
 * Opens a file of facts. Throws `FileRefused` at once for what can be told from its beginning, and while its
 * batches are read for what cannot.
 */
export const readFacts = async (
  path: string,
  { today, creatorId, limits = SHEET_LIMITS, inColumns = false, ...recognition }: ReadOptions,
): Promise<FactFile> => {
  const file = basename(path)
  const sheet = await openSheet(path, limits)
  const batches = sheet.batches[Symbol.asyncIterator]()
  const first = await firstRows(batches)
  if (first.length === 0) return refuseFile({ fault: 'file.empty', file })
  const { layout, below } = layoutOf(first, file, recognition)
  const { kind } = layout
  const exported = exportedIn(layout.above) ?? exportedIn([file])
  if (kind === 'backstage' && !layout.fields.has('period') && exported === null) {
    return refuseFile({ fault: 'file.undated', file, guess: layout.understood })
  }
  if (kind === 'live-center' && creatorId === undefined) {
    return refuseFile({ fault: 'file.whose', file, guess: layout.understood })
  }
  const sample = first.slice(below)
  const days = daysIn(layout, sample, { delimiter: sheet.delimiter, today, exported, map: recognition.map })
  if (days.unclear) {
    const guess = { ...layout.understood, dates: 'dmy' as const }
    return refuseFile({ fault: 'file.days', file, ...days.unclear, guess })
  }
  const notices = noticesOf()
  const ground: Ground = {
    layout,
    sample,
    delimiter: sheet.delimiter,
    today,
    exported,
    creatorId: creatorId ?? '',
    infinite: { cells: 0 },
    notices,
    order: days.order,
  }
  const understood = days.order ? { ...layout.understood, dates: days.order } : layout.understood
  const metrics = metricsOf(layout)
  const read = carefully(ground, READERS[kind](ground))
  const found =
    inColumns && kind === 'daily' && sheet.raw
      ? classifiedInColumns(sample, sheet.raw, read, dailyColumns(ground, metrics, read, limits.columns))
      : classified(sample, batches, read, notices)
  const plain = notEmpty(found, file)
  return {
    kind,
    metrics,
    carries: { agency: layout.fields.has('agency'), market: layout.fields.has('market') },
    fingerprint: layout.fingerprint,
    understood,
    // A file that leaves no doubt speaks for the others of its kind that do.
    map: recognition.map ?? (days.certain && layout.dates !== days.order ? understood : null),
    batches: kind === 'backstage' ? keepRicher(plain) : plain,
    share: () => sheet.share(),
    infinite: () => ground.infinite.cells,
    notices: notices.all,
  }
}

/** In which order its dates are written; unclear only when nothing else in the file tells a day either. */
const daysIn = (
  layout: Layout,
  sample: readonly SheetRow[],
  {
    map,
    ...evidence
  }: Pick<OrderEvidence, 'delimiter' | 'today' | 'exported'> & { map: Mapping | undefined },
): FoundOrder => {
  const places = (['day', 'start', 'end'] as const).flatMap((it) => layout.fields.get(it) ?? [])
  const cells = sample.flatMap((row) => places.map((at) => row.cells[at]))
  const said = map?.dates
  const found = dateOrderOf(cells, {
    ...evidence,
    said,
    remembered: said ? undefined : layout.dates,
    planned: layout.kind === 'campaigns',
  })
  return cells.some((cell) => dayIn(cell, null) !== null) ? { ...found, unclear: null } : found
}

const metricsOf = (layout: Layout): readonly Metric[] => {
  const { metrics, fields } = layout
  const fans = fields.has('fan_share') && !metrics.has('fan_club_diamonds')
  return [
    ...metrics.keys(),
    ...(fans ? (['fan_club_diamonds'] as const) : []),
    ...(watchTimeIsWorkedOut(layout) ? (['watch_minutes'] as const) : []),
  ]
}

const READERS: Record<FileKind, (ground: Ground) => RowReader> = {
  backstage: backstageReader,
  roster: rosterReader,
  bonus: bonusReader,
  daily: dailyReader,
  agencies: agencyReader,
  campaigns: campaignReader,
  'live-center': liveCenterReader,
}

const SAMPLE_ROWS = 1000

type Batches = AsyncIterator<readonly SheetRow[]>

const firstRows = async (batches: Batches): Promise<readonly SheetRow[]> => {
  const rows: SheetRow[] = []
  while (rows.length < SAMPLE_ROWS + HEADER_ROWS) {
    const { done, value } = await batches.next()
    if (done) break
    rows.push(...value)
  }
  return rows
}

async function* classified(
  sample: readonly SheetRow[],
  batches: Batches,
  read: CarefulReader,
  notices: Notices,
): AsyncGenerator<Batch> {
  const before = toldBefore()
  const noted = (batch: Batch): Batch => {
    for (const row of batch.rows) {
      const told = before(row)
      if (told !== null) notices.add('row.twice', row.line, null, told)
    }
    return batch
  }
  try {
    yield noted(sorted(sample, read))
    for (;;) {
      const { done, value } = await batches.next()
      if (done) break
      yield noted(sorted(value, read))
    }
  } finally {
    await batches.return?.()
  }
}

/** The same of a feed's rows, in columns: after the first ones they come as they lie in the file. */
async function* classifiedInColumns(
  sample: readonly SheetRow[],
  raw: AsyncIterator<RowBytes>,
  read: CarefulReader,
  columns: DailyColumns,
): AsyncGenerator<Batch> {
  try {
    const first = sorted(sample, read)
    yield { ...first, rows: [], columns: columns.put(first.rows) }
    for (;;) {
      const { done, value } = await raw.next()
      if (done) break
      const { skipped, ...found } = columns.read(value)
      yield { read: value.count - skipped, merged: 0, rows: [], ...found }
    }
  } finally {
    await raw.return?.()
  }
}

const sorted = (rows: readonly SheetRow[], read: CarefulReader): Batch => {
  const good: FactRow[] = []
  const rejections: Rejection[] = []
  for (const row of rows) {
    const result = read(row)
    if (result === null) continue
    if ('reason' in result) rejections.push(result)
    else good.push(result)
  }
  return { read: good.length + rejections.length, merged: 0, rows: good, rejections }
}

async function* notEmpty(batches: AsyncIterable<Batch>, file: string): AsyncGenerator<Batch> {
  let total = 0
  for await (const batch of batches) {
    total += batch.read
    yield batch
  }
  if (total === 0) refuseFile({ fault: 'file.empty', file })
}
