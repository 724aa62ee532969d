import pg from 'pg'
import startPostgres from '#tests/support/postgres.ts'

/** A real PostgreSQL with an empty database, for as long as `work` takes. */
export const onPostgres = async (work: (url: string) => Promise<void>): Promise<void> => {
  let server = ''
  const stop = await startPostgres({ provide: (_: 'postgres', url: string) => (server = url) } as never)
  try {
    const admin = new pg.Client(server)
    await admin.connect()
    await admin.query('create database bench')
    await admin.end()
    await work(server.replace(/\/postgres$/, '/bench'))
  } finally {
    await stop()
  }
}
