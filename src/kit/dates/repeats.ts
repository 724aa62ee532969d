import { type Day, dayOf } from '#src/domain/day.ts'
import type { ClockTime } from '#src/domain/due.ts'
import { fold } from '#src/domain/near.ts'
import {
  MOST_APART,
  MOST_TIMES,
  type Nth,
  type OnMonth,
  type Repeats,
  type Rule,
  type Weekday,
} from '#src/domain/repeats.ts'
import { hourSaid } from './hours.ts'
import { type Here, meant } from './meant.ts'
import { anyOf, form, MONTHS, NUMBERS, oneOf, WEEKDAYS } from './words.ts'

/**
 * What a whole phrase says of repeating, in English or Italian: `every Monday and Thursday at 10`, `ogni primo lunedì
 * del mese fino a giugno`; null where it says nothing of the kind.
 */
export const repeatsMeant = (text: string, here: Here): Repeats | null => {
  const phrase = fold(text)
    .replace(/^[\s("“«]+|[\s.,;:!?)"”»]+$/g, '')
    .replace(/\b([ap])\.m\b\.?/g, '$1m')
  if (phrase.length > LONGEST || !SOUNDS_SO.test(phrase)) return null
  const { said, until, times } = withoutEnd(phrase, here)
  const words = said.split(' ')
  for (let cut = words.length; cut > 0; cut--) {
    const core = words.slice(0, cut).join(' ').replace(/,$/, '')
    const found = ruleSaid(core)
    if (found === null) continue
    const hour = words
      .slice(cut)
      .join(' ')
      .replace(/^(?:di|in the|nel|al|la|il) /, '')
    const time = hour === '' ? found.time : clockSaid(hour)
    if (time !== undefined) return { rule: found.rule, time, until, times }
  }
  return null
}

/** More than anybody takes to say it. */
const LONGEST = 160
/** Words: all seven days of a week with an hour and an end. */
const MOST_WORDS = 24
const SOUNDS_SO =
  /(?:^|\s)(?:every|each|ogni|tutt[ie]|daily|weekly|fortnightly|biweekly|monthly|quarterly|yearly|annually|weekdays|on \p{L}+days|giornalmente|quotidianamente|settimanalmente|mensilmente|trimestralmente|annualmente|feriali|lavorativi|dal lunedi|a \p{L}+ altern[ie]|una? \p{L}+ si)(?=[\s,.;:!?]|$)/u

export interface FoundRepeats {
  repeats: Repeats
  /** Of the words that were given: where it begins, and how many it takes. */
  at: number
  used: number
}

/**
 * The phrase among words that says how often: the longest one, behind which the text ends or an option follows (`ends`
 * says so of a word, for a phrase that begins at another). `the every monday meeting` has none.
 */
export const repeatsAmid = (
  words: readonly string[],
  here: Here,
  ends: (at: number, from: number) => boolean,
): FoundRepeats | null => {
  if (!SOUNDS_SO.test(fold(words.join(' ')))) return null
  for (let at = 0; at < words.length; at++) {
    if (!OPENS.test(fold(words[at] ?? ''))) continue
    for (let used = Math.min(MOST_WORDS, words.length - at); used > 0; used--) {
      if (at + used < words.length && !ends(at + used, at)) continue
      const repeats = repeatsMeant(words.slice(at, at + used).join(' '), here)
      if (repeats) return { repeats, at, used }
    }
  }
  return null
}
const OPENS =
  /^(?:every|each|ogni|tutt[ie]|daily|weekly|fortnightly|biweekly|monthly|quarterly|yearly|annually|on|the|at|\p{L}+mente|nei|dal|from|un|a|il|l'\p{L}*|la|alla)[,.;:!?]?$/u

const clockSaid = (phrase: string): ClockTime | undefined => {
  const hour = hourSaid(phrase)
  if (!hour) return undefined
  const [hours, minutes] = [Math.floor(hour.at / 60), hour.at % 60]
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}` as ClockTime
}

// —— Its end ————————————————————————————————————————————————————————————————————————————————————————————

interface Ended {
  said: string
  until: Day | null
  times: number | null
}

const TIMES = new RegExp(`,? (?:for |per )?(?<n>\\d{1,4}|${oneOf(NUMBERS)}) (?:times?|volt[ae])$`)
const UNTIL = /,? (?:until|till|fino (?:al?|alla|a) ?|fino all'|sino (?:al?|alla))(?<day> ?.+)$/
const LASTING =
  /,? (?:for|per) (?<span>(?:\S+) (?:days?|weeks?|months?|years?|giorni|settiman[ae]|mes[ei]|ann[oi]))$/

const withoutEnd = (phrase: string, here: Here): Ended => {
  const times = TIMES.exec(phrase)
  const n = amount(times?.groups?.n)
  if (times && n > 0 && n <= MOST_TIMES)
    return { ...withoutEnd(phrase.slice(0, times.index), here), times: n }
  const until = UNTIL.exec(phrase)
  const last = until && lastDay(until.groups?.day?.trim() ?? '', here)
  if (until && last) return { said: phrase.slice(0, until.index), until: last, times: null }
  const lasting = LASTING.exec(phrase)
  const end = lasting && meant(`in ${lasting.groups?.span}`, here)?.[0]
  if (lasting && end) return { said: phrase.slice(0, lasting.index), until: end.day, times: null }
  return { said: phrase, until: null, times: null }
}

/** Of a month, or of a year, its last day. */
const lastDay = (said: string, here: Here): Day | null => {
  const today = here.now.toZonedDateTimeISO(here.timeZone).toPlainDate()
  const [, name = '', year] = WHOLE_MONTH.exec(said) ?? []
  const month = MONTHS[name]
  if (month !== undefined) {
    const first = Temporal.PlainDate.from({ year: year ? Number(year) : today.year, month, day: 1 })
    const ahead = !year && month < today.month ? first.add({ years: 1 }) : first
    return dayOf(ahead.with({ day: ahead.daysInMonth }))
  }
  if (/^\d{4}$/.test(said)) return dayOf(Temporal.PlainDate.from({ year: Number(said), month: 12, day: 31 }))
  return meant(said, here)?.[0]?.day ?? null
}
const WHOLE_MONTH = new RegExp(`^(?:the end of |la fine di |fine )?(${oneOf(MONTHS)})\\.?(?: (\\d{4}))?$`)

// —— Rules: the first that fits is believed ————————————————————————————————————————————————————————————————

interface Found {
  rule: Rule
  time: ClockTime | null
}
type Parts = (group: string) => string

const amount = (said: string | undefined): number => NUMBERS[said ?? ''] ?? Number(said ?? 0)

const ONE = '(?:every|each|ogni)'
const AMOUNT = `(?<n>\\d{1,3}|${oneOf(NUMBERS)})`
const PLURAL = oneOf(WEEKDAYS)
  .split('|')
  .filter((it) => it.length > 4)
  .map((it) => `${it}s?`)
  .join('|')
const NAMED = `(?:${PLURAL}|domeniche|sabati|${oneOf(WEEKDAYS)})\\.?`
const AND = '(?:,? (?:and|e|ed|&) |, ?)(?:on |il |i |di |la |le |every |ogni )?'
const LISTED = `(?<days>${NAMED}(?:${AND}${NAMED}){0,6})`
const ON = '(?:,? (?:on|di|il|ogni|nei|i|every|la))?'
const MONTHLY = '(?:month|mese)'
const OF_MONTH = "(?: (?:of the|in the|of each|of every|of|del|di ogni|d'ogni) (?:month|mese))"
const NTH =
  '(?<nth>prim[oa]|first|1st|second[oa]?|2nd|terz[oa]|third|3rd|quart[oa]|fourth|4th|ultim[oa]|last)'
const NUMBER = '(?:(?<day>[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th|°|o)?|(?<begins>primo|first|1st))'
const WORKS = '(?:working|business|work) day|weekday|giorno (?:lavorativo|feriale)'
const LAST_DAY = "(?<last>(?:(?:l')?ultimo giorno|(?:the )?last day|(?:the |la )?(?:end|fine)))"
/** A day of a month, by whatever names it. */
const ON_DAY = anyOf(
  `(?:the |il |l'|lo |giorno )*(?<works>${NTH.replace('?<nth>', '?<which>')} (?:${WORKS}))`,
  `(?:the |il |la |l')?${NTH} (?<weekday>${oneOf(WEEKDAYS)})`,
  LAST_DAY,
  `(?:the |il |l'|giorno |il giorno )?${NUMBER}`,
)

const RULES: readonly { form: RegExp; rule(part: Parts): Rule | null; time?: ClockTime }[] = [
  {
    form: form(
      anyOf(
        `${ONE} (?:working |work |business |week)day`,
        '(?:on )?weekdays',
        'ogni giorno (?:lavorativo|feriale)',
        '(?:nei|tutti i) (?:giorni )?(?:lavorativi|feriali)',
        '(?:every |from |ogni |dal )?(?:monday|lunedi) (?:to|through|-|al|a) (?:friday|venerdi)',
      ),
    ),
    rule: () => ({ every: 'workday' }),
  },
  {
    form: form(
      anyOf(
        `${ONE} (?:single )?(?:day|giorno)`,
        'daily',
        'tutti i giorni',
        'giornalmente',
        'quotidianamente',
      ),
    ),
    rule: () => ({ every: 'day', n: 1 }),
  },
  {
    form: form(`${ONE} (?:morning|mattin[ao])|tutte le mattine`),
    rule: () => ({ every: 'day', n: 1 }),
    time: '09:00',
  },
  {
    form: form(`${ONE} (?:evening|night|sera)|tutte le sere`),
    rule: () => ({ every: 'day', n: 1 }),
    time: '20:00',
  },
  {
    form: form(
      anyOf(`${ONE} (?:other|second) day`, 'a giorni alterni', 'un giorno si e (?:uno|un giorno) no'),
    ),
    rule: () => ({ every: 'day', n: 2 }),
  },
  // So Italians say two weeks, counting both ends.
  { form: /^ogni (?:15|quindici) giorni$/, rule: () => ({ every: 'week', n: 2, on: [] }) },
  {
    form: form(`${ONE} ${AMOUNT} (?:days|giorni)`),
    rule: (part) => ({ every: 'day', n: amount(part('n')) }),
  },

  // Weeks.
  {
    form: form(
      anyOf(`${ONE} (?:week|settimana)`, 'weekly', 'settimanalmente', 'tutte le settimane'),
      `(?:${ON} ${LISTED})?`,
    ),
    rule: (part) => ({ every: 'week', n: 1, on: weekdaysIn(part('days')) }),
  },
  {
    form: form(
      anyOf(
        `${ONE} (?:other|second) week|${ONE} fortnight|fortnightly|biweekly`,
        'a settimane alterne|una settimana si e una no',
      ),
      `(?:${ON} ${LISTED})?`,
    ),
    rule: (part) => ({ every: 'week', n: 2, on: weekdaysIn(part('days')) }),
  },
  {
    form: form(`${ONE} ${AMOUNT} (?:weeks|settimane)(?:${ON} ${LISTED})?`),
    rule: (part) => ({ every: 'week', n: amount(part('n')), on: weekdaysIn(part('days')) }),
  },
  {
    form: form(
      anyOf(
        `${ONE} (?:other|second) ${LISTED}`,
        `un (?<days>${NAMED}) si e uno no`,
        `ogni due (?<days>${NAMED})`,
      ),
    ),
    rule: (part) => ({ every: 'week', n: 2, on: weekdaysIn(part('days')) }),
  },
  {
    form: form(`(?:${ONE}|tutt[ie] (?:i|le|gli)) ${LISTED}|on (?<days>[a-z]+days(?:${AND}[a-z]+days){0,6})`),
    rule: (part) => ({ every: 'week', n: 1, on: weekdaysIn(part('days')) }),
  },

  // Months: the day before or behind.
  {
    form: form(`(?:on |at |alla |a )?${ON_DAY} (?:of |di |del |d')?${ONE} ${MONTHLY}`),
    rule: (part) => ({ every: 'month', n: 1, on: dayOfMonth(part) }),
  },
  {
    form: form(`(?:on )?${ONE} ${ON_DAY}${OF_MONTH}`),
    rule: (part) => ({ every: 'month', n: 1, on: dayOfMonth(part) }),
  },
  {
    form: form(
      `${ONE} (?:(?<day>[12]\\d|3[01]|[1-9])(?:st|nd|rd|th)|(?<works>(?<which>first|last|primo|ultimo) (?:${WORKS})))`,
    ),
    rule: (part) => ({ every: 'month', n: 1, on: dayOfMonth(part) }),
  },
  {
    form: form(`${ONE} (?:month[- ]end|end of month|fine ?mese)`),
    rule: () => ({ every: 'month', n: 1, on: { day: 'last' } }),
  },
  {
    form: form(
      anyOf(`${ONE} ${MONTHLY}`, 'monthly', 'mensilmente', 'tutti i mesi'),
      `(?:,? (?:on |at |di |a |alla )?${ON_DAY}(?:${OF_MONTH}| of it)?)?`,
    ),
    rule: (part) => ({ every: 'month', n: 1, on: dayOfMonth(part) }),
  },
  {
    form: form(
      anyOf(
        `${ONE} (?<other>other|second) month|a mesi alterni`,
        `${ONE} (?<quarter>quarter|trimestre)|quarterly|trimestralmente`,
        `${ONE} (?<half>half[- ]year|semestre)`,
        `${ONE} ${AMOUNT} (?:months|mesi)`,
      ),
      `(?:,? (?:on |at |di |a |alla )?${ON_DAY}${OF_MONTH}?)?`,
    ),
    rule: (part) => ({ every: 'month', n: monthsIn(part), on: dayOfMonth(part) }),
  },

  // Years.
  {
    form: form(
      anyOf(`${ONE} (?:year|anno)`, 'yearly', 'annually', 'annualmente', 'tutti gli anni', ONE),
      `,? (?:on |il |l'|the )*`,
      anyOf(
        `${NUMBER} (?:of |di )?(?<month>${oneOf(MONTHS)})`,
        `(?<month>${oneOf(MONTHS)}) (?:the )?${NUMBER}`,
      ),
    ),
    rule: (part) => dateIn(part),
  },
  {
    form: form(anyOf(`${ONE} (?:year|anno)`, 'yearly', 'annually', 'annualmente', 'tutti gli anni')),
    rule: () => ({ every: 'year', on: null }),
  },
]

const ruleSaid = (phrase: string): Found | null => {
  for (const { form: known, rule, time = null } of RULES) {
    const match = known.exec(phrase)
    const found = match && rule((group) => match.groups?.[group] ?? '')
    if (found && isSound(found)) return { rule: found, time }
  }
  return null
}

const isSound = (rule: Rule): boolean => !('n' in rule) || (rule.n > 0 && rule.n <= MOST_APART)

const weekdaysIn = (said: string): Weekday[] => {
  const days = said.split(/[\s,&.]+/).flatMap((it) => WEEKDAYS[singular(it)] ?? [])
  return ([1, 2, 3, 4, 5, 6, 7] as const).filter((it) => days.includes(it))
}

const singular = (day: string): string =>
  day
    .replace(/days$/, 'day')
    .replace(/^sabati$/, 'sabato')
    .replace(/^domeniche$/, 'domenica')

const monthsIn = (part: Parts): number => {
  if (part('n')) return amount(part('n'))
  if (part('half')) return 6
  return part('other') ? 2 : 3
}

/** Null where none was said. */
const dayOfMonth = (part: Parts): OnMonth | null => {
  if (part('works')) return { working: /^(?:ultim|last)/.test(part('which')) ? 'last' : 'first' }
  const weekday = WEEKDAYS[part('weekday')]
  if (weekday !== undefined) return { nth: nthIn(part('nth')), weekday: weekday as Weekday }
  if (part('last')) return { day: 'last' }
  if (part('begins')) return { day: 1 }
  return part('day') ? { day: Number(part('day')) } : null
}

const nthIn = (said: string): Nth => {
  const found = ['prim|first|1st', 'second|2nd', 'terz|third|3rd', 'quart|fourth|4th'].findIndex((it) =>
    new RegExp(`^(?:${it})`).test(said),
  )
  return found < 0 ? 'last' : ((found + 1) as Nth)
}

const dateIn = (part: Parts): Rule | null => {
  const month = MONTHS[part('month')] ?? 0
  const day = part('begins') ? 1 : Number(part('day'))
  // 2024 has every date that there is.
  const date = Temporal.PlainDate.from({ year: 2024, month: Math.max(1, month), day })
  return month > 0 && date.day === day ? { every: 'year', on: { month, day } } : null
}
