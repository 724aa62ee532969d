import { type Day, dayOf, isTimeZone } from '#src/domain/day.ts'
import { type ClockTime, type Due, momentOf } from '#src/domain/due.ts'
import type { UserId } from '#src/domain/ids.ts'
import { heardByChrono } from './chrono.ts'
import { type DayRead, daysSaid, type Trust } from './days.ts'
import { type Hour, hourSaid } from './hours.ts'
import type { Moment } from './reckon.ts'
import { plain } from './words.ts'

/** The moment and the place of whoever a date is for: days and hours are theirs, not the machine's. */
export interface Here {
  now: Temporal.Instant
  timeZone: string
  /** Whether nobody works there on that day. */
  isOff(day: Day): boolean
}

export interface Circumstances extends Here {
  /** Where somebody lives who is named in a line: what they are to do is due by their clock and their holidays. */
  of?(person: UserId): Omit<Here, 'now'> | undefined
  /** What was chosen when the line was refused, since its date might have been one of several. */
  chosen?: Due
}

/**
 * When a whole field means something to be due, in Italian or English whatever the reader's language: one meaning;
 * several, soonest first, where nobody can tell them apart (`venerdì prossimo` on a Wednesday, `alle 7`); none for a
 * day or an hour that there is not (`31/02`, `25:00`); null where it is no date at all.
 *
 * A day without a year is the next one to come, an hour without a day too. What says it is past comes back as it is:
 * the caller's to refuse. An hour that the clocks skip is the one that they show instead.
 */
export const meant = (text: string, here: Here): readonly Due[] | null => {
  const phrase = plain(text)
  return phrase === '' ? null : (understood(phrase, here, true)?.dues ?? null)
}

/** A day is over when it ends, an hour when it strikes. */
export const isOver = ({ day, time }: Due, { now, timeZone }: Omit<Here, 'isOff'>): boolean => {
  const local = now.toZonedDateTimeISO(timeZone)
  const today = dayOf(local.toPlainDate())
  return day < today || (day === today && time !== null && time < clockOf(local.toPlainTime()))
}

export interface Understood {
  dues: readonly Due[]
  trust: Trust
}

/** What a phrase that is `plain` means, and how much that is worth amid other words. */
export const understood = (phrase: string, here: Here, alsoChrono: boolean): Understood | undefined => {
  if (phrase.length > LONGEST) return undefined
  const [, said, zone] = ZONED.exec(phrase) ?? []
  if (said !== undefined && zone !== undefined && isTimeZone(zone))
    return elsewhere(understood(said, { ...here, timeZone: zone }, alsoChrono), zone, here)
  const today = here.now.toZonedDateTimeISO(here.timeZone).toPlainDate()
  const moment = { ...here, today }
  const days = (said: string): DayRead | undefined => {
    const own = daysSaid(said, moment)
    if (own !== undefined || !alsoChrono) return own
    const heard = heardByChrono(said, today)
    return heard ? { days: [heard], trust: 'firm' } : undefined
  }

  const own = daysSaid(phrase, moment)
  if (own) return { dues: own.days.map((it) => dueAt(it, here)), trust: own.trust }
  const alone = hourSaid(phrase)
  if (alone !== undefined)
    return {
      dues: alone === null ? [] : comingHours(alone, moment).map((it) => dueAt(it, here)),
      trust: alone?.part === 'end' ? 'firm' : alone?.part === 'loose' ? 'span' : 'loose',
    }
  const both = dayAndHour(phrase, days)
  if (both) {
    const { day, hour } = both
    const trust = hour?.bare ? 'soft' : 'firm'
    const dates = day.days.map((it) => ('hour' in it ? it.toPlainDate() : it))
    const dues = hour === null ? [] : dates.flatMap((date) => hoursOn(date, hour, moment))
    return { dues: dues.map((it) => dueAt(it, here)), trust }
  }
  const heard = alsoChrono ? heardByChrono(phrase, today) : null
  return heard ? { dues: [dueAt(heard, here)], trust: 'firm' } : undefined
}

/** More than any date takes, and little enough for any rule. */
const LONGEST = 80

/** `18:00 Europe/Rome`, as it is printed. */
const ZONED = /^(.+) ([a-z]+(?:\/[a-z_+-]+)+|utc)$/

/** An hour of another zone's clock, by one's own; a day stays the day that it is. */
const elsewhere = (read: Understood | undefined, timeZone: string, here: Here): Understood | undefined => {
  const dues = read?.dues.map(({ day, time }): Due => {
    if (time === null) return { day, time }
    const at = momentOf({ day, time, timeZone }).toZonedDateTimeISO(here.timeZone)
    return dueAt(at.toPlainDateTime(), here)
  })
  return read && dues && { ...read, dues }
}

/** `venerdì alle 18`, `3pm on friday`, `at 9 tomorrow evening`: cut wherever one side is an hour and the other a day. */
const dayAndHour = (
  phrase: string,
  days: (said: string) => DayRead | undefined,
): { day: DayRead; hour: Hour | null } | undefined => {
  const words = phrase.split(' ')
  for (let cut = 1; cut < words.length; cut++) {
    const first = words.slice(0, cut).join(' ').replace(/,$/, '')
    const second = words.slice(cut).join(' ')
    const behind = hourSaid(second)
    const day = behind === undefined ? undefined : days(first)
    if (behind !== undefined && day) return { day, hour: behind }
    const clock = BARE.test(first) && SOON.test(second) ? `at ${first}` : first
    const ahead = hourSaid(clock)
    if (ahead === undefined) continue
    const after = second.replace(LINK, '')
    const parted = PARTED.exec(after)
    const named = parted?.[1] === undefined ? undefined : days(parted[1])
    if (named && parted?.[2]) return { day: named, hour: hourSaid(clock, parted[2]) ?? null }
    const whole = days(after)
    if (whole) return { day: whole, hour: ahead }
  }
  return undefined
}
/** `by 5 today` */
const BARE = /^\d{1,2}$/
const SOON = /^(?:today|tomorrow|oggi sera)\b/
const LINK = /^(?:di|del|della|of|on) |^d'/
const PARTED =
  /^(.+?),? (?:in the |in |di |al |nel )?(mattin[ao]|mattinata|pomeriggio|sera|notte|morning|afternoon|evening|night)$/

/** Of a day. What has begun today means its end. */
const hoursOn = (
  date: Temporal.PlainDate,
  { at, or, until }: Hour,
  { now, timeZone, today }: Moment,
): Temporal.PlainDateTime[] => {
  const isOver = (minutes: number): boolean =>
    date.equals(today) && minutes <= minutesOf(now.toZonedDateTimeISO(timeZone))
  if (or !== undefined) return (isOver(at) ? [or] : [at, or]).map((it) => clockOn(date, it))
  return [clockOn(date, until !== undefined && isOver(at) ? until : at)]
}

/** Of today, else of tomorrow. */
const comingHours = ({ at, or, until }: Hour, { now, timeZone, today }: Moment): Temporal.PlainDateTime[] => {
  const minute = minutesOf(now.toZonedDateTimeISO(timeZone))
  const tomorrow = today.add({ days: 1 })
  const next = (it: number): Temporal.PlainDateTime => clockOn(it > minute ? today : tomorrow, it)
  if (or !== undefined) return [next(at), next(or)].sort(Temporal.PlainDateTime.compare)
  return [until !== undefined && at <= minute && minute < until ? clockOn(today, until) : next(at)]
}

const minutesOf = ({ hour, minute }: Temporal.ZonedDateTime): number => hour * 60 + minute
const clockOn = (date: Temporal.PlainDate, minutes: number): Temporal.PlainDateTime =>
  date.toPlainDateTime({ hour: Math.floor(minutes / 60), minute: minutes % 60 })

const dueAt = (it: Temporal.PlainDate | Temporal.PlainDateTime, { timeZone }: Here): Due => {
  if (!('hour' in it)) return { day: dayOf(it), time: null }
  const shown = it.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).toPlainDateTime()
  return { day: dayOf(shown.toPlainDate()), time: clockOf(shown.toPlainTime()) }
}

const clockOf = (time: Temporal.PlainTime): ClockTime =>
  time.toString({ smallestUnit: 'minute' }) as ClockTime
