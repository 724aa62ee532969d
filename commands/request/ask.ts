import { z } from 'zod'
import type { ChannelId } from '#src/domain/ids.ts'
import { DESKS, type Desk, type Request } from '#src/domain/request.ts'
import { type Origin, PRIORITIES, type Priority } from '#src/domain/task.ts'
import { oneOf, option, PriorityMark, Text } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Running } from '#src/kit/context.ts'
import { type Outcome, open, post, reply, type Show } from '#src/kit/effects.ts'
import { choice, form, optional, text } from '#src/kit/form.ts'
import { action, shortcut, submission } from '#src/kit/listen.ts'
import { DESK_WORDS } from '#src/strings/words.ts'
import { cardOf, requestAnew } from '#src/views/refs.ts'
import { requestCard, requestSent } from '#src/views/request.ts'
import { complaintAbout } from '../complaint.ts'
import { subjectOf } from '../followup/subject.ts'

const requestForm = form('request.ask', {
  title: (t) => t.request.title,
  submit: (t) => t.request.submit,
  carry: z.object({
    channel: z.templateLiteral([z.enum(['C', 'G', 'D']), z.string()]).nullable(),
    ts: z.string().nullable(),
  }),
  fields: {
    desk: choice(
      (t) => t.request.desk,
      DESKS,
      (t, it) => t.desk[it],
    ),
    what: text((t) => t.request.what, { lines: true }),
    priority: choice(
      (t) => t.request.priority,
      PRIORITIES,
      (t, it) => t.priority[it],
      { initial: 'normal' },
    ),
    agency: optional(text((t) => t.request.agency, { max: 200 })),
  },
})

/** “Product, the gift panel is slow”: with a team and a text it is sent; with less, the form opens with what there is. */
export default command('request', {
  opens: true,
  args: z.object({
    desk: oneOf(DESK_WORDS).optional(),
    what: Text.optional(),
    priority: PriorityMark.prefault('normal'),
    agency: option().optional(),
  }),

  form: (understood, typed, { channel }) =>
    filled({ ...understood, what: understood.what ?? typed }, channel?.id ?? null, null),

  look: ({ agency }, { facts }) => subjectOf({ agency }, facts),

  run: ({ desk, what, priority, agency }, context, subject) =>
    desk === undefined || what === undefined
      ? open(filled({ desk, what, priority, agency }, context.channel?.id ?? null, null))
      : asked(
          {
            desk,
            what,
            priority,
            agency: subject.agency,
            origin: originOf(context.channel?.id ?? null, null),
          },
          context,
        ),
})

/** From a message's ⋯ menu; this is the way that works in a thread. */
export const askFromMessage = shortcut('request_from_message', {
  opens: true,
  run: (_, { message: source, channel }) =>
    open(filled({ what: source?.text }, channel?.id ?? null, source?.ts ?? null)),
})

export const askAnywhere = shortcut('request_new', { opens: true, run: () => open(filled({}, null, null)) })

export const askAnew = action(requestAnew, {
  opens: true,
  value: z.null(),
  run: () => open(filled({}, null, null)),
})

export const sent = submission(requestForm, {
  check: async ({ agency }, context) => ({
    agency: await complaintAbout(() => subjectOf({ agency }, context.facts), context),
  }),
  look: ({ agency }, { facts }) => subjectOf({ agency }, facts),
  run: ({ desk, what, priority, carry }, context, { agency }) =>
    asked({ desk, what, priority, agency, origin: originOf(carry.channel, carry.ts) }, context),
})

const asked = async (
  it: Pick<Request, 'desk' | 'what' | 'priority' | 'agency' | 'origin'>,
  { requests, settings, actor, clock }: Running,
): Promise<Outcome> => {
  const request = await requests.add({
    ...it,
    what: it.what.trim(),
    requester: actor.id,
    assignee: null,
    state: 'new',
    answer: null,
    createdAt: clock.now(),
    closedAt: null,
  })
  const channel = await settings.deskChannel(request.desk)
  const card = channel
    ? [post(channel, requestCard(request), { card: cardOf(request), owner: actor.id })]
    : []
  return [reply(requestSent(request, channel !== null)), ...card]
}

const originOf = (channel: ChannelId | null, ts: string | null): Origin | null =>
  channel ? { channel, ts } : null

const filled =
  (
    values: {
      desk?: Desk | undefined
      what?: string | undefined
      priority?: Priority | undefined
      agency?: string | undefined
    },
    channel: ChannelId | null,
    ts: string | null,
  ): Show =>
  (v) =>
    requestForm.view(v, { carry: { channel, ts }, values })
