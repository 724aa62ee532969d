import { createWriteStream } from 'node:fs'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { InvalidArgumentError, Option } from 'commander'
import { type Day, isDay } from '../../domain/day.ts'
import type { DailyQuestion, DailyValue, Facts, Scope } from '../../domain/facts.ts'
import { METRIC_NAMES } from '../../domain/metric.ts'
import { openFactsReader } from '../../workers/facts.ts'
import { CliFault, type Subcommand } from '../door.ts'
import { scopeCalled } from '../scope.ts'

interface Options {
  from: Day
  to: Day
  scope: string
  format: 'csv' | 'json'
  output?: string
}

/** `regia metrics export`: the daily values as known, for programs. */
const metrics: Subcommand = (program, door) => {
  program
    .command('metrics')
    .description('the daily values as known')
    .command('export')
    .description('write the daily values of a period, each with the import it came from')
    .requiredOption('--from <date>', 'the first day, such as 2026-09-01', day)
    .requiredOption('--to <date>', 'the last day', day)
    .option('--scope <name>', 'all, a region, a market, an agency or manager:ADDRESS', 'all')
    .addOption(new Option('--format <format>').choices(['csv', 'json']).default('csv'))
    .option('--output <file>', 'instead of standard output, which `-` names too')
    .action(async (options: Options) => {
      const ctx = door()
      if (options.to < options.from) throw new CliFault(ctx.voice.t.metrics.backwards)
      const facts = await openFactsReader(ctx.databaseUrl)
      try {
        const period = { from: options.from, to: options.to }
        const values = pagesOf(facts, await scopeCalled(options.scope, facts, ctx.voice), period)
        const text = options.format === 'csv' ? asCsv(values) : asJson(values)
        const out = options.output ?? '-'
        await (out === '-' ? poured(text, process.stdout, false) : poured(text, createWriteStream(out), true))
      } finally {
        await facts.close()
      }
    })
}
export default metrics

const day = (text: string): Day => {
  if (!isDay(text)) throw new InvalidArgumentError('Write a day such as 2026-09-15.')
  return text
}

const PAGE = 5000

async function* pagesOf(
  facts: Facts,
  scope: Scope,
  period: DailyQuestion['period'],
): AsyncGenerator<readonly DailyValue[]> {
  let after: DailyQuestion['after'] = null
  for (;;) {
    const page = await facts.dailyValues({ scope, period, after, limit: PAGE })
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = { day: last.day, id: last.creatorId }
  }
}

const COLUMNS = [
  'day',
  'creator_id',
  'username',
  'agency',
  'market',
  ...METRIC_NAMES,
  'estimated',
  'restated',
  'import_id',
] as const

async function* asCsv(pages: AsyncIterable<readonly DailyValue[]>): AsyncGenerator<string> {
  yield `${COLUMNS.join(',')}\n`
  for await (const page of pages)
    yield page.map((value) => `${cellsOf(value).map(quoted).join(',')}\n`).join('')
}

const cellsOf = (it: DailyValue): readonly (string | number | null)[] => [
  it.day,
  it.creatorId,
  it.username,
  it.agency,
  it.market,
  ...METRIC_NAMES.map((metric) => it.values[metric]),
  Number(it.estimated),
  Number(it.restated),
  it.importId,
]

/** Names are what people wrote: none of them must become a formula in whoever's spreadsheet opens this. */
const quoted = (cell: string | number | null): string => {
  if (cell === null) return ''
  const text = typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

async function* asJson(pages: AsyncIterable<readonly DailyValue[]>): AsyncGenerator<string> {
  yield '['
  let first = true
  for await (const page of pages) {
    const objects = page.map((it) =>
      JSON.stringify({
        day: it.day,
        creator_id: it.creatorId,
        username: it.username,
        agency: it.agency,
        market: it.market,
        ...it.values,
        estimated: it.estimated,
        restated: it.restated,
        import_id: it.importId,
      }),
    )
    yield `${first ? '' : ','}\n${objects.join(',\n')}`
    first = false
  }
  yield '\n]\n'
}

/** Whoever reads only the head of it has seen enough. */
const poured = async (text: AsyncIterable<string>, into: Writable, end: boolean): Promise<void> => {
  try {
    await pipeline(Readable.from(text), into, { end })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error
  }
}
