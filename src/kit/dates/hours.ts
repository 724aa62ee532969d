import { anyOf, form, HOURS, MINUTES, oneOf } from './words.ts'

/** An hour of some day, in minutes from its midnight. */
export interface Hour {
  at: number
  /** `alle 7`: the morning's or the evening's, which nobody can tell. */
  or?: number
  /** Of a part of the day: once it has begun, its end is meant. */
  until?: number
  /** It is a number that something may be counted by (`alle 18`), unlike `18:00`, `6pm` or `noon`. */
  bare: boolean
  /** `in mattinata`, `fine giornata`: without a clock. */
  part: 'none' | 'loose' | 'end'
}

/**
 * The hour that a whole phrase says, folded; null for one that no clock shows (`25:00`), undefined where it says none.
 * `part` is a part of the day that stands elsewhere: of `at 9 tomorrow evening` it is `evening`.
 */
export const hourSaid = (phrase: string, part = ''): Hour | null | undefined => {
  const named = PART_ALONE.exec(phrase)?.groups?.part
  const known = named === undefined ? undefined : PARTS.find(({ form }) => form.test(named))
  if (known)
    return { at: known.at, ...(known.until && { until: known.until }), bare: false, part: known.part }
  for (const clock of [INTRODUCED, EVIDENT]) {
    const { groups } = clock.exec(phrase) ?? {}
    if (groups) return clockHour((name) => groups[name] ?? '', part)
  }
  return undefined
}

const at = (hour: number, minute = 0): number => hour * 60 + minute
/** A deadline at midnight is the end of its day. */
const LAST = at(23, 59)

interface PartOfDay {
  form: RegExp
  at: number
  until?: number
  part: 'loose' | 'end'
}
/** Work begins at nine and ends at six; nobody means by `stasera` the end of work, nor ten at night. */
const PARTS: readonly PartOfDay[] = [
  { form: /^(?:mattin[ao]|mattinata|prima cosa)$/, at: at(9), until: at(13), part: 'loose' },
  { form: /^(?:morning|first thing)$/, at: at(9), until: at(12), part: 'loose' },
  { form: /^(?:pomeriggio|afternoon)$/, at: at(15), until: at(18), part: 'loose' },
  { form: /^(?:sera|serata|evening|night)$/, at: at(20), until: LAST, part: 'loose' },
  { form: /^(?:notte|mezzanotte|midnight|fine serata)$/, at: LAST, part: 'loose' },
  { form: /^(?:mezzogiorno|noon|midday)$/, at: at(12), part: 'loose' },
  { form: /^mezzogiorno e mezz[oa]$/, at: at(12, 30), part: 'loose' },
  { form: /^(?:ora di pranzo|pranzo|lunch ?time|lunch)$/, at: at(13), part: 'loose' },
  { form: /^(?:ora di cena|cena|dinner ?time|dinner)$/, at: at(20), part: 'loose' },
  { form: /^fine mattin(?:a|ata)$/, at: at(13), part: 'end' },
  { form: /^end of (?:the )?morning$/, at: at(12), part: 'end' },
  { form: /^(?:fine pomeriggio|end of (?:the )?afternoon)$/, at: at(18), part: 'end' },
  {
    form: /^(?:end of|eod|cob|eob|cop|fine(?: di| della)? giornata(?: lavorativa)?|giornata|(?:end|close) of (?:the |this )?(?:(?:working )?day|business|play))$/,
    at: at(18),
    until: LAST,
    part: 'end',
  },
]
const PART_ALONE =
  /^(?:(?:by|at|in|on|before|entro|per|a|al|all'|alla|l'|di|del|della|nel|nella|prima di|verso|la|il|the|this) ?){0,3}\b(?<part>(?:mezzogiorno e mezz[oa]|end of|(?:fine|end of|close of)(?: di| della| the| this)?(?: working)? \p{L}+(?: lavorativa)?|first thing|prima cosa|ora di \p{L}+|(?:lunch|dinner) ?time|\p{L}+))$/u

const MINUTE_WORDS = oneOf(MINUTES)
const DAY_PART = `(?:,? (?:di|del|della|nel|in the|in|at|a|al) (?<part>mattin[ao]|mattinata|pomeriggio|sera|notte|morning|afternoon|evening|night))?`
const DIGITS = '(?<h>\\d{1,2})(?:(?:[:.,]|h(?=\\d))(?<m>\\d{2}))?h?(?: ?(?<half>[ap])m)?'
const TAIL = `(?: e (?<more>${MINUTE_WORDS}|\\d{1,2})| meno (?<less>${MINUTE_WORDS}|\\d{1,2}))?`
const PAST = `(?<far>${MINUTE_WORDS}|\\d{1,2}) (?<way>past|to) `
const EXACTLY = '(?: in punto| sharp)?'
const BEFORE = '(?<before>mattina|mattino|pomeriggio|sera|notte|morning|afternoon|evening|night),? '

/** With a word before it, a number is an hour: `alle 18`, `by 6`, `h15`, `at half past three`. */
const INTRODUCED = form(
  `(?:${BEFORE})?`,
  anyOf(
    "(?:(?:verso|entro|per|dopo|circa|by|around|before|after|no later than|non oltre) )?(?:alle ore|alle|le ore|le|all'|l'(?=una)|ore|h|at|@|(?:prima )?(?:delle|dell'))",
    'by|before|around|verso|entro',
  ),
  ' ?',
  anyOf(DIGITS, `(?:${PAST})?(?<word>${oneOf(HOURS)}|(?<=(?:past|to) )\\d{1,2})`),
  `(?: o'?clock)?`,
  TAIL,
  DAY_PART,
  EXACTLY,
)
/** What can be nothing but an hour. */
const EVIDENT = form(
  `(?:${BEFORE})?`,
  anyOf(
    '(?<h>\\d{1,2})(?:[:.]|h)(?<m>\\d{2})(?: ?(?<half>[ap])m)?',
    '(?<h>\\d{1,2}) ?(?<half>[ap])m',
    `${PAST}(?<word>${oneOf(HOURS)}|\\d{1,2})(?: o'?clock)?`,
    `(?<word>${oneOf(HOURS)}|\\d{1,2}) o'?clock`,
  ),
  DAY_PART,
  EXACTLY,
)

const clockHour = (said: (name: string) => string, elsewhere: string): Hour | null => {
  const typed = said('h') || said('word')
  const hour = HOURS[typed] ?? Number(typed)
  const extra = (name: string): number => MINUTES[said(name)] ?? Number(said(name))
  const far = said('way') === 'to' ? -extra('far') : extra('far')
  const minute = Number(said('m')) + extra('more') - extra('less') + far
  const half = said('half')
  if (hour > 24 || Number(said('m')) > 59 || (hour === 24 && minute !== 0)) return null
  if (half !== '' && (hour < 1 || hour > 12)) return null
  const bare = said('m') === '' && half === '' && said('part') === ''
  const of = (full: number): number => Math.min(LAST, Math.max(0, at(full, minute)))
  const part = said('part') || said('before') || elsewhere
  if (half !== '') return { at: of((hour % 12) + (half === 'p' ? 12 : 0)), bare, part: 'none' }
  if (part !== '') return { at: of(withinPart(hour, part)), bare, part: 'none' }
  // A zero in front tells a clock of 24 hours; without it nobody means three at night, and `alle 7` says nothing.
  if (/^0/.test(typed) || hour < 1 || hour > 7) return { at: of(hour), bare, part: 'none' }
  return hour === 7
    ? { at: of(7), or: of(19), bare, part: 'none' }
    : { at: of(hour + 12), bare, part: 'none' }
}

const withinPart = (hour: number, part: string): number => {
  if (hour > 12 || /^(?:mattin|morning)/.test(part)) return hour
  if (/^(?:notte|night)/.test(part) && (hour < 6 || hour === 12)) return hour === 12 ? 24 : hour
  return hour < 12 ? hour + 12 : hour
}
