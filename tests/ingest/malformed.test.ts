import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import type { FileFault } from '#src/domain/facts.ts'
import { FileRefused } from '#src/ingest/faults.ts'
import { openFacts } from '#src/store/facts/connect.ts'
import { en } from '#src/strings/en.ts'
import { it } from '#src/strings/it.ts'
import { importFile } from '#src/workers/import.ts'
import { freshDatabase } from '#tests/support/databases.ts'
import { NOW } from '#tests/workers/files.ts'

const Read = z.object({
  name: z.string(),
  became: z.string(),
  fault: z.looseObject({ fault: z.string() }).optional(),
  error: z.string().optional(),
  ms: z.number(),
})
const Ended = z.object({ maxRssMb: z.number() })

/** Young memory as the thread that reads a file in earnest has it. */
const AS_A_THREAD = '--max-semi-space-size=16'
const program = async (...args: readonly string[]) =>
  (
    await promisify(execFile)(
      process.execPath,
      [AS_A_THREAD, join(import.meta.dirname, 'malformed.ts'), ...args],
      {
        maxBuffer: 64 * 1024 * 1024,
      },
    )
  ).stdout
const made = async (count: number, seed: number): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'regia-bad-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await program(folder, String(count), String(seed))
  return folder
}
const sentencesFor = (fault: FileFault) =>
  [en, it].map(({ files }) => (files.faults[fault.fault] as (fault: never) => string)(fault as never))

test('a thousand malformed files: each is accepted, accepted with rejects, or refused with a sentence', async () => {
  const lines = (await program(await made(1000, 1)))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const { maxRssMb } = Ended.parse(lines.pop())
  const files = lines.map((line) => Read.parse(line))
  expect(files).toHaveLength(1000)
  const known = ['accepted', 'accepted with rejects', 'refused']
  expect(files.filter(({ became }) => !known.includes(became))).toEqual([])
  for (const became of known) expect(files.some((file) => file.became === became)).toBe(true)
  for (const { fault } of files) {
    if (fault)
      for (const sentence of sentencesFor(fault as FileFault)) expect(sentence).toMatch(/^\S.*[.:]$/s)
  }
  expect(Math.max(...files.map(({ ms }) => ms))).toBeLessThan(10_000)
  expect(maxRssMb).toBeLessThan(300)
}, 120_000)

test('one of each kind, all the way to the database, leaves it whole', async () => {
  const url = await freshDatabase('sqlite')
  const folder = await made(47, 2)
  for (const name of await readdir(folder)) {
    const error = await importFile({ url, path: join(folder, name), now: NOW, timeLimitSeconds: 10 }).catch(
      (error: unknown) => error,
    )
    if (error instanceof Error) expect(error).toBeInstanceOf(FileRefused)
  }
  const db = await openFacts(url, { poolSize: 1 })
  const { days } = await db
    .selectFrom('daily')
    .select(({ fn }) => fn.sum<number>('diamonds').as('days'))
    .executeTakeFirstOrThrow()
  const { rolled } = await db
    .selectFrom('rollup')
    .select(({ fn }) => fn.sum<number>('diamonds').as('rolled'))
    .executeTakeFirstOrThrow()
  await db.destroy()
  expect(days).toBe(rolled)
  expect(days).toBeGreaterThan(0)
}, 120_000)
