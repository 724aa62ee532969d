import { z } from 'zod'
import { inert, message, section } from '#src/blocks/blocks.ts'
import { spoken } from '#src/blocks/spoken.ts'
import { type Day, dayIn, plusDays } from '#src/domain/day.ts'
import type { MuteNote, ToldInsight } from '#src/domain/insight.ts'
import { shaped, Text } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Running, Scene } from '#src/kit/context.ts'
import { type Outcome, open, reply, type Show } from '#src/kit/effects.ts'
import { choice, date, form, text } from '#src/kit/form.ts'
import { action, submission } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { mutedMessage, mutedName, muteList, subjectName } from '#src/views/insight.ts'
import { muteInsight, unmute } from '#src/views/refs.ts'
import { acted } from '../acted.ts'
import { InsightRef, theInsight } from './insight.ts'

const TWO_WEEKS = 14
const A_YEAR = 366

/** `14d`, `14g`, `2w`, `2s`: how many days it is quiet; what is too short or too long is not taken for its reason. */
const Length = shaped(
  (t) => (t.locale === 'it' ? '14g' : '14d'),
  (typed) => {
    const [, count = '', unit = ''] = /^([-+−]?\d{1,9})([dgws])$/i.exec(typed) ?? []
    return count === ''
      ? null
      : { typed, days: Number(count.replace('−', '-')) * (/[ws]/i.test(unit) ? 7 : 1) }
  },
)

const muteForm = form('insight.mute', {
  title: (t) => t.insight.muteTitle,
  submit: (t) => t.insight.muteSubmit,
  carry: z.object({
    ref: z.string(),
    channel: z.templateLiteral([z.enum(['C', 'G', 'D']), z.string()]).nullable(),
    ts: z.string().nullable().default(null),
  }),
  fields: {
    what: choice(
      (t) => t.insight.muteWhat,
      ['this', 'all'],
      (t, it) => (it === 'this' ? t.insight.muteThis : t.insight.muteAll),
    ),
    until: date((t) => t.insight.muteUntil),
    reason: text((t) => t.insight.muteWhy, { hint: (t) => t.insight.muteWhyHint, max: 200 }),
  },
})

/** “We know”: nothing more of it for a while, with the reason for whoever wonders later. Alone: what is muted. */
export default command('digest mute', {
  args: z.object({ ref: InsightRef.optional(), length: Length.optional(), reason: Text.optional() }),

  async look({ ref, length, reason }, { facts, mutes, channel }) {
    if (channel?.external) refuse('channel.external')
    const [odd] = [...(reason ?? '').split(/\s+/), length?.typed ?? ''].filter((word) => word !== '')
    if (ref === undefined && odd !== undefined) refuse('insight.number', { word: odd })
    if (length && !(length.days >= 1 && length.days <= A_YEAR)) refuse('mute.length', { typed: length.typed })
    return { told: ref === undefined ? null : await theInsight(ref, facts), notes: await mutes.list() }
  },

  run({ length, reason }, context, { told, notes }) {
    const today = todayOf(context)
    if (told === null) return reply(muteList(notes.filter(({ until }) => until >= today)))
    const until = plusDays(today, length?.days ?? TWO_WEEKS)
    if (length === undefined || reason === undefined) return open(asked(told, context, { until, reason }))
    return muted(told, { what: 'this', until, reason }, context)
  },
})

export const muting = action(muteInsight, {
  opens: true,
  value: z.string(),
  look: (ref, { facts, channel }) =>
    channel?.external ? refuse('channel.external') : theInsight(ref, facts),
  run: (_, context, told) => open(asked(told, context, { until: plusDays(todayOf(context), TWO_WEEKS) })),
})

export const muteChosen = submission(muteForm, {
  check: async ({ until }, context) => {
    const { refusals } = context.voice.t
    if (until < todayOf(context)) return { until: refusals['form.datePast']() }
    return until > plusDays(todayOf(context), A_YEAR) ? { until: refusals['form.dateFar']() } : {}
  },
  look: ({ carry }, { facts }) => theInsight(carry.ref, facts),
  async run(chosen, context, told) {
    const { channel, ts } = chosen.carry
    const { id, kind } = told.insight
    await acted('muted', { insight: id, kind }, channel && ts ? { channel, ts } : null, context)
    return muted(told, chosen, context)
  },
})

export const unmuting = action(unmute, {
  value: z.templateLiteral(['mut_', z.string()]),
  async run(id, { mutes }) {
    const note = await mutes.byId(id)
    if (note) await mutes.end(id)
    return reply((v) => {
      const { t } = v
      const said = note ? t.insight.unmuted({ name: inert(mutedName(v, note)) }) : t.insight.noMutes
      return message(spoken(said), section(said))
    })
  },
})

const asked =
  (
    { insight }: ToldInsight,
    { channel, message: source }: Running,
    values: { until: Day; reason?: string | undefined },
  ): Show =>
  (v) =>
    muteForm.view(v, {
      carry: { ref: insight.id, channel: channel?.id ?? null, ts: source?.ts ?? null },
      values: { what: 'this', ...values },
      intro: `*${inert(subjectName(v, insight.entity))}* · ${v.t.insight.kind[insight.kind]}\n${v.t.insight.muteForAll}`,
    })

/** A known leave reaches back to its first day: those days say nothing about anybody's habits. */
const muted = async (
  { insight, on }: ToldInsight,
  { what, until, reason }: { what: 'this' | 'all'; until: Day; reason: string },
  { mutes, actor }: Running,
): Promise<Outcome> => {
  const { entity, kind, since } = insight
  const note: MuteNote = await mutes.add({
    entity: { type: entity.type, id: entity.id },
    name: entity.name,
    kind: what === 'this' ? kind : null,
    from: what === 'this' ? on : since,
    until,
    reason,
    by: actor.id,
  })
  return reply(mutedMessage(note))
}

const todayOf = ({ clock, actor }: Pick<Scene, 'clock' | 'actor'>): Day => dayIn(clock.now(), actor.timeZone)
