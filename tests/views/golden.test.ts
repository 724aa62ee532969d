import { expect, test } from 'vitest'
import type { Message } from '#src/blocks/blocks.ts'
import { wordsOf } from '#src/charts/words.ts'
import type { DigestForm } from '#src/domain/digest.ts'
import type { Scope } from '#src/domain/facts.ts'
import { voice } from '#src/kit/voice.ts'
import { digestMessage } from '#src/views/digest.ts'
import { digestSeen } from '#tests/support/digests.ts'

const AURORA = { kind: 'agency', agency: 'Aurora Talent' } as const

test.each([
  ['daily', 'daily', { kind: 'all' }],
  ['weekly', 'weekly', { kind: 'all' }],
  ['monthly', 'monthly', { kind: 'all' }],
  ['agency', 'weekly', AURORA],
] as const)(
  'the %s digest, word by word, in both languages',
  async (name, form: DigestForm, scope: Scope) => {
    for (const locale of ['en', 'it'] as const) {
      const said = digestMessage(digestSeen(form, scope), {
        managers: new Map([['Aurora Talent', 'U0TOM']]),
      })(voice(locale, 'Europe/Rome'))
      await expect(asRead(said)).toMatchFileSnapshot(`golden/${name}.${locale}.txt`)
    }
  },
)

/** A block a paragraph, its kind before it, and its buttons after it; charts and tables as what they tell. */
const asRead = ({ text, blocks }: Message): string =>
  [
    `(${text})`,
    ...blocks.map((it) => {
      if (it.type === 'regia_chart') return `chart: ${wordsOf(it.spec, voice(it.locale, it.timeZone))}`
      if (it.type === 'regia_table') {
        const { caption, head, rows } = it.spec
        const lines = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : cell.text)))
        return `table: ${[[caption], head, ...lines].map((row) => row.join(' | ')).join('\n')}`
      }
      return `${it.type}: ${textsIn(it).join('\n')}`
    }),
    '',
  ].join('\n\n')

const textsIn = (node: unknown): string[] => {
  if (typeof node !== 'object' || node === null) return []
  if ('type' in node && node.type === 'button') return [`[${textsIn({ ...node, type: '' }).join('')}]`]
  const own = 'text' in node && typeof node.text === 'string' ? [node.text] : []
  return [...own, ...Object.values(node).flatMap(textsIn)]
}
