import { Option } from 'commander'
import { inWords } from '../../charts/block.ts'
import { isDay, platformDay, plusDays } from '../../domain/day.ts'
import { numbersSeen } from '../../domain/digest.ts'
import { isPeriodName, periodOf } from '../../domain/period.ts'
import { DIGEST_LINES, digestMessage } from '../../views/digest.ts'
import { openFactsReader } from '../../workers/facts.ts'
import { CliFault, Misuse, type Subcommand } from '../door.ts'
import { insightIn } from '../insightJson.ts'
import { scopeCalled } from '../scope.ts'

interface Options {
  scope: string
  period: string
  at?: string
  locale?: string
  format: 'text' | 'json' | 'blocks'
}

/** `regia digest`: what a digest would say; posts nothing. */
const digest: Subcommand = (program, door) => {
  program
    .command('digest')
    .description('compute a digest and print it; nothing is posted')
    .option('--scope <name>', 'all, a region, a market, an agency or manager:ADDRESS', 'all')
    .option('--period <name>', 'yesterday, 7d, 28d, mtd, last-week, last-month or FROM..TO', '7d')
    .option('--at <iso>', 'as it would have been said at that moment, or at the end of that day')
    .addOption(new Option('--locale <locale>').choices(['en', 'it']))
    .addOption(new Option('--format <format>').choices(['text', 'json', 'blocks']).default('text'))
    .action(async (options: Options) => {
      const { databaseUrl, thresholds, clock, voice, say } = door(options)
      const { t } = voice
      if (!isPeriodName(options.period))
        throw new Misuse(
          `“${options.period}” is not a period. Use yesterday, 7d, 28d, mtd, last-week, last-month or 2026-09-01..2026-09-15.`,
        )
      const at = options.at === undefined ? null : momentIn(options.at)
      const facts = await openFactsReader(databaseUrl, thresholds)
      try {
        const newest = await facts.asOf()
        if (newest === null) throw new CliFault(t.files.empty)
        const scope = await scopeCalled(options.scope, facts, voice)
        const yesterday = plusDays(platformDay(at ?? clock.now()), -1)
        const asOf = newest < yesterday ? newest : yesterday
        const period = periodOf(options.period, asOf)
        const seen = await numbersSeen(scope, period, facts, DIGEST_LINES)
        const message = inWords(digestMessage({ ...seen, promises: [], closed: [], achieved: [] })(voice))
        const insights = (seen.found?.insights ?? []).map(({ insight }) => insightIn(insight, voice))
        if (options.format === 'json') say(JSON.stringify({ ...seen.facts, insights }, null, 2))
        else if (options.format === 'blocks') say(JSON.stringify(message, null, 2))
        else say(wordsOf(message.blocks))
      } finally {
        await facts.close()
      }
    })
}
export default digest

/** A moment with its zone; of a day alone, its last one: with all that was known that day. */
const momentIn = (text: string): Temporal.Instant => {
  try {
    return isDay(text) ? Temporal.Instant.from(`${text}T23:59:59Z`) : Temporal.Instant.from(text)
  } catch {
    throw new Misuse(
      `“${text}” is no moment. Write it like this: 2026-09-15T09:00:00Z, or a day: 2026-09-15.`,
    )
  }
}

/** What a terminal can show of blocks: their words, without marks. */
const wordsOf = (blocks: readonly object[]): string =>
  blocks
    .flatMap((block) => {
      const text = 'text' in block && isText(block.text) ? [block.text.text] : []
      const elements =
        'elements' in block && Array.isArray(block.elements)
          ? block.elements.filter(isText).map((it) => it.text)
          : []
      const fields = 'fields' in block && Array.isArray(block.fields) ? block.fields.filter(isText) : []
      return [...text, ...elements, ...fields.map((it) => it.text.replaceAll('\n', '  '))]
    })
    .map((it) =>
      it
        .replace(/:[a-z_]+: ?/g, '')
        .replace(/(^|\s)[*_]|[*_](?=[\s:,.)]|$)/g, '$1')
        .replaceAll('&amp;', '&')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>'),
    )
    .join('\n')

const isText = (it: unknown): it is { text: string } =>
  typeof it === 'object' && it !== null && 'text' in it && typeof it.text === 'string'
