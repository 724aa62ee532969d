import {
  actions,
  button,
  clip,
  context,
  header,
  inert,
  type Message,
  message,
  section,
} from '../blocks/blocks.ts'
import { spoken } from '../blocks/spoken.ts'
import type { Alert } from '../domain/alert.ts'
import type { ReceiptLine } from '../domain/attention.ts'
import { isPersonId } from '../domain/ids.ts'
import type { InsightKind } from '../domain/insight.ts'
import type { Period } from '../domain/period.ts'
import type { Subscription } from '../domain/schedule.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import { ruleSaid } from './alert.ts'
import { scopeNamed } from './digest/status.ts'
import { channelLink } from './people.ts'
import { keepSource, pauseAlert, pauseDigest } from './refs.ts'

export interface Receipt {
  month: Period
  lines: readonly ReceiptLine<Subscription | Alert>[]
  /** Each once, also one in which several rules told. */
  messages: number
  /** To this person. */
  reminders: number
  /** That a digest waits, that somebody changed a rule, and the like; to this person. */
  notices: number
  /** How often a kind of finding was muted, the most first. */
  muted: readonly (readonly [InsightKind, number])[]
}

/** A message holds so many. */
const LINES = 20
const DROPS = 6
/** Muted so often, a kind is worth a word. */
const MUTED_OFTEN = 2
const KINDS = 3

/** What came by itself in a month, what came of it, and what might be dropped. Of posts, never of people. */
export const receiptMessage =
  ({ month, lines, messages, reminders, notices, muted }: Receipt): Say =>
  (v): Message => {
    const t = v.t.receipt
    const title = t.title({ from: v.shortDay(month.from), to: v.shortDay(month.to) })
    const sent = lines.filter((it) => it.sent > 0)
    const shown = sent.toSorted((a, b) => b.sent - a.sent).slice(0, LINES)
    const drops = lines.filter(({ idle }) => idle).slice(0, DROPS)
    const often = muted.filter(([, n]) => n >= MUTED_OFTEN).slice(0, KINDS)
    const held = lines.reduce((n, it) => n + it.held, 0)
    const notes = [
      t.messages({ n: messages }),
      ...(reminders > 0 ? [t.reminders({ n: reminders })] : []),
      ...(notices > 0 ? [t.notices({ n: notices })] : []),
      ...(held > 0 ? [t.held({ n: held })] : []),
      ...(sent.length > shown.length ? [v.t.followup.more({ n: sent.length - shown.length })] : []),
    ]
    return message(
      `${title}: ${t.summary({ n: messages, drops: drops.length })}`,
      header(title),
      section(shown.map((it) => lineOf(v, it)).join('\n')),
      often.length === 0
        ? null
        : section(
            t.muted({
              list: v.list(often.map(([kind, n]) => t.kind({ kind: v.t.insight.kind[kind], n }))),
            }),
          ),
      drops.length === 0 ? context(t.nothing) : section(`*${t.drop}*`),
      ...drops.flatMap((it) => [[section(dropSaid(v, it))], [dropButtons(v, it)]]),
      context(notes.join(' ')),
      context(t.counted),
    )
  }

const isDigest = (it: Subscription | Alert): it is Subscription => 'schedule' in it

const nameOf = (v: Voice, it: Subscription | Alert): string =>
  isDigest(it) ? `*${clip(inert(scopeNamed(v, it.scope)), 100)}*` : ruleSaid(v, it)

const lineOf = (v: Voice, { of, sent, acts }: ReceiptLine<Subscription | Alert>): string => {
  const t = v.t.receipt
  const came = [
    ...(acts.assigned > 0 ? [t.assigned({ n: acts.assigned })] : []),
    ...(acts.why > 0 ? [t.why({ n: acts.why })] : []),
    ...(acts.muted > 0 ? [t.mutes({ n: acts.muted })] : []),
  ]
  return t.line({
    ref: of.ref,
    name: nameOf(v, of),
    where: of.channel === null || isPersonId(of.channel) ? t.direct : channelLink(of.channel),
    sent: isDigest(of) ? t.digests({ n: sent }) : t.alerts({ n: sent }),
    came: came.length > 0 ? v.list(came) : t.noAct,
  })
}

const dropSaid = (v: Voice, { of }: ReceiptLine<Subscription | Alert>): string =>
  v.t.receipt[isDigest(of) ? 'idleDigest' : 'idleRule']({ ref: of.ref, name: nameOf(v, of) })

const dropButtons = ({ t }: Voice, { of }: ReceiptLine<Subscription | Alert>) =>
  actions(
    isDigest(of)
      ? button(t.receipt.pause({ ref: of.ref }), pauseDigest, of.id)
      : button(t.receipt.pause({ ref: of.ref }), pauseAlert, of.id),
    button(t.receipt.keep, keepSource, of.id, { says: `${t.receipt.keep}: ${of.ref}` }),
  )

/** What was left as it is stays away from the next receipts. */
export const keptMessage: Say = ({ t }) => message(spoken(t.receipt.kept), section(t.receipt.kept))
