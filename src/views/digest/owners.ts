import type { UserId } from '../../domain/ids.ts'
import { mention } from '../people.ts'

/** Who looks after an agency, to be called in its first line: each once in a post, however many rows are theirs. */
export interface Owners {
  /** Empty where nobody is known, or where they have been called already. */
  of(agency: string | null): string
}

export const ownersIn = (managers: ReadonlyMap<string, UserId>): Owners => {
  const called = new Set<UserId>()
  return {
    of(agency) {
      const owner = agency === null ? undefined : managers.get(agency)
      if (owner === undefined || called.has(owner)) return ''
      called.add(owner)
      return ` · ${mention(owner)}`
    },
  }
}
