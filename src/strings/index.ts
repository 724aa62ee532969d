import { en, type Strings } from './en.ts'
import { it } from './it.ts'

const catalogues = { en, it } as const satisfies Record<string, Strings>

export const stringsIn = (locale: keyof typeof catalogues): Strings => catalogues[locale]
/** For what must be understood in any language: subcommands. */
export const everyCatalogue: readonly Strings[] = Object.values(catalogues)
export type { Strings }
