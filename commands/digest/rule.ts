import type { Alert, Condition } from '#src/domain/alert.ts'
import { INSIGHT_KINDS, type InsightKind, SEVERITIES, type Severity } from '#src/domain/insight.ts'
import { WATCHED, type Watched } from '#src/domain/metric.ts'
import type { Ledger, People } from '#src/domain/ports.ts'
import { shaped } from '#src/kit/args.ts'
import type { Scene } from '#src/kit/context.ts'
import { refuse } from '#src/kit/refuse.ts'
import {
  KIND_WORDS,
  LIMIT_WORDS,
  NEW_CREATORS_WORDS,
  SEVERITY_WORDS,
  WATCH_WORDS,
  wordIn,
} from '#src/strings/words.ts'

/** A rule as typed: where, and what is to be watched there. */
export interface TypedRule {
  scope: string
  condition: Condition
}

interface Typed {
  /** `IT diamonds < 10000`, without its options. */
  rule: string | undefined
  kind: string | undefined
  severity: string | undefined
}

/**
 * One grammar: a place, then `diamonds < 10000`, `diamonds -30%`, `new creators`, or with `kind:` a finding. Without a
 * place it is about all. `place` is one that there is, for whoever wrote none of it.
 */
export const ruleIn = (
  { rule = '', kind, severity }: Typed,
  { voice, place }: Pick<Scene, 'voice'> & { place: string | null },
): TypedRule => {
  const text = rule.trim().replace(/\s+/g, ' ')
  if (kind !== undefined || severity !== undefined)
    return {
      scope: text || 'all',
      condition: {
        on: 'insight',
        kind: kind === undefined ? null : kindNamed(kind, voice.t),
        atLeast: severity === undefined ? 'early' : severityNamed(severity, voice.t),
      },
    }
  for (const words of NEW_CREATORS_WORDS) {
    const scope = beforeWords(text, words)
    if (scope !== null) return { scope: scope || 'all', condition: { on: 'new_creators' } }
  }
  return levelIn(text) ?? refuse('alert.unreadable', { typed: text, place })
}

const beforeWords = (text: string, words: string): string | null =>
  text.toLowerCase() === words
    ? ''
    : text.toLowerCase().endsWith(` ${words}`)
      ? unquoted(text.slice(0, -words.length - 1))
      : null

const levelIn = (text: string): TypedRule | null => {
  for (const metric of WATCHED)
    for (const word of WATCH_WORDS[metric]) {
      const found = new RegExp(`^(?:(.*) )?${word} ?(.+)$`, 'i').exec(text)
      const condition = found && conditionIn(metric, found[2] ?? '')
      if (condition) return { scope: unquoted(found[1] ?? '') || 'all', condition }
    }
  return null
}

const conditionIn = (metric: Watched, text: string): Condition | null => {
  const [, sign, share] = /^([+\-−–]) ?(\d{1,4}(?:[.,]\d+)?) ?%$/.exec(text) ?? []
  if (sign !== undefined && share !== undefined) {
    const by = Number(share.replace(',', '.')) / 100
    if (by === 0 || (sign !== '+' && by > 1)) return null
    return { on: 'change', metric, by: sign === '+' ? by : -by }
  }
  for (const is of ['below', 'above'] as const)
    for (const word of LIMIT_WORDS[is].toSorted((a, b) => b.length - a.length)) {
      if (!text.toLowerCase().startsWith(word)) continue
      const than = numberIn(text.slice(word.length))
      if (than !== null)
        return { on: 'level', metric, is, than: metric === 'live_minutes' ? than * 60 : than }
    }
  return null
}

/** `10000`, `10.000`, `10,000`, `10k`, `1.5m`; null for anything else. */
export const numberIn = (typed: string): number | null => {
  const [, digits, unit = ''] = /^ ?(\d[\d.,\s]*) ?([km]?)$/i.exec(typed.trimEnd()) ?? []
  if (digits === undefined) return null
  const bare = digits.replace(/\s/g, '')
  const isGrouped = unit === '' && /^\d{1,3}([.,]\d{3})+$/.test(bare)
  const plain = isGrouped ? bare.replace(/[.,]/g, '') : bare.replace(',', '.')
  const number = Number(plain) * ({ k: 1000, m: 1_000_000 }[unit.toLowerCase()] ?? 1)
  return Number.isFinite(number) ? number : null
}

const unquoted = (text: string): string => text.trim().replace(/^["“”„«](.*)["“”»]$/u, '$1')

type Strings = Scene['voice']['t']

const kindNamed = (typed: string, t: Strings): InsightKind => {
  const word = typed.toLowerCase().replaceAll(/[- ]/g, '_')
  const fits = (it: string) => it.replaceAll('-', '_') === word
  return (
    INSIGHT_KINDS.find((kind) => KIND_WORDS[kind].some(fits)) ??
    refuse('alert.kind', {
      typed,
      known: INSIGHT_KINDS.map((it) => `\`${wordIn(t, KIND_WORDS[it])}\``).join(', '),
    })
  )
}

const severityNamed = (typed: string, t: Strings): Severity => {
  const word = typed.toLowerCase().replaceAll(' ', '-')
  return (
    SEVERITIES.find((it) => (SEVERITY_WORDS[it] as readonly string[]).includes(word)) ??
    refuse('alert.severity', {
      typed,
      known: SEVERITIES.map((it) => `\`${wordIn(t, SEVERITY_WORDS[it])}\``).join(', '),
    })
  )
}

/** `3d`, `3g`, `1w`, `1s` or `3`, in days. */
export const coolDownIn = (typed: string): number => {
  const [, count = '', unit = ''] = /^(\d{1,2})([dgws]?)$/i.exec(typed) ?? []
  const days = Number(count) * (/[ws]/i.test(unit) ? 7 : 1)
  return count !== '' && days >= 1 && days <= 30 ? days : refuse('alert.coolDown', { typed })
}

/** `ALR-3` or `alr3`: a bare number is a limit. */
export const AlertRef = shaped('ALR-3', (typed) => {
  const [, number] = /^ALR-?(\d{1,9})$/i.exec(typed) ?? []
  return number === undefined ? null : `ALR-${Number(number)}`
})

type Knowing = Pick<Scene, 'actor' | 'channel'> & { people: People }

/** Those of private channels and of direct messages only there, and to their owner. */
export const isKnownRule = async (it: Alert, { actor, channel, people }: Knowing): Promise<boolean> =>
  it.owner === actor.id ||
  (it.channel !== null && (it.channel === channel?.id || !(await people.channel(it.channel)).private))

/** The rule that was meant, for whoever may change it: its owner, and whoever is where it tells. */
export const changeableRule = async (
  found: Alert | undefined,
  ref: string,
  context: Knowing & Pick<Ledger, 'alerts'>,
): Promise<Alert> => {
  if (!found || !(await isKnownRule(found, context))) return refuse('alert.unknown', { ref })
  if (found.state === 'ended') return refuse('alert.over', { ref: found.ref })
  return found.owner === context.actor.id || (found.channel !== null && found.channel === context.channel?.id)
    ? found
    : refuse('alert.elsewhere', { ref: found.ref, owner: found.owner })
}
