import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A file of that name with that content; gone when the test is over. */
export const fileNamed = async (name: string, content: string | Uint8Array): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'regia-file-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

/** Rows as CSV text; the first is the header. */
export const csv = (rows: readonly (readonly (string | number | null)[])[], delimiter = ','): string =>
  rows.map((row) => `${row.map((cell) => cell ?? '').join(delimiter)}\n`).join('')

export const NOW = Temporal.Instant.from('2026-09-16T06:00:00Z')

/** Ids that no creator has, and that no spreadsheet has rounded. */
export const idOf = (n: number): string => `700000000000${100_001 + n}7`
