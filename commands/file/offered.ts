import { z } from 'zod'
import { event } from '#src/kit/listen.ts'

/** Somebody put a file where Regia is. What it is, Slack has to be asked: not here, where people wait. */
export const offered = event('file_shared', {
  payload: z.object({ file_id: z.string() }),
  async run({ file_id }, { channel, actor, offers, clock }) {
    // A channel that another organisation reads too is told no numbers.
    if (!channel || channel.external) return []
    await offers.add({
      channel: channel.id,
      thread: null,
      slackFile: file_id,
      name: '',
      by: actor.id,
      state: 'looking',
      said: {},
      report: null,
      fault: null,
      importId: null,
      actor: null,
      rejects: null,
      createdAt: clock.now(),
    })
    return []
  },
})
