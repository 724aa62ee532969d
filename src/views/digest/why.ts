import type { KnownBlock } from '@slack/types'
import { clip, inert, linesIn } from '../../blocks/blocks.ts'
import type { DigestFacts, Part } from '../../domain/facts.ts'
import type { Factors } from '../../domain/insight.ts'
import type { Voice } from '../../kit/voice.ts'

/** Less than this is no movement that wants a reason. */
const MOVED = 0.03
/** What did less than this share of the change is not named; nor more than so many causes. */
const TELLING = 0.15
const CAUSES = 2
const NAME = 60

/** Why the diamonds moved, in short: what did it, and whose they are. Both sum to the change. */
export const whyItMoved = (v: Voice, facts: DigestFacts): KnownBlock[] => {
  const { totals, movement, coverage } = facts
  const { now, before } = totals.diamonds
  // Of a day that is missing nobody knows why.
  if (movement === null || before <= 0 || coverage.missing.length > 0) return []
  if (Math.abs(now / before - 1) < MOVED) return []
  const { report } = v.t
  const change = now - before
  const driven = Object.entries(movement.factors) as [keyof Factors, number][]
  const telling = driven
    .filter(([, delta]) => Math.abs(delta) >= TELLING * Math.abs(change))
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
  const said = (those: typeof telling) =>
    those
      .slice(0, CAUSES)
      .map(([factor, delta]) => `${report.factor[factor][delta > 0 ? 'up' : 'down']} (${v.signed(delta)})`)
  const same = said(telling.filter(([, delta]) => delta * change > 0))
  const contrary = said(telling.filter(([, delta]) => delta * change < 0))
  return linesIn([
    `*${report.why({ change: v.signed(change) })}*`,
    ...(same.length > 0 ? [report.because({ list: v.list(same) })] : []),
    ...(contrary.length > 0 ? [report.although({ list: v.list(contrary) })] : []),
    report.whose({ list: whose(v, movement).join(' · ') }),
    ...leading(v, facts, change),
  ])
}

/** Whom a change comes from, where no finding says it: those who came and went, and who moved the most. */
export const whoseItIs = (v: Voice, facts: DigestFacts): string[] => {
  const { totals, movement, coverage } = facts
  if (coverage.missing.length > 0) return []
  const list = movement === null ? [] : whose(v, movement)
  return [
    ...(list.length > 0 ? [v.t.report.whose({ list: list.join(' · ') })] : []),
    ...leading(v, facts, totals.diamonds.now - totals.diamonds.before, 0),
  ]
}

/** Those whose own part is telling. */
const leading = (v: Voice, { up, down }: DigestFacts, change: number, telling = TELLING): string[] => {
  const named = (change > 0 ? up : down)
    .map(({ username, diamonds }) => ({ username, delta: diamonds.now - diamonds.before }))
    .filter(({ delta }) => Math.abs(delta) >= telling * Math.abs(change))
    .slice(0, CAUSES)
    .map(({ username, delta }) => `@${clip(inert(username), NAME)} (${v.signed(delta)})`)
  return named.length === 0 ? [] : [v.t.report.leading({ list: v.list(named) })]
}

const whose = (v: Voice, movement: NonNullable<DigestFacts['movement']>): string[] => {
  const { who } = v.t.report
  const part = ({ creators, delta }: Part, say: (p: { n: number; delta: string }) => string): string[] =>
    creators === 0 || Math.round(delta) === 0 ? [] : [say({ n: creators, delta: v.signed(delta) })]
  const { stayed } = movement
  return [
    ...part({ creators: stayed.creators, delta: stayed.now - stayed.before }, who.stayed),
    ...part(movement.new, who.new),
    ...part(movement.lost, who.lost),
    ...part(movement.movedIn, who.movedIn),
    ...part(movement.movedOut, who.movedOut),
  ]
}
