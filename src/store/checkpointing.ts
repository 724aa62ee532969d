import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'

/** The inside of the thread that takes what is in a write-ahead log over into its database, as far as nobody reads it. */
const database = new Database(workerData, { timeout: 0 })

parentPort?.on('message', (asked: 'checkpoint' | 'close') => {
  if (asked === 'checkpoint') database.pragma('wal_checkpoint(PASSIVE)')
  else {
    database.close()
    parentPort?.close()
  }
})
