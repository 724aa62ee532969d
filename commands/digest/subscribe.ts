import { z } from 'zod'
import { isTimeZone } from '#src/domain/day.ts'
import type { Scope } from '#src/domain/facts.ts'
import { near } from '#src/domain/near.ts'
import { PERIOD_WORDS, type PeriodName } from '#src/domain/period.ts'
import { LOCALES, type Locale } from '#src/domain/person.ts'
import {
  type Cadence,
  type HolidayRule,
  type Incomplete,
  periodFor,
  type Schedule,
  type Subscription,
  usualHolidays,
} from '#src/domain/schedule.ts'
import { isPersonal, nameOf } from '#src/domain/scope.ts'
import { after, option, optionOf, shaped, Text } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Looking, Running, Scene } from '#src/kit/context.ts'
import { type Outcome, open, reply, type Show } from '#src/kit/effects.ts'
import { form } from '#src/kit/form.ts'
import { action, submission } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import type { Strings } from '#src/strings/index.ts'
import {
  AT_WORDS,
  CADENCE_WORDS,
  HOLIDAY_WORDS,
  INCOMPLETE_WORDS,
  WEEKDAY_WORDS,
  wordIn,
} from '#src/strings/words.ts'
import { channelLink } from '#src/views/people.ts'
import { subscribeDigest } from '#src/views/refs.ts'
import { subscribedEcho } from '#src/views/subscription.ts'
import { complaintAbout } from '../complaint.ts'
import { postable } from '../postable.ts'
import { marketOf, scopeFor, scopeTyped } from './about.ts'
import { agreed } from './agreed.ts'
import { type Every as AskedEvery, asked, cadenceIn } from './asked.ts'
import { Looked } from './looked.ts'
import { PeriodWord } from './period.ts'

const EVERY = ['day', 'weekday', 'week', 'month'] as const
type Every = (typeof EVERY)[number]

const cadences = (t: Strings): string =>
  [...EVERY.map((it) => wordIn(t, CADENCE_WORDS[it])), '"cron"'].join('|')

/** `daily`, `feriali`, …, or a cron line in quotes. */
const CadenceWord = shaped<Every | { cron: string }>(cadences, (typed) => {
  const word = typed.toLowerCase()
  const every = EVERY.find((it) => (CADENCE_WORDS[it] as readonly string[]).includes(word))
  if (every) return every
  return /^[\d*/,\-\sA-Za-z]+$/.test(typed) && typed.trim().split(/\s+/).length === 5
    ? { cron: typed.trim() }
    : null
})

/** `9`, `9:30`, `09.30`, `9h30` */
const AtTime = after(AT_WORDS, '09:00', (typed) => {
  const [, hour = '', minute = '00'] = /^(\d{1,2})(?:[:.h](\d{2}))?$/.exec(typed) ?? []
  const fits = hour !== '' && Number(hour) < 24 && Number(minute) < 60
  return fits ? `${hour.padStart(2, '0')}:${minute}` : null
})

/** “Every weekday at nine, in Italian”: said once, posted from then on. */
export default command('digest subscribe', {
  args: z.object({
    scope: Text.optional(),
    cadence: CadenceWord.optional(),
    at: AtTime.optional(),
    period: PeriodWord.optional(),
    tz: option().optional(),
    lang: option().optional(),
    holidays: optionOf(HOLIDAY_WORDS).optional(),
    incomplete: optionOf(INCOMPLETE_WORDS).optional(),
  }),

  opens: true,
  form: ({ scope, cadence, at, period, tz, lang, holidays, incomplete }, _typed, scene) =>
    filled(
      {
        ...{ at, period, holidays, incomplete, scope: scope && withoutHour(scope) },
        ...(typeof cadence === 'object' ? { every: 'cron', ...cadence } : { every: cadence }),
        locale: LOCALES.find((it) => it === lang?.toLowerCase()) ?? spokenIn(scene),
      },
      { channel: scene.channel?.id ?? '', tz },
      scene.voice.t,
    ),

  async look({ scope = 'all', cadence, tz, period }, context) {
    if (typeof cadence === 'object' && !context.timetable.isCron(cadence.cron))
      refuse('digest.cron', { typed: cadence.cron })
    if (tz !== undefined && !isTimeZone(tz)) refuse('schedule.zone', { zone: tz })
    return placed(await scopeOrCadence(scope, period ?? null, context), context)
  },

  run(typed, context, { scope, market }) {
    if (Object.values(typed).every((it) => it === undefined))
      return open(
        filled({ locale: spokenIn(context) }, { channel: context.channel?.id ?? '' }, context.voice.t),
      )
    const { cadence = 'weekday', at = '09:00', period, tz, lang, holidays, incomplete = 'wait' } = typed
    const every: Cadence =
      typeof cadence === 'object' ? { every: 'cron', ...cadence } : { every: cadence, at }
    const locale = lang === undefined ? undefined : LOCALES.find((it) => it === lang.toLowerCase())
    if (lang !== undefined && locale === undefined) refuse('schedule.lang', { typed: lang })
    const timeZone = tz ?? context.actor.timeZone
    const schedule = agreed({ cadence: every, timeZone, rule: holidays }, market, context.timetable)
    return subscribed({ scope, schedule, period: period ?? periodFor(every), locale, incomplete }, context)
  },
})

/** An hour that is none stays among the words that were not understood; it is no place. */
const withoutHour = (scope: string): string | undefined => {
  const words = scope.split(' ')
  const marker = words.findIndex((it) => AT_WORDS.includes(it.toLowerCase()))
  const isHour = marker >= 0 && /^\d/.test(words[marker + 1] ?? '')
  return (isHour ? words.toSpliced(marker, 2) : words).join(' ') || undefined
}

/** What a channel's digests are written in, where nobody says. */
const spokenIn = ({ channel, actor }: Pick<Scene, 'channel' | 'actor'>) => channel?.locale ?? actor.locale

const placed = async (scope: Scope, { facts }: Looking) => ({
  scope: nameOf(scope),
  market: await marketOf(scope, facts),
})

/** `all wekly` is no agency's name: the word that went wrong is the one to speak of. */
const scopeOrCadence = async (typed: string, period: PeriodName | null, context: Looking): Promise<Scope> => {
  const { facts } = context
  const words = EVERY.flatMap((it) => CADENCE_WORDS[it])
  for (const word of (await facts.scopeNamed(typed)) === null ? typed.split(/\s+/) : []) {
    const day = WEEKDAY_WORDS.findIndex((names) => names.includes(word.toLowerCase()))
    if (day >= 0) refuse('digest.weekday', { typed: word, cron: `"0 9 * * ${day + 1}"` })
    const [meant] = word.length > 3 ? near(word, words, 1) : []
    if (meant) refuse('digest.cadence', { typed: word, meant })
  }
  return scopeFor(typed, context, period)
}

const subscribeForm = form('digest.subscribe', {
  title: (t) => t.digest.formTitle,
  submit: (t) => t.digest.subscribe,
  carry: z.object({
    channel: z.string(),
    tz: z.string().optional(),
  }),
  fields: {
    scope: asked.scope,
    period: asked.period,
    every: asked.every,
    at: asked.at,
    cron: asked.cron,
    holidays: asked.holidays,
    incomplete: asked.incomplete,
    locale: asked.locale,
  },
})

export const subscribing = action(subscribeDigest, {
  opens: true,
  value: Looked,
  run: ({ scope, period }, context) => {
    const channel = isPersonal(scope) ? (context.channel?.id ?? '') : postable(context.channel, channelLink)
    const locale = isPersonal(scope) ? context.actor.locale : spokenIn(context)
    return open(filled({ scope, period, locale }, { channel }, context.voice.t))
  },
})

export const subscribeChosen = submission(subscribeForm, {
  check: async ({ scope, every, at, cron }, context) => ({
    scope: await complaintAbout(() => scopeFor(scope, context), context),
    cron: await complaintAbout(async () => cadenceIn({ every, at, cron }, context), context),
  }),
  look: async ({ scope }, context) => placed(await scopeFor(scope, context), context),
  run: ({ every, at, cron, period, holidays, incomplete, locale, carry }, context, { scope, market }) => {
    const timeZone = carry.tz !== undefined && isTimeZone(carry.tz) ? carry.tz : context.actor.timeZone
    const schedule = agreed(
      { cadence: cadenceIn({ every, at, cron }, context), timeZone, rule: holidays },
      market,
      context.timetable,
    )
    return subscribed({ scope, schedule, period, locale, incomplete }, context)
  },
})

/** The form, with what is known of it: every weekday at nine where nothing is. */
const filled = (
  {
    scope = 'all',
    every = 'weekday',
    at = '09:00',
    cron,
    period = periodFor(cadenceOf(every, at, cron)),
    holidays = usualHolidays(cadenceOf(every, at, cron)),
    incomplete = 'wait',
    locale,
  }: {
    scope?: string | undefined
    every?: AskedEvery | undefined
    at?: string | undefined
    cron?: string | undefined
    period?: PeriodName | undefined
    holidays?: HolidayRule | undefined
    incomplete?: Incomplete | undefined
    locale: Locale
  },
  carry: { channel: string; tz?: string | undefined },
  t: Strings,
): Show => {
  const values = {
    scope: scopeTyped(scope, t),
    every,
    at,
    holidays,
    incomplete,
    locale,
    ...(cron && { cron }),
  }
  // Two days that were looked at once are no period to be told every morning.
  const named = PERIOD_WORDS.find((it) => it === period) ?? periodFor(cadenceOf(every, at, cron))
  return (v) => subscribeForm.view(v, { carry, values: { ...values, period: named } })
}

const cadenceOf = (every: AskedEvery, at: string, cron = ''): Cadence =>
  every === 'cron' ? { every, cron } : { every, at }

/** The same words in the same place at the same time: nobody wants to read them twice. */
const sameDigest = (
  one: Subscription,
  other: Pick<Subscription, 'channel' | 'scope' | 'period' | 'schedule' | 'locale' | 'incomplete'>,
): boolean => {
  const told = ({ channel, scope, period, locale, schedule, incomplete }: typeof other) => {
    const { cadence, timeZone, holidays } = schedule
    const when = [...Object.entries(cadence), ...Object.entries(holidays ?? {})].map((it) => it.join('='))
    return [channel, scope, period, locale, incomplete, timeZone, ...when.sort()].join('|')
  }
  return told(one) === told(other)
}

const subscribed = async (
  {
    scope,
    schedule,
    period,
    locale,
    incomplete,
  }: {
    scope: string
    schedule: Schedule
    period: PeriodName
    locale: (typeof LOCALES)[number] | undefined
    incomplete: Incomplete
  },
  context: Running,
): Promise<Outcome> => {
  const { digests, timetable, channel, actor, clock } = context
  const wanted = {
    channel: isPersonal(scope) ? actor.id : postable(context.channel, channelLink),
    scope,
    period,
    schedule,
    locale: locale ?? (isPersonal(scope) ? null : channel?.locale) ?? actor.locale,
    incomplete,
  }
  const same = (await digests.list()).find((it) => sameDigest(it, wanted))
  if (same) refuse('digest.same', { ref: same.ref })
  const subscription = await digests.add({
    ...wanted,
    owner: actor.id,
    state: 'active',
    pausedFor: null,
    editedBy: actor.id,
    since: clock.now(),
  })
  return reply(subscribedEcho(subscription, timetable.next(schedule, 3)))
}
