import fc from 'fast-check'
import { expect, test } from 'vitest'
import { faultsIn, textLengthOf } from '#playground/server/blocks.ts'
import { linesIn, type Message } from '#src/blocks/blocks.ts'
import { LIMITS } from '#src/blocks/limits.ts'
import { inWords, pictureBlock, shownAs } from '#src/charts/block.ts'
import type { DigestForm, DigestSeen } from '#src/domain/digest.ts'
import { nearLines } from '#src/domain/line.ts'
import { voice } from '#src/kit/voice.ts'
import { digestMessage } from '#src/views/digest.ts'
import { findingsList, NOTHING_LISTED, tableList } from '#src/views/listing.ts'
import { digestSeen, WEEKLY } from '#tests/support/digests.ts'

const CREATORS = 600
/** As long and as hostile as files can have them, and as short. */
const name = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }),
  fc
    .constantFrom('<!channel>', '&&&', '*_~`', '\u202e\u200b', '>>>', 'ü', 'مرحبا')
    .map((it) => it.repeat(40)),
  fc.constant('a'),
)

/** Everybody is found, near a line and promised about; names come round again. */
const crowded = (form: DigestForm, names: readonly string[]): DigestSeen => {
  const seen = digestSeen(form)
  const of = <T>(list: readonly T[], n: number, made: (it: T, name: string, i: number) => T): T[] =>
    Array.from({ length: n }, (_, i) => made(list[i % list.length] as T, names[i % names.length] ?? 'a', i))
  const insights = of(seen.found?.insights ?? [], CREATORS, (it, each, i) => ({
    placed: { agency: each, market: 'IT' },
    insight: {
      ...it.insight,
      id: `INS-${String(i).padStart(8, '0')}`,
      entity: { ...it.insight.entity, id: String(i), name: each },
      causes: [1, 2, 3].map((n) => ({
        entity: { type: 'creator' as const, id: `${i}.${n}`, name: each },
        how: 'existing' as const,
        delta: -1e9,
        share: null,
      })),
    },
  }))
  const found = seen.found && { ...seen.found, insights }
  return {
    ...seen,
    facts: {
      ...seen.facts,
      agencies: of(seen.facts.agencies, 300, (it, each) => ({ ...it, name: each })),
      markets: of(seen.facts.markets, 40, (it, each) => ({ ...it, name: each })),
      up: of(seen.facts.up, 5, (it, each) => ({ ...it, username: each, agency: each })),
      down: of(seen.facts.down, 5, (it, each) => ({ ...it, username: each, agency: each })),
      campaigns: of(seen.facts.campaigns, 5, (it, each) => ({ ...it, name: each })),
    },
    found,
    near: found ? nearLines(found) : [],
    promises: of(seen.promises, CREATORS, ({ followup }, each) => ({
      owner: each,
      followup: { ...followup, what: each },
    })),
    achieved: of(seen.achieved, CREATORS, ({ followup }, each) => ({
      owner: each,
      followup: { ...followup, what: each, agency: names[0] ?? 'a' },
    })),
  }
}

const texts = (node: unknown): string[] =>
  typeof node !== 'object' || node === null
    ? []
    : [
        ...('text' in node && typeof node.text === 'string' ? [node.text] : []),
        ...Object.values(node).flatMap(texts),
      ]

const fits = (message: Message): void => {
  for (const said of [shownAs(message, (chart) => pictureBlock(chart, 'F0'), true), inWords(message)]) {
    expect(said.blocks.length).toBeLessThanOrEqual(LIMITS.messageBlocks)
    expect(faultsIn('message', said.blocks)).toEqual([])
    expect(textLengthOf(said.blocks)).toBeLessThanOrEqual(LIMITS.messageBlocksText)
    // Nothing came near to where it would be cut.
    expect(Math.max(...texts(said.blocks).map((it) => it.length))).toBeLessThan(LIMITS.text)
  }
}

test('a digest of 600 creators with any names is a message that Slack takes, in each form and both languages', () => {
  fc.assert(
    fc.property(
      fc.array(name, { minLength: 1, maxLength: 12 }),
      fc.constantFrom<DigestForm>('daily', 'weekly', 'monthly'),
      (names, form) => {
        const seen = crowded(form, names)
        for (const locale of ['en', 'it'] as const) {
          const v = voice(locale, 'Europe/Rome')
          fits(digestMessage(seen, { preview: { scope: 'all', period: '7d' } })(v))
          const managers = new Map(names.map((it) => [it, 'U0TOM' as const]))
          fits(digestMessage(seen, { subscription: WEEKLY, managers })(v))
          fits(digestMessage({ ...seen, scope: { kind: 'agency', agency: names[0] ?? 'a' } })(v))
          const dark = names.map((username, i) => ({
            ...{ id: `${i}`, username, agency: username, market: 'IT', lastLive: seen.facts.period.to },
            ...{ daysDark: 9, diamonds28: 123_456 },
          }))
          const all = { ...NOTHING_LISTED, found: seen.found, groups: seen.facts.agencies, dark }
          for (const what of ['agencies', 'near', 'dark'] as const)
            fits(tableList(what, all, { scope: 'all', ...seen.facts.period })(v))
          for (const after of [0, 20, 580])
            fits(findingsList(seen.found, { scope: 'all', ...seen.facts.period }, after)(v))
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('lines without room are left out whole', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1, maxLength: 900 }).filter((it) => !it.includes('\n'))),
      (lines) => {
        const [block] = linesIn(lines)
        const kept = texts(block).join('').split('\n')
        expect(kept.join('\n').length).toBeLessThanOrEqual(LIMITS.text)
        if (lines.length > 0) expect(lines.slice(0, kept.length)).toEqual(kept)
      },
    ),
  )
})
