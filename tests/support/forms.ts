import type { Person } from '#playground/server/person.ts'

/** What stands in the fields of somebody's open form, by field. */
export const entered = (who: Person): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(who.modal()?.values ?? {}).map(([field, value]) => [
      field,
      plain(Object.values(value)[0]),
    ]),
  )

const plain = (state: unknown): unknown => {
  if (typeof state !== 'object' || state === null) return state
  for (const key of ['value', 'selected_user', 'selected_date', 'selected_conversation', 'selected_time'])
    if (key in state) return Reflect.get(state, key)
  const option: unknown = Reflect.get(state, 'selected_option')
  return typeof option === 'object' && option !== null ? Reflect.get(option, 'value') : option
}
