import type { KnownBlock } from '@slack/types'
import { clip, inert, linesIn } from '../../blocks/blocks.ts'
import type { DigestSeen } from '../../domain/digest.ts'
import type { Followup } from '../../domain/followup.ts'
import { countsOf, effectOf } from '../../domain/outcome.ts'
import type { Period } from '../../domain/period.ts'
import type { Voice } from '../../kit/voice.ts'
import { countsSaid } from '../outcomes.ts'
import { effectSaid } from '../result.ts'

/** Of them, in words. */
const NAMED = 3

/** What became of the numbers of what was done, as far as it was measured on the digest's days. */
export const achieved = (v: Voice, seen: DigestSeen): KnownBlock[] =>
  achievedSaid(
    v,
    seen.achieved.map(({ followup }) => followup),
    seen.facts.period,
  )

/** Counted by how it ended, and a few of them in words; of some days, or the newest that is known. */
export const achievedSaid = (v: Voice, done: readonly Followup[], of?: Period): KnownBlock[] => {
  const told = done.flatMap((followup) => {
    const { result } = followup
    const effect = result && effectOf(result, of)
    return effect ? [{ followup, result, effect }] : []
  })
  if (told.length === 0) return []
  const counts = countsSaid(v, countsOf(told.map(({ effect }) => effect.verdict)))
  return linesIn([
    `*${v.t.result.achieved({ counts })}*`,
    ...told.slice(0, NAMED).map(({ followup: { ref, what }, result, effect }) =>
      v.t.result.line({
        ref,
        what: clip(inert(what.replace(/\s+/g, ' ')), 120),
        said: effectSaid(v, result, effect),
      }),
    ),
    `_${v.t.result.caution}_`,
  ])
}
