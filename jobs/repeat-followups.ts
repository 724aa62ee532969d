import { AUDIENCE, nextWithin } from '#src/domain/calendar.ts'
import type { NewFollowup } from '#src/domain/followup.ts'
import { comesRound, type Series } from '#src/domain/series.ts'
import type { JobRunning } from '#src/kit/context.ts'
import { dm, type Effect, post } from '#src/kit/effects.ts'
import { job } from '#src/kit/job.ts'
import { nextReminder } from '#src/kit/worktime.ts'
import { cardOf } from '#src/views/refs.ts'
import { cameRound } from '#src/views/series.ts'

/** Of one bite: each is a row or three, and all of them one transaction. */
const AT_ONCE = 100

/** What comes round is made in the morning of its day, if the one before was not closed earlier; after an outage the newest only. */
export default job('repeat-followups', {
  when: { cron: '*/15 * * * *' },
  missed: 'latest',

  look: async ({ due }, { series }) => (await series.due(due, AT_ONCE + 1)).length > AT_ONCE,
  more: (seen) => seen,

  async run({ due }, context) {
    const effects: Effect[] = []
    for (const series of await context.series.due(due, AT_ONCE))
      effects.push(...(await round(series, context)))
    return effects
  },
})

const round = async (series: Series, context: JobRunning): Promise<readonly Effect[]> => {
  const { people, clock, workdays, followups, series: all } = context
  const now = clock.now()
  const [owner, reporter] = await Promise.all([series.owner, series.reporter].map((it) => people.person(it)))
  if (owner?.deactivated && reporter?.deactivated) {
    await all.change(series, { next: null, nextAt: null })
    return []
  }
  // An outage may end at night, when nobody wants to hear of it.
  const awake = nextWithin(AUDIENCE, now, owner?.timeZone ?? workdays.timeZone, () => false)
  if (Temporal.Instant.compare(awake, now) > 0) {
    await all.change(series, { nextAt: awake })
    return []
  }
  const isOff = (timeZone: string, day: Parameters<JobRunning['workdays']['isOff']>[2]) =>
    workdays.isOff(null, timeZone, day)
  const remindAt = (it: NewFollowup) => nextReminder(it, context)
  const came = await comesRound(series, { followups, series: all, people, clock, isOff, remindAt })
  if (!came) return []
  const { made, missed } = came
  const say = cameRound(made, missed, now, { last: null, original: null, series: came.series })
  const options = { card: cardOf(made), key: `repeat:${made.id}`, about: [made.id] }
  const channel = made.origin && !made.origin.channel.startsWith('D') ? made.origin.channel : null
  const place = channel && (await people.channel(channel))
  const here = place?.joined && !place.external && !place.archived
  if (here) return [post(place.id, say, { ...options, owner: made.owner })]
  const hears = owner?.deactivated ? made.reporter : made.owner
  return [dm(hears, say, options)]
}
