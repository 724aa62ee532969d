import type { ChartSpec, Figure, Series } from '../../src/charts/spec.ts'
import { type Day, plusDays } from '../../src/domain/day.ts'
import type { Voice } from '../../src/kit/voice.ts'

/** Charts to be looked at: each kind with what real data does to it. */

const FROM: Day = '2026-10-28'
const wave = (n: number, height: number, seed: number): number[] =>
  Array.from({ length: n }, (_, i) =>
    Math.round(
      height *
        (1 + 0.35 * Math.sin((i * 2 * Math.PI) / 7 + seed) + 0.08 * Math.sin(i * 1.7 + seed) + i * 0.008),
    ),
  )
const sum = (values: readonly (number | null)[]): number =>
  values.reduce<number>((all, it) => all + (it ?? 0), 0)

const NAMES = [
  'Città Eterna Talent',
  'Faro Azul',
  'Agencia Höhenflug & Söhne',
  'sofia.live_official',
  '🔥🎤 Marlène 🎶',
  'مقهى الليل',
  'חדר שידור',
  'Студия Полюс',
  'The Extraordinarily Long Named Streaming Collective of Greater Northern Lombardy',
  '東京ナイト',
  '<b>&"Tom"</b>',
  '🦄🦄🦄',
]

export const casesIn = ({ locale, t }: Voice): ReadonlyMap<string, ChartSpec> => {
  const it = locale === 'it'
  const said = {
    title: it ? 'Diamanti al giorno, Italia' : 'Diamonds by day, Italy',
    now: it ? 'Ultimi 28 giorni' : 'Last 28 days',
    before: it ? 'I 28 giorni precedenti' : 'The 28 days before',
    moved: it ? 'Chi è cambiato di più, diamanti' : 'Who moved most, diamonds',
    agencies: it ? 'Agenzie, diamanti in 28 giorni' : 'Agencies, diamonds in 28 days',
    days: it ? 'Diamanti per giorno della settimana' : 'Diamonds by weekday',
  }
  const pulse = (
    values: readonly (number | null)[],
    before: readonly (number | null)[] | null,
    title = said.title,
  ): ChartSpec => ({
    kind: 'pulse',
    title,
    now: { name: said.now, from: FROM, values },
    before: before && { name: said.before, from: plusDays(FROM, -28), values: before },
    figure: { now: sum(values), before: before && sum(before) },
  })
  const movers = (changes: readonly number[]): ChartSpec => ({
    kind: 'movers',
    title: said.moved,
    rows: changes.map((change, i) => ({ name: NAMES[i % NAMES.length] ?? '', change })),
  })
  const cell = (
    i: number,
    values: readonly (number | null)[],
    figure?: Figure,
  ): Series & { figure: Figure } => ({
    name: NAMES[i % NAMES.length] ?? '',
    from: FROM,
    values,
    figure: figure ?? { now: sum(values), before: Math.round(sum(values) * (0.8 + (i % 5) * 0.1)) },
  })
  const gapped = (values: readonly number[], gaps: readonly number[]): (number | null)[] =>
    values.map((value, i) => (gaps.includes(i) ? null : value))
  const month = wave(31, 210_000, 1)
  return new Map<string, ChartSpec>([
    ['pulse-usual', pulse(wave(28, 1_240_000, 0), wave(28, 1_050_000, 0.3))],
    ['pulse-31-days', pulse(month, wave(31, 260_000, 2))],
    [
      'pulse-gaps',
      pulse(gapped(wave(28, 84_000, 0), [3, 4, 5, 7, 15, 27]), gapped(wave(28, 91_000, 0), [0, 1, 20])),
    ],
    ['pulse-zero', pulse(Array(28).fill(0), Array(28).fill(0))],
    [
      'pulse-negative',
      pulse(
        wave(14, 9000, 0).map((x) => x - 9500),
        null,
      ),
    ],
    ['pulse-one-point', pulse([123_456], [99_000])],
    ['pulse-nothing', pulse(Array(28).fill(null), null)],
    ['pulse-flat', pulse(Array(7).fill(5000), Array(7).fill(5000))],
    ['pulse-spike', pulse([...Array(13).fill(120), 9_800_000, ...Array(13).fill(90), 110], wave(28, 300, 1))],
    [
      'pulse-long-title',
      pulse(wave(7, 400, 0), wave(7, 380, 0), `${said.title} – ${NAMES[8]} 🎉 ${t.metric.diamonds}`),
    ],
    ['movers-usual', movers([182_400, 96_120, 54_000, 12_345, -8000, -41_270, -77_001, -203_998])],
    ['movers-names', movers([9, 8, 7, 6, 5, 4, 3, 2, 1, 0, -1, -2].map((it) => it * 1000))],
    ['movers-up-only', movers([5000, 400, 30])],
    ['movers-down-only', movers([-30, -400, -5000])],
    ['movers-zero', movers([0, 0])],
    ['movers-one', movers([77])],
    ['movers-none', movers([])],
    ['movers-many', movers(Array.from({ length: 26 }, (_, i) => (13 - i) * 1234))],
    ['movers-huge', movers([9_876_543_210_123, -1, 1])],
    [
      'sparks-usual',
      {
        kind: 'sparks',
        title: said.agencies,
        cells: NAMES.map((_, i) => cell(i, wave(28, 4000 * (i + 1), i))),
      },
    ],
    [
      'sparks-hard',
      {
        kind: 'sparks',
        title: said.agencies,
        cells: [
          cell(0, Array(28).fill(0), { now: 0, before: 0 }),
          cell(1, [500], { now: 500, before: null }),
          cell(2, gapped(wave(28, 900, 0), [2, 3, 10, 27])),
          cell(3, Array(28).fill(null), { now: 0, before: 12_000 }),
          cell(
            8,
            wave(28, 900, 0).map((x) => x - 1000),
          ),
          cell(4, wave(28, 1e9, 0), { now: 28_123_456_789, before: 9_876_543_210 }),
          cell(5, [1, 2, 3], { now: 6, before: 0 }),
        ],
      },
    ],
    ['sparks-none', { kind: 'sparks', title: said.agencies, cells: [] }],
    [
      'heatmap-28',
      { kind: 'heatmap', title: said.days, days: { from: FROM, values: wave(28, 1_240_000, 0) } },
    ],
    ['heatmap-31', { kind: 'heatmap', title: said.days, days: { from: '2026-10-01', values: month } }],
    ['heatmap-84', { kind: 'heatmap', title: said.days, days: { from: FROM, values: wave(84, 950, 0) } }],
    [
      'heatmap-gaps',
      {
        kind: 'heatmap',
        title: said.days,
        days: { from: FROM, values: gapped(wave(30, 8000, 0), [2, 3, 17]) },
      },
    ],
    ['heatmap-zero', { kind: 'heatmap', title: said.days, days: { from: FROM, values: Array(14).fill(0) } }],
    [
      'heatmap-signed',
      {
        kind: 'heatmap',
        title: said.days,
        days: { from: FROM, values: wave(28, 900, 0).map((x) => x - 950) },
      },
    ],
    ['heatmap-one', { kind: 'heatmap', title: said.days, days: { from: FROM, values: [42] } }],
    ['heatmap-none', { kind: 'heatmap', title: said.days, days: { from: FROM, values: [] } }],
  ])
}
