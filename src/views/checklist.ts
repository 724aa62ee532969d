import type { Checkboxes } from '@slack/types'
import {
  actions,
  type Block,
  button,
  clip,
  context,
  inert,
  message,
  plain,
  section,
} from '../blocks/blocks.ts'
import { LIMITS } from '../blocks/limits.ts'
import { type Check, isTicked } from '../domain/checklist.ts'
import { type FieldChange, type Followup, isOpen } from '../domain/followup.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import { completeFollowup, type TickedList, tickList } from './refs.ts'

/** A card's checklist: boxes to tick while it is open, lines afterwards. */
export const checkBlocks = (v: Voice, followup: Followup): Block[] => {
  const { checks, ref } = followup
  if (checks.length === 0) return []
  const done = checks.filter((it) => it.done).length
  const head = context(`:clipboard: ${v.t.checks.done({ done, all: checks.length })}`)
  if (!isOpen(followup)) return [head, ...linesOf(v, checks, ref)]
  const long = checks.filter((it) => isLong(it))
  return [head, ...groupsOf(checks).map((group) => boxes(followup, group)), ...linesOf(v, long, ref)]
}

/** In one section, as much as it holds: a card has other things to say. */
const linesOf = (v: Voice, checks: readonly Check[], ref: string, room = LINES_TEXT): Block[] => {
  const kept: string[] = []
  let left = room
  for (const line of checkLines(v, checks)) {
    left -= line.length + 1
    if (left < 0) break
    kept.push(line)
  }
  const rest = checks.length - kept.length
  return [
    ...(kept.length > 0 ? [section(kept.join('\n'))] : []),
    ...(rest > 0 ? [context(v.t.checks.rest({ n: rest, ref }))] : []),
  ]
}
const LINES_TEXT = 2000

/** As much of it as there is room for: characters. */
export const checklistIn = (v: Voice, { checks, ref }: Followup, room: number): Block[] =>
  checks.length === 0 ? [] : linesOf(v, checks, ref, room)

/** All of it, in as few sections as hold it. */
const checkLinesIn = (v: Voice, checks: readonly Check[]): string[] => {
  const texts: string[] = []
  for (const line of checkLines(v, checks)) {
    const last = texts.at(-1)
    if (last !== undefined && last.length + line.length < LIMITS.text)
      texts[texts.length - 1] = `${last}\n${line}`
    else texts.push(line)
  }
  return texts
}

/** `☑ 2. call Aurora` */
const checkLines = ({ t }: Voice, checks: readonly Check[]): string[] =>
  checks.map(({ n, text, done }) => `${done ? '☑' : '☐'} ${t.checks.line({ n, text: inert(text) })}`)

/** What a box cannot show in full is told by its number. */
const labelOf = ({ n, text }: Check): string => clip(`${n}. ${plain(text)}`, LIMITS.optionText)
const isLong = (check: Check): boolean => `${check.n}. ${plain(check.text)}`.length > LIMITS.optionText

const groupsOf = (checks: readonly Check[]): Check[][] =>
  Array.from({ length: Math.ceil(checks.length / LIMITS.choices) }, (_, n) =>
    checks.slice(n * LIMITS.choices, (n + 1) * LIMITS.choices),
  )

const boxes = ({ id, version }: Followup, group: readonly Check[]): Block => {
  const options = group.map((it) => ({
    text: { type: 'plain_text' as const, text: labelOf(it) },
    value: String(it.n),
  }))
  const ticked = options.filter((_, i) => group[i]?.done)
  const element: Checkboxes = {
    type: 'checkboxes',
    action_id: tickList.id,
    options,
    ...(ticked.length > 0 && { initial_options: ticked }),
  }
  const shown: TickedList = {
    id,
    version,
    of: group.map(({ n }) => n),
    was: ticked.map(({ value }) => Number(value)),
  }
  // What a press comes back with; and another look is another block, or Slack would keep the ticks of the one before.
  return { ...actions(element), block_id: JSON.stringify(shown) }
}

/** Told by word: the whole of it, by number. */
export const checklistEcho =
  (followup: Followup): Say =>
  (v) => {
    const { ref, checks } = followup
    const done = checks.filter((it) => it.done).length
    const said = v.t.checks.isSet({ ref, done, all: checks.length })
    return message(
      said,
      section(said),
      ...checkLinesIn(v, checks).map((it) => section(it)),
      isTicked(checks) ? finish(v, followup) : null,
    )
  }

/** When the last line of it has been ticked. */
export const allTicked =
  (followup: Followup): Say =>
  (v) => {
    const said = `${followup.ref}: ${v.t.checks.allDone}`
    return message(said, section(said), finish(v, followup))
  }

const finish = ({ t: { followup: t } }: Voice, followup: Followup): Block | null => {
  const { ref, id, version } = followup
  return isOpen(followup)
    ? actions(
        button(t.done, completeFollowup, { id, version }, { style: 'primary', says: `${t.done} ${ref}` }),
      )
    : null
}

/** What was ticked, added or taken away: the ledger keeps those lines that differ. */
export const checksChanged = (
  { t: { checks: t } }: Voice,
  { was, now }: FieldChange,
  max: number,
): string => {
  const [before, after] = [linesIn(was), linesIn(now)]
  const said = (text: string) => ({ text: clip(inert(text), max) })
  const gone = [...before].filter(([n, it]) => after.get(n)?.text !== it.text)
  const come = [...after].filter(([n, it]) => before.get(n)?.text !== it.text)
  const kept = [...after].filter(([n, it]) => before.get(n)?.text === it.text)
  const told = [
    ...kept.map(([, it]) => (it.done ? t.ticked : t.unticked)(said(it.text))),
    ...come.map(([, it]) => t.added(said(it.text))),
    ...gone.map(([, it]) => t.removed(said(it.text))),
  ]
  return clip(told.join('; '), 2 * max)
}

const linesIn = (told: string | null): Map<string, Omit<Check, 'n'>> =>
  new Map(
    (told ?? '').split('\n').flatMap((line) => {
      const [, n, mark, text] = /^(\d+)([x-]) (.*)$/.exec(line) ?? []
      return n === undefined || text === undefined ? [] : [[n, { text, done: mark === 'x' }] as const]
    }),
  )
