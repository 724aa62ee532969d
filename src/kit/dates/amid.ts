import { dateOf, dayOf } from '#src/domain/day.ts'
import type { Due } from '#src/domain/due.ts'
import { fold, near, oneSlipApart } from '#src/domain/near.ts'
import type { Trust } from './days.ts'
import { hourSaid } from './hours.ts'
import { type Here, understood } from './meant.ts'
import {
  anyOf,
  ENGLISH_MONTHS,
  MONTHS,
  NEXT,
  NUMBERS,
  oneOf,
  plain,
  WEEKDAYS,
  WHOLE_MONTHS,
  WORKING,
} from './words.ts'

export interface Found {
  /** As `meant` answers: several where nobody can tell, none for a day that there is not. */
  dues: readonly Due[]
  /** The words of it. */
  said: string
  /** How many words it takes. */
  used: number
}

/**
 * The longest beginning of `words` that says when: of `venerdì prossimo alle 18 !alta`, as follows `entro`, it takes
 * four. Sterner than a field, since what follows may be no date at all: `3 giorni validi`, `1/2 del target`, `Dom`.
 * `after` is the word before, if known: `per 3 giorni` lasts three days, `entro 3 giorni` ends with them.
 */
export const leadingDate = (words: readonly string[], here: Here, after?: string): Found | null => {
  const bare = bareNumber(words, here, after) ?? bareMonth(words, here, after)
  if (bare) return bare
  for (let used = reach(words); used > 0; used--) {
    const said = words.slice(0, used).join(' ')
    const read = understood(plain(said), here, false)
    if (read && stands(read.trust, said, words.slice(used), after)) return { dues: read.dues, said, used }
  }
  return null
}

/**
 * A date at the end of a sentence that no `by` announces: `in 3 days`, `fra due settimane`, `on friday at 15:30`,
 * `domani`. Only where it can hardly be anything else: what is told of the past, or counts, has none. `used` counts the
 * words from the end.
 */
export const trailingDate = (words: readonly string[], here: Here): Found | null => {
  // `EOD` is an hour behind a day, and today's without one.
  for (const hour of new Set([hourAtEnd(words), 0])) {
    const said = words.slice(0, words.length - hour)
    for (let used = Math.min(LONGEST, said.length - 1); used > 0; used--) {
      const phrase = said.slice(-used)
      const before = said.slice(0, -used)
      if (!announces(phrase, before)) continue
      const [, intro = '', rest = ''] = INTRODUCED.exec(phrase.join(' ')) ?? []
      // What lies ahead by a count keeps its word: `3 days` alone is a duration.
      const day = SPANS.test(intro) || /^il$/i.test(intro) ? phrase : rest.split(' ')
      const found = leadingDate([...day, ...words.slice(words.length - hour)], here, intro)
      if (found && found.used === day.length + hour) return { ...found, used: used + hour }
    }
  }
  return null
}

/** How many of the first words are written like a part of a date, so that a refusal can quote them all. */
export const datelike = (words: readonly string[]): number => {
  const length = words.findIndex((it) => !DATELIKE.test(fold(it)))
  return Math.max(1, Math.min(4, length < 0 ? words.length : length))
}

/**
 * The weekday or month that somebody surely meant after `by`: one slip away. A month only beside a number, since
 * Marco is no March; a large letter only on an English day, since Sundar is no Sunday.
 */
export const dayMeant = (words: readonly string[]): string | null => {
  const [first = '', second = ''] = words.map((it) => it.replace(/[.,;:!?]+$/, ''))
  const names = (of: Readonly<Record<string, unknown>>) => Object.keys(of).filter((it) => it.length > 4)
  const slipOf = (typed: string, known: readonly string[]): string | undefined =>
    known.includes(fold(typed)) ? undefined : known.find((it) => oneSlipApart(fold(typed), it))
  const dayish = /day$/i.test(first) && !/^midday$/i.test(first)
  if (first.length > 4 && (dayish || !/^\p{Lu}/u.test(first))) {
    const days = names(WEEKDAYS)
    const day = slipOf(first, days) ?? (dayish ? near(first, days, 1)[0] : undefined)
    if (day !== undefined && fold(first) !== day) return day.replace(/di$/, 'dì')
  }
  const [number, month] = /^\d/.test(first) ? [first, second] : [second, first]
  const meant = /^\d/.test(number) ? slipOf(month, names(MONTHS)) : undefined
  if (meant === undefined) return null
  return number === first ? `${first} ${meant}` : `${meant} ${second}`
}

/** Whether a number begins them that something is counted by: `20%`, `28-day`, `3 creators`, `3 giorni`. */
export const isCount = ([first = '', second = '']: readonly string[]): boolean =>
  /^\d[\d.,]*(?:%|-\p{L})/u.test(first) || (/^\d[\d.,]*$/.test(first) && COUNTED.test(fold(second)))

/** `entro 18`, with nothing behind it: an hour or a day of the month, which nobody can tell. */
const bareNumber = (words: readonly string[], here: Here, after = ''): Found | null => {
  const [number = '', next] = words
  if (!/^(?:by|entro)$/i.test(after) || !/^\d{1,2}[.!?]?$/.test(number) || !isEnd(next)) return null
  const said = plain(number)
  const dues = [`at ${said}`, `il ${said}`].flatMap((it) => understood(it, here, false)?.dues ?? [])
  return { dues: dues.sort(byTime), said: number, used: 1 }
}

/**
 * `entro ottobre`: by the end of it. `by october` may also mean before it begins, which nobody can tell. In a field of its
 * own, and amid other words, a month is no day.
 */
const bareMonth = (words: readonly string[], here: Here, after = ''): Found | null => {
  const [word = '', next] = words
  const month = plain(word)
  if (!/^(?:by|entro)$/i.test(after) || !(month in WHOLE_MONTHS) || !isEnd(next)) return null
  const [ends] = understood(`end of ${month}`, here, false)?.dues ?? []
  if (!ends) return null
  const begins: Due = { day: dayOf(dateOf(ends.day).with({ day: 1 })), time: null }
  const isAhead = dayOf(here.now.toZonedDateTimeISO(here.timeZone).toPlainDate()) < begins.day
  return { dues: month in ENGLISH_MONTHS && isAhead ? [begins, ends] : [ends], said: month, used: 1 }
}
const byTime = (a: Due, b: Due): number => (`${a.day} ${a.time ?? ''}` < `${b.day} ${b.time ?? ''}` ? -1 : 1)

/** Words: `lunedì 14 dicembre 2026 alle 18 meno un quarto` has nine. */
const LONGEST = 10

/** A comma ends a date, save where a printed one goes on behind it: `Dec 15, 2026`, `Fri, 4 Dec 2026, 18:00`. */
const reach = (words: readonly string[]): number => {
  const most = Math.min(LONGEST, words.length)
  for (let i = 0; i < most - 1; i++)
    if (/[,;!?:]$/.test(words[i] ?? '') && !goesOn(words.slice(i))) return i + 1
  return most
}
const goesOn = ([word = '', next = '', third = '']: readonly string[]): boolean =>
  word.endsWith(',') &&
  (/^\d{4}\b|^\d{1,2}[:.]\d{2}\b|^\d{1,2}[ap]m\b/i.test(next) ||
    (fold(word.slice(0, -1)) in WEEKDAYS && (isMonth(next) || (/^\d/.test(next) && isMonth(third)))))
const isMonth = (word: string): boolean => fold(word).replace(/[.,]+$/, '') in MONTHS

const stands = (
  trust: Trust,
  said: string,
  following: readonly string[],
  after: string | undefined,
): boolean => {
  if (ITALIAN_NAME.test(said)) return false
  const [next] = following
  const ends = isEnd(next) || /[,;.!?:]$/.test(said)
  if (trust === 'firm') return true
  if (trust === 'soft') return ends || !COUNTED.test(fold(next ?? ''))
  return ends && !(trust === 'span' && /^(?:per|for)$/.test(fold(after ?? '')))
}

/** Nothing follows, or an option or somebody's name. */
const isEnd = (next: string | undefined): boolean =>
  next === undefined || /^(?:[!#@^<&·(–—-]|[\p{L}_]+:)/u.test(next)

/** Dom, Gio and Mar are people and places; `dom`, `gio` and `mar` are days. English writes its days large. */
const ITALIAN_NAME = /^(?:Lun|Mar|Mer|Gio|Ven|Dom)[.,]?$/
/** Words that show the number before them to be a count or a share. */
const COUNTED = new RegExp(
  `^${anyOf(
    '%|per cento|percento|cento|percent|mila|mil|milioni|million|k|euro|eur',
    'd[ei]|del|dell.*|degli|delle|dei|della|of',
    String.raw`creator\w*|live|diamant\w*|diamonds?|follower\w*|spettator\w*|viewers?|punt\w*|points?`,
    String.raw`valid\w*|or[ae]|hours?|h|minut\w*|giorn\w*|days?|settiman\w*|weeks?|mes[ei]|months?`,
    String.raw`volt\w*|times|ross[ao]`,
  )}(?![\\p{L}\\d])`,
  'u',
)

/** How many of the last words say an hour. */
const hourAtEnd = (words: readonly string[]): number => {
  for (let taken = Math.min(5, words.length - 1); taken > 0; taken--)
    if (
      hourSaid(
        plain(
          words
            .slice(words.length - taken)
            .join(' ')
            .replace(/^by /i, 'at '),
        ),
      )
    )
      return taken
  return 0
}

const DATELIKE = new RegExp(
  `^(?:${oneOf(WEEKDAYS)}|${oneOf(MONTHS)}|il|la|the|of|di|del|l'.+|${NEXT}|[\\d/.'°-]+(?:st|nd|rd|th)?)[.,;:!?]*$`,
)

// —— At the end of a sentence ————————————————————————————————————————————————————————————————————————————

const INTRODUCED =
  /^(?:(in|within|tra|fra|on|il|before|for|prima (?:di|del|della)|prima dell'|this|next|questo|questa) ?)?(.+)$/i
const SPANS = /^(?:in|within|tra|fra|this|next|questo|questa)$/i

/**
 * Told of the past, counting, or part of a question or of what somebody else does: `lost 40% in 3 days`, `ha fatto il
 * target in 3 giorni`, `ask whether they go live in 2 weeks`, `la campagna parte tra un mese`.
 */
const HISTORY = new RegExp(
  `(?:^|[^\\p{L}])${anyOf(
    'ha|ho|hai|hanno|abbiamo|è|era|erano|sono|stat[oaie]|fatt[oaie]|pers[oaie]|andat[oaie]|success[oaie]',
    'calat[oaie]|cresciut[oaie]|fermat[oaie]|arrivat[oaie]|is|was|were|has|had|have|did|does|lost|grew|fell|went',
    'whether|if|who|why|how|what|which|will|would|starts?|begins?|se|chi|che|perché|quando|parte|partono|inizia',
    'dropped|gained|made|reached|happened|stopped|started|ended|came|won|earned|streamed|posted|joined|left',
  )}(?=[^\\p{L}]|$)|%`,
  'iu',
)
/** `the meeting on friday` says when that is, and not when it is to be prepared. */
const HAPPENING = /^(?:event|evento|meeting|riunione|webinar|cup|live|gara|torneo|party|festa)$/i
const FULL_DAYS = Object.keys(WEEKDAYS).filter((it) => it.length > 5)
const BARE = new RegExp(
  `^(?:oggi(?: sera| pomeriggio| mattina| notte)?|today(?: morning)?|domani(?: mattina)?|dopodomani|tomorrow|eod|cob|eow|eom|${FULL_DAYS.join('|')})$`,
)
/** A day is part of something else after these: `i numeri di venerdì`, `Black Friday`, `every monday`. */
const BOUND = new RegExp(
  `^${anyOf(
    "d[aei]|dal|del|dell[ao]|al|il|la|lo|l'|ogni|tutt[ie]|scors[oa]|ultim[oa]|e|ed|o|fino|per|non",
    'con|with|sotto|sopra|under|over|tra|fra|e',
    'on|before|for|in|this|next|quest[oa]|prim[ao]|prossim[oa]',
    'of|since|from|last|past|every|each|all|the|a|an|and|or|until|till|to|black|good|cyber|than|not|vs|per',
  )}$|[-–—:&+/'’]$`,
)

const announces = (phrase: readonly string[], before: readonly string[]): boolean => {
  if (HISTORY.test(before.join(' ')) || HAPPENING.test(before.at(-1) ?? '')) return false
  const said = phrase.join(' ')
  const [, intro, rest = ''] = INTRODUCED.exec(said) ?? []
  const last = fold(before.at(-1) ?? '')
  if (intro === undefined) {
    // Domenica and Sabato are people too; English writes its days large.
    if (/^\p{Lu}\p{L}+(?:i|ì|o|a)\b/u.test(said) || BOUND.test(last)) return false
    return ENDS.test(said) || (phrase.length === 2 ? coming(phrase) : BARE.test(plain(said)))
  }
  if (/^(?:this|next|quest[oa])$/i.test(intro))
    return (BARE.test(plain(rest)) || /^next week[.!]?$/i.test(said)) && !BOUND.test(last)
  if (/^in giornata[.!]?$/i.test(said)) return true
  if (/^(?:in|within|tra|fra)$/i.test(intro)) return AHEAD.test(plain(rest)) && !/\d/.test(before.join(' '))
  if (/^il$/i.test(intro)) return DATED.test(plain(rest)) && !BOUND.test(last)
  // A feast is what something is for, more often than when it is due.
  return (
    /^before$|^prima/i.test(intro) || /\d/.test(rest) || rest.split(' ').some((it) => BARE.test(plain(it)))
  )
}

/** `a fine mese`, `end of day`, `settimana prossima` */
const ENDS =
  /^(?:la )?(?:settimana prossima|prossima settimana)$|^(?:a )?fine (?:mese|settimana|giornata|anno)$|^(?:at )?(?:the )?end of (?:the )?(?:day|week|month|year)$/i
/** `15 dicembre`, `15/12`, `15`, `15 p.v.` */
const DATED = new RegExp(`^\\d{1,2}(?:$| [pc]\\.? ?[vm]\\.?$|[/.-]\\d{1,2}|°? (?:${oneOf(MONTHS)})\\b)`)

/** `venerdì prossimo` */
const coming = ([day = '', word = '']: readonly string[]): boolean =>
  BARE.test(plain(day)) && new RegExp(`^(?:${NEXT})$`).test(plain(word))

const AHEAD = new RegExp(
  `^(?:mezz'ora|half an hour|(?:\\d{1,4}|${oneOf(NUMBERS)}) ?(?:or[ae]|hours?|h|minut[oi]|minutes?|giorn[oi]|gg|days?|settiman[ae]|weeks?|fortnights?|mes[ei]|months?|${WORKING}))$`,
)
