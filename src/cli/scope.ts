import type { Facts, Scope } from '../domain/facts.ts'
import type { Voice } from '../kit/voice.ts'
import { CliFault } from './door.ts'

/** The region, market or agency of that name; a fault offers the near ones. */
export const scopeCalled = async (name: string, facts: Facts, { t }: Voice): Promise<Scope> => {
  const scope = await facts.scopeNamed(name)
  if (scope) return scope
  const near = await facts.near('scope', name, 3)
  throw new CliFault(t.refusals['scope.unknown']({ name, near, known: '' }).replaceAll('*', ''))
}
