import type { Scope } from './facts.ts'

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
