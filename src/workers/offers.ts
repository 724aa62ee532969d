import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Clock } from '#src/domain/clock.ts'
import type { Facts, ImportReport } from '#src/domain/facts.ts'
import type { TeamId } from '#src/domain/ids.ts'
import type { ClaimedOffer, FileShelf, Offer, OfferFault, OfferQueue } from '#src/domain/offer.ts'
import type { Thresholds } from '#src/domain/thresholds.ts'
import { FileRefused } from '#src/ingest/faults.ts'
import { megabytes, SHEET_LIMITS } from '#src/ingest/sheet.ts'
import { importFile, type RejectsFile, UndoRefused, undoImport } from './import.ts'

export interface OfferWorkOptions {
  queue: OfferQueue
  shelf: FileShelf
  facts: Pick<Facts, 'imports'>
  /** The database, as `DATABASE_URL` names it. */
  url: string
  thresholds?: Thresholds | undefined
  clock: Clock
  /** The workspace that the shelf can reach; undefined while it is not yet known. */
  team(): TeamId | undefined
  /** What came of it, in one transaction with what people are shown. */
  settle(claimed: ClaimedOffer, changes: Partial<Offer>): Promise<void>
  /** What the table of left-out rows is called and says, in the language of the place. */
  rejectsWords(offer: Offer): Promise<Omit<RejectsFile, 'path'> & { name: string; words: string }>
  log: Logger
  leaseMs?: number
  /** How often it looks when nobody woke it. */
  pollMs?: number
  /** How long after the first failure it is tried again; each further one waits twice as long. */
  retryMs?: number
}

export interface OfferWork {
  start(): void
  /** Something was committed: look now. */
  wake(): void
  /** Lets go of what is in hand, for another process or the next start. */
  stop(): Promise<void>
  /** Resolves when nothing can be done at this moment. */
  idle(): Promise<void>
}

/** What Regia reads, by name; its bytes decide later. */
const READABLE = /\.(xlsx|csv|csv\.gz)$/i
/** Faults pass, and processes die for reasons of their own; only what was in hand this often is given up. */
const MAX_ATTEMPTS = 10
const LONGEST_WAIT_MS = 60_000
/** So often Slack is asked which message shows a file, before it is answered without a thread. */
const LOOKS = 4

type Changes = Partial<Offer>

/**
 * Reads, imports and takes back what people offer in Slack: one at a time, outside any transaction of the ledger.
 * Whoever dies with one in hand is followed by another once the lease is over; an import knows its bytes, so that
 * doing it twice does it once.
 */
export const offerWork = ({
  queue,
  shelf,
  facts,
  url,
  thresholds,
  clock,
  team,
  settle,
  rejectsWords,
  log,
  leaseMs = 30_000,
  pollMs = 1000,
  retryMs = 1000,
}: OfferWorkOptions): OfferWork => {
  let stopped: AbortController | null = null
  let timer: NodeJS.Timeout | undefined
  let wanted = false
  let pumping: Promise<void> | null = null

  const wake = (): void => {
    wanted = true
    if (stopped?.signal.aborted !== false || pumping) return
    pumping = pump(stopped.signal)
      .catch((error) => log.error({ err: error }, 'offered files could not be looked after'))
      .finally(() => {
        pumping = null
        if (wanted) wake()
      })
  }

  const pump = async (stop: AbortSignal): Promise<void> => {
    while (!stop.aborted) {
      wanted = false
      const here = team()
      const claimed = here && (await queue.claim({ leaseMs, team: here }))
      if (!claimed) return
      await inHand(claimed, stop)
    }
  }

  /** Held for as long as it takes; whoever loses it stops at once. */
  const inHand = async (it: ClaimedOffer, stop: AbortSignal): Promise<void> => {
    const lost = new AbortController()
    const hold = setInterval(async () => {
      const mine = await queue.hold(it, leaseMs).catch(() => true)
      if (!mine) lost.abort(new Error('somebody else has this file in hand'))
    }, leaseMs / 3)
    try {
      const signal = AbortSignal.any([stop, lost.signal])
      await settle(it, it.attempts > MAX_ATTEMPTS ? givenUp(it) : await worked(it, signal))
    } catch (error) {
      if (lost.signal.aborted) return
      if (stop.aborted) return void (await queue.later(it, 0).catch(() => undefined))
      log.warn({ err: error, state: it.state, attempts: it.attempts }, 'an offered file did not come through')
      const wait = Math.min(retryMs * 2 ** (it.attempts - 1), LONGEST_WAIT_MS)
      await queue.later(it, wait).catch(() => undefined)
    } finally {
      clearInterval(hold)
    }
  }

  const worked = (it: ClaimedOffer, signal: AbortSignal): Promise<Changes> => {
    if (it.state === 'undoing') return takeBack(it)
    if (it.name === '') return meet(it)
    return it.state === 'importing' ? bringIn(it, signal) : tryOut(it, signal)
  }

  /** What it is called and where it is shown; what is not for Regia is passed over in silence. */
  const meet = async (it: ClaimedOffer): Promise<Changes> => {
    const file = it.slackFile === null ? 'gone' : await shelf.look(it.slackFile, it.channel)
    if (file === 'gone' || file.own || !READABLE.test(file.name)) return { state: 'ignored' }
    if (!file.shown && it.attempts < LOOKS) throw new Error('Slack does not show the file yet')
    // In a channel the answer goes into the file's thread; a conversation of two needs none.
    const thread = file.shown?.thread ?? (it.channel.startsWith('D') ? null : (file.shown?.ts ?? null))
    const seen = { name: file.name, thread }
    return file.size > SHEET_LIMITS.fileBytes ? { ...seen, ...refused(tooLarge(file.name)) } : seen
  }

  /** A trial run: all that an import would do, and nothing kept. */
  const tryOut = (it: ClaimedOffer, signal: AbortSignal): Promise<Changes> =>
    withFile(it, async (path, folder) => {
      const { name, words, ...table } = await rejectsWords(it)
      const rejects = { path: join(folder, 'left-out.csv'), ...table }
      const report = await importFile({
        url,
        thresholds,
        path,
        ...it.said,
        dryRun: true,
        rejects,
        now: clock.now(),
        signal,
      })
      if (report.duplicateOf !== null) return { state: 'refused', report: brief(report), fault: null }
      const shown = report.rejected > 0 ? await showRejects(it, rejects.path, { name, words }) : null
      return { state: 'asked', report: brief(report), fault: null, rejects: shown }
    })

  const bringIn = (it: ClaimedOffer, signal: AbortSignal): Promise<Changes> =>
    withFile(it, async (path) => {
      const report = await importFile({ url, thresholds, path, ...it.said, now: clock.now(), signal })
      const known = report.duplicateOf
      // What could be taken when it was tried may have been the newest of what is known since.
      if (known === null && report.importId === null)
        return { state: 'refused', report: brief(report), fault: null }
      const imported = { state: 'imported', fault: null, importId: known ?? report.importId } as const
      return { ...imported, report: known === null ? brief(report) : await asImported(it, known) }
    })

  /** Nobody lived to say that it was done; or the same bytes came from elsewhere meanwhile. */
  const asImported = async (it: ClaimedOffer, importId: number): Promise<ImportReport | null> => {
    if (!it.report) return null
    const entry = (await facts.imports(100)).find(({ id }) => id === importId)
    const { read, added, changed, unchanged, rejected } = entry ?? it.report
    return { ...it.report, read, added, changed, unchanged, rejected, importId, dryRun: false }
  }

  const takeBack = async (it: ClaimedOffer): Promise<Changes> => {
    const id = it.importId ?? 0
    try {
      await undoImport({ url, thresholds, id, now: clock.now() })
    } catch (error) {
      if (!(error instanceof UndoRefused)) throw error
      // Taken back already: perhaps by somebody who did not live to say so.
      if (error.fault.fault === 'import.old') return { state: 'imported', fault: error.fault }
    }
    return { state: 'undone', fault: null }
  }

  /** Its bytes, for as long as `use` takes; what is wrong with them is an answer and no failure. */
  const withFile = async (
    it: ClaimedOffer,
    use: (path: string, folder: string) => Promise<Changes>,
  ): Promise<Changes> => {
    const file = it.slackFile === null ? 'gone' : await shelf.look(it.slackFile, it.channel)
    if (file === 'gone') return refused({ fault: 'slack.gone', file: it.name })
    const folder = await mkdtemp(join(tmpdir(), 'regia-offer-'))
    try {
      // The file keeps its name, which may tell its day; beside it nothing else has one.
      await mkdir(join(folder, 'file'))
      const path = join(folder, 'file', fileName(it.name))
      const got = await shelf.download(file, path, SHEET_LIMITS.fileBytes)
      if (got === 'gone') return refused({ fault: 'slack.gone', file: it.name })
      if (got === 'large') return refused(tooLarge(it.name))
      return await use(path, folder)
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error
      const { fault } = error
      return 'guess' in fault ? { state: 'asked', report: null, fault } : refused(fault)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  /** Twice at most in Slack, once for people: which bytes are shown is kept before they are. */
  const showRejects = async (
    it: ClaimedOffer,
    path: string,
    { name, words }: { name: string; words: string },
  ): Promise<string> => {
    const slackFile = it.rejects ?? (await shelf.upload(path, name))
    if (it.rejects === null) await queue.keepRejects(it, slackFile)
    await shelf.show({ slackFile, channel: it.channel, thread: it.thread, words })
    return slackFile
  }

  const givenUp = (it: ClaimedOffer): Changes => {
    const ref = randomBytes(3).toString('hex')
    log.error({ ref, state: it.state }, 'an offered file was given up')
    // Nobody has been told of it yet.
    if (it.name === '' && it.state === 'looking') return { state: 'ignored' }
    const fault: OfferFault = { fault: 'trouble', ref }
    // Whoever pressed may press again; whoever only dropped it has to drop it again.
    const back = { looking: 'refused', importing: 'asked', undoing: 'imported' } as const
    return { state: back[it.state as keyof typeof back] ?? 'refused', fault }
  }

  return {
    start: () => {
      stopped = new AbortController()
      timer = setInterval(wake, pollMs)
      wake()
    },
    wake,
    stop: async () => {
      clearInterval(timer)
      stopped?.abort(new Error('Regia stops'))
      await pumping
    },
    idle: async () => {
      while (pumping) await pumping
    },
  }
}

const refused = (fault: OfferFault): Changes => ({ state: 'refused', report: null, fault })
const tooLarge = (file: string): OfferFault => ({
  fault: 'file.large',
  file,
  limit: megabytes(SHEET_LIMITS.fileBytes),
})

/** A card shows three; all of them are in the table. */
const brief = (report: ImportReport): ImportReport => ({
  ...report,
  rejections: report.rejections.slice(0, 3),
})

/** As people called it, without what a file system takes for something else. */
const fileName = (name: string): string => name.replace(/[/\\\0:*?"<>|]/g, '_').slice(-120)
