import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import { isWaiting, type Request } from '#src/domain/request.ts'
import { refOf, Text } from '#src/kit/args.ts'
import { command } from '#src/kit/command.ts'
import type { Running } from '#src/kit/context.ts'
import { dm, type Outcome, open, reply, update } from '#src/kit/effects.ts'
import { form, optional, text } from '#src/kit/form.ts'
import { action, submission } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import type { Voice } from '#src/kit/voice.ts'
import { answerRequest, cardOf, declineRequest, takeRequest } from '#src/views/refs.ts'
import { requestCard, requestNews } from '#src/views/request.ts'
import { theRequest } from './known.ts'

const RequestRef = refOf('REQ', 'REQ-7')
const Pressed = z.templateLiteral(['req_', z.string()])
const carry = z.object({ id: Pressed, channel: z.string().nullable() })

const answerForm = form('request.answer', {
  title: (t) => t.request.answerTitle,
  submit: (t) => t.request.done,
  carry,
  fields: { answer: optional(text((t) => t.request.answer, { lines: true })) },
})
const declineForm = form('request.decline', {
  title: (t) => t.request.declineTitle,
  submit: (t) => t.request.decline,
  carry,
  fields: { reason: text((t) => t.request.reason, { lines: true }) },
})

export const take = command('request take', {
  args: z.object({ ref: RequestRef }),
  run: async ({ ref }, context) =>
    taken(await theRequest(await context.requests.named(ref), ref, context), context),
})
export const taking = action(takeRequest, {
  value: Pressed,
  run: async (id, context) => taken(await theRequest(await context.requests.byId(id), '', context), context),
})

export const done = command('request done', {
  args: z.object({ ref: RequestRef, answer: Text.optional() }),
  run: async ({ ref, answer }, context) =>
    closed(
      'done',
      await theRequest(await context.requests.named(ref), ref, context),
      answer ?? null,
      context,
    ),
})
export const answering = action(answerRequest, {
  opens: true,
  value: Pressed,
  run: async (id, context) =>
    asks(answerForm, await theRequest(await context.requests.byId(id), '', context), context),
})
export const answered = submission(answerForm, {
  run: async ({ answer = null, carry: { id } }, context) =>
    closed('done', await theRequest(await context.requests.byId(id), '', context), answer, context),
})

export const decline = command('request decline', {
  args: z.object({ ref: RequestRef, answer: Text.optional() }),
  run: async ({ ref, answer }, context) => {
    const request = await theRequest(await context.requests.named(ref), ref, context)
    return answer === undefined
      ? refuse('request.reason', { ref: request.ref })
      : closed('declined', request, answer, context)
  },
})
export const declining = action(declineRequest, {
  opens: true,
  value: Pressed,
  run: async (id, context) =>
    asks(declineForm, await theRequest(await context.requests.byId(id), '', context), context),
})
export const declined = submission(declineForm, {
  run: async ({ reason, carry: { id } }, context) =>
    closed('declined', await theRequest(await context.requests.byId(id), '', context), reason, context),
})

const taken = async (was: Request, context: Running): Promise<Outcome> => {
  if (!isWaiting(was)) refuse('request.closed', { ref: was.ref })
  if (was.assignee === context.actor.id) return reply(({ t }) => message(t.request.isTaken({ ref: was.ref })))
  if (was.assignee !== null) refuse('request.taken', { ref: was.ref, who: was.assignee })
  const changes = { state: 'in_progress', assignee: context.actor.id } as const
  const changed = (await context.requests.change(was, changes)) ?? refuse('changed.meanwhile')
  return [
    reply(({ t }) => message(t.request.isTaken({ ref: changed.ref }))),
    update(cardOf(changed), requestCard(changed)),
    ...toRequester(changed, 'in_progress', context),
  ]
}

const closed = async (
  end: 'done' | 'declined',
  was: Request,
  answer: string | null,
  context: Running,
): Promise<Outcome> => {
  if (!isWaiting(was)) refuse('request.closed', { ref: was.ref })
  const changes = {
    state: end,
    answer,
    assignee: was.assignee ?? context.actor.id,
    closedAt: context.clock.now(),
  }
  const changed = (await context.requests.change(was, changes)) ?? refuse('changed.meanwhile')
  return [
    reply(({ t }) => message(ended(t, end, changed.requester === context.actor.id)({ ref: changed.ref }))),
    update(cardOf(changed), requestCard(changed)),
    ...toRequester(changed, end, context),
  ]
}

const ended = ({ request: t }: Voice['t'], end: 'done' | 'declined', own: boolean) =>
  end === 'done' ? (own ? t.isDoneOwn : t.isDone) : own ? t.isDeclinedOwn : t.isDeclined

const toRequester = (request: Request, news: 'in_progress' | 'done' | 'declined', { actor }: Running) =>
  request.requester === actor.id ? [] : [dm(request.requester, requestNews(request, news, actor.id))]

const asks = (
  which: typeof answerForm | typeof declineForm,
  { id, ref, state }: Request,
  { channel }: Running,
): Outcome =>
  isWaiting({ state })
    ? open((v) => which.view(v, { carry: { id, channel: channel?.id ?? null } }))
    : refuse('request.closed', { ref })
