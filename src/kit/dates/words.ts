import { fold } from '#src/domain/near.ts'

/** The vocabulary of dates, both languages at once; folded, so without case and accents. */
export const WEEKDAYS: Readonly<Record<string, number>> = {
  ...{ lunedi: 1, martedi: 2, mercoledi: 3, giovedi: 4, venerdi: 5, sabato: 6, domenica: 7 },
  ...{ lun: 1, mar: 2, mart: 2, mer: 3, merc: 3, gio: 4, giov: 4, ven: 5, vener: 5, sab: 6, dom: 7 },
  ...{ monday: 1, tuesday: 2, wednesday: 3, thursday: 4, friday: 5, saturday: 6, sunday: 7 },
  ...{ mon: 1, tue: 2, tues: 2, wed: 3, thu: 4, thur: 4, thurs: 4, fri: 5, sat: 6, sun: 7 },
}

/** In full: what is short is also a name or a word. */
export const ENGLISH_MONTHS: Readonly<Record<string, number>> = {
  ...{ january: 1, february: 2, march: 3, april: 4, june: 6 },
  ...{ july: 7, august: 8, september: 9, october: 10, november: 11, december: 12 },
}
export const WHOLE_MONTHS: Readonly<Record<string, number>> = {
  ...{ gennaio: 1, febbraio: 2, marzo: 3, aprile: 4, maggio: 5, giugno: 6 },
  ...{ luglio: 7, agosto: 8, settembre: 9, ottobre: 10, novembre: 11, dicembre: 12 },
  ...ENGLISH_MONTHS,
}

export const MONTHS: Readonly<Record<string, number>> = {
  ...WHOLE_MONTHS,
  ...{ gen: 1, genn: 1, feb: 2, febb: 2, mar: 3, apr: 4, mag: 5, giu: 6, lug: 7, ago: 8 },
  ...{ set: 9, sett: 9, ott: 10, nov: 11, dic: 12 },
  ...{ may: 5, jan: 1, jun: 6, jul: 7, aug: 8, sep: 9, sept: 9, oct: 10, dec: 12 },
}

export const NUMBERS: Readonly<Record<string, number>> = {
  ...{ un: 1, uno: 1, una: 1, "un'": 1, a: 1, an: 1, one: 1, due: 2, two: 2, tre: 3, three: 3 },
  ...{ 'un paio di': 2, "un paio d'": 2, 'a couple of': 2, 'couple of': 2, quattro: 4, four: 4 },
  ...{ cinque: 5, five: 5, sei: 6, six: 6, sette: 7, seven: 7, otto: 8, eight: 8, nove: 9, nine: 9 },
  ...{ dieci: 10, ten: 10, 'una decina di': 10, dodici: 12, twelve: 12, quindici: 15, fifteen: 15 },
  ...{ 'una quindicina di': 15, venti: 20, twenty: 20, 'una ventina di': 20, trenta: 30, thirty: 30 },
}

export type Unit = 'minutes' | 'hours' | 'days' | 'weeks' | 'fortnights' | 'months' | 'years'
export const UNITS: Readonly<Record<string, Unit>> = {
  ...{ minuto: 'minutes', minuti: 'minutes', min: 'minutes', mins: 'minutes' },
  ...{ minute: 'minutes', minutes: 'minutes', h: 'hours', ora: 'hours', ore: 'hours', oretta: 'hours' },
  ...{ hour: 'hours', hours: 'hours', hr: 'hours', hrs: 'hours' },
  ...{ giorno: 'days', giorni: 'days', gg: 'days', g: 'days', day: 'days', days: 'days', d: 'days' },
  ...{ settimana: 'weeks', settimane: 'weeks', sett: 'weeks', week: 'weeks', weeks: 'weeks', w: 'weeks' },
  ...{ wk: 'weeks', wks: 'weeks' },
  ...{ fortnight: 'fortnights', fortnights: 'fortnights' },
  ...{ mese: 'months', mesi: 'months', month: 'months', months: 'months', mo: 'months', m: 'months' },
  ...{ anno: 'years', anni: 'years', year: 'years', years: 'years', y: 'years' },
}

/** Hours as words, after `alle` or `at`. */
export const HOURS: Readonly<Record<string, number>> = {
  ...{ una: 1, due: 2, tre: 3, quattro: 4, cinque: 5, sei: 6, sette: 7, otto: 8, nove: 9, dieci: 10 },
  ...{ undici: 11, dodici: 12, tredici: 13, quattordici: 14, quindici: 15, sedici: 16, diciassette: 17 },
  ...{ diciotto: 18, diciannove: 19, venti: 20, ventuno: 21, ventidue: 22, ventitre: 23 },
  ...{ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ eleven: 11, twelve: 12 },
}

/** Minutes as words: `e mezza`, `meno un quarto`, `half past`, `ten to`. */
export const MINUTES: Readonly<Record<string, number>> = {
  ...{ mezza: 30, mezzo: 30, 'un quarto': 15, 'tre quarti': 45, cinque: 5, dieci: 10, venti: 20 },
  ...{ venticinque: 25, trenta: 30, half: 30, quarter: 15, 'a quarter': 15, five: 5, ten: 10, twenty: 20 },
}

export const anyOf = (...words: string[]): string => `(?:${words.join('|')})`
export const form = (...parts: string[]): RegExp => new RegExp(`^(?:${parts.join('')})$`)
/** The longest first, so that none hides behind its own beginning. */
export const oneOf = (words: Readonly<Record<string, unknown>>): string =>
  Object.keys(words)
    .sort((a, b) => b.length - a.length)
    .join('|')

export const NEXT = 'prossim[oaie]|next|entrante|ventur[oa]'
export const WORKING =
  '(?:giorn[oi] (?:lavorativ[oi]|feriali?)|gg\\.? ?lav(?:orativi|\\.)?|(?:business|working|work) ?days?|bd)'

/** `due` is also Italian for two. */
const MARKER = new RegExp(
  `^(?:${anyOf(
    'entro e non oltre|entro|non oltre|per|by|until|fino a|scadenza|no later than',
    'da qui a|di qui a|da qui al|di qui al',
    'a(?= (?:fine|meta|inizio|natale|capodanno|pasqua|ferragosto))',
    'due(?! (?:giorn|gg|settiman|mes|or[ae]|minut|ann))',
  )}\\b:?|[@^])\\s*`,
)

/** Characters, with room for blanks and marks. */
const LONGEST = 160

/** Parts of today that have a name of their own. */
const NAMED: readonly (readonly [RegExp, string])[] = [
  [/\b(?:stasera|tonight)\b|\b(?:questa sera|this evening)\b/g, 'oggi sera'],
  [/\bstanotte\b|\bquesta notte\b/g, 'oggi notte'],
  [/\b(?:stamattina|stamani|stamane)\b|\bquesta mattina\b/g, 'oggi mattina'],
  [/\bthis morning\b/g, 'today morning'],
  [/\bquesto pomeriggio\b|\bthis afternoon\b/g, 'oggi pomeriggio'],
  [/\bdomattina\b/g, 'domani mattina'],
]

/** Lower case, no accents, no marker in front, one way to write what has several; empty for what is too long for a date. */
export const plain = (text: string): string => {
  if (text.length > LONGEST) return ''
  const bare = fold(text)
    .replace(/i'(?=\s|$)/g, 'i')
    .replace(/^[\s("“«]+|[\s.,;:!?)"”»]+$/g, '')
    .replace(/\b([ap])\.m\b\.?/g, '$1m')
    .replace(/\bh\. ?(?=\d)/g, 'h ')
    .replace(/(\d{4}-\d{2}-\d{2})t(?=\d)/g, '$1 ')
    .replace(MARKER, '')
    .replace(/^(?:alla |all'|at (?:the )?)(?=(?:fine|inizio|end|beginning|start|middle)\b)/, '')
  return NAMED.reduce((said, [named, as]) => said.replace(named, as), bare)
}
