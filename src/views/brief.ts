import type { KnownBlock } from '@slack/types'
import {
  actions,
  button,
  clip,
  context,
  header,
  inert,
  inertName,
  linesIn,
  type Message,
  message,
  section,
} from '../blocks/blocks.ts'
import type { Agency, DigestFacts } from '../domain/facts.ts'
import { type Followup, isOverdue } from '../domain/followup.ts'
import type { FoundDay } from '../domain/insight.ts'
import type { Request } from '../domain/request.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import { achievedSaid } from './digest/achieved.ts'
import { moved, silent } from './digest/movers.ts'
import { ownersIn } from './digest/owners.ts'
import { headline } from './digest/pulse.ts'
import { coverageLines } from './digest/status.ts'
import { dueIn } from './followup.ts'
import { findingLine } from './insight.ts'
import { mention } from './people.ts'
import { assignFromDigest } from './refs.ts'

export interface BriefSeen {
  agency: Agency | null
  name: string
  /** Four weeks against the four before. */
  numbers: DigestFacts
  found: FoundDay | null
  open: readonly Followup[]
  done: readonly Followup[]
  requests: readonly Request[]
}

/** Of each kind, in words. */
const NAMED = 5
/** Whoever looks after it stands above. */
const NOBODY = ownersIn(new Map())

/** One agency on one page, for whoever is about to talk to it. */
export const briefMessage =
  ({ agency, name, numbers, found, open, done, requests }: BriefSeen, now: Temporal.Instant): Say =>
  (v): Message => {
    const t = v.t.brief
    const title = t.title({ name })
    const { totals, coverage, up, down, period } = numbers
    const known = coverage.daysKnown > 0
    return message(
      known
        ? t.summary({
            name: inert(name),
            diamonds: v.number(totals.diamonds.now),
            change: v.change(totals.diamonds.now, totals.diamonds.before),
          })
        : t.unknown({ name: inert(name) }),
      header(title),
      context(...whoSaid(v, agency), ...coverageLines(v, coverage)),
      known ? headline(v, numbers) : section(t.unknown({ name: inert(name) })),
      moved(v, 'up', up, NOBODY),
      moved(v, 'down', down, NOBODY),
      silent(v, numbers, NOBODY, { scope: name, ...period }),
      findings(v, found),
      promises(v, open, now),
      achievedSaid(v, done),
      asked(v, requests),
      actions(
        button(
          v.t.followup.assign,
          assignFromDigest,
          { why: 'agency', name, agency: name, creator: null },
          { says: v.t.followup.assignAbout({ what: name }) },
        ),
      ),
    )
  }

const whoSaid = ({ t }: Voice, agency: Agency | null): string[] => {
  if (agency === null) return []
  const { market, tier, category, managerEmail } = agency
  const parts = [market, tier, category].flatMap((it) => (it ? [inertName(clip(it, 60))] : []))
  return [
    ...(parts.length > 0 ? [parts.join(' · ')] : []),
    ...(managerEmail ? [t.brief.manager({ who: inertName(managerEmail) })] : []),
  ]
}

const findings = (v: Voice, found: FoundDay | null): KnownBlock[] => {
  const insights = found?.insights ?? []
  if (found === null) return []
  if (insights.length === 0) return [section(`*${v.t.brief.noFindings}*`)]
  const shown = insights.slice(0, NAMED)
  return [
    section(`*${v.t.brief.findings({ shown: shown.length, all: insights.length })}*`),
    ...shown.map((it) => findingLine(v, it)),
  ]
}

const promises = (v: Voice, open: readonly Followup[], now: Temporal.Instant): KnownBlock[] => {
  const { t } = v
  if (open.length === 0) return [section(`*${t.brief.noPromises}*`)]
  const overdue = open.filter((it) => isOverdue(it, now)).length
  return linesIn([
    `*${t.digest.promises({ open: open.length, overdue })}*`,
    ...open.slice(0, NAMED).map((it) =>
      t.brief.promise({
        ref: it.ref,
        what: inLine(it.what),
        owner: mention(it.owner),
        due: dueIn(v, it, now),
      }),
    ),
    ...(open.length > NAMED ? [t.followup.more({ n: open.length - NAMED })] : []),
  ])
}

const asked = ({ t }: Voice, requests: readonly Request[]): KnownBlock[] =>
  requests.length === 0
    ? []
    : linesIn([
        `*${t.brief.requests({ n: requests.length })}*`,
        ...requests.slice(0, NAMED).map((it) =>
          t.request.listLine({
            ref: it.ref,
            desk: t.desk[it.desk],
            what: inLine(it.what),
            who: mention(it.assignee ?? it.requester),
            state: t.request.state[it.state],
          }),
        ),
        ...(requests.length > NAMED ? [t.followup.more({ n: requests.length - NAMED })] : []),
      ])

/** The beginning of it, on one line. */
const inLine = (what: string): string => clip(inert(what.replace(/\s+/g, ' ')), 140)
