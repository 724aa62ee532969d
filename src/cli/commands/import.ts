import { readFile } from 'node:fs/promises'
import { Option } from 'commander'
import { FILE_KINDS, type FileKind, isForNothing, type Mapping } from '../../domain/facts.ts'
import { FileRefused } from '../../ingest/faults.ts'
import { mappingIn } from '../../ingest/mapping.ts'
import { faultSaid, rejectsIn, reportSaid } from '../../views/file.ts'
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
  rejects?: string
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
    .option('--rejects <file>', 'write every row that is left out to this CSV, with the reason')
    .addOption(new Option('--locale <locale>', 'of what is printed').choices(['en', 'it']))
    .option('--json', 'one report a line')
    .action(async (files: string[], options: Options) => {
      const ctx = door(options)
      if (options.rejects !== undefined && files.length > 1) throw new CliFault(ctx.voice.t.files.oneRejects)
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
  { dryRun = false, json = false, rejects }: Options,
  door: Door,
): Promise<boolean> => {
  const { databaseUrl, thresholds, clock, voice, say, murmur } = door
  const bar = progress(path, door)
  const stop = new AbortController()
  const interrupted = () => stop.abort(new Error('interrupted'))
  process.once('SIGINT', interrupted)
  try {
    const report = await importFile({
      url: databaseUrl,
      thresholds,
      path,
      ...said,
      dryRun,
      rejects: rejects === undefined ? undefined : { path: rejects, ...rejectsIn(voice) },
      now: clock.now(),
      onProgress: bar.at,
      signal: stop.signal,
    })
    bar.done()
    say(json ? JSON.stringify(report) : reportSaid(report, voice).join('\n'))
    return !isForNothing(report)
  } catch (error) {
    bar.done()
    if (stop.signal.aborted) process.exit(130)
    if (!(error instanceof FileRefused)) throw error
    if (json) say(JSON.stringify(error.fault))
    else murmur(faultSaid(error.fault, voice))
    if (!json && error.fault.fault === 'file.whose') murmur(voice.t.files.whose)
    if (!json && error.fault.fault === 'file.days') murmur(voice.t.files.dates)
    if (!json && (error.fault.fault === 'file.headers' || error.fault.fault === 'file.days')) {
      murmur(voice.t.files.guess({ file: 'map.json' }))
      murmur(JSON.stringify(error.fault.guess, null, 2))
    }
    return false
  } finally {
    process.removeListener('SIGINT', interrupted)
  }
}
