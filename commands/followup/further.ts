import { z } from 'zod'
import type { Followup } from '#src/domain/followup.ts'
import type { Running } from '#src/kit/context.ts'
import type { Outcome } from '#src/kit/effects.ts'
import { action } from '#src/kit/listen.ts'
import { furtherFollowup, VERBS, type Verb } from '#src/views/refs.ts'
import { edited } from './assign.ts'
import { blockAsked } from './block.ts'
import { noteAsked } from './note.ts'
import { pressed, Seen } from './pressed.ts'
import { settle } from './settle.ts'
import { shown } from './show.ts'

const DOES: Record<Verb, (followup: Followup, context: Running) => Promise<Outcome> | Outcome> = {
  edit: edited,
  block: blockAsked,
  note: noteAsked,
  history: (followup, context) => shown(followup, context),
  cancel: (followup, context) => settle('cancelled', followup, context),
}

/** What stands behind a card's three dots. */
export default action(furtherFollowup, {
  opens: true,
  value: Seen.extend({ verb: z.enum(VERBS) }),
  run: ({ verb, ...seen }, context) => pressed(seen, context, (it) => DOES[verb](it, context)),
})
