import type { Facts, Scope } from './facts.ts'

/** How a scope is kept and typed again. */
export const nameOf = (scope: Scope): string => {
  switch (scope.kind) {
    case 'all':
      return 'all'
    case 'market':
      return scope.market
    case 'agency':
      return scope.agency
    default:
      return scope.name
  }
}

/** A scope by the name it is kept by; null where nothing is known of it any more. */
export const scopeKept = async (name: string, facts: Pick<Facts, 'scopeNamed'>): Promise<Scope | null> =>
  name === 'all' ? { kind: 'all' } : facts.scopeNamed(name)
