import { Option } from 'commander'
import { isDay } from '../../domain/day.ts'
import type { DataHealth } from '../../domain/facts.ts'
import { type FoundDay, within } from '../../domain/insight.ts'
import type { Voice } from '../../kit/voice.ts'
import { insightLine } from '../../views/insight.ts'
import { openFactsReader } from '../../workers/facts.ts'
import { insightsAsOf } from '../../workers/insights.ts'
import { CliFault, Misuse, type Subcommand } from '../door.ts'
import { insightIn } from '../insightJson.ts'
import { lookThrough } from '../ledger.ts'
import { scopeCalled } from '../scope.ts'

interface Options {
  scope: string
  asOf?: string
  locale?: string
  json?: boolean
}

/** `regia insights`: what the numbers say that somebody should know, and what was held back. */
const insights: Subcommand = (program, door) => {
  program
    .command('insights')
    .description('what the numbers say that somebody should know; nothing is posted')
    .option('--scope <name>', 'all, a region, a market, an agency or manager:ADDRESS', 'all')
    .option('--as-of <date>', 'as it would have been said on the numbers up to that day')
    .addOption(new Option('--locale <locale>', 'of what is printed').choices(['en', 'it']))
    .option('--json', 'one JSON object')
    .action(async (options: Options) => {
      const ctx = door(options)
      const { voice, say } = ctx
      const asked = options.asOf
      if (asked !== undefined && !isDay(asked))
        throw new Misuse(`“${asked}” is not a day. Write it like this: 2026-09-15.`)
      const facts = await openFactsReader(ctx.databaseUrl, ctx.thresholds)
      try {
        const newest = await facts.asOf()
        if (newest === null) throw new CliFault(voice.t.files.empty)
        const scope = await scopeCalled(options.scope, facts, voice)
        const { looked, ...request } = await lookThrough(ctx)
        const asOf = asked ?? newest
        // While an import is writing nothing is kept, and what is may be of other numbers.
        const isKept = asOf === newest && looked !== 'busy'
        const computed = isKept ? null : await insightsAsOf({ ...request, asOf })
        const found = isKept
          ? await facts.insights(scope, { from: newest, to: newest })
          : computed && within(computed, scope)
        if (found === null) throw new CliFault(voice.t.insight.noDay({ day: asOf }))
        if (options.json) say(JSON.stringify(inJson(found, options.scope, voice), null, 2))
        else for (const line of inWords(found, voice)) say(line)
      } finally {
        await facts.close()
      }
    })
}
export default insights

const inWords = ({ asOf, health, insights: found, suppressed }: FoundDay, v: Voice): readonly string[] => {
  const { t } = v
  return [
    t.insight.coverage({
      day: v.day(asOf),
      reported: v.number(health.creators.reported),
      expected: v.number(health.creators.expected),
    }),
    ...(found.length === 0 ? [t.insight.nothing] : found.map(({ insight }) => insightLine(v, insight))),
    ...(suppressed.length > 0 ? [t.insight.heldBackCount({ n: suppressed.length })] : []),
  ]
}

// —— As other programs read it ———————————————————————————————————————————————————————————————————————————

/** The names here are fixed: they are what others rely on. */
const inJson = (
  { asOf, period, health, insights: found, suppressed }: FoundDay,
  scope: string,
  v: Voice,
) => ({
  as_of: asOf,
  scope,
  period,
  coverage: coverageIn(health),
  insights: found.map(({ insight }) => insightIn(insight, v)),
  suppressed: suppressed.map(({ insight, reason, by }) => ({ ...insightIn(insight, v), reason, by })),
})

const coverageIn = ({ asOf, staleDays, creators, agencies, problems }: DataHealth) => ({
  as_of: asOf,
  stale_days: staleDays,
  creators,
  agencies,
  problems,
})
