import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'

/**
 * Commits that reach the disk before anybody hears of them, and do not hold the event loop meanwhile.
 *
 * With `synchronous = FULL` SQLite waits for the disk inside of `commit`, and everything else on this thread waits with
 * it: behind a large import that was measured at 115 ms. Under NORMAL a commit only appends to the write-ahead log; here
 * the log is then brought to the disk by one of libuv's threads, and whoever committed goes on when it is there. A power
 * cut in between can only lose what nobody was told.
 *
 * Opening and closing the log beside SQLite is safe: its locks are on the other two files.
 */
export const syncedAfterWrites = (driver: Driver, sync: () => Promise<void>): Driver => {
  let transaction: { wrote: boolean } | null = null
  let broken: unknown
  const synced = async (): Promise<void> => {
    try {
      await sync()
    } catch (error) {
      // The kernel may report a lost page once and then never again: nothing that follows could be trusted.
      broken = error
      throw error
    }
  }
  const { acquireConnection, beginTransaction, commitTransaction, rollbackTransaction } = driver
  driver.acquireConnection = async (options) => {
    const connection = await acquireConnection.call(driver, options)
    return {
      executeQuery: async <R>(query: CompiledQuery) => {
        if (broken !== undefined) throw broken
        const result = await connection.executeQuery<R>(query)
        const wrote = mayHaveWritten(query, result)
        if (transaction) transaction.wrote ||= wrote
        else if (wrote) await synced()
        return result
      },
      streamQuery: (query, size) => connection.streamQuery(query, size),
    } satisfies DatabaseConnection
  }
  driver.beginTransaction = async (connection, settings) => {
    const begun = { wrote: false }
    transaction = begun
    try {
      await beginTransaction.call(driver, connection, settings)
      begun.wrote = false
    } catch (error) {
      transaction = null
      throw error
    }
  }
  driver.commitTransaction = async (connection) => {
    const wrote = transaction?.wrote
    await commitTransaction.call(driver, connection)
    transaction = null
    if (wrote) await synced()
  }
  driver.rollbackTransaction = async (connection) => {
    await rollbackTransaction.call(driver, connection)
    transaction = null
  }
  return driver
}

const WRITING = new Set<string>(['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode'])
const mayHaveWritten = (
  { query }: CompiledQuery,
  { numAffectedRows, rows }: QueryResult<unknown>,
): boolean => {
  if (query.kind === 'SelectQueryNode') return false
  if (!WRITING.has(query.kind)) return true
  return numAffectedRows === undefined ? rows.length > 0 : numAffectedRows > 0n
}

/** A write-ahead log that is brought to the disk, and into the database, without the thread that writes it. */
export interface Log {
  sync(): Promise<void>
  close(): Promise<void>
}

export const logOf = (database: string, onCheckpointer: { lost(): void }): Log => {
  const file = logFile(database)
  let writes = 0
  let checkpointer: Worker | null = null

  const checkpoint = () => {
    if (checkpointer === null) {
      checkpointer = new Worker(new URL('./checkpointing.ts', import.meta.url), { workerData: database })
      checkpointer.on('error', onCheckpointer.lost)
      checkpointer.on('exit', () => {
        checkpointer = null
      })
      checkpointer.unref()
    }
    checkpointer.postMessage('checkpoint')
  }
  return {
    sync: async () => {
      await file.sync()
      if (++writes % WRITES_A_CHECKPOINT === 0) checkpoint()
    },
    close: async () => {
      const last = checkpointer
      if (last !== null) {
        // Or the process might be over before it is.
        last.ref()
        last.postMessage('close')
        await new Promise((resolve) => last.once('exit', resolve))
      }
      await file.close()
    },
  }
}

/** Some ten megabytes of log. */
const WRITES_A_CHECKPOINT = 200

/**
 * For a transaction that writes hundreds of megabytes: its log goes to the disk bit by bit while it grows. Otherwise it
 * would all go at its end, and every other commit on that disk would wait behind it.
 */
export const trickle = (database: string): { wrote(): void; close(): Promise<void> } => {
  const file = logFile(database)
  let statements = 0
  let under: Promise<void> | null = null
  return {
    wrote: () => {
      if (++statements % STATEMENTS_A_TRICKLE !== 0 || under) return
      // Only a favour to others: the commit itself will say what the disk has refused.
      under = file
        .sync()
        .catch(() => undefined)
        .finally(() => {
          under = null
        })
    },
    close: async () => {
      await under
      await file.close()
    },
  }
}

/** Of 256 rows each: about a megabyte. */
const STATEMENTS_A_TRICKLE = 64

/** A database's write-ahead log, from when it is there. */
const logFile = (database: string) => {
  let file: FileHandle | null = null
  const opened = async (): Promise<FileHandle | null> => {
    const log = await open(`${database}-wal`, 'r+').catch(nullIfMissing)
    // The log's name must outlive a power cut too. Windows knows no such thing as a folder's sync.
    const folder = log && (await open(dirname(database), 'r').catch(() => null))
    await folder?.sync().catch(() => undefined)
    await folder?.close()
    return log
  }
  return {
    sync: async (): Promise<void> => {
      file ??= await opened()
      await file?.datasync()
    },
    close: async (): Promise<void> => file?.close(),
  }
}

const nullIfMissing = (error: unknown): null => {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
