import { z } from 'zod'
import { message } from '#src/blocks/blocks.ts'
import type { Followup } from '#src/domain/followup.ts'
import type { Running } from '#src/kit/context.ts'
import { open, reply } from '#src/kit/effects.ts'
import { form, text } from '#src/kit/form.ts'
import { action, submission } from '#src/kit/listen.ts'
import { refuse } from '#src/kit/refuse.ts'
import { seenAs } from '#src/views/followup.ts'
import { tellOutcome } from '#src/views/refs.ts'
import { changeable } from './allowed.ts'
import { redrawn } from './drawn.ts'
import { Pressed, pressed, Seen } from './pressed.ts'

const outcomeForm = form('followup.outcome', {
  title: (t) => t.followup.outcomeTitle,
  submit: (t) => t.followup.save,
  carry: Seen.extend({ channel: z.string().nullable() }),
  fields: {
    outcome: text((t) => t.followup.outcomeField, { lines: true, hint: (t) => t.followup.outcomeHint }),
  },
})

/** One press closes it; who has more to say says it afterwards. */
export const telling = action(tellOutcome, {
  opens: true,
  value: Pressed,
  run: (seen, context) =>
    pressed(seen, context, async (followup) => {
      await closedAndMine(followup, context)
      return open((v) =>
        outcomeForm.view(v, {
          carry: { ...seenAs(followup), channel: context.channel?.id ?? null },
          values: { outcome: followup.outcome ?? undefined },
        }),
      )
    }),
})

export const told = submission(outcomeForm, {
  run: ({ outcome, carry }, context) =>
    pressed(carry, context, async (was) => {
      await closedAndMine(was, context)
      const changed = (await context.followups.change(was, { outcome })) ?? refuse('changed.meanwhile')
      return [
        reply(({ t }) => message(t.followup.outcomeSaved({ ref: changed.ref }))),
        await redrawn(changed, context),
      ]
    }),
})

const closedAndMine = async (followup: Followup, context: Running): Promise<void> => {
  if (followup.state !== 'done') refuse('followup.notDone', { ref: followup.ref })
  await changeable(followup, context)
}
