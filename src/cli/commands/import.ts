import { readFile } from 'node:fs/promises'
import { Option } from 'commander'
import {
  type DataProblem,
  FILE_KINDS,
  type FileKind,
  type ImportReport,
  type Mapping,
} from '../../domain/facts.ts'
import { FileRefused } from '../../ingest/faults.ts'
import { mappingIn } from '../../ingest/mapping.ts'
import type { Voice } from '../../kit/voice.ts'
import { openFactsReader } from '../../workers/facts.ts'
import { importFile } from '../../workers/import.ts'
import { CliFault, type Door, type Subcommand } from '../door.ts'
import { lookThrough } from '../ledger.ts'
import { progress } from '../progress.ts'

interface Options {
  dryRun?: boolean
  kind?: FileKind
  map?: string
  creator?: string
  json?: boolean
  locale?: string
}

/** `regia import FILE…`: each file by itself; one that is refused does not stop the others, but the exit code tells. */
const importing: Subcommand = (program, door) => {
  program
    .command('import')
    .description('take in the platform’s exports, feeds, rosters and lists (.xlsx, .csv, .csv.gz)')
    .argument('<files...>', 'in any order: later totals correct earlier ones')
    .option('--dry-run', 'do everything and keep nothing')
    .addOption(new Option('--kind <kind>', 'when the columns alone do not tell').choices(FILE_KINDS))
    .option(
      '--map <file>',
      'what the columns are, as JSON: {"kind": "daily", "columns": {"Header": "diamonds"}}',
    )
    .option('--creator <name>', 'whose figures a live-center file holds: an id or a username')
    .addOption(new Option('--locale <locale>', 'of what is printed').choices(['en', 'it']))
    .option('--json', 'one report a line')
    .action(async (files: string[], options: Options) => {
      const ctx = door(options)
      const said = {
        kind: options.kind,
        map: options.map === undefined ? undefined : await mappingFrom(options.map, options.kind, ctx),
        creatorId: options.creator === undefined ? undefined : await idOf(options.creator, ctx),
      }
      let refused = 0
      for (const file of files) if (!(await one(file, said, options, ctx))) refused++
      if (refused < files.length && !options.dryRun) await lookThrough(ctx)
      if (refused > 0) process.exitCode = 1
    })
}
export default importing

interface Said {
  kind: FileKind | undefined
  map: Mapping | undefined
  creatorId: string | undefined
}

const mappingFrom = async (path: string, kind: FileKind | undefined, { voice }: Door): Promise<Mapping> => {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) throw new CliFault(voice.t.files.faults['file.missing']({ file: path }))
  const map = mappingIn(text, kind)
  if (!map) throw new CliFault(voice.t.files.noMap({ file: path }))
  return map
}

/** An id may be of somebody new; a name has to be known. */
const idOf = async (name: string, { databaseUrl, voice }: Door): Promise<string> => {
  if (/^\d{15,20}$/.test(name)) return name
  const facts = await openFactsReader(databaseUrl)
  try {
    const found = await facts.creatorNamed(name)
    if (!found) throw new CliFault(voice.t.files.noCreator({ name }))
    return found.id
  } finally {
    await facts.close()
  }
}

const one = async (
  path: string,
  said: Said,
  { dryRun = false, json = false }: Options,
  door: Door,
): Promise<boolean> => {
  const { databaseUrl, clock, voice, say, murmur } = door
  const bar = progress(path, door)
  const stop = new AbortController()
  const interrupted = () => stop.abort(new Error('interrupted'))
  process.once('SIGINT', interrupted)
  try {
    const report = await importFile({
      url: databaseUrl,
      path,
      ...said,
      dryRun,
      now: clock.now(),
      onProgress: bar.at,
      signal: stop.signal,
    })
    bar.done()
    say(json ? JSON.stringify(report) : told(report, voice))
    return true
  } catch (error) {
    bar.done()
    if (stop.signal.aborted) process.exit(130)
    if (!(error instanceof FileRefused)) throw error
    if (json) say(JSON.stringify(error.fault))
    else murmur(faultSaid(error, voice))
    if (!json && error.fault.fault === 'file.headers') {
      murmur(voice.t.files.guess({ file: 'map.json' }))
      murmur(JSON.stringify(error.fault.guess, null, 2))
    }
    return false
  } finally {
    process.removeListener('SIGINT', interrupted)
  }
}

export const faultSaid = ({ fault }: FileRefused, { t }: Voice): string => {
  const sentences: { [F in typeof fault as F['fault']]: (fault: F) => string } = t.files.faults
  const say: (given: never) => string = sentences[fault.fault]
  return say(fault as never)
}

export const told = (report: ImportReport, v: Voice): string => {
  const t = v.t.files
  const n = v.number
  const lines = [t.read({ file: report.file, kind: t.kinds[report.kind], read: n(report.read) })]
  if (report.duplicateOf !== null) return [...lines, t.duplicate({ id: report.duplicateOf })].join('\n')
  lines.push(
    t.counts({
      added: n(report.added),
      changed: n(report.changed),
      unchanged: n(report.unchanged),
      rejected: n(report.rejected),
    }),
  )
  for (const { line, column, reason, value } of report.rejections)
    lines.push(
      t.rejection({
        line,
        column: column ? `, ${column}` : '',
        value: value ? ` “${value.slice(0, 40)}”` : '',
        reason: t.rejections[reason],
      }),
    )
  if (report.rejected > report.rejections.length)
    lines.push(t.moreRejections({ n: n(report.rejected - report.rejections.length) }))
  if (report.period)
    lines.push(
      t.period({ from: v.day(report.period.from), to: v.day(report.period.to), days: n(report.days) }),
    )
  if (report.estimatedDays > 0) lines.push(t.estimated({ days: n(report.estimatedDays) }))
  if (report.restated > 0) lines.push(t.restated({ n: n(report.restated) }))
  if (report.newCreators + report.newAgencies > 0)
    lines.push(t.created({ creators: n(report.newCreators), agencies: n(report.newAgencies) }))
  if (report.coverage) {
    const { asOf, creators, agencies, problems } = report.coverage
    lines.push(
      t.coverage({
        day: asOf ? v.day(asOf) : '–',
        creators: n(creators.reported),
        creatorsExpected: n(creators.expected),
        agencies: n(agencies.reported),
        agenciesExpected: n(agencies.expected),
      }),
      ...problems.flatMap((it) => problemSaid(it, v)),
    )
  }
  if (report.kind === 'roster') lines.push(t.rolling)
  lines.push(
    report.importId === null
      ? t.dryRun
      : t.imported({ id: report.importId, seconds: report.seconds.toFixed(1) }),
  )
  return lines.join('\n')
}

/** A file of past days is not what makes the numbers stale. */
const problemSaid = (it: DataProblem, { t, number }: Voice): readonly string[] => {
  switch (it.problem) {
    case 'stale':
      return []
    case 'agency.silent':
      return [t.files.silent({ agency: it.agency, expected: number(it.expected) })]
    case 'roster.drop':
      return [
        t.files.dropped({ agency: it.agency, reported: number(it.reported), expected: number(it.expected) }),
      ]
    default:
      return it satisfies never
  }
}
