import { rm } from 'node:fs/promises'
import { type Half, placeOf } from './dialect.ts'

const HALVES: readonly Half[] = ['ledger', 'facts']

/** Throws the whole store away. Nobody may have it open. */
export const forgetStore = async (url: string): Promise<void> => {
  const places = HALVES.map((half) => placeOf(url, half))
  if (places[0]?.dialect === 'postgres') return dropSchemas(url)
  for (const { at } of places)
    for (const part of ['', '-wal', '-shm']) await rm(`${at}${part}`, { force: true })
}

const dropSchemas = async (url: string): Promise<void> => {
  const { default: pg } = await import('pg')
  const client = new pg.Client(url)
  await client.connect()
  try {
    for (const half of HALVES) await client.query(`drop schema if exists ${half} cascade`)
  } finally {
    await client.end()
  }
}
