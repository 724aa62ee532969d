import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Clock } from '#src/domain/clock.ts'
import { isForNothing } from '#src/domain/facts.ts'
import type { Thresholds } from '#src/domain/thresholds.ts'
import { FileRefused } from '#src/ingest/faults.ts'
import { importFile } from './import.ts'

export interface FolderOptions {
  folder: string
  url: string
  thresholds?: Thresholds | undefined
  /** What the imported day is judged by. */
  clock: Clock
  /** What a file's age is judged by. */
  wall: Clock
  log: Logger
}

export interface WatchedFolder {
  /** Imports what lies there and has come to rest; afterwards it lies in `done` or `refused`, with a report beside it. */
  look(): Promise<void>
  /** Resolves when no look is under way. */
  idle(): Promise<void>
}

/** A file younger than this may still be on its way. */
const AT_REST_MS = 2000
const READABLE = /\.(xlsx|csv|csv\.gz)$/i

export const watchedFolder = ({
  folder,
  url,
  thresholds,
  clock,
  wall,
  log,
}: FolderOptions): WatchedFolder => {
  let looking: Promise<void> | null = null
  const look = async (): Promise<void> => {
    await mkdir(folder, { recursive: true })
    for (const name of (await readdir(folder)).filter((it) => READABLE.test(it)).toSorted()) {
      const path = join(folder, name)
      const { mtimeMs } = await stat(path)
      // A file's age is the machine's own time, whatever the clock says.
      if (wall.now().epochMilliseconds - mtimeMs >= AT_REST_MS) await takeIn(name, path)
    }
  }

  const takeIn = async (name: string, path: string): Promise<void> => {
    try {
      const report = await importFile({ url, path, now: clock.now(), thresholds })
      log.info(
        { file: name, added: report.added, changed: report.changed, rejected: report.rejected },
        'imported',
      )
      await putAway(isForNothing(report) ? 'refused' : 'done', name, path, report)
    } catch (error) {
      if (!(error instanceof FileRefused)) {
        // It stays where it is, for the next look; the others are no worse for it.
        log.error({ err: error, file: name }, 'a file could not be taken in')
        return
      }
      // The rest of a fault may quote the file: a table without headers begins with somebody's data.
      log.warn({ file: name, fault: error.fault.fault }, 'a file was refused')
      await putAway('refused', name, path, error.fault)
    }
  }

  const putAway = async (
    where: 'done' | 'refused',
    name: string,
    path: string,
    report: unknown,
  ): Promise<void> => {
    const shelf = join(folder, where)
    await mkdir(shelf, { recursive: true })
    const kept = freeName(name, new Set(await readdir(shelf)))
    await writeFile(join(shelf, `${kept}.report.json`), `${JSON.stringify(report, null, 2)}\n`)
    await rename(path, join(shelf, kept))
  }

  return {
    look: () => {
      looking ??= look().finally(() => {
        looking = null
      })
      return looking
    },
    idle: async () => {
      await looking?.catch(() => undefined)
    },
  }
}

/** The platform calls many a file the same: `Creator data.csv`, `Creator data (2).csv`. */
const freeName = (name: string, taken: ReadonlySet<string>): string => {
  const [, stem = name, ending = ''] = /^(.*?)(\.csv\.gz|\.[^.]*)$/i.exec(name) ?? []
  for (let n = 2, free = name; ; free = `${stem} (${n++})${ending}`) if (!taken.has(free)) return free
}
