import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type { Pool, PoolClient, Submittable } from 'pg'

/** Connections on which a statement `copy … from stdin` takes the bytes to be copied as its only parameter. */
export const copyingPool = (pool: Pool): PostgresPool => ({
  options: pool.options,
  end: () => pool.end(),
  connect: async () => copyingClient(await pool.connect()),
})

const copyingClient = (client: PoolClient): PostgresPoolClient => {
  const query = (text: string, params: unknown[]): Promise<unknown> => {
    const [bytes] = params
    return text.startsWith('copy ') && bytes instanceof Uint8Array
      ? new Promise((resolve, reject) => client.query(copyIn(text, bytes, resolve, reject)))
      : client.query(text, params)
  }
  return { query, release: (destroy?: boolean) => client.release(destroy) } as PostgresPoolClient
}

/** What `pg` asks of a query of one's own; it speaks the protocol itself. */
interface CopyConnection {
  query(text: string): void
  sendCopyFromChunk(bytes: Uint8Array): void
  endCopyFrom(): void
}

const copyIn = (
  text: string,
  bytes: Uint8Array,
  done: (result: PostgresQueryResult<never>) => void,
  failed: (error: unknown) => void,
): Submittable => {
  const steps = {
    submit: (connection: CopyConnection) => void connection.query(text),
    handleCopyInResponse: (connection: CopyConnection) => {
      connection.sendCopyFromChunk(bytes)
      connection.endCopyFrom()
    },
    handleCommandComplete: () => undefined,
    handleError: failed,
    handleReadyForQuery: () => done({ command: 'SELECT', rowCount: 0, rows: [] }),
  }
  return steps as unknown as Submittable
}
