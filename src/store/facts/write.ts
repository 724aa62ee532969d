import type { Kysely } from 'kysely'
import type { DayColumns } from '#src/domain/columns.ts'
import { type Day, platformDay } from '#src/domain/day.ts'
import {
  type FactRow,
  type FileKind,
  type ImportReport,
  isForNothing,
  type Mapping,
  type Rejection,
} from '#src/domain/facts.ts'
import type { Metric, Values } from '#src/domain/metric.ts'
import type { Thresholds } from '#src/domain/thresholds.ts'
import type { DialectName } from '../dialect.ts'
import { healthOf } from './coverage.ts'
import { feedWriter } from './feed.ts'
import { forgetOldFiles } from './keeping.ts'
import { type People, peopleIn } from './people.ts'
import { agencyWriter, bonusWriter, campaignWriter, rosterWriter } from './records.ts'
import { estimatedAmong, rollUp, weighSilence } from './rollup.ts'
import { spanOf, type Trx } from './rows.ts'
import type { FactTables, RollupTable } from './schema.ts'
import { totalsWriter } from './totals.ts'
import { oneAtATime } from './turn.ts'

/** A file as it is being read: the store asks for rows, and neither knows nor cares what held them. */
export interface Incoming {
  file: string
  sha256: string
  kind: FileKind
  metrics: readonly Metric[]
  carries: { agency: boolean; market: boolean }
  fingerprint: string
  /** What the person has just said of the columns, to be remembered. */
  map: Mapping | null
  /** All that the person said of the file: with it the same bytes are read the same way again. */
  said: Said
  batches: AsyncIterable<{
    read: number
    merged: number
    rows: readonly FactRow[]
    rejections: readonly Rejection[]
    /** A feed's rows, where they came in columns. */
    columns?: DayColumns
  }>
}

export interface Said {
  kind?: FileKind | undefined
  map?: Mapping | undefined
  /** What had been said before of its header row, by the row's fingerprint. */
  known?: Readonly<Record<string, Mapping>> | undefined
  creatorId?: string | undefined
}

/** Takes a creator's month of totals apart into days: pure, and not the store's business. */
type Difference = (
  totals: readonly { from: Day; to: Day; joined: Day | null; settles: boolean; totals: Values }[],
  known: readonly { day: Day; values: Values }[],
) => readonly { day: Day; values: Values; estimated: boolean; restated: boolean }[]

export interface WriteOptions {
  dialect: DialectName
  now: Temporal.Instant
  dryRun: boolean
  difference: Difference
  /** What missing rows are judged by. */
  thresholds: Thresholds
  /** The file itself, packed and in pieces: with it later files can be read anew once an earlier one is taken back. */
  body?: AsyncIterable<Uint8Array>
  onRead?: (read: number) => void
  /** Told of every row that is left out, also beyond those that the report keeps. */
  onRejected?: (some: readonly Rejection[]) => void
}

/** One file, one transaction: all of it or none. A dry run is the same work, undone at its end. */
export const writeFacts = async (
  db: Kysely<FactTables>,
  incoming: Incoming,
  options: WriteOptions,
): Promise<Report> => {
  try {
    return await db.transaction().execute(async (trx) => {
      // One import at a time: keys are handed out here, and a month is taken apart from all its files.
      await oneAtATime(trx, options.dialect)
      await forgetOldFiles(trx, options.now)
      const report =
        (await importedBefore(trx, incoming, options)) ??
        (await write(trx, incoming, options, await nextId(trx)))
      if (options.dryRun) throw new Undone(report)
      // A file of which nothing counts leaves nothing: no number, and no mapping that took it wrongly.
      if (isForNothing(report)) throw new Undone({ ...report, importId: null })
      return report
    })
  } catch (error) {
    if (error instanceof Undone) return error.report
    throw error
  }
}

class Undone extends Error {
  readonly report: Report
  constructor(report: Report) {
    super('dry run')
    this.report = report
  }
}

/** A report as far as the store can tell it. */
export type Report = Omit<ImportReport, 'seconds' | 'understood' | 'infinite' | 'notices'>

const importedBefore = async (trx: Trx, { file, sha256, kind }: Incoming, { dryRun }: WriteOptions) => {
  const found = await trx
    .selectFrom('import')
    .selectAll()
    .where('sha256', '=', sha256)
    .where('undone_at', 'is', null)
    .executeTakeFirst()
  if (!found) return null
  return {
    ...nothingYet(file, kind, dryRun),
    duplicateOf: found.id,
    read: found.read,
    unchanged: found.read - found.rejected,
    rejected: found.rejected,
    period: found.period_from && found.period_to ? { from: found.period_from, to: found.period_to } : null,
  }
}

const nothingYet = (file: string, kind: FileKind, dryRun: boolean): Report => ({
  importId: null,
  file,
  kind,
  dryRun,
  duplicateOf: null,
  read: 0,
  added: 0,
  changed: 0,
  unchanged: 0,
  rejected: 0,
  rejections: [],
  period: null,
  days: 0,
  estimatedDays: 0,
  restated: 0,
  newCreators: 0,
  newAgencies: 0,
  coverage: null,
})

const REJECTIONS_KEPT = 100

/** Never one that was used before, also when that import was taken back. */
const nextId = async (trx: Trx): Promise<number> => {
  const newest = await trx
    .selectFrom('import')
    .select(({ fn }) => fn.max('id').as('id'))
    .executeTakeFirst()
  return (newest?.id ?? 0) + 1
}

/** Writes the file under that number, inside the transaction that is given. */
export const write = async (
  trx: Trx,
  incoming: Incoming,
  options: WriteOptions,
  importId: number,
): Promise<Report> => {
  const { file, sha256, kind, batches } = incoming
  const report = nothingYet(file, kind, options.dryRun)
  const rejections: Rejection[] = []
  const reject = (some: readonly Rejection[]) => {
    if (some.length > 0) options.onRejected?.(some)
    report.rejected += some.length
    if (rejections.length < REJECTIONS_KEPT) {
      rejections.push(...some.slice(0, REJECTIONS_KEPT - rejections.length))
    }
  }
  const people = await peopleIn(trx, options.dialect, importId)
  const touched = new Set<Day>()
  const writer = WRITERS[kind](trx, { incoming, options, people, touched, importId })

  await using keeping = options.body && !options.dryRun ? keeper(trx, importId, options.body) : null

  for await (const batch of batches) {
    await keeping?.someMore()
    report.read += batch.read
    report.unchanged += batch.merged
    reject(batch.rejections)
    reject(await writer.add(batch.rows))
    if (batch.columns) await writer.addColumns?.(batch.columns)
    options.onRead?.(report.read)
  }
  const written = await writer.end()
  await keeping?.rest()
  await people.save()
  await sumUp(trx, options.dialect, touched, written.summed)
  await remember(trx, incoming, importId)

  report.added = written.added
  report.changed = written.changed
  report.unchanged += written.unchanged
  report.restated = written.restated
  report.period = written.period
  report.rejections = rejections
  report.days = touched.size
  report.estimatedDays = await estimatedAmong(trx, touched)
  report.newCreators = people.newCreators()
  report.newAgencies = people.newAgencies()
  report.coverage = await coverageAfter(trx, touched, written.period, options)
  const row = {
    id: importId,
    file,
    kind,
    sha256,
    imported_at: options.now.epochMilliseconds,
    undone_at: null,
    period_from: report.period?.from ?? null,
    period_to: report.period?.to ?? null,
    read: report.read,
    added: report.added,
    changed: report.changed,
    unchanged: report.unchanged,
    rejected: report.rejected,
    metrics: incoming.metrics.join(' '),
    said: JSON.stringify(incoming.said),
  }
  await trx
    .insertInto('import')
    .values(row)
    .onConflict((at) => at.column('id').doUpdateSet(row))
    .execute()
  report.importId = options.dryRun ? null : importId
  return report
}

/** Of the newest day that the file told anything of: had it as many creators as the days before? */
const coverageAfter = async (
  trx: Trx,
  touched: ReadonlySet<Day>,
  period: Written['period'],
  { now, thresholds }: Pick<WriteOptions, 'now' | 'thresholds'>,
) => {
  const newest = touched.size > 0 && spanOf([...touched, ...(period ? [period.to] : [])])?.to
  if (!newest) return null
  const { asOf, creators, agencies, problems } = await healthOf(trx, platformDay(now), newest, thresholds)
  return { asOf, creators, agencies, problems }
}

/** What is worked out from the days themselves. */
export const sumUp = async (
  trx: Trx,
  dialect: DialectName,
  touched: ReadonlySet<Day>,
  summed?: Written['summed'],
): Promise<void> => {
  await rollUp(trx, dialect, touched, summed)
  if (touched.size > 0) await weighSilence(trx, dialect)
}

/** Older ones are their columns alone. */
const mappingText = ({ columns, dates }: Mapping): string =>
  JSON.stringify(dates ? { columns, dates } : columns)

const remember = async (trx: Trx, { fingerprint, map }: Incoming, importId: number): Promise<void> => {
  if (!map) return
  const row = { fingerprint, kind: map.kind, columns: mappingText(map), written_by: importId }
  await trx
    .insertInto('mapping')
    .values(row)
    .onConflict((at) => at.column('fingerprint').doUpdateSet(row))
    .execute()
}

/** Stores the file's pieces between its batches, so that they are packed while rows are written. */
const keeper = (trx: Trx, importId: number, body: AsyncIterable<Uint8Array>) => {
  const pieces = body[Symbol.asyncIterator]()
  let part = 0
  let batches = 0
  const ask = () => {
    const piece = pieces.next()
    // Whoever awaits it hears of it.
    piece.catch(() => undefined)
    return piece
  }
  let coming = ask()
  const one = async (): Promise<boolean> => {
    const { done, value } = await coming
    if (done) return false
    coming = ask()
    await trx.insertInto('import_body').values({ import_id: importId, part: part++, bytes: value }).execute()
    return true
  }
  return {
    someMore: async () => {
      if (++batches % BATCHES_A_PIECE === 0) await one()
    },
    rest: async () => {
      while (await one());
    },
    [Symbol.asyncDispose]: async () => void (await pieces.return?.()),
  }
}

const BATCHES_A_PIECE = 3

export interface Job {
  incoming: Incoming
  options: WriteOptions
  people: People
  /** Days of which a row was written: their roll-ups are stale. */
  touched: Set<Day>
  importId: number
}

export interface Written {
  added: number
  changed: number
  unchanged: number
  restated: number
  period: { from: Day; to: Day } | null
  /** The roll-ups of days that were summed up while they were written. */
  summed?: ReadonlyMap<Day, readonly RollupTable[]>
}

export interface Writer {
  /** Answers the rows that only what is known already could show to be wrong. */
  add(rows: readonly FactRow[]): Promise<readonly Rejection[]>
  addColumns?(columns: DayColumns): Promise<void>
  end(): Promise<Written>
}

const WRITERS: Record<FileKind, (trx: Trx, job: Job) => Writer> = {
  daily: feedWriter,
  'live-center': feedWriter,
  backstage: totalsWriter,
  roster: rosterWriter,
  bonus: bonusWriter,
  agencies: agencyWriter,
  campaigns: campaignWriter,
}
