import { nextWorkingMoment } from '#src/domain/calendar.ts'
import type { Followup } from '#src/domain/followup.ts'
import { dm, type Effect } from '#src/kit/effects.ts'
import { job } from '#src/kit/job.ts'
import { orphaned, reminder } from '#src/views/followup.ts'

/** What is due, told in working hours where its owner lives: one message a person, however much there is. */
export default job('remind', {
  when: { cron: '*/15 * * * *' },
  missed: 'latest',

  async run({ due, key }, { followups, people, clock }) {
    const effects: Effect[] = []
    const now = clock.now()
    const waiting = await followups.open({ remindBy: due }, 500)
    for (const [owner, theirs] of Map.groupBy(waiting, (it) => it.owner)) {
      const { timeZone, deactivated } = await people.person(owner)
      // An outage may have carried a morning's reminder into the night.
      const next = nextWorkingMoment(now, timeZone)
      const waits = Temporal.Instant.compare(next, now) > 0
      const told: Followup[] = []
      for (const followup of theirs)
        if (
          await followups.change(followup, {
            remindAt: waits ? next : null,
            snoozedUntil: waits ? followup.snoozedUntil : null,
          })
        )
          told.push(followup)
      if (waits || told.length === 0) continue
      if (!deactivated) {
        effects.push(
          dm(owner, reminder(told, now), {
            key: `remind:${owner}:${key}`,
            about: told.map(({ id }) => id),
            counts: 'remind',
          }),
        )
        continue
      }
      // Somebody who has left will not look after it: whoever asked should know, each of what they asked.
      for (const [reporter, asked] of Map.groupBy(told, (it) => it.reporter))
        if (!(await people.person(reporter)).deactivated)
          effects.push(
            dm(reporter, orphaned(owner, asked, now), {
              key: `remind:${owner}:${reporter}:${key}`,
              about: asked.map(({ id }) => id),
              counts: 'remind',
            }),
          )
    }
    return effects
  },
})
