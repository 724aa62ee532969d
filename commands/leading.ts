import type { People, SettingReads } from '#src/domain/ports.ts'
import type { Running } from '#src/kit/context.ts'
import { refuse } from '#src/kit/refuse.ts'

/** Where somebody leads who is still here, what is theirs to decide is refused to others. */
export const leading = async ({
  settings,
  people,
  actor,
}: Pick<Running, 'actor'> & { people: People; settings: SettingReads }): Promise<void> => {
  const leads = await settings.leads()
  const here = await Promise.all(leads.map((id) => people.person(id)))
  const others = here.filter(({ deactivated }) => !deactivated)
  if (others.length > 0 && !leads.includes(actor.id))
    refuse('settings.leads', { leads: others.map(({ name }) => name).join(', ') })
}
