import { InvalidArgumentError, Option } from 'commander'
import type { UndoReport } from '../../domain/facts.ts'
import type { Voice } from '../../kit/voice.ts'
import { importSaid } from '../../views/file.ts'
import { openFactsReader } from '../../workers/facts.ts'
import { UndoRefused, undoImport } from '../../workers/import.ts'
import { CliFault, type Subcommand } from '../door.ts'
import { lookThrough } from '../ledger.ts'

interface Options {
  json?: boolean
  locale?: string
}

/** `regia imports list` and `regia imports undo ID`. */
const imports: Subcommand = (program, door) => {
  const group = program.command('imports').description('what was imported, and taking it back')
  group
    .command('list')
    .description('the newest imports first')
    .option('--count <n>', 'how many', whole, 50)
    .addOption(new Option('--locale <locale>', 'of what is printed').choices(['en', 'it']))
    .option('--json', 'one import a line')
    .action(async ({ count, json = false, locale }: Options & { count: number }) => {
      const { databaseUrl, voice, say } = door(locale ? { locale } : {})
      const facts = await openFactsReader(databaseUrl)
      const entries = await facts.imports(count).finally(() => facts.close())
      if (entries.length === 0 && !json) say(voice.t.imports.none)
      for (const entry of entries) say(json ? JSON.stringify(entry) : importSaid(entry, voice))
    })
  group
    .command('undo')
    .description('take an import back, as if its file had never come')
    .argument('<id>', 'as `imports list` shows it', whole)
    .addOption(new Option('--locale <locale>', 'of what is printed').choices(['en', 'it']))
    .option('--json', 'the report as JSON')
    .action(async (id: number, { json = false, locale }: Options) => {
      const ctx = door(locale ? { locale } : {})
      const { databaseUrl, thresholds, clock, voice, say } = ctx
      try {
        const report = await undoImport({ url: databaseUrl, thresholds, id, now: clock.now() })
        say(json ? JSON.stringify(report) : undoneSaid(report, voice))
        await lookThrough(ctx)
      } catch (error) {
        if (!(error instanceof UndoRefused)) throw error
        throw new CliFault(voice.t.imports.faults[error.fault.fault]({ id }))
      }
    })
}
export default imports

const whole = (text: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Write a whole number from 1.')
  return Number(text)
}

const undoneSaid = ({ id, file, days, replayed, seconds }: UndoReport, { t, number }: Voice): string =>
  [
    t.imports.undone({ id, file, days: number(days), seconds: seconds.toFixed(1) }),
    ...(replayed > 0 ? [t.imports.replayed({ n: number(replayed) })] : []),
  ].join('\n')
