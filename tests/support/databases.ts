import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'

/** Every store test and every scene runs on both. */
export const DATABASES = ['sqlite', 'postgres'] as const
export type DatabaseName = (typeof DATABASES)[number]

/** A fresh, empty database of that kind, as a DATABASE_URL; gone when the test is over. */
export const freshDatabase = async (kind: DatabaseName): Promise<string> => {
  if (kind === 'sqlite') {
    const folder = await mkdtemp(join(tmpdir(), 'regia-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    return `sqlite:${join(folder, 'regia.db')}`
  }
  const server = inject('postgres')
  const name = `regia_${randomBytes(6).toString('hex')}`
  await ask(server, `create database ${name}`)
  onTestFinished(() => ask(server, `drop database ${name} with (force)`))
  return server.replace(/\/postgres$/, `/${name}`)
}

const ask = async (server: string, statement: string): Promise<void> => {
  const client = new pg.Client(server)
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
