import { z } from 'zod'
import { clip, message } from '#src/blocks/blocks.ts'
import { spoken } from '#src/blocks/spoken.ts'
import { checklistIn, withChecklist } from '#src/domain/checklist.ts'
import { type Day, dayIn, plusDays } from '#src/domain/day.ts'
import { type ClockTime, type Due as DueSaid, END_OF_WORK, momentOf } from '#src/domain/due.ts'
import { type Followup, isOpen } from '#src/domain/followup.ts'
import type { ChannelId, UserId } from '#src/domain/ids.ts'
import { PRIORITIES, type Priority } from '#src/domain/task.ts'
import { asWritten, Due, Mention, option, PriorityMark, Repeating, Text } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Running } from '#src/kit/context.ts'
import { type Outcome, open, reply, type Show } from '#src/kit/effects.ts'
import { choice, date, form, optional, person, text, time } from '#src/kit/form.ts'
import { action, shortcut, submission } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { askedAnew } from '#src/kit/worktime.ts'
import { assignFromDigest, editFollowup, followupAnew } from '#src/views/refs.ts'
import { repeatsSaid } from '#src/views/repeats.ts'
import { onlyThisOneChanged } from '#src/views/series.ts'
import { acted } from '../acted.ts'
import { complaintAbout } from '../complaint.ts'
import { changeable } from './allowed.ts'
import { redrawn } from './drawn.ts'
import { type Gauged, gauged } from './gauge.ts'
import { theFollowup } from './known.ts'
import { keepOriginal } from './original.ts'
import { changedSince, Id, Pressed, pressed } from './pressed.ts'
import { ableToPromise, announced, deadlineOf, promise, readBack } from './promise.ts'
import { withNames } from './quoted.ts'
import { formerOwnerTold } from './reassign.ts'
import { FollowupRef } from './ref.ts'
import { repeatsEdited, repeatsIn, seriesOf } from './series.ts'
import { FINDINGS, subjectOf } from './subject.ts'

const Place = z.templateLiteral([z.enum(['C', 'G', 'D']), z.string()])
const Carried = z.object({
  channel: Place.nullable(),
  thread: z.string().nullable(),
  ts: z.string().nullable(),
  /** The finding that it comes from, or whom a line was about. */
  finding: z.string().nullable().default(null),
  /** That line. */
  line: z.string().nullable().default(null),
  /** Set when an existing one is being edited: which, and the version that was shown. */
  edits: z.object({ id: Id, version: z.number() }).nullable(),
})

const assignForm = form('followup.assign', {
  title: (t) => t.followup.assignTitle,
  submit: (t) => t.followup.submit,
  carry: Carried,
  fields: {
    what: text((t) => t.followup.what, { lines: true }),
    owner: person((t) => t.followup.owner),
    due: optional(date((t) => t.followup.due)),
    time: optional(time((t) => t.followup.dueTime, { hint: (t) => t.followup.dueTimeHint })),
    repeats: optional(text((t) => t.repeats.field, { max: 200, hint: (t) => t.repeats.hint })),
    priority: choice(
      (t) => t.followup.priority,
      PRIORITIES,
      (t, it) => t.priority[it],
      { initial: 'normal' },
    ),
    agency: optional(text((t) => t.followup.agency, { max: 200 })),
    creator: optional(text((t) => t.followup.creator, { max: 200, hint: (t) => t.followup.creatorHint })),
  },
})

/** “@tom, call Aurora by Friday”: a promise with an owner and a date, from one line. */
export default command('followup', {
  args: z.object({
    owner: Mention.optional(),
    what: Text,
    due: Due.optional(),
    repeats: Repeating.optional(),
    priority: PriorityMark.prefault('normal'),
    agency: option().optional(),
    creator: option().optional(),
  }),

  form: ({ repeats, ...understood }, typed, { actor, channel, voice }) =>
    filled(
      {
        ...understood,
        ...(repeats && { repeats: repeatsSaid(voice, repeats) }),
        what: understood.what ?? leftOf(typed, understood),
        // Who was named and is nobody must be chosen: it is not for oneself.
        owner: understood.owner ?? (/^\s*(?:@\p{L}|<!)/u.test(typed) ? undefined : actor.id),
      },
      { channel: channel?.id ?? null, thread: null, ts: null },
    ),

  look: ({ agency, creator }, { facts }) => gauged({ agency, creator }, facts),

  async run({ owner, what, due, repeats, priority }, context, about) {
    const whose = await ableToPromise(owner ?? context.actor.id, context)
    const followup = await promise(
      { what, owner: whose.id, due: due ?? null, repeats: repeats ?? null, priority, about },
      context,
    )
    return [await readBack(followup, context), ...(await announced(followup, context))]
  },
})

/** From a message's ⋯ menu; this is the way that works in a thread. */
export const assignFromMessage = shortcut('followup_from_message', {
  opens: true,
  async run(_, context) {
    const { message: source, channel, actor, people } = context
    const what = await withNames(source?.text ?? '', { people })
    if (source) await keepOriginal(source, context)
    return open(
      filled(
        { what, owner: actor.id },
        { channel: channel?.id ?? null, thread: source?.thread ?? null, ts: source?.ts ?? null },
      ),
    )
  },
})

export const assignAnywhere = shortcut('followup_new', {
  opens: true,
  run: (_, { actor }) => open(filled({ owner: actor.id }, nowhere)),
})

export const assignAnew = action(followupAnew, {
  opens: true,
  value: z.null(),
  run: (_, { actor }) => open(filled({ owner: actor.id }, nowhere)),
})

/** From a line of a digest: the form knows already what it is about. */
export const assignFromFinding = action(assignFromDigest, {
  opens: true,
  value: z.object({
    why: z.enum(FINDINGS),
    name: z.string(),
    agency: z.string().nullable(),
    creator: z.string().nullable(),
    insight: z.string().optional(),
  }),
  async run({ why, name, agency, creator, insight }, context) {
    const { voice, actor, channel, message: source, clock } = context
    if (source) await keepOriginal(source, context)
    return open(
      filled(
        {
          what: { ...voice.t.digest.suggest, ...voice.t.insight.suggest }[why]({ name }),
          owner: actor.id,
          due: { day: plusDays(dayIn(clock.now(), actor.timeZone), 3), time: null },
          ...(agency && { agency }),
          ...(creator && { creator }),
        },
        { channel: channel?.id ?? null, thread: source?.thread ?? null, ts: source?.ts ?? null },
        { finding: insight ?? name, line: lineOf(await withNames(source?.line ?? '', context)) },
      ),
    )
  },
})

/** “Not quite”: the form again, with everything in it. */
export const edit = command('followup edit', {
  args: z.object({ ref: FollowupRef }),
  run: async ({ ref }, context) =>
    edited(await theFollowup(await context.followups.named(ref), ref, context), context),
})

export const editing = action(editFollowup, {
  opens: true,
  value: Pressed,
  run: (seen, context) => pressed(seen, context, (it) => edited(it, context)),
})

export const edited = async (followup: Followup, context: Running): Promise<Outcome> => {
  const { channel } = context
  const { id, version, ref, owner, due, priority, agency, creator } = followup
  const series = await seriesOf(followup, context)
  if (!isOpen(followup)) refuse('followup.closed', { ref })
  await changeable(followup, context)
  return open((v) => ({
    ...assignForm.view(v, {
      carry: {
        channel: channel?.id ?? null,
        thread: null,
        ts: null,
        finding: null,
        line: null,
        edits: { id, version },
      },
      values: {
        what: withChecklist(followup),
        owner,
        priority,
        ...(series?.endedBy === null && { repeats: repeatsSaid(v, series.repeats) }),
        ...(due && { due: due.day, ...(due.time !== END_OF_WORK && { time: due.time }) }),
        ...(agency && { agency }),
        ...(creator && { creator: creator.id }),
      },
    }),
    title: { type: 'plain_text', text: v.t.followup.editTitle },
    submit: { type: 'plain_text', text: v.t.followup.save },
  }))
}

export const assigned = submission(assignForm, {
  async check({ owner, due, time, repeats, agency, creator, carry }, context) {
    const { t } = context.voice
    const now = context.clock.now()
    const here = await context.people.person(owner)
    const deadline = deadlineOf(dueIn({ due, time }), here, context)
    const past = deadline !== null && Temporal.Instant.compare(momentOf(deadline), now) < 0
    const dayPast = due !== undefined && due < dayIn(now, here.timeZone)
    // Who edits what is overdue need not move its date.
    const was = past && carry.edits ? await context.followups.byId(carry.edits.id) : undefined
    const moved = deadline?.day !== was?.due?.day || deadline?.time !== was?.due?.time
    return {
      owner: await complaintAbout(() => ableToPromise(owner, context), context),
      repeats: repeats && (await complaintAbout(async () => repeatsIn(repeats, context), context)),
      due: dayPast && moved ? t.refusals['form.datePast']() : undefined,
      time:
        time !== undefined && due === undefined
          ? t.refusals['form.timeAlone']()
          : time !== undefined && past && !dayPast && moved
            ? t.refusals['form.timePast']()
            : undefined,
      agency: await complaintAbout(() => subjectOf({ agency }, context.facts), context),
      creator: await complaintAbout(() => subjectOf({ creator }, context.facts), context),
    }
  },

  look: ({ agency, creator, carry }, { facts }) => gauged({ agency, creator, finding: carry.finding }, facts),

  async run({ what, owner, due: day, time, repeats, priority, carry }, context, about) {
    const whose = await ableToPromise(owner, context)
    const due = dueIn({ due: day, time })
    if (carry.edits === null) {
      const origin = carry.channel === null ? null : { channel: carry.channel, ts: carry.ts }
      const insight = carry.finding
      const followup = await promise(
        {
          ...{ what, owner, due, priority, about, origin, insight, quoted: carry.line },
          repeats: repeats === undefined ? null : repeatsIn(repeats, context),
        },
        context,
      )
      if (insight !== null && carry.channel !== null && carry.ts !== null) {
        const place = { channel: carry.channel, ts: carry.ts }
        await acted('assigned', { insight, kind: null }, place, context)
      }
      return [await readBack(followup, context), ...(await announced(followup, context, carry.thread))]
    }
    const was = await theFollowup(await context.followups.byId(carry.edits.id), '', context)
    if (!isOpen(was)) refuse('followup.closed', { ref: was.ref })
    await changeable(was, context)
    // The form writes all its fields: nobody's edit undoes another's.
    if ((await changedSince(was, carry.edits.version, context, WRITTEN)).length > 0)
      refuse('changed.meanwhile')
    const sameDay = due?.day === was.due?.day && (due === null || (due.time ?? END_OF_WORK) === was.due?.time)
    const deadline = sameDay ? was.due : deadlineOf(due, whose, context)
    const moved = sameDay ? {} : { snoozedUntil: null }
    const listed = checklistIn(what, was.checks)
    const said = { ...listed, owner, due: deadline, priority, ...aboutNow(was, about), ...moved }
    const anew = sameDay && owner === was.owner ? {} : await askedAnew(was, said, context)
    const changes = { ...said, ...anew }
    const written = (await context.followups.change(was, changes)) ?? refuse('changed.meanwhile')
    const changed = await repeatsEdited(written, repeats, context)
    const goesOn = (await seriesOf(changed, context))?.endedBy === null
    return [
      reply(
        goesOn && was.series
          ? onlyThisOneChanged(changed)
          : ({ t }) => message(t.followup.isSaved({ ref: changed.ref })),
      ),
      await redrawn(changed, context),
      ...(owner === was.owner ? [] : await announced(changed, { ...context, channel: null })),
      ...(await formerOwnerTold(was, changed, context)),
    ]
  },
})

const WRITTEN = [
  'what',
  'owner',
  'due',
  'priority',
  'agency',
  'creator',
  'state',
  'checks',
  'series',
] as const

/** Their numbers as of now where it is about somebody else now; else those of when it was promised. */
const aboutNow = (was: Followup, { subject, result }: Gauged) =>
  subject.agency === was.agency && subject.creator?.id === was.creator?.id ? subject : { ...subject, result }

/** Of a line that holds no text but was partly understood, nothing is left to say; else it is all there is. */
const leftOf = (typed: string, understood: object): string | undefined =>
  Object.keys(understood).length > 0 ? undefined : asWritten(typed)

/** A form carries little: of a digest's line its beginning, in words. */
const lineOf = (said: string): string | null => clip(spoken(said).replace(/\s+/g, ' ').trim(), 300) || null

/** An hour alone means nothing. */
const dueIn = ({ due, time }: { due?: Day | undefined; time?: string | undefined }): DueSaid | null =>
  due === undefined ? null : { day: due, time: (time as ClockTime | undefined) ?? null }

const nowhere = { channel: null, thread: null, ts: null } as const

const filled =
  (
    values: Partial<Record<'what' | 'repeats' | 'agency' | 'creator', string | undefined>> & {
      owner?: UserId | undefined
      due?: DueSaid | undefined
      priority?: Priority
    },
    from: { channel: ChannelId | null; thread: string | null; ts: string | null },
    of: { finding: string; line: string | null } | null = null,
  ): Show =>
  (v) =>
    assignForm.view(v, {
      carry: { ...from, finding: of?.finding ?? null, line: of?.line ?? null, edits: null },
      values: {
        ...values,
        due: values.due?.day,
        time: values.due?.time ?? undefined,
      },
    })
