import type { Deed } from '../../domain/deed.ts'
import type { Ids } from '../../domain/ids.ts'

/** What a repository is bound to, besides a connection and a workspace. */
export interface Binding {
  ids: Ids
  /**
   * Whether what is read by its name is held until the transaction ends. On PostgreSQL two transactions may otherwise read
   * the same version, and the slower one, which somebody was promised, be refused. On SQLite there is only ever one.
   */
  locks: boolean
  /** Who changes what is changed: it goes into its history. */
  deed: Deed
}
