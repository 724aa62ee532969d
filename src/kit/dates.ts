import { createRequire } from 'node:module'
import { asMachineNoon } from '#src/domain/clock.ts'
import { fold, near, oneSlipApart } from '#src/domain/near.ts'

/** The reader's present moment: days are theirs, not the machine's. */
export interface Here {
  now: Temporal.Instant
  timeZone: string
}

/**
 * The day a whole field means, in Italian or English whatever the reader's language; null when it means none.
 * A day without a year is the next one to come. One that says it is past comes back as it is: the caller's
 * to refuse.
 */
export const dueDate = (text: string, here: Here): Temporal.PlainDate | null => {
  const phrase = phraseOf(text)
  if (phrase === '') return null
  const today = here.now.toZonedDateTimeISO(here.timeZone).toPlainDate()
  const read = reading(phrase, { ...here, today })
  return read === undefined ? heardByChrono(phrase, today) : read.date
}

/** Whether a whole field is written like a day and is none: `31/02`, a Tuesday that is a Monday. */
export const isNoDay = (text: string, here: Here): boolean => {
  const today = here.now.toZonedDateTimeISO(here.timeZone).toPlainDate()
  return reading(phraseOf(text), { ...here, today })?.date === null
}

export interface Found {
  /** Null for a day that there is not: to be refused, and never to be read as a shorter phrase. */
  date: Temporal.PlainDate | null
  /** The words of it. */
  said: string
  /** How many words it takes. */
  used: number
  /** It says an hour too (`stasera`, `le 18`), which a day cannot hold: the words belong in the text as well. */
  timed: boolean
}

/**
 * The longest beginning of `words` that is a day: of `venerdì prossimo !alta`, as follows `entro`, it takes two.
 * Sterner than a field, since what follows may be no date at all: `3 giorni validi`, `1/2 del target`, `Dom`.
 * An hour behind it (`at 15:30`) is left to the text. `after` is the word before, if known: `per 3 giorni` lasts
 * three days, `entro 3 giorni` ends with them.
 */
export const leadingDate = (words: readonly string[], here: Here, after?: string): Found | null => {
  const today = here.now.toZonedDateTimeISO(here.timeZone).toPlainDate()
  for (let used = reach(words); used > 0; used--) {
    const said = words.slice(0, used).join(' ')
    const read = reading(withHour(said), { ...here, today })
    if (read && stands(read.trust, said, words.slice(used), after))
      return { date: read.date, said, used, timed: read.timed }
  }
  return null
}

/**
 * A day at the end of a sentence that no `by` announces: `in 3 days`, `fra due settimane`, `on friday`, `domani`.
 * Only where it can hardly be anything else: what is told of the past, or counts, has none. `used` counts the words
 * from the end, an hour behind the day not included: that stays in the text.
 */
export const trailingDate = (words: readonly string[], here: Here): (Found & { hour: number }) | null => {
  const hour = hourAtEnd(words)
  const said = words.slice(0, words.length - hour)
  for (let used = Math.min(LONGEST, said.length - 1); used > 0; used--) {
    const phrase = said.slice(-used)
    const before = said.slice(0, -used)
    if (!announces(phrase, before)) continue
    const [, intro = '', rest = ''] = INTRODUCED.exec(phrase.join(' ')) ?? []
    // What lies ahead by a count keeps its word: `3 days` alone is a duration.
    const found = leadingDate(SPANS.test(intro) ? phrase : rest.split(' '), here, intro)
    const whole = SPANS.test(intro) ? phrase.length : rest.split(' ').length
    if (found && found.used === whole && !found.timed) return { ...found, used, hour }
  }
  return null
}

/** The words of an hour behind a day: of `friday at 15:30` it is `at 15:30`; empty when there is none. */
export const hourBehind = (text: string): string => {
  const words = text.trim().split(/\s+/)
  const hour = hourAtEnd(words)
  return hour < words.length ? words.slice(words.length - hour).join(' ') : ''
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

/**
 * How much a phrase is worth amid other words. `firm`: always a day. `soft`: unless something is counted
 * after it. `loose`: only where the text ends or an option follows. `span`: as loose, and no day after `per`.
 */
type Trust = 'firm' | 'soft' | 'loose' | 'span'
interface Reading {
  /** Null for a day that there is not, such as 31/02. */
  date: Temporal.PlainDate | null
  trust: Trust
  timed: boolean
}
interface Moment extends Here {
  today: Temporal.PlainDate
}
/** What matched, by the names of the groups; a group that took no part is an empty string. */
type Parts = (group: string) => string
interface Rule {
  form: RegExp
  trust: Trust
  /** Says an hour of the day, or a part of it. */
  timed?: true
  day(part: Parts, moment: Moment): Temporal.PlainDate | null
}

const anyOf = (...words: string[]): string => `(?:${words.join('|')})`
const form = (...parts: string[]): RegExp => new RegExp(`^(?:${parts.join('')})$`)

const LONGEST = 6

/** A comma ends a date, save the one before a year: `Dec 15, 2026`. */
const reach = (words: readonly string[]): number => {
  const most = Math.min(LONGEST, words.length)
  for (let i = 0; i < most - 1; i++) {
    if (/[,;!?:]$/.test(words[i] ?? '') && !/^\d{4}\b/.test(words[i + 1] ?? '')) return i + 1
  }
  return most
}

const stands = (
  trust: Trust,
  said: string,
  following: readonly string[],
  after: string | undefined,
): boolean => {
  if (ITALIAN_NAME.test(said)) return false
  const [next] = following
  const ends =
    next === undefined ||
    /^(?:[!#@^<&·(–—-]|[\p{L}_]+:)/u.test(next) ||
    /[,;.!?:]$/.test(said) ||
    hourAhead(following)
  if (trust === 'firm') return true
  if (trust === 'soft') return ends || !COUNTED.test(fold(next))
  return ends && !(trust === 'span' && /^(?:per|for)$/.test(fold(after ?? '')))
}

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

// —— Words ———————————————————————————————————————————————————————————————————————————————————————————————

const WEEKDAYS: Readonly<Record<string, number>> = {
  ...{ lunedi: 1, martedi: 2, mercoledi: 3, giovedi: 4, venerdi: 5, sabato: 6, domenica: 7 },
  ...{ lun: 1, mar: 2, mart: 2, mer: 3, merc: 3, gio: 4, giov: 4, ven: 5, vener: 5, sab: 6, dom: 7 },
  ...{ monday: 1, tuesday: 2, wednesday: 3, thursday: 4, friday: 5, saturday: 6, sunday: 7 },
  ...{ mon: 1, tue: 2, tues: 2, wed: 3, thu: 4, thur: 4, thurs: 4, fri: 5, sat: 6, sun: 7 },
}
const MONTHS: Readonly<Record<string, number>> = {
  ...{ gennaio: 1, febbraio: 2, marzo: 3, aprile: 4, maggio: 5, giugno: 6 },
  ...{ luglio: 7, agosto: 8, settembre: 9, ottobre: 10, novembre: 11, dicembre: 12 },
  ...{ gen: 1, genn: 1, feb: 2, febb: 2, mar: 3, apr: 4, mag: 5, giu: 6, lug: 7, ago: 8 },
  ...{ set: 9, sett: 9, ott: 10, nov: 11, dic: 12 },
  ...{ january: 1, february: 2, march: 3, april: 4, may: 5, june: 6 },
  ...{ july: 7, august: 8, september: 9, october: 10, november: 11, december: 12 },
  ...{ jan: 1, jun: 6, jul: 7, aug: 8, sep: 9, sept: 9, oct: 10, dec: 12 },
}
const NUMBERS: Readonly<Record<string, number>> = {
  ...{ un: 1, uno: 1, una: 1, "un'": 1, a: 1, an: 1, one: 1, due: 2, two: 2, tre: 3, three: 3 },
  ...{ 'un paio di': 2, "un paio d'": 2, 'a couple of': 2, 'couple of': 2, quattro: 4, four: 4 },
  ...{ cinque: 5, five: 5, sei: 6, six: 6, sette: 7, seven: 7, otto: 8, eight: 8, nove: 9, nine: 9 },
  ...{ dieci: 10, ten: 10, quindici: 15, fifteen: 15, venti: 20, twenty: 20, trenta: 30, thirty: 30 },
}
type Unit = 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'years'
const UNITS: Readonly<Record<string, Unit>> = {
  ...{ minuto: 'minutes', minuti: 'minutes', min: 'minutes', minute: 'minutes', minutes: 'minutes' },
  ...{ ora: 'hours', ore: 'hours', hour: 'hours', hours: 'hours' },
  ...{ giorno: 'days', giorni: 'days', gg: 'days', g: 'days', day: 'days', days: 'days', d: 'days' },
  ...{ settimana: 'weeks', settimane: 'weeks', sett: 'weeks', week: 'weeks', weeks: 'weeks', w: 'weeks' },
  ...{ mese: 'months', mesi: 'months', month: 'months', months: 'months', mo: 'months', m: 'months' },
  ...{ anno: 'years', anni: 'years', year: 'years', years: 'years', y: 'years' },
}
const HOLIDAYS: Readonly<Record<string, readonly [month: number, day: number]>> = {
  ...{ capodanno: [1, 1], 'new year': [1, 1], "new year's day": [1, 1], befana: [1, 6], epifania: [1, 6] },
  ...{ 'san valentino': [2, 14], "valentine's day": [2, 14], liberazione: [4, 25], ferragosto: [8, 15] },
  ...{ 'festa del lavoro': [5, 1], 'festa dei lavoratori': [5, 1], 'festa della repubblica': [6, 2] },
  ...{ 'san francesco': [10, 4], halloween: [10, 31], ognissanti: [11, 1], immacolata: [12, 8] },
  ...{ 'vigilia di natale': [12, 24], vigilia: [12, 24], 'christmas eve': [12, 24], natale: [12, 25] },
  ...{ christmas: [12, 25], 'christmas day': [12, 25], xmas: [12, 25], 'santo stefano': [12, 26] },
  ...{
    'boxing day': [12, 26],
    'san silvestro': [12, 31],
    "new year's eve": [12, 31],
    'new years eve': [12, 31],
  },
}
const EASTER: Readonly<Record<string, number>> = {
  ...{ pasqua: 0, easter: 0, 'easter sunday': 0, pasquetta: 1, "lunedi dell'angelo": 1, 'easter monday': 1 },
  ...{ 'venerdi santo': -2, 'good friday': -2 },
}

const oneOf = (words: Readonly<Record<string, unknown>>): string =>
  Object.keys(words)
    .sort((a, b) => b.length - a.length)
    .join('|')

const WEEKDAY = `(?<weekday>${oneOf(WEEKDAYS)})\\.?`
const MONTH = `(?<month>${oneOf(MONTHS)})\\.?`
const DAY = `(?:(?<day>[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th|°|o)?|(?<first>primo|first))`
const YEAR = `(?<year>\\d{4}|'?\\d{2})`
const AMOUNT = `(?<amount>\\d{1,4}|${oneOf(NUMBERS)})`
const UNIT = `(?<unit>${oneOf(UNITS)})\\.?`
const NEXT = 'prossim[oaie]|next|entrante|ventur[oa]'
const ARTICLE =
  "(?:il |lo |la |l'|the |on the |on |nel |giorno |il giorno |di |del |dell'|della |of |of the )?"
const WORKING =
  '(?:giorn[oi] (?:lavorativ[oi]|feriali?)|gg\\.? ?lav(?:orativi|\\.)?|(?:business|working|work) ?days?|bd)'

/** Lower case, no accents, no marker in front. */
const withHour = (text: string): string =>
  fold(text)
    .replace(/i'(?=\s|$)/g, 'i')
    .replace(/^[\s("“«]+|[\s.,;:!?)"”»]+$/g, '')
    .replace(MARKER, '')

/** No time behind either: a due date is a day. */
const phraseOf = (text: string): string => {
  const plain = withHour(text)
  const dayless = plain.replace(TIME_BEHIND, '')
  return dayless === '' || dayless === plain ? plain : dayless
}

/** `due` is also Italian for two. */
const MARKER = new RegExp(
  `^(?:${anyOf(
    'entro e non oltre|entro|non oltre|per|by|until|fino a|scadenza|no later than',
    'a(?= (?:fine|meta|inizio|natale|capodanno|pasqua|ferragosto))',
    'due(?! (?:giorn|gg|settiman|mes|or[ae]|minut|ann))',
  )}\\b:?|[@^])\\s*`,
)
const HOUR = '(?:[01]?\\d|2[0-4])(?:[:.h][0-5]\\d)?(?: ?[ap]m)?'
const PART_OF_DAY = anyOf(
  'mattina|mattino|pomeriggio|sera|notte|mezzogiorno|pranzo|fine giornata',
  'morning|afternoon|evening|night|noon|midday|midnight|eod|cob|end of day',
)
const TIME_BEHIND = new RegExp(
  `,? (?:(?:alle ore|alle|verso le|entro le|dalle|per le|le|ore|h|at|@|by) ?${HOUR}` +
    '|(?:[01]?\\d|2[0-4]):[0-5]\\d' +
    `|\\d{1,2} ?[ap]m|(?:in |di |nel |the |at |a |in the )?${PART_OF_DAY})$`,
)

/** How many of the last words say an hour. */
const hourAtEnd = (words: readonly string[]): number => {
  for (let taken = Math.min(4, words.length); taken > 0; taken--)
    if (isHour(words.slice(words.length - taken))) return taken
  return 0
}
const hourAhead = (words: readonly string[]): boolean =>
  [1, 2, 3].some((taken) => taken <= words.length && isHour(words.slice(0, taken)))
const isHour = (words: readonly string[]): boolean => {
  const said = ` ${withHour(words.join(' ').replace(/^at /i, 'alle '))}`
  return TIME_BEHIND.exec(said)?.[0] === said
}

const DATELIKE = new RegExp(
  `^(?:${oneOf(WEEKDAYS)}|${oneOf(MONTHS)}|il|la|the|of|di|del|l'.+|${NEXT}|[\\d/.'°-]+(?:st|nd|rd|th)?)[.,;:!?]*$`,
)

// —— At the end of a sentence ————————————————————————————————————————————————————————————————————————————

const INTRODUCED =
  /^(?:(in|tra|fra|on|before|for|prima (?:di|del|della)|prima dell'|this|next|questo|questa) ?)?(.+)$/i
const SPANS = /^(?:in|tra|fra|this|next|questo|questa)$/i

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
const BARE = new RegExp(`^(?:oggi|domani|dopodomani|today|tomorrow|${FULL_DAYS.join('|')})$`)
/** A day is part of something else after these: `i numeri di venerdì`, `Black Friday`, `every monday`. */
const BOUND = new RegExp(
  `^${anyOf(
    "d[aei]|dal|del|dell[ao]|al|il|la|lo|l'|ogni|tutt[ie]|scors[oa]|ultim[oa]|e|ed|o|fino|per|non",
    'on|before|for|in|tra|fra|this|next|quest[oa]|prim[ao]|prossim[oa]',
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
    return phrase.length === 2 ? coming(phrase) : BARE.test(withHour(said))
  }
  if (/^(?:this|next|quest[oa])$/i.test(intro)) return BARE.test(withHour(rest)) && !BOUND.test(last)
  if (/^(?:in|tra|fra)$/i.test(intro)) return AHEAD.test(withHour(rest)) && !/\d/.test(before.join(' '))
  // A feast is what something is for, more often than when it is due.
  return (
    /^before$|^prima/i.test(intro) || /\d/.test(rest) || rest.split(' ').some((it) => BARE.test(withHour(it)))
  )
}

/** `venerdì prossimo` */
const coming = ([day = '', word = '']: readonly string[]): boolean =>
  BARE.test(withHour(day)) && new RegExp(`^(?:${NEXT})$`).test(withHour(word))

const AHEAD = new RegExp(
  `^(?:${AMOUNT.replace('?<amount>', '?:')} ?(?:giorn[oi]|gg|days?|settiman[ae]|weeks?|mes[ei]|months?|${WORKING}))$`,
)

// —— Rules, in order: the first that fits is believed ——————————————————————————————————————————————————————

const RULES: readonly Rule[] = [
  {
    form: form(
      anyOf(
        'oggi(?: stesso)?|today|tod|subito|asap',
        'eod|cob|eob',
        '(?:a |la |di )?fine(?: di)? giornata',
        '(?:the )?(?:end|close) of (?:the |this )?(?:day|business)',
      ),
    ),
    trust: 'firm',
    day: (_, { today }) => today,
  },
  {
    form: form(
      anyOf(
        'stasera|stanotte|stamattina|stamani|tonight|questo pomeriggio',
        '(?:questa|this) (?:mattina|sera|notte|morning|afternoon|evening)',
      ),
    ),
    trust: 'firm',
    timed: true,
    day: (_, { today }) => today,
  },
  { form: /^(?:domani|tomorrow|tmrw|tmr)$/, trust: 'firm', day: (_, { today }) => today.add({ days: 1 }) },
  {
    form: /^(?:dopodomani|dopo domani|posdomani|(?:the )?day after tomorrow)$/,
    trust: 'firm',
    day: (_, { today }) => today.add({ days: 2 }),
  },
  { form: /^(?:ieri|yesterday)$/, trust: 'firm', day: (_, { today }) => today.subtract({ days: 1 }) },
  {
    form: /^(?:l')?(?:altro ieri|altroieri)$|^(?:the )?day before yesterday$/,
    trust: 'firm',
    day: (_, { today }) => today.subtract({ days: 2 }),
  },

  // A few `sett` are weeks, more of them a day of September.
  {
    form: /^(?<amount>[1-4]) sett\.?$/,
    trust: 'span',
    day: (part, here) => after({ weeks: amountOf(part) }, here),
  },

  // Written out.
  {
    form: /^(?<year>\d{4})[-/.](?<m>\d{1,2})[-/.](?<day>\d{1,2})$/,
    trust: 'firm',
    day: (part) => dayAt(Number(part('year')), Number(part('m')), Number(part('day'))),
  },
  {
    form: form(
      ARTICLE,
      `(?:${WEEKDAY},? )?(?<day>\\d{1,2})(?<mark>[/.-])(?<m>\\d{1,2})(?:\\k<mark>`,
      YEAR,
      ')?',
    ),
    trust: 'soft',
    day: (part, moment) => written(part, moment),
  },
  {
    form: form(ARTICLE, `(?:${WEEKDAY},? )?`, ARTICLE, DAY, ' (?:di |of )?', MONTH, `(?:,? ${YEAR})?`),
    trust: 'soft',
    day: (part, moment) => written(part, moment),
  },
  {
    form: form(`(?:${WEEKDAY},? )?`, MONTH, ' (?:the )?', DAY, '(?:,? (?<year>\\d{4}))?'),
    trust: 'soft',
    day: (part, moment) => monthFirst(part, moment),
  },

  // Weekdays.
  {
    form: form(ARTICLE, WEEKDAY, ',? (?:il |the )?', DAY),
    trust: 'soft',
    day: (part, { today }) => weekdayOn(weekdayOf(part), dayOfMonth(part), today),
  },
  {
    form: form(
      ARTICLE,
      '(?:questo |questa |this |this coming |coming )?',
      WEEKDAY,
      '(?: questa settimana| di questa settimana| this week)?',
    ),
    trust: 'firm',
    day: (part, { today }) => today.add({ days: (weekdayOf(part) - today.dayOfWeek + 7) % 7 }),
  },
  {
    form: form(
      ...[ARTICLE, `(?:(?:${NEXT}) ${WEEKDAY}|${WEEKDAY.replace('weekday', 'weekday2')} `],
      ...[
        `(?:${NEXT}|(?:del)?la settimana (?:${NEXT})|(?:del)?la (?:${NEXT}) settimana|`,
        `settimana (?:${NEXT})|(?:of )?next week))`,
      ],
    ),
    trust: 'firm',
    day: (part, { today }) => inWeek(today.add({ weeks: 1 }), weekdayOf(part)),
  },
  {
    form: form(
      ARTICLE,
      `(?:(?:scors[oa]|last) ${WEEKDAY}|${WEEKDAY.replace('weekday', 'weekday2')} (?:scors[oa]|last week))`,
    ),
    trust: 'firm',
    day: (part, { today }) => today.subtract({ days: ((today.dayOfWeek - weekdayOf(part) + 6) % 7) + 1 }),
  },

  // A day of a month.
  {
    form: form(
      "(?:(?:il |l'|giorno |il giorno |the |on the |del |dell')",
      DAY,
      '|(?<ordinal>[12]\\d|3[01]|[1-9])(?:st|nd|rd|th))',
    ),
    trust: 'soft',
    day: (part, { today }) => nextOfMonth(dayOfMonth(part), today),
  },
  {
    form: form("(?:il |l'|the )?", DAY, ` (?:del |of )?(?:(?:mese )?(?:${NEXT})(?: mese| month)?)`),
    trust: 'soft',
    day: (part, { today }) => {
      const month = today.with({ day: 1 }).add({ months: 1 })
      return dayAt(month.year, month.month, dayOfMonth(part))
    },
  },

  // Ends, middles and beginnings.
  {
    form: form(
      '(?:la |a |the )?',
      anyOf(
        'fine(?: di| della| del)? (?:questa )?settimana(?: lavorativa)?|eow',
        'end of (?:the |this )?(?:work(?:ing)? ?)?week',
      ),
    ),
    trust: 'firm',
    day: (_, { today }) => endOfWeek(today),
  },
  {
    form: /^(?:(?:la |in )?settimana|questa settimana|this week)$/,
    trust: 'loose',
    day: (_, { today }) => endOfWeek(today),
  },
  {
    form: /^(?:il mese|questo mese|this month)$/,
    trust: 'loose',
    day: (_, { today }) => lastOf(today),
  },
  {
    form: /^(?:l'anno|quest'anno|this year)$/,
    trust: 'loose',
    day: (_, { today }) => today.with({ month: 12, day: 31 }),
  },
  {
    form: form(
      ARTICLE,
      `(?:fine|end of)(?: della| del)? (?:(?:${NEXT}) (?:settimana|week)|settimana (?:${NEXT}))`,
    ),
    trust: 'firm',
    day: (_, { today }) => inWeek(today.add({ weeks: 1 }), 5),
  },
  {
    form: form(
      ARTICLE,
      '(?:inizio|beginning of|start of)(?: della| del)? (?:the )?',
      `(?:(?:${NEXT}) )?(?:settimana|week)(?: (?:${NEXT}))?`,
    ),
    trust: 'firm',
    day: (_, { today }) =>
      today.dayOfWeek === 1 ? today.add({ weeks: 1 }) : inWeek(today.add({ weeks: 1 }), 1),
  },
  {
    form: /^(?:il |nel |the |on the )?(?:week-?end|prossimo week-?end|this week-?end)$/,
    trust: 'firm',
    day: (_, { today }) => (today.dayOfWeek > 5 ? today : inWeek(today, 6)),
  },
  {
    form: form(
      ARTICLE,
      '(?:(?<part>fine|meta|inizio|(?:the )?end of|mid|middle of|beginning of|start of)',
      `(?: di| del| dell'|-)? ?(?:the )?(?:(?<next>${NEXT}) )?(?:(?:questo |this )?(?:mese|month)|${MONTH})`,
      `(?: (?<later>${NEXT}))?(?: ${YEAR})?|eom)`,
    ),
    trust: 'firm',
    day: (part, moment) => partOfMonth(part, moment),
  },
  {
    form: /^(?:la |a |the )?(?:fine(?: di| del)? trimestre|eoq|end of (?:the |this )?quarter)$/,
    trust: 'firm',
    day: (_, { today }) => lastOf(today.with({ day: 1, month: Math.ceil(today.month / 3) * 3 })),
  },
  {
    form: /^(?:la |a |the )?(?:fine(?: dell'| di)? ?(?:quest')?anno|eoy|end of (?:the |this )?year)$/,
    trust: 'firm',
    day: (_, { today }) => today.with({ month: 12, day: 31 }),
  },

  // So long from now.
  {
    form: form(
      ARTICLE,
      `(?:(?:${NEXT}) (?<unit>settimana|week|mese|month|anno|year)|`,
      `(?<unit2>settimana|mese|anno) (?:${NEXT}))`,
    ),
    trust: 'firm',
    day: (part, { today }) => today.add({ [unitOf(part)]: 1 }),
  },
  {
    form: form(ARTICLE, '(?:(?:last) (?<unit>week|month|year)|(?<unit2>settimana|mese|anno) scors[oa])'),
    trust: 'firm',
    day: (part, { today }) => today.subtract({ [unitOf(part)]: 1 }),
  },
  {
    form: form(
      '(?<sure>tra |fra |in |within |\\+ ?)?',
      AMOUNT,
      ' ?',
      WORKING,
      '(?: from (?:now|today)| da oggi)?',
    ),
    trust: 'soft',
    day: (part, { today }) => workingDaysAfter(amountOf(part), today),
  },
  {
    form: form("(?:tra |fra |in )(?:mezz'ora|half an hour)"),
    trust: 'firm',
    day: (_, here) => after({ minutes: 30 }, here),
  },
  {
    form: form(`(?:tra |fra |in |within |entro )`, AMOUNT, ' ?', UNIT, '(?: da oggi| from now)?'),
    trust: 'soft',
    day: (part, here) => after({ [unitOf(part)]: amountOf(part) }, here),
  },
  {
    form: form(AMOUNT, ' ?', UNIT, ' (?:from (?:now|today)|da oggi|da adesso)'),
    trust: 'firm',
    day: (part, here) => after({ [unitOf(part)]: amountOf(part) }, here),
  },
  {
    form: form('\\+ ?(?<amount>\\d{1,4}) ?', UNIT),
    trust: 'firm',
    day: (part, here) => after({ [unitOf(part)]: amountOf(part) }, here),
  },
  {
    form: form(AMOUNT, ' ?', `(?<unit>${oneOf(UNITS)})`, ' (?:fa|ago)'),
    trust: 'firm',
    day: (part, here) => after({ [unitOf(part)]: -amountOf(part) }, here),
  },
  {
    form: form(
      '(?<amount>\\d{1,3}) ?',
      '(?<unit>giorn[oi]|gg|g|d|days?|settiman[ae]|sett|w|weeks?|mes[ei]|mo|months?)',
    ),
    trust: 'span',
    day: (part, here) => after({ [unitOf(part)]: amountOf(part) }, here),
  },
  {
    form: form(
      '(?<amount>un|una|uno|due|tre|quattro|cinque|sei|sette|otto|dieci|quindici|',
      'one|two|three|four|five|six|seven|ten) ',
      '(?<unit>giorn[oi]|days?|settiman[ae]|weeks?|mes[ei]|months?)',
    ),
    trust: 'span',
    day: (part, here) => after({ [unitOf(part)]: amountOf(part) }, here),
  },

  // Feasts.
  {
    form: form(ARTICLE, `(?<name>${oneOf(HOLIDAYS)})(?: ${YEAR})?`),
    trust: 'firm',
    day: (part, moment) => feast(part, moment),
  },
  {
    form: form(ARTICLE, `(?<name>${oneOf(EASTER)})(?: ${YEAR})?`),
    trust: 'firm',
    day: (part, moment) => easterDay(part, moment),
  },

  // An hour alone is today's.
  {
    form: new RegExp(
      `^(?:(?:alle ore|alle|le|ore|h|at) ?${HOUR}|(?:[01]?\\d|2[0-3])[:.][0-5]\\d|\\d{1,2} ?[ap]m|mezzogiorno|noon|midday)$`,
    ),
    trust: 'loose',
    timed: true,
    day: (_, { today }) => today,
  },
]

/** Undefined where no rule fits; without a date for a day that there is not: nothing else may try it. */
const reading = (phrase: string, moment: Moment): Reading | undefined => {
  if (phrase.length > 80) return undefined
  for (const { form, trust, timed = false, day } of RULES) {
    const match = form.exec(phrase)
    if (!match) continue
    const date = day((group) => match.groups?.[group] ?? '', moment)
    const maybeAnHour = /^\d{1,2}\.\d{2}$/.test(phrase)
    if (date || !maybeAnHour) return { date, trust: trustIn(match, trust), timed }
  }
  return undefined
}

/** A clipped day may be a common word (`mar`, `mon`, `sun`), and `1.5` is a number. */
const trustIn = (match: RegExpExecArray, trust: Trust): Trust => {
  if (/^(?:lun|mar|mart|mer|merc|gio|giov|ven|sab|dom|mon|sat|sun)$/.test(match[0])) return 'loose'
  if (/^(?:tue|wed|thu|fri)$/.test(match[0])) return 'soft'
  return /^\d{1,2}[.-]\d{1,2}$/.test(match[0]) ? 'loose' : trust
}

// —— Days ————————————————————————————————————————————————————————————————————————————————————————————————

const weekdayOf = (part: Parts): number => WEEKDAYS[part('weekday') || part('weekday2')] ?? 0
const unitOf = (part: Parts): Unit => UNITS[part('unit') || part('unit2')] ?? 'days'
const amountOf = (part: Parts): number => NUMBERS[part('amount')] ?? Number(part('amount'))
const dayOfMonth = (part: Parts): number => (part('first') ? 1 : Number(part('day') || part('ordinal')))
const yearOf = (part: Parts): number => Number(part('year').replace("'", '').padStart(4, '20'))

const dayAt = (year: number, month: number, day: number): Temporal.PlainDate | null => {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  const date = Temporal.PlainDate.from({ year, month, day })
  return date.day === day ? date : null
}

const lastOf = (date: Temporal.PlainDate): Temporal.PlainDate => date.with({ day: date.daysInMonth })
/** Work ends its week on Friday; who asks at the weekend means Sunday. */
const endOfWeek = (today: Temporal.PlainDate): Temporal.PlainDate =>
  inWeek(today, today.dayOfWeek > 5 ? 7 : 5)
const inWeek = (date: Temporal.PlainDate, weekday: number): Temporal.PlainDate =>
  date.add({ days: weekday - date.dayOfWeek })

/** 29 February may be eight years away. */
const upcoming = (month: number, day: number, today: Temporal.PlainDate): Temporal.PlainDate | null => {
  for (let year = today.year; year <= today.year + 8; year++) {
    const date = dayAt(year, month, day)
    if (date && Temporal.PlainDate.compare(date, today) >= 0) return date
  }
  return null
}

const nextOfMonth = (day: number, today: Temporal.PlainDate): Temporal.PlainDate | null => {
  for (let ahead = 0; ahead < 3; ahead++) {
    const month = today.with({ day: 1 }).add({ months: ahead })
    const date = dayAt(month.year, month.month, day)
    if (date && Temporal.PlainDate.compare(date, today) >= 0) return date
  }
  return null
}

/** A day and its weekday that do not belong together are a slip of the pen: better none than a wrong one. */
const agreeing = (date: Temporal.PlainDate | null, part: Parts): Temporal.PlainDate | null =>
  date && part('weekday') !== '' && weekdayOf(part) !== date.dayOfWeek ? null : date

const written = (part: Parts, { today }: Moment): Temporal.PlainDate | null => {
  const month = MONTHS[part('month')] ?? Number(part('m'))
  const day = dayOfMonth(part)
  return agreeing(part('year') ? dayAt(yearOf(part), month, day) : upcoming(month, day, today), part)
}

/** `mar 16` is Tuesday the 16th when such a day is near, and 16 March otherwise. */
const monthFirst = (part: Parts, moment: Moment): Temporal.PlainDate | null => {
  const tuesday = part('month') === 'mar' && !part('year') && !part('weekday')
  return (tuesday ? weekdayOn(2, dayOfMonth(part), moment.today) : null) ?? written(part, moment)
}

/** The first day of that number and weekday within three months. */
const weekdayOn = (weekday: number, day: number, today: Temporal.PlainDate): Temporal.PlainDate | null => {
  for (let ahead = 0; ahead < 3; ahead++) {
    const month = today.with({ day: 1 }).add({ months: ahead })
    const date = dayAt(month.year, month.month, day)
    if (date?.dayOfWeek === weekday && Temporal.PlainDate.compare(date, today) >= 0) return date
  }
  return null
}

const partOfMonth = (part: Parts, { today }: Moment): Temporal.PlainDate | null => {
  const named = MONTHS[part('month')]
  const ahead = part('next') || part('later') ? 1 : 0
  const first = today.with({ day: 1 }).add({ months: ahead })
  const within = (month: Temporal.PlainDate): Temporal.PlainDate => {
    if (/^(?:meta|mid|middle)/.test(part('part'))) return month.with({ day: 15 })
    return /^(?:inizio|beginning|start)/.test(part('part')) ? month.with({ day: 1 }) : lastOf(month)
  }
  const starts = named === undefined ? first : first.with({ month: named })
  if (part('year')) return within(starts.with({ year: yearOf(part) }))
  const date = within(starts)
  if (Temporal.PlainDate.compare(date, today) >= 0) return date
  return within(starts.add(named === undefined ? { months: 1 } : { years: 1 }))
}

const workingDaysAfter = (days: number, today: Temporal.PlainDate): Temporal.PlainDate | null => {
  if (days > 1000) return null
  let date = today
  for (let left = days; left > 0; ) {
    date = date.add({ days: 1 })
    if (date.dayOfWeek < 6) left--
  }
  return date
}

/** Hours count on the reader's clock, so three hours hence may be tomorrow; days count on their calendar. */
const after = (by: Temporal.DurationLike, { now, timeZone }: Here): Temporal.PlainDate | null => {
  const { years, months, weeks } = Temporal.Duration.from(by)
  if (Math.abs(years) > 20 || Math.abs(months) > 240 || Math.abs(weeks) > 1000) return null
  return now.toZonedDateTimeISO(timeZone).add(by).toPlainDate()
}

const feast = (part: Parts, { today }: Moment): Temporal.PlainDate | null => {
  const [month, day] = HOLIDAYS[part('name')] ?? [0, 0]
  return part('year') ? dayAt(yearOf(part), month, day) : upcoming(month, day, today)
}

const easterDay = (part: Parts, { today }: Moment): Temporal.PlainDate | null => {
  const days = EASTER[part('name')] ?? 0
  const of = (year: number): Temporal.PlainDate => easter(year).add({ days })
  if (part('year')) return of(yearOf(part))
  return Temporal.PlainDate.compare(of(today.year), today) >= 0 ? of(today.year) : of(today.year + 1)
}

/** Western Easter, by the anonymous Gregorian computation. */
const easter = (year: number): Temporal.PlainDate => {
  const century = Math.floor(year / 100)
  const golden = year % 19
  const skipped = Math.floor((8 * century + 13) / 25)
  const epact = (19 * golden + century - Math.floor(century / 4) - skipped + 15) % 30
  const moon = epact - Math.floor((epact + Math.floor(golden / 11)) / 29)
  const weekday = (2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - moon - ((year % 100) % 4) + 32) % 7
  const late = Math.floor((golden + 11 * moon + 22 * weekday) / 451)
  const count = moon + weekday - 7 * late + 114
  return Temporal.PlainDate.from({ year, month: Math.floor(count / 31), day: (count % 31) + 1 })
}

// —— What our own rules do not know ——————————————————————————————————————————————————————————————————————

/** Chrono takes 55 ms to load and most phrases never need it. */
const load = createRequire(import.meta.url)

/**
 * Chrono reckons in the machine's zone at times, whatever offset it is told. So it is told noon of the
 * reader's day on the machine's own clock, only the day's components are read, and only a whole match counts.
 */
const heardByChrono = (phrase: string, today: Temporal.PlainDate): Temporal.PlainDate | null => {
  // Slashed numbers are ours alone: 12/25 is no day here, and no month is ever guessed to come first.
  if (phrase.length > 80 || !/\p{L}{3}/u.test(phrase) || /\d[/.-]\d/.test(phrase)) return null
  const it: typeof import('chrono-node/it') = load('chrono-node/it')
  const en: typeof import('chrono-node/en') = load('chrono-node/en')
  const noon = asMachineNoon(today)
  for (const language of [it.casual, en.GB]) {
    const [heard, ...others] = language.parse(phrase, noon, { forwardDate: true })
    if (!heard || others.length > 0 || heard.end || heard.text.length !== phrase.length) continue
    const { start } = heard
    if (!start.isCertain('day') && !start.isCertain('weekday')) continue
    const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')]
    if (year === null || month === null || day === null || Math.abs(year - today.year) > 20) continue
    return dayAt(year, month, day)
  }
  return null
}
