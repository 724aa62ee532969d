import type { UserId } from '#src/domain/ids.ts'
import type { People } from '#src/domain/ports.ts'

/** A message names people by id alone; whoever reads it elsewhere must see who is meant. */
export const withNames = async (text: string, { people }: { people: People }): Promise<string> => {
  const names = new Map<string, string>()
  for (const [mention, id] of text.matchAll(/<@([UW][A-Z0-9]+)>/g)) {
    const { name } = await people.person(id as UserId)
    // Somebody never met is called by the id, which says less than the mention does.
    if (name !== id) names.set(mention, `@${name}`)
  }
  return text.replace(/<@[UW][A-Z0-9]+>/g, (mention) => names.get(mention) ?? mention)
}
