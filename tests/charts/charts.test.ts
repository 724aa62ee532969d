import { Resvg } from '@resvg/resvg-js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { faultsIn } from '#playground/server/blocks.ts'
import { LIMITS } from '#src/blocks/limits.ts'
import { nativeOf } from '#src/charts/native.ts'
import type { ChartSpec, Figure, Series } from '#src/charts/spec.ts'
import { svgOf } from '#src/charts/svg.ts'
import { altOf, wordsOf } from '#src/charts/words.ts'
import { voice } from '#src/kit/voice.ts'

const VOICES = [voice('en', 'Europe/London'), voice('it', 'Europe/Rome')] as const

const value = fc.oneof(
  fc.integer({ min: -1e6, max: 1e9 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constant(0),
)
const name = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.constantFrom('🦄', '', '<b>&"\'</b>', 'مقهى', '\u0000\ud800', ']]>', 'a'.repeat(500)),
)
const days = fc.record({
  from: fc.constantFrom('2026-01-01' as const, '2026-10-26' as const, '2024-02-29' as const),
  values: fc.array(fc.option(value, { nil: null }), { maxLength: 100 }),
})
const series: fc.Arbitrary<Series> = fc.tuple(name, days).map(([said, it]) => ({ name: said, ...it }))
const figure: fc.Arbitrary<Figure> = fc.record({ now: value, before: fc.option(value, { nil: null }) })
const specs: fc.Arbitrary<ChartSpec> = fc.oneof(
  fc.record({
    kind: fc.constant('pulse' as const),
    title: name,
    now: series,
    before: fc.option(series, { nil: null }),
    figure,
  }),
  fc.record({
    kind: fc.constant('movers' as const),
    title: name,
    rows: fc.array(fc.record({ name, change: value }), { maxLength: 40 }),
  }),
  fc.record({
    kind: fc.constant('sparks' as const),
    title: name,
    cells: fc.array(
      fc.tuple(series, figure).map(([it, told]) => ({ ...it, figure: told })),
      { maxLength: 30 },
    ),
  }),
  fc.record({ kind: fc.constant('heatmap' as const), title: name, days }),
)

test('whatever the data, a picture is well formed, Slack takes its own chart, and words fit', () => {
  fc.assert(
    fc.property(specs, fc.constantFrom(...VOICES), (spec, v) => {
      const svg = svgOf(spec, v)
      expect(/NaN|Infinity|undefined/.test(svg.replace(/>[^<]*</g, '><'))).toBe(false)
      // Parsing alone: it throws where XML is not well formed.
      expect(new Resvg(svg, { font: { loadSystemFonts: false } }).width).toBe(700)
      const native = nativeOf(spec, v)
      if (native) expect(faultsIn('message', [native])).toEqual([])
      const words = wordsOf(spec, v)
      expect(words.length).toBeLessThanOrEqual(LIMITS.text)
      expect(faultsIn('message', [{ type: 'section', text: { type: 'mrkdwn', text: words } }])).toEqual([])
      const picture = { type: 'image', slack_file: { id: 'F1' }, alt_text: altOf(spec, v) }
      expect(faultsIn('message', [picture])).toEqual([])
    }),
    { numRuns: 300 },
  )
})

const pulse = (values: readonly (number | null)[], before: readonly (number | null)[] | null): ChartSpec => ({
  kind: 'pulse',
  title: 'Diamonds by day',
  now: { name: 'Last week', from: '2026-09-09', values },
  before: before && { name: 'The week before', from: '2026-09-02', values: before },
  figure: {
    now: values.reduce<number>((sum, it) => sum + (it ?? 0), 0),
    before: before === null ? null : before.reduce<number>((sum, it) => sum + (it ?? 0), 0),
  },
})
const movers = (...rows: readonly (readonly [string, number])[]): ChartSpec => ({
  kind: 'movers',
  title: 'Who moved most',
  rows: rows.map(([who, change]) => ({ name: who, change })),
})
const WEEK = [100, 250, 175, 90, 300, 280, 120] as const
const [en, it] = VOICES

describe('Slack’s own chart', () => {
  test('has both lines, every day once, and the values as they are', () => {
    expect(nativeOf(pulse(WEEK, WEEK.toReversed()), en)).toMatchObject({
      type: 'data_visualization',
      title: 'Diamonds by day',
      chart: {
        type: 'line',
        series: [
          { name: 'Last week', data: WEEK.map((n) => ({ value: n })) },
          { name: 'The week before', data: WEEK.toReversed().map((n) => ({ value: n })) },
        ],
      },
    })
  })

  test.each([
    ['a gap', pulse([...WEEK.slice(1), null], null)],
    ['one day', pulse([7], null)],
    ['more days than it takes', pulse(Array(21).fill(7), null)],
    ['a longer line behind a shorter one', pulse(WEEK, [...WEEK, 1])],
    [
      'two names that become the same',
      movers([`Long ${'x'.repeat(40)} end`, 1], [`Long ${'x'.repeat(41)} end`, 2]),
    ],
    ['a name of which nothing is left', movers(['\u200b', 1])],
    ['a number beyond all units', movers(['Luna', 1e16])],
    ['nothing at all', movers()],
    [
      'another kind',
      { kind: 'heatmap', title: 'x', days: { from: '2026-09-09', values: WEEK } } satisfies ChartSpec,
    ],
  ])('is not forced to show %s', (_, spec) => {
    expect(nativeOf(spec, en)).toBeNull()
  })
})

describe('in words', () => {
  test('a line has its bars, its figure against the one before, its highest and lowest day', () => {
    expect(wordsOf(pulse(WEEK, [50, 50, 50, 50, 50, 50, 50]), it)).toBe(
      '*Diamonds by day*  ▃▇▅▃██▄  1.315  ▲ +275,7%\nMassimo 300 (13 set), minimo 90 (12 set)',
    )
    expect(wordsOf(pulse([0, null, 0], [0, 0, 0]), en)).toBe('*Diamonds by day*  ▁·▁  0\n0 on each day')
    expect(wordsOf(pulse([null, null], null), en)).toBe('*Diamonds by day*  ··  –\nNo numbers yet')
  })

  test('who moved has a sign, a figure and a bar; names stay harmless', () => {
    expect(wordsOf(movers(['<!channel>', 1000], ['Sol', -500], ['Mar', 0]), en)).toBe(
      '*Who moved most*\n▲ &lt;!channel&gt;  +1,000  ████████\n▼ Sol  −500  ████\n= Mar  0',
    )
  })

  test('the alternative says what the picture shows', () => {
    expect(altOf(pulse([100, null, 300], [50, 60, 70]), en)).toBe(
      'Line chart: Diamonds by day. Last week, 9 Sept – 11 Sept: 400. The week before: 180. Change: +122.2%. Highest 300 on 11 Sept, lowest 100 on 9 Sept. Newest day, 11 Sept: 300. There are no numbers for 1 day.',
    )
    expect(altOf(movers(['Sol', -500]), it)).toBe('Grafico a barre: Who moved most. Sol −500.')
  })
})

/** Looked at once (`npm run bench -- charts FOLDER`); from then on they change only when somebody means it. */
test.each([
  ['pulse', pulse([...WEEK, null, 80, 0, -20], [90, 90, null, 120, 110, 100, 95])],
  ['movers', movers(['Città Eterna', 1200], ['🔥 Sol', -300], ['مقهى', 0])],
  [
    'sparks',
    {
      kind: 'sparks',
      title: 'Agencies',
      cells: [
        { name: 'Faro Azul', from: '2026-09-09', values: WEEK, figure: { now: 1315, before: 1000 } },
        { name: 'Nordlicht', from: '2026-09-09', values: [null, 5], figure: { now: 5, before: null } },
      ],
    } satisfies ChartSpec,
  ],
  [
    'heatmap',
    {
      kind: 'heatmap',
      title: 'Days',
      days: { from: '2026-09-09', values: [...WEEK, null, 40] },
    } satisfies ChartSpec,
  ],
] as const)('%s looks as it did, in both languages', async (kind, spec) => {
  for (const v of VOICES)
    await expect(svgOf(spec, v).replaceAll('><', '>\n<')).toMatchFileSnapshot(
      `golden/${kind}.${v.locale}.svg`,
    )
})
