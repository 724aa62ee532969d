import type { Scope } from './facts.ts'

/** Before the address of whoever looks after it. */
export const MANAGER = 'manager:'

/** How a scope is kept and typed again. */
export const nameOf = (scope: Scope): string => {
  switch (scope.kind) {
    case 'all':
      return 'all'
    case 'market':
      return scope.market
    case 'agency':
      return scope.agency
    case 'manager':
      return `${MANAGER}${scope.email}`
    default:
      return scope.name
  }
}

/** One colleague's agencies come to one colleague: by direct message, wherever it was asked for. */
export const isPersonal = (name: string): boolean => name.startsWith(MANAGER)
