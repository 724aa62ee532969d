import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Day, firstOfMonth, platformDay, plusDays } from '#src/domain/day.ts'
import type { ImportReport } from '#src/domain/facts.ts'
import { csvOf } from '#src/sample/csv.ts'
import { exportsOf, type SampleFile } from '#src/sample/exports.ts'
import { sampleRegion } from '#src/sample/region.ts'
import { xlsxOf } from '#src/sample/xlsx.ts'
import { importFile } from './import.ts'

export interface SampleRequest {
  url: string
  now: Temporal.Instant
  /** Addresses of whoever looks after the agencies, in turn; invented ones where nobody is named. */
  managers?: readonly string[]
  onFile?: (file: string, report: ImportReport) => void
}

const WEEKS = 10
const CREATORS = 400

/**
 * Fills a database with the sample region, the way a real one is filled: an agency list, a warehouse feed, and the
 * platform's month-to-date exports of the last days. The same day always gives the same region.
 */
export const importSample = async ({ url, now, managers = [], onFile }: SampleRequest): Promise<void> => {
  const asOf = plusDays(platformDay(now), -1)
  const folder = await mkdtemp(join(tmpdir(), 'regia-sample-'))
  try {
    for (const file of await sampleFiles(asOf, managers)) {
      const path = join(folder, file.name)
      await writeFile(path, file.bytes)
      const report = await importFile({ url, path, now })
      onFile?.(file.name, report)
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

const sampleFiles = async (
  asOf: Day,
  managers: readonly string[],
): Promise<{ name: string; bytes: Uint8Array | string }[]> => {
  const region = sampleRegion({ seed: 20, asOf, weeks: WEEKS, creators: CREATORS })
  // The feed ends where the exports take over; a difference needs the month's earlier total, unless a month begins.
  const ends = [plusDays(asOf, -2), plusDays(asOf, -1), asOf].filter((it) => it >= firstOfMonth(asOf))
  const feedEnd =
    ends[0] === undefined || ends[0] === firstOfMonth(asOf) ? plusDays(firstOfMonth(asOf), -1) : ends[0]
  const csv = (file: SampleFile) => ({ name: `${file.name}.csv`, bytes: csvOf(file) })
  return [
    ...exportsOf(region, { kind: 'agencies' }).map((it) => csv(lookedAfter(it, managers))),
    ...exportsOf(region, { kind: 'daily', to: feedEnd }).map(csv),
    ...(await Promise.all(
      exportsOf(region, { kind: 'backstage', variant: 'B', ends }).map(async (file) => ({
        name: `${file.name}.xlsx`,
        bytes: await xlsxOf(file),
      })),
    )),
  ]
}

const lookedAfter = (file: SampleFile, managers: readonly string[]): SampleFile => {
  const at = file.rows[0]?.indexOf('manager_email') ?? -1
  const rows = file.rows.map((row, i) => {
    const manager = managers[(i - 1) % managers.length]
    return i === 0 || at < 0 || manager === undefined ? row : row.with(at, manager)
  })
  return { ...file, rows }
}
