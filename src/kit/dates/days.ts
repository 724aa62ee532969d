import { FEASTS, feastIn } from './feasts.ts'
import type { Here } from './meant.ts'
import {
  after,
  coming,
  type Days,
  dayAt,
  endOfWeek,
  inWeek,
  isBefore,
  lastOf,
  type Moment,
  nextOfMonth,
  nextOne,
  partOfMonth,
  partOfWeek,
  upcoming,
  weekdayInMonth,
  weekdayOn,
  weekdaysOn,
  weekend,
  workingDaysAfter,
  workingFrom,
} from './reckon.ts'
import { anyOf, form, MONTHS, NEXT, NUMBERS, oneOf, UNITS, type Unit, WEEKDAYS, WORKING } from './words.ts'

/**
 * How much a phrase is worth amid other words. `firm`: always a day. `soft`: unless something is counted
 * after it. `loose`: only where the text ends or an option follows. `span`: as loose, and no day after `per`.
 */
export type Trust = 'firm' | 'soft' | 'loose' | 'span'

export interface DayRead {
  /** The first is the soonest; more than one where nobody can tell, none for a day that there is not. */
  days: readonly (Temporal.PlainDate | Temporal.PlainDateTime)[]
  trust: Trust
}

/** What a whole phrase says of days, folded and without a marker; undefined where it says nothing of the kind. */
export const daysSaid = (phrase: string, moment: Moment): DayRead | undefined => {
  for (const { form, trust, day } of RULES) {
    const match = form.exec(phrase)
    if (!match) continue
    const days = day((group) => match.groups?.[group] ?? '', moment)
    const maybeAnHour = /(?:^| )\d{1,2}\.(?:00|1[3-9]|[2-5]\d)$/.test(phrase)
    if (days !== null) return { days: Array.isArray(days) ? days : [days], trust: trustIn(match[0], trust) }
    if (!maybeAnHour) return { days: [], trust: trustIn(match[0], trust) }
  }
  return undefined
}

/** A clipped day may be a common word (`mar`, `mon`, `sun`), and `1.5` is a number. */
const trustIn = (said: string, trust: Trust): Trust => {
  if (/^(?:lun|mar|mart|mer|merc|gio|giov|ven|sab|dom|mon|sat|sun)$/.test(said)) return 'loose'
  if (/^(?:tue|wed|thu|fri)$/.test(said)) return 'soft'
  return /^\d{1,2}[.-]\d{1,2}$/.test(said) ? 'loose' : trust
}

/** What matched, by the names of the groups; a group that took no part is an empty string. */
type Parts = (group: string) => string
interface Rule {
  form: RegExp
  trust: Trust
  day(part: Parts, moment: Moment): Days
}

const WEEKDAY = `(?<weekday>${oneOf(WEEKDAYS)})\\.?`
const MONTH = `(?<month>${oneOf(MONTHS)})\\.?`
const DAY = `(?:(?<day>[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th|°|o)?|(?<first>primo|first))`
const YEAR = `(?<year>\\d{4}|'?\\d{2})`
const AMOUNT = `(?<amount>\\d{1,4}|${oneOf(NUMBERS)})`
const UNIT = `(?<unit>${oneOf(UNITS)})\\.?`
const ARTICLE =
  "(?:il |lo |la |l'|the |on the |on |nel |giorno |il giorno |di |del |dell'|della |of |of the )?"
const AHEAD = anyOf('tra', 'fra', 'in', 'within', 'entro')
/** `15 p.v.`, of the next one; `15 c.m.`, of this month. */
const LETTERED = '(?: (?:p\\.? ?v|(?<current>c\\.? ?m))\\.?)?'
const NTH = anyOf(
  '(?<nth>prim[oa]|first|1st|second[oa]?|2nd|terz[oa]|third|3rd|quart[oa]|fourth|4th|ultim[oa]|last)',
)
const OF_MONTH = `(?: di| del| dell'| of| in|-)? ?(?:the )?(?:(?<next>${NEXT}) )?(?:(?:questo |this )?(?:mese|month)|${MONTH})(?: (?<later>${NEXT}))?(?: ${YEAR})?`

// —— Rules, in order: the first that fits is believed ——————————————————————————————————————————————————————

const RULES: readonly Rule[] = [
  {
    form: form(anyOf('oggi(?: stesso)?', 'today', 'tod', 'subito', 'asap')),
    trust: 'firm',
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
      `(?:${WEEKDAY},? )?(?<day>\\d{1,2})(?<mark>[/.-])(?<m>\\d{1,2})(?:\\k<mark>(?:`,
      YEAR,
      ')?)?',
    ),
    trust: 'soft',
    day: (part, moment) => written(part, moment),
  },
  {
    form: form(
      ARTICLE,
      `(?:${WEEKDAY},? )?`,
      ARTICLE,
      DAY,
      ' (?:di |of )?',
      MONTH,
      `(?:,? ${YEAR})?`,
      LETTERED,
    ),
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
    form: form(ARTICLE, WEEKDAY, ",? (?:il |the |l')?", DAY),
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
    day: (part, { today }) => coming(weekdayOf(part), today),
  },
  {
    form: form(
      ARTICLE,
      WEEKDAY,
      ` (?:(?:del)?la settimana (?:${NEXT})|(?:del)?la (?:${NEXT}) settimana|settimana (?:${NEXT})|(?:of )?next week)`,
      `|(?:la )?(?:next week|settimana (?:${NEXT})|(?:${NEXT}) settimana),? (?:on |di )?${WEEKDAY}`,
    ),
    trust: 'firm',
    day: (part, { today }) => inWeek(today.add({ weeks: 1 }), weekdayOf(part)),
  },
  {
    form: form(ARTICLE, `(?:(?:${NEXT}) ${WEEKDAY}|${WEEKDAY} (?:${NEXT}))`),
    trust: 'firm',
    day: (part, { today }) => nextOne(weekdayOf(part), today),
  },
  {
    form: form(ARTICLE, `(?:(?:scors[oa]|last) ${WEEKDAY}|${WEEKDAY} (?:scors[oa]|last week))`),
    trust: 'firm',
    day: (part, { today }) => today.subtract({ days: ((today.dayOfWeek - weekdayOf(part) + 6) % 7) + 1 }),
  },
  {
    form: form(
      `(?:(?:a week|(?<amount>two|three|2|3) weeks)(?: on| from)? `,
      `(?:(?<now>today|now)|(?<then>tomorrow)|${WEEKDAY})|`,
      `(?:(?<now>oggi)|(?<then>domani)|${WEEKDAY}) a otto|${WEEKDAY} week)`,
    ),
    trust: 'firm',
    day: (part, { today }) => {
      const weeks = part('amount') === '' ? 1 : amountOf(part)
      const from =
        part('now') || part('then')
          ? today.add({ days: part('then') ? 1 : 0 })
          : coming(weekdayOf(part), today)
      return from.add({ weeks })
    },
  },

  // A day of a month.
  {
    form: form(
      "(?:(?:il |l'|giorno |il giorno |the |on the |del |dell')",
      DAY,
      LETTERED,
      '|(?<ordinal>[12]\\d|3[01]|[1-9])(?:st|nd|rd|th))',
    ),
    trust: 'soft',
    day: (part, { today }) =>
      part('current')
        ? dayAt(today.year, today.month, dayOfMonth(part))
        : nextOfMonth(dayOfMonth(part), today),
  },
  {
    form: form("(?:il |l'|the )?", DAY, ` (?:del |of )?(?:(?:mese )?(?:${NEXT})(?: mese| month)?)`),
    trust: 'soft',
    day: (part, { today }) => {
      const month = today.with({ day: 1 }).add({ months: 1 })
      return dayAt(month.year, month.month, dayOfMonth(part))
    },
  },
  {
    form: form("(?:il |la |l'|the )?", `${NTH} ${WEEKDAY}`, OF_MONTH),
    trust: 'firm',
    day: (part, moment) =>
      inMonth(part, moment, (month) => weekdayInMonth(part('nth'), weekdayOf(part), month)),
  },
  {
    form: form(
      "(?:il |l'|the )?",
      '(?<nth>primo|first|1st|ultimo|last)',
      "(?: (?<off>(?:working|business) )?(?:giorno|day)(?<feriale> lavorativo)?|(?= (?:di|del|dell'|of) ))",
      OF_MONTH,
    ),
    trust: 'firm',
    day: (part, moment) =>
      inMonth(part, moment, (month) => {
        const last = /^(?:ultim|last)/.test(part('nth'))
        const day = last ? lastOf(month) : month.with({ day: 1 })
        return part('off') || part('feriale') ? workingFrom(day, moment, last ? -1 : 1) : day
      }),
  },

  // Ends, middles and beginnings.
  {
    form: /^(?:(?:nel|il|questo) fine ?settimana|(?:il |nel |the |on the |this |at the )?week-?end)$/,
    trust: 'firm',
    day: (_, { today }) => weekend(today),
  },
  {
    form: form(ARTICLE, `(?:(?:${NEXT}) (?:week-?end|fine ?settimana)|week-?end (?:${NEXT}))`),
    trust: 'firm',
    day: (_, { today }) =>
      today.dayOfWeek > 5
        ? inWeek(today.add({ weeks: 1 }), 6)
        : [weekend(today), weekend(today.add({ weeks: 1 }))],
  },
  {
    form: form(
      '(?:la |a |the )?',
      anyOf(
        'fine(?: di| della| del)? (?:questa )?settimana(?: lavorativa)?|eow',
        '(?:late |end of )(?:the |this )?(?:work(?:ing)? ?)?week',
      ),
    ),
    trust: 'firm',
    day: (_, moment) => endOfWeek(moment),
  },
  {
    form: /^(?:(?:la |in )?settimana|questa settimana|this week|within the week)$/,
    trust: 'loose',
    day: (_, moment) => endOfWeek(moment),
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
      '(?<part>fine|meta|inizio|end of|late|mid|middle of|beginning of|start of|early)',
      `(?: della| del| di|-)? ?(?:the )?(?:(?:${NEXT}) (?:settimana|week)|(?:settimana|week) (?:${NEXT}))`,
    ),
    trust: 'firm',
    day: (part, moment) => partOfWeek(part('part'), moment.today.add({ weeks: 1 }), moment),
  },
  {
    form: form(
      ARTICLE,
      '(?<part>meta|inizio|mid|middle of|beginning of|start of)(?: della| di|-)? ?(?:the |this )?(?:settimana|week)',
    ),
    trust: 'firm',
    day: (part, moment) => {
      const { today } = moment
      const day = partOfWeek(part('part'), today, moment)
      return isBefore(day, today) || (/^(?:inizio|beginning|start)/.test(part('part')) && day.equals(today))
        ? partOfWeek(part('part'), today.add({ weeks: 1 }), moment)
        : day
    },
  },
  {
    form: form(
      ARTICLE,
      '(?:(?<part>fine|meta|inizio|(?:the )?end of|mid|middle of|beginning of|start of|early)',
      `${OF_MONTH}|eom|(?:the )?month[- ]end)`,
    ),
    trust: 'firm',
    day: (part, moment) => inMonth(part, moment, (month) => partOfMonth(part('part'), month)),
  },
  {
    form: form(
      '(?:la |a |the )?(?:fine(?: di| del)?|end of)(?: the| this)? ?',
      `(?:q(?<quarter>[1-4])(?: ${YEAR})?|(?<next>${NEXT}) (?:trimestre|quarter)|trimestre (?<later>${NEXT}))`,
    ),
    trust: 'firm',
    day: (part, { today }) => quarterEnd(part, today),
  },
  {
    form: /^(?:la |a |the )?(?:fine(?: di| del)? trimestre|eoq|end of (?:the |this )?quarter)$/,
    trust: 'firm',
    day: (part, { today }) => quarterEnd(part, today),
  },
  {
    form: /^(?:la |a |the )?(?:fine(?: dell'| di)? ?(?:quest')?anno|eoy|(?:the )?year[- ]end|end of (?:the |this )?year)$/,
    trust: 'firm',
    day: (_, { today }) => today.with({ month: 12, day: 31 }),
  },
  {
    form: form(
      ARTICLE,
      `(?:inizio(?: dell'| del)? ?(?:anno(?: (?:${NEXT}))?|(?:${NEXT}) anno)|(?:beginning|start) of (?:the |next )?year)`,
    ),
    trust: 'firm',
    day: (_, { today }) => today.add({ years: 1 }).with({ month: 1, day: 1 }),
  },
  {
    form: /^(?:la |a |the )?(?:fine(?: di| del)? semestre|end of (?:the )?half[- ]year)$/,
    trust: 'firm',
    day: (_, { today }) => lastOf(today.with({ day: 1, month: today.month > 6 ? 12 : 6 })),
  },
  {
    form: form(
      `(?:la |a |the )?(?:fine(?: dell'| del)? ?(?:anno (?:${NEXT})|(?:${NEXT}) anno)|end of next year)`,
    ),
    trust: 'firm',
    day: (_, { today }) => today.add({ years: 1 }).with({ month: 12, day: 31 }),
  },

  // So long from now.
  {
    form: form(
      ARTICLE,
      `(?:(?:${NEXT}) (?<unit>settimana|week|mese|month|anno|year)|(?<unit>settimana|mese|anno) (?:${NEXT}))`,
    ),
    trust: 'firm',
    day: (part, { today }) => today.add({ [part('unit') === '' ? 'weeks' : unitOf(part)]: 1 }),
  },
  {
    form: /^(?:(?:the )?week after next|(?:la )?settimana dopo la prossima)$/,
    trust: 'firm',
    day: (_, { today }) => today.add({ weeks: 2 }),
  },
  {
    form: form(ARTICLE, '(?:last (?<unit>week|month|year)|(?<unit>settimana|mese|anno) scors[oa])'),
    trust: 'firm',
    day: (part, { today }) => today.subtract({ [unitOf(part)]: 1 }),
  },
  {
    form: form(
      ARTICLE,
      `(?:(?:${NEXT}) (?:giorno (?:lavorativo|feriale)|(?:working|business|work) day)|giorno (?:lavorativo|feriale) (?:${NEXT}))`,
    ),
    trust: 'firm',
    day: (_, moment) => workingDaysAfter(1, moment),
  },
  {
    form: form(
      `(?:${AHEAD} |\\+ ?)?(?:(?:i |nei |the )?(?:${NEXT}) )?`,
      AMOUNT,
      ' ?',
      WORKING,
      '(?: from (?:now|today)| da oggi)?',
    ),
    trust: 'soft',
    day: (part, moment) => workingDaysAfter(amountOf(part), moment),
  },
  {
    form: form(
      `${AHEAD} (?:(?<half>(?:una )?mezz'or(?:a|etta)|(?:a )?half an hour)|(?<three>(?:tre|3) quarti d'ora|three quarters of an hour)`,
      `|(?<quarter>un quarto d'ora|a quarter of an hour)|(?<more>un'ora e mezz[oa]|an hour and a half))`,
    ),
    trust: 'firm',
    day: (part, here) =>
      after({ minutes: part('more') ? 90 : part('three') ? 45 : part('quarter') ? 15 : 30 }, here),
  },
  {
    form: form(
      `${AHEAD} `,
      AMOUNT,
      anyOf(
        ' ?(?:ore|hours) (?<half>e mezz[oa]|and a half)',
        ' (?<half>and a half) hours',
        '[.,](?<half>5) ?(?:h|ore|hours)',
        ' ?(?:h|or[ae]|hours?),? ?(?:e |and )?(?<minutes>[1-5]?\\d) ?(?:m|min|minut[oi]|mins|minutes?)?',
      ),
    ),
    trust: 'firm',
    day: (part, here) =>
      after({ hours: amountOf(part), minutes: part('half') ? 30 : Number(part('minutes')) }, here),
  },
  {
    form: form(`(?:${AHEAD} )?`, AMOUNT, ' (?:mes[ei] e mezz[oa]|months? and a half)'),
    trust: 'span',
    day: (part, here) => after({ months: amountOf(part), days: 15 }, here),
  },
  {
    form: form(
      `(?:${AHEAD} )(?:(?:i |le |the )?(?:${NEXT}) )?`,
      AMOUNT,
      ' ?',
      UNIT,
      "(?:s?'? time)?(?: da oggi| from now)?",
    ),
    trust: 'soft',
    day: (part, here) => afterSaid(part, here),
  },
  {
    form: form(`(?:i |le |nei |nelle |the |within the |in the |over the )?(?:${NEXT}) `, AMOUNT, ' ?', UNIT),
    trust: 'soft',
    day: (part, here) => afterSaid(part, here),
  },
  {
    form: form(AMOUNT, ' ?', UNIT, ' (?:from (?:now|today)|da oggi|da adesso)'),
    trust: 'firm',
    day: (part, here) => afterSaid(part, here),
  },
  {
    form: form('\\+ ?(?<amount>\\d{1,4}) ?', UNIT),
    trust: 'firm',
    day: (part, here) => afterSaid(part, here),
  },
  {
    form: form(AMOUNT, ' ?', `(?<unit>${oneOf(UNITS)})`, ' (?:fa|ago)'),
    trust: 'firm',
    day: (part, here) => afterSaid(part, here, -1),
  },
  {
    form: form(
      '(?<amount>\\d{1,3}) ?',
      '(?<unit>giorn[oi]|gg|g|d|days?|settiman[ae]|sett|w|weeks?|mes[ei]|mo|months?|or[ae]|hours?|minut[oi]|minutes?)',
    ),
    trust: 'span',
    day: (part, here) => afterSaid(part, here),
  },
  // `17h` may be an hour of the clock.
  {
    form: /^(?<amount>[1-9]|1[0-2]|2[4-9]|[3-9]\d|[1-9]\d{2}) ?h$/,
    trust: 'span',
    day: (part, here) => after({ hours: amountOf(part) }, here),
  },
  {
    form: form(
      '(?<amount>un|una|uno|due|tre|quattro|cinque|sei|sette|otto|dieci|quindici|',
      "un paio di|un paio d'|a couple of|a|an|un'|one|two|three|four|five|six|seven|ten) ?",
      '(?<unit>giorn[oi]|days?|settiman[ae]|weeks?|mes[ei]|months?|or[ae]|hours?|fortnight)',
    ),
    trust: 'span',
    day: (part, here) => afterSaid(part, here),
  },

  // Feasts.
  {
    form: form(
      `(?:at |a |${ARTICLE}(?:giorno di )?)`,
      `(?<name>${[...FEASTS].sort((a, b) => b.length - a.length).join('|')})(?: ${YEAR})?`,
    ),
    trust: 'firm',
    day: (part, { today }) => {
      if (part('year')) return feastIn(yearOf(part), part('name'))
      const soon = feastIn(today.year, part('name'))
      return isBefore(soon, today) ? feastIn(today.year + 1, part('name')) : soon
    },
  },
]

// —— What was named ——————————————————————————————————————————————————————————————————————————————————————

const weekdayOf = (part: Parts): number => WEEKDAYS[part('weekday')] ?? 0
const unitOf = (part: Parts): Unit => UNITS[part('unit')] ?? 'days'
const amountOf = (part: Parts): number => NUMBERS[part('amount')] ?? Number(part('amount'))
const dayOfMonth = (part: Parts): number => (part('first') ? 1 : Number(part('day') || part('ordinal')))
const yearOf = (part: Parts): number => Number(part('year').replace("'", '').padStart(4, '20'))

/** A day and its weekday that do not belong together are a slip of the pen: better none than a wrong one. */
const agreeing = (date: Temporal.PlainDate | null, part: Parts): Temporal.PlainDate | null =>
  date && part('weekday') !== '' && weekdayOf(part) !== date.dayOfWeek ? null : date

const written = (part: Parts, { today }: Moment): Temporal.PlainDate | null => {
  const month = MONTHS[part('month')] ?? Number(part('m'))
  const day = dayOfMonth(part)
  return agreeing(part('year') ? dayAt(yearOf(part), month, day) : upcoming(month, day, today), part)
}

/** `mar 16` is Tuesday the 16th or the 16th of March, whatever a calendar allows. */
const monthFirst = (part: Parts, moment: Moment): Days => {
  const march = written(part, moment)
  if (part('month') !== 'mar' || part('year') || part('weekday')) return march
  const tuesdays = weekdaysOn(2, dayOfMonth(part), moment.today)
  const [tuesday] = tuesdays
  if (tuesday === undefined || march === null) return tuesday ?? march
  const natural = nextOfMonth(dayOfMonth(part), moment.today)
  return natural?.equals(tuesday) || tuesday.equals(march) ? tuesday : [tuesday, march]
}

/** What `dayIn` makes of the month that was named; of the next such month where that is over. */
const inMonth = (
  part: Parts,
  { today }: Moment,
  dayIn: (month: Temporal.PlainDate) => Temporal.PlainDate,
): Temporal.PlainDate => {
  const named = MONTHS[part('month')]
  const ahead = part('next') || part('later') ? 1 : 0
  const first = today.with({ day: 1 }).add({ months: ahead })
  const starts = named === undefined ? first : first.with({ month: named })
  if (part('year')) return dayIn(starts.with({ year: yearOf(part) }))
  const date = dayIn(starts)
  return isBefore(date, today) ? dayIn(starts.add(named === undefined ? { months: 1 } : { years: 1 })) : date
}

const quarterEnd = (part: Parts, today: Temporal.PlainDate): Temporal.PlainDate => {
  const now = Math.ceil(today.month / 3)
  const year = part('year') ? yearOf(part) : today.year
  const quarter = part('quarter') ? Number(part('quarter')) : now + (part('next') || part('later') ? 1 : 0)
  const past = part('quarter') !== '' && part('year') === '' && quarter < now
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 }).add({ years: past ? 1 : 0 })
  return lastOf(first.add({ months: quarter * 3 - 1 }))
}

const afterSaid = (part: Parts, here: Here, sign: 1 | -1 = 1): Days => {
  const unit = unitOf(part)
  const amount = amountOf(part) * sign
  return after(unit === 'fortnights' ? { weeks: amount * 2 } : { [unit]: amount }, here)
}
