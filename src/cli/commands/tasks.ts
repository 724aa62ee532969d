import { Option } from 'commander'
import type { Followup } from '../../domain/followup.ts'
import type { TeamId } from '../../domain/ids.ts'
import type { EveryFilter, Keyed } from '../../domain/ports.ts'
import { FileRefused } from '../../ingest/faults.ts'
import { Refusal } from '../../kit/refuse.ts'
import type { LedgerStore } from '../../store/ledger/connect.ts'
import { faultSaid } from '../../views/file.ts'
import { taskLine } from '../../views/tasks.ts'
import { openFactsReader } from '../../workers/facts.ts'
import { CliFault, type Door, Misuse, type Subcommand } from '../door.ts'
import { ledgerOf } from '../ledger.ts'
import { progress } from '../progress.ts'
import { type Exported, formatOf, readTasks, rowOf, writeTasks } from '../taskFile.ts'
import { bringTasks, personIn, type TaskReport } from '../taskImport.ts'

interface Options {
  team?: string
  locale?: string
  json?: boolean
}
interface ListOptions extends Options {
  owner?: string
  agency?: string
  overdue?: boolean
  state: EveryFilter['state']
}
interface ExportOptions extends ListOptions {
  withHistory?: boolean
}
interface ImportOptions extends Options {
  dryRun?: boolean
}

/** `regia tasks list`, `regia tasks export FILE` and `regia tasks import FILE`. */
const tasks: Subcommand = (program, door) => {
  const group = program
    .command('tasks')
    .description(
      'follow-ups of a workspace. Whoever may run this sees all of them, those of private channels too: take care where a file goes',
    )

  shared(narrowed(group.command('list').description('one a line, by number')))
    .option('--json', 'one object a line')
    .action((options: ListOptions) =>
      inWorkspace(door(spoken(options)), options, async (team, ledger, ctx) => {
        const names = new Map<string, string>()
        const { people } = ledger.of(team)
        let shown = 0
        for await (const page of pagesOf(await filterOf(options, team, ledger, ctx), team, ledger))
          for (const it of page) {
            shown++
            if (options.json) {
              ctx.say(JSON.stringify(rowOf(it)))
              continue
            }
            const { owner } = it.followup
            if (!names.has(owner)) names.set(owner, (await people.person(owner)).name)
            ctx.say(taskLine(it.followup, names.get(owner) ?? owner, ctx.clock.now(), ctx.voice))
          }
        if (shown === 0 && !options.json) ctx.say(ctx.voice.t.tasks.none)
      }),
    )

  shared(
    narrowed(group.command('export').description('write them to a file that `tasks import` reads again')),
  )
    .argument('<file>', 'ending in .csv, .xlsx or .json; one of that name is written over')
    .option('--with-history', 'also what was done to each; an import does not read that again')
    .action((file: string, options: ExportOptions) =>
      inWorkspace(door(spoken(options)), options, async (team, ledger, ctx) => {
        formatOf(file, ctx.voice.t.tasks.format({ file }))
        const bar = progress(file, ctx)
        const { followups } = ledger.of(team)
        const exported: Exported[] = []
        try {
          for await (const page of pagesOf(await filterOf(options, team, ledger, ctx), team, ledger)) {
            for (const it of page)
              exported.push({
                row: rowOf(it),
                history: options.withHistory
                  ? (await followups.history(it.followup.id, EVERY_CHANGE)).toReversed()
                  : null,
              })
            bar.at({ read: exported.length, share: null })
          }
          await writeTasks(file, exported)
        } finally {
          bar.done()
        }
        ctx.say(ctx.voice.t.tasks.written({ n: ctx.voice.number(exported.length), file }))
      }),
    )

  shared(group.command('import'))
    .description(
      'take in a list: what, owner (Slack id or e-mail), due, priority, agency, creator, key; each once, however often the file is read',
    )
    .argument('<file>', '.csv, .xlsx or .json')
    .option('--dry-run', 'do everything and keep nothing')
    .option('--json', 'the report as JSON')
    .action((file: string, options: ImportOptions) =>
      inWorkspace(door(spoken(options)), options, async (team, ledger, ctx) => {
        formatOf(file, ctx.voice.t.tasks.format({ file }))
        const facts = await openFactsReader(ctx.databaseUrl)
        const bar = progress(file, ctx)
        let share = 0
        try {
          const batches = counted(
            readTasks(file, (it) => {
              share = it
            }),
            (read) => bar.at({ read, share }),
          )
          const report = await bringTasks(batches, {
            team,
            ledger,
            facts,
            door: ctx,
            dryRun: options.dryRun ?? false,
          })
          bar.done()
          told(report, file, options, ctx)
        } catch (error) {
          if (!(error instanceof FileRefused)) throw error
          throw new CliFault(
            error.fault.fault === 'file.type'
              ? ctx.voice.t.tasks.noTasks({ file })
              : faultSaid(error.fault, ctx.voice),
          )
        } finally {
          bar.done()
          await facts.close()
        }
      }),
    )
}
export default tasks

type Command = ReturnType<Parameters<Subcommand>[0]['command']>

const shared = (command: Command): Command =>
  command
    .option('--team <id>', 'which workspace, when there is not just one')
    .addOption(new Option('--locale <locale>', 'of what is printed').choices(['en', 'it']))

const narrowed = (command: Command): Command =>
  command
    .option('--owner <person>', 'a Slack id or an e-mail address')
    .option('--agency <name>')
    .option('--overdue', 'open and late')
    .addOption(new Option('--state <state>').choices(['all', 'open', 'done', 'cancelled']).default('open'))

const spoken = ({ locale }: Options) => (locale ? { locale } : {})

/** More changes than a follow-up has. */
const EVERY_CHANGE = 100_000
const PAGE = 500

const inWorkspace = async (
  ctx: Door,
  { team }: Options,
  act: (team: TeamId, ledger: LedgerStore, ctx: Door) => Promise<void>,
): Promise<void> => {
  const ledger = await ledgerOf(ctx)
  try {
    await act(await workspaceOf(team, ledger, ctx), ledger, ctx)
  } finally {
    await ledger.close()
  }
}

const workspaceOf = async (
  said: string | undefined,
  ledger: LedgerStore,
  { voice }: Door,
): Promise<TeamId> => {
  if (said !== undefined && !/^[TE][A-Z0-9]+$/.test(said)) throw new Misuse(voice.t.tasks.badTeam({ said }))
  if (said !== undefined) return said as TeamId
  const [only, ...others] = await ledger.teams()
  if (only === undefined) throw new Misuse(voice.t.tasks.noTeam)
  if (others.length > 0) throw new Misuse(voice.t.tasks.whichTeam({ teams: [only, ...others].join(', ') }))
  return only
}

const filterOf = async (
  { state, owner, agency, overdue }: ListOptions,
  team: TeamId,
  ledger: LedgerStore,
  { clock, voice }: Door,
): Promise<EveryFilter> => {
  try {
    return {
      state: overdue ? 'open' : state,
      ...(owner !== undefined && { owner: await personIn(owner, ledger.of(team)) }),
      ...(agency !== undefined && { agency }),
      ...(overdue && { overdueAt: clock.now() }),
    }
  } catch (error) {
    if (error instanceof Refusal) throw new CliFault(error.in(voice.t).replaceAll('*', ''))
    throw error
  }
}

async function* pagesOf(
  filter: EveryFilter,
  team: TeamId,
  ledger: LedgerStore,
): AsyncGenerator<readonly Keyed[]> {
  let after = 0
  for (;;) {
    const page = await ledger.of(team).followups.every(filter, after, PAGE)
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = numberOf(last.followup)
  }
}

const numberOf = ({ ref }: Followup): number => Number(ref.slice('FU-'.length))

async function* counted<It>(
  batches: AsyncIterable<readonly It[]>,
  at: (read: number) => void,
): AsyncGenerator<readonly It[]> {
  let read = 0
  for await (const batch of batches) {
    yield batch
    read += batch.length
    at(read)
  }
}

/** Exit code 1 when something was left out. */
const told = (
  report: TaskReport,
  file: string,
  { json, dryRun }: ImportOptions,
  { say, murmur, voice }: Door,
): void => {
  const { t, number } = voice
  if (report.rejected.length > 0) process.exitCode = 1
  if (json) {
    say(JSON.stringify({ file, dryRun: dryRun ?? false, ...report }))
    return
  }
  say(
    t.tasks.read({
      read: number(report.read),
      added: number(report.added),
      known: number(report.known),
      rejected: number(report.rejected.length),
    }),
  )
  if (dryRun) say(t.tasks.dryRun)
  for (const { line, why } of report.rejected) murmur(t.tasks.rejected({ file, line, why }))
}
