import { z } from 'zod'
import { LIMITS } from '#src/blocks/limits.ts'
import { dayIn, plusDays } from '#src/domain/day.ts'
import { momentOf } from '#src/domain/due.ts'
import type { Followup } from '#src/domain/followup.ts'
import { knownOf } from '#src/domain/onCard.ts'
import type { FollowupFilter } from '#src/domain/ports.ts'
import type { Request } from '#src/domain/request.ts'
import { Mention } from '#src/kit/args.ts'
import type { Looking } from '#src/kit/context.ts'
import { home as goHome } from '#src/kit/effects.ts'
import { home } from '#src/kit/home.ts'
import { action } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import {
  HOME_PAGE,
  HOME_TABS,
  type HomePage,
  type HomeState,
  homeBlocks,
  type Place,
  REQUESTS_PAGE,
  WAITS_SHOWN,
} from '#src/views/home.ts'
import { homeAgency, homeOwner, openTicked, turnHome } from '#src/views/refs.ts'
import { isKnownTo } from './followup/known.ts'
import { followupsTicked, Id } from './followup/pressed.ts'
import { remembered } from './remembered.ts'
import { isKnownTo as isRequestKnownTo } from './request/known.ts'

const State = z.object({
  tab: z.enum(HOME_TABS).catch('today'),
  /** Only what is overdue. */
  overdue: z.boolean().catch(false),
  /** Of the team's: only theirs. */
  owner: Mention.nullable().catch(null),
  agency: z.string().nullable().catch(null),
  /** The last line of the page before; null on the first one. */
  after: z.object({ due: z.number().nullable(), number: z.number() }).nullable().catch(null),
  open: Id.nullable().catch(null),
})

/** One's day, one's promises, the team's, and what other teams were asked for. */
export default home({
  state: z.preprocess((it) => (typeof it === 'object' ? it : {}), State),

  async look(state, context) {
    const shared = { now: context.clock.now(), card: await cardOf(state, context) }
    if (state.tab === 'requests') return { ...shared, requests: await requestsOf(state, context) }
    return {
      ...shared,
      followups: await followupsOf(state, context),
      agencies: state.tab === 'today' ? [] : await context.followups.agencies(LIMITS.options),
      waits: state.tab === 'today' ? await waitsOf(context) : null,
    }
  },

  shows: (state, { now, ...seen }, said) => homeBlocks(state, seen, now, said),
})

/** Another tab, page or filter. */
export const turned = action(turnHome, { value: State, run: (state) => goHome(state) })

/** A filter is another list: it begins on its first page. */
export const ofOwner = action(homeOwner, {
  value: Mention,
  run: (owner) => goHome({ owner, after: null }),
})
export const ofAgency = action(homeAgency, {
  value: z.string(),
  run: (agency) => goHome({ agency, after: null }),
})

/** The one that is ticked, with all its verbs. */
export const opened = action(openTicked, {
  value: State,
  run(state, context) {
    const ticked = followupsTicked(context)
    return ticked.length === 1
      ? goHome({ ...state, open: ticked[0] })
      : refuse(ticked.length === 0 ? 'home.nothing' : 'home.one')
  },
})

const cardOf = async ({ open }: HomeState, context: Looking) => {
  const followup = open === null ? undefined : await context.followups.byId(open)
  if (!followup || !(await isKnownTo(followup, context))) return null
  return { followup, known: await knownOf(followup, context) }
}

const followupsOf = async (state: HomeState, context: Looking) => {
  const { actor, clock } = context
  const tomorrow = plusDays(dayIn(clock.now(), actor.timeZone), 1)
  const filter: FollowupFilter = {
    ...(state.tab === 'team' ? state.owner && { owner: state.owner } : { owner: actor.id }),
    ...(state.agency !== null && state.tab !== 'today' && { agency: state.agency }),
    ...(state.tab === 'today' && {
      dueBefore: momentOf({ day: tomorrow, time: '00:00', timeZone: actor.timeZone }),
    }),
    ...(state.overdue && { dueBefore: clock.now() }),
  }
  const knowing = { ...context, people: remembered(context.people) }
  return pageOf({
    after: state.after,
    size: HOME_PAGE,
    read: (after, limit) => context.followups.open({ ...filter, ...(after && { after }) }, limit),
    knows: (it: Followup) => isKnownTo(it, knowing),
    placeOf: ({ due, ref }) => ({ due: due && momentOf(due).epochMilliseconds, number: numberOf(ref) }),
  })
}

/** Who is waited for is always told of it: they may know. */
const waitsOf = async ({ followups, actor }: Looking) => ({
  forMe: await followups.open({ blockedBy: actor.id }, WAITS_SHOWN),
  mine: await followups.open({ owner: actor.id, blocked: true }, WAITS_SHOWN),
})

const requestsOf = async ({ after }: HomeState, context: Looking) => {
  const knowing = { ...context, people: remembered(context.people) }
  return pageOf({
    after,
    size: REQUESTS_PAGE,
    read: (place, limit) => context.requests.waiting(place ? { after: place.number } : {}, limit),
    knows: (it: Request) => isRequestKnownTo(it, knowing),
    placeOf: ({ ref }) => ({ due: null, number: numberOf(ref) }),
  })
}

interface Paging<It> {
  after: Place | null
  size: number
  read(after: Place | null, limit: number): Promise<readonly It[]>
  knows(it: It): Promise<boolean>
  placeOf(it: It): Place
}

/** Those that the reader may know of, a page of them, read as far as that needs. */
const pageOf = async <It>({ after, size, read, knows, placeOf }: Paging<It>): Promise<HomePage<It>> => {
  const shown: It[] = []
  let from = after
  for (;;) {
    const found = await read(from, READ)
    for (const it of found) {
      if (!(await knows(it))) continue
      const last = shown.at(-1)
      if (last && shown.length === size) return { shown, next: placeOf(last) }
      shown.push(it)
    }
    const last = found.at(-1)
    if (last === undefined || found.length < READ) return { shown, next: null }
    from = placeOf(last)
  }
}

const READ = 50

const numberOf = (ref: string): number => Number(ref.replace(/^\D+/, ''))
