import { Option } from 'commander'
import { FILE_KINDS, type FileKind, type ImportReport } from '../../domain/facts.ts'
import { FileRefused } from '../../ingest/faults.ts'
import type { Voice } from '../../kit/voice.ts'
import { importFile } from '../../workers/import.ts'
import type { Door, Subcommand } from '../door.ts'
import { progress } from '../progress.ts'

interface Options {
  dryRun?: boolean
  kind?: FileKind
  json?: boolean
  locale?: string
}

/** `regia import FILE…`: each file by itself; one that is refused does not stop the others, but the exit code tells. */
const importing: Subcommand = (program, door) => {
  program
    .command('import')
    .description('take in the platform’s exports, daily feeds and agency lists (.xlsx, .csv, .csv.gz)')
    .argument('<files...>', 'in any order: later totals correct earlier ones')
    .option('--dry-run', 'do everything and keep nothing')
    .addOption(new Option('--kind <kind>', 'when the columns alone do not tell').choices(FILE_KINDS))
    .addOption(new Option('--locale <locale>', 'of what is printed').choices(['en', 'it']))
    .option('--json', 'one report a line')
    .action(async (files: string[], options: Options) => {
      const ctx = door(options)
      let refused = 0
      for (const file of files) if (!(await one(file, options, ctx))) refused++
      if (refused > 0) process.exitCode = 1
    })
}
export default importing

const one = async (
  path: string,
  { dryRun = false, kind, json = false }: Options,
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
      kind,
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
  lines.push(
    report.importId === null
      ? t.dryRun
      : t.imported({ id: report.importId, seconds: report.seconds.toFixed(1) }),
  )
  return lines.join('\n')
}
