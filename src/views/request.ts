import { actions, button, clip, context, header, inert, message, section } from '../blocks/blocks.ts'
import { spoken } from '../blocks/spoken.ts'
import { isWaiting, type Request } from '../domain/request.ts'
import type { Say } from '../kit/effects.ts'
import { mention } from './people.ts'
import { answerRequest, declineRequest, moreRequests, type NextRequests, takeRequest } from './refs.ts'

const SIGN = { high: ':red_circle:', normal: ':white_circle:', low: ':small_blue_diamond:' } as const

/** The one look a request has. */
export const requestCard =
  (request: Request): Say =>
  ({ t }) => {
    const { id, ref, desk, what, requester, assignee, answer, agency, state } = request
    const facts = [
      `:inbox_tray: ${t.desk[desk]}`,
      `${SIGN[request.priority]} ${t.request.priority}: ${t.priority[request.priority]}`,
      ...(agency ? [`:office: ${inert(agency)}`] : []),
      t.request.from({ who: mention(requester) }),
    ]
    const standing = assignee
      ? `${t.request.state[state]} · ${t.request.takenBy({ who: mention(assignee) })}`
      : t.request.state[state]
    return message(
      t.request.card({
        ref,
        desk: t.desk[desk],
        what: inert(clip(what, 300)),
        requester: mention(requester),
        state: t.request.state[state],
      }),
      section(`*${ref}*  ${inert(what)}`),
      context(...facts),
      context(standing),
      answer ? section(`> ${inert(answer).replaceAll('\n', '\n> ')}`) : null,
      isWaiting(request)
        ? actions(
            ...(state === 'in_progress'
              ? []
              : [
                  button(t.request.take, takeRequest, id, {
                    style: 'primary' as const,
                    says: `${t.request.take} ${ref}`,
                  }),
                ]),
            button(t.request.done, answerRequest, id, { says: `${t.request.done} ${ref}` }),
            button(t.request.decline, declineRequest, id, { says: `${t.request.decline} ${ref}` }),
          )
        : null,
    )
  }

/** What the requester hears when something becomes of it. */
export const requestNews =
  (request: Request, news: 'in_progress' | 'done' | 'declined', by: Request['requester']): Say =>
  ({ t }) => {
    const { ref, what, answer } = request
    const said = t.request.told[news]({ ref, who: mention(by), what: inert(clip(what, 300)) })
    return message(
      said,
      section(said),
      answer ? section(`> ${inert(answer).replaceAll('\n', '\n> ')}`) : null,
    )
  }

export const requestSent =
  (request: Request, hasDesk: boolean): Say =>
  ({ t }) => {
    const { ref, desk } = request
    const said = hasDesk
      ? t.request.sent({ ref, desk: t.desk[desk] })
      : t.request.noDesk({ ref, desk: t.desk[desk] })
    return message(said, section(`:inbox_tray: ${said}`))
  }

export const requestList =
  ({
    requests,
    hidden,
    more,
    next,
  }: {
    requests: readonly Request[]
    hidden: number
    more: number
    next?: NextRequests | null
  }): Say =>
  ({ t }) => {
    const rest = [
      ...(more > 0 ? [t.followup.more({ n: more })] : []),
      ...(hidden > 0 ? [t.followup.hidden({ n: hidden })] : []),
    ]
    if (requests.length === 0)
      return message(
        spoken(t.request.none),
        section(t.request.none),
        rest.length > 0 ? context(...rest) : null,
      )
    const lines = requests.map((it) =>
      t.request.listLine({
        ref: it.ref,
        desk: t.desk[it.desk],
        what: clip(inert(it.what.replace(/\s+/g, ' ')), 160),
        who: mention(it.assignee ?? it.requester),
        state: t.request.state[it.state],
      }),
    )
    return message(
      spoken(`${t.request.list}: ${lines.join('; ')}`),
      header(t.request.list),
      lines.map((line) => section(line)),
      rest.length > 0 ? context(...rest) : null,
      next ? actions(button(t.request.next, moreRequests, next)) : null,
    )
  }
