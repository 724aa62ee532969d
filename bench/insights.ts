import process from 'node:process'
import { parseArgs } from 'node:util'
import type { Day } from '#src/domain/day.ts'
import { sampleRegion } from '#src/sample/region.ts'
import { labelsOf } from './insights/labels.ts'
import { nabReport } from './insights/nab.ts'
import { type Naive, naiveAlarms } from './insights/naive.ts'
import { DAYS, engineAlarms, merged, type Tally, tallyOf, WARM_UP } from './insights/score.ts'
import { stageOf } from './insights/world.ts'

/**
 * How good the insights are, on worlds where it is known what happened. `npm run bench -- insights` prints the five
 * seeds to work with and the five kept for the final figure; `--work` only the first, `--seeds 11,12` any others, `--details` each miss and false
 * alarm, `--unknown-leaves` without the planned leaves, `--no-fans` as from the `daily` feed, which has no active fans,
 * `--memoryless` also what it says to whom it never spoke before, `--replayed` also what it says of each day when that day
 * is recomputed from the weeks before it (minutes a seed); `--nab FILE` adds day detection on NAB's `nyc_taxi.csv`.
 */
const { values: options } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== 'insights'),
  options: {
    seeds: { type: 'string' },
    work: { type: 'boolean', default: false },
    details: { type: 'boolean', default: false },
    nab: { type: 'string' },
    memoryless: { type: 'boolean', default: false },
    replayed: { type: 'boolean', default: false },
    'no-fans': { type: 'boolean', default: false },
    'unknown-leaves': { type: 'boolean', default: false },
  },
})

/** Each seed ends on a date of its own: summer's end, Ramadan, early summer, Christmas, late autumn. */
const DATES: readonly Day[] = ['2026-09-15', '2026-03-12', '2026-06-20', '2026-12-29', '2026-11-22']
const WORK = [1, 2, 3, 4, 5]
/** Looked at once, for the figures that are told of it; 1 to 96 were worked with or looked at before. */
const FINAL = [101, 102, 103, 104, 105]
const NAIVE: readonly Naive[] = ['week on week ±30 %', 'three sigma']

const print = (line = ''): void => void process.stdout.write(`${line}\n`)

const run = (title: string, seeds: readonly number[]): void => {
  const rows = new Map<string, Tally[]>()
  const note = (name: string, tally: Tally): void => void rows.set(name, [...(rows.get(name) ?? []), tally])
  for (const [i, seed] of seeds.entries()) {
    const region = sampleRegion({
      seed,
      asOf: DATES[i % DATES.length] ?? '2026-09-15',
      weeks: 26,
      creators: 808,
    })
    const labels = labelsOf(region)
    const managers = new Set(region.agencies.map(({ manager }) => manager.email)).size
    const stage = stageOf(region, { leavesAreKnown: !options['unknown-leaves'], fans: !options['no-fans'] })
    note('Regia', tallyOf(labels, engineAlarms(stage, 'all'), managers))
    if (options.memoryless)
      note('Regia without memory', tallyOf(labels, engineAlarms(stage, 'none'), managers))
    if (options.replayed)
      note('Regia, each day recomputed', tallyOf(labels, engineAlarms(stage, 'replayed'), managers))
    for (const naive of NAIVE)
      for (const floor of [0, 4000]) {
        const alarms = Array.from({ length: DAYS }, (_, back) => region.days.length - DAYS + back).flatMap(
          (today) =>
            naiveAlarms(region, naive, floor, today)
              .sort((a, b) => a.rank - b.rank)
              .map((alarm, rank) => ({ ...alarm, rank })),
        )
        note(`${naive}${floor ? `, floor ${floor}` : ''}`, tallyOf(labels, alarms, managers))
      }
  }
  print(
    `${title}: seeds ${seeds.join(', ')}; 808 creators; as of each of ${DAYS} days after ${WARM_UP} to warm up`,
  )
  for (const [name, tallies] of rows) report(name, merged(tallies), tallies)
  print()
}

const report = (name: string, tally: Tally, each: readonly Tally[]): void => {
  const share = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(2))
  const worst = (of: (tally: Tally) => number): string => Math.min(...each.map(of)).toFixed(2)
  print(`  ${name}`)
  print(
    `    recall ${share(tally.caught, tally.events)} (${tally.caught} of ${tally.events}, worst seed ${worst((one) => one.caught / one.events)}), of all labelled ${share(tally.labelledCaught, tally.labelled)}; excluded ${[...tally.excluded].map(([why, count]) => `${count} ${why}`).join(', ') || 'none'}`,
  )
  print(
    `    precision ${share(tally.real, tally.alarms)} (${tally.real} of ${tally.alarms}, worst seed ${worst((one) => one.real / one.alarms)}), first ten ${share(tally.firstTen.real, tally.firstTen.alarms)}, of inferred kinds ${share(tally.inferred.real, tally.inferred.alarms)}`,
  )
  const falseOnes = tally.alarms - tally.real
  print(
    `    false alarms per manager and week ${(falseOnes / tally.managerWeeks).toFixed(2)}, alarms ${(tally.alarms / tally.managerWeeks).toFixed(2)}; on decoys ${tally.decoyAlarms} in ${each.length} worlds (most ${Math.max(...each.map(({ decoyAlarms }) => decoyAlarms))})`,
  )
  print(
    `    median delay ${median(tally.delays)} days; first cause ${share(tally.causes.right, tally.causes.asked)} (${tally.causes.asked}), among the first three ${share(tally.causes.among, tally.causes.asked)}, explanation ${share(tally.explanations.right, tally.explanations.asked)}`,
  )
  if (name !== 'Regia') return
  for (const [kind, { events, caught, delays }] of [...tally.byCase].sort())
    print(
      `      case ${kind.padEnd(16)} ${String(caught).padStart(3)} of ${String(events).padEnd(3)} delay ${median(delays)}`,
    )
  for (const [kind, { alarms, real }] of [...tally.byKind].sort())
    print(`      told ${kind.padEnd(16)} ${String(real).padStart(3)} real of ${alarms}`)
  if (!options.details) return
  for (const [what, list] of Object.entries({
    missed: tally.missed,
    false: tally.falseOnes,
    decoy: tally.decoyOnes,
    unexplained: tally.explanations.wrong,
    'other cause': tally.causes.wrong,
  }))
    for (const line of list) print(`      ${what}: ${line}`)
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

if (options.seeds !== undefined) run('Others', options.seeds.split(',').map(Number))
else run('To work with', WORK)
if (!options.work && options.seeds === undefined) run('Kept for the final figure, never worked with', FINAL)
if (options.nab !== undefined) for (const line of nabReport(options.nab)) print(line)
