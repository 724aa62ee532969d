import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { placeOf } from './dialect.ts'

/**
 * On SQLite one process at a time works on a database: two would each hold a playground's messages and a ticker of their
 * own. The lock is the system's, on a file beside the database: a killed process leaves none behind. Null when another
 * process has it; on PostgreSQL processes share, and nothing is locked.
 */
export const workAlone = async (url: string): Promise<{ release(): void } | null> => {
  const place = placeOf(url, 'ledger')
  if (place.dialect !== 'sqlite' || place.at === ':memory:') return { release: () => undefined }
  const { default: Database } = await import('better-sqlite3')
  mkdirSync(dirname(place.at), { recursive: true })
  const lock = new Database(`${place.at}-lock`, { timeout: 0 })
  try {
    lock.exec('begin exclusive')
    return { release: () => void lock.close() }
  } catch (error) {
    lock.close()
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return null
    throw error
  }
}
