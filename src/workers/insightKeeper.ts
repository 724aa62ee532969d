import type { Logger } from 'pino'
import type { Clock } from '#src/domain/clock.ts'
import type { Day } from '#src/domain/day.ts'
import type { Facts } from '#src/domain/facts.ts'
import type { Mute } from '#src/domain/insight.ts'
import type { Thresholds } from '#src/domain/thresholds.ts'
import { keepInsights, mutedSince } from './insights.ts'

export interface KeeperOptions {
  url: string
  thresholds: Thresholds
  facts: Pick<Facts, 'version'>
  mutes(since: Day): Promise<readonly Mute[]>
  clock: Clock
  log: Pick<Logger, 'debug'>
}

export interface InsightKeeper {
  /**
   * Sees to it that the newest numbers were looked through; at once when nothing has changed since the last time. While
   * an import is writing nothing is kept: the next look has it.
   */
  look(): Promise<void>
  /** Calls off a look that is under way: the next start has it again. */
  stop(): Promise<void>
}

/** Insights are found once after each import, whoever made it, and again when people mute something. */
export const insightKeeper = ({
  url,
  thresholds,
  facts,
  mutes,
  clock,
  log,
}: KeeperOptions): InsightKeeper => {
  let done = ''
  let looking: Promise<void> | null = null
  const stopped = new AbortController()
  const look = async (): Promise<void> => {
    const muted = await mutes(mutedSince(clock.now()))
    const stand = JSON.stringify([await facts.version(), muted])
    if (stand === done || stopped.signal.aborted) return
    try {
      const looked = await keepInsights({
        url,
        thresholds,
        mutes: muted,
        now: clock.now(),
        signal: stopped.signal,
      })
      if (looked === 'busy') log.debug('an import is writing: the numbers are looked through afterwards')
      else done = stand
    } catch (error) {
      if (!stopped.signal.aborted) throw error
    }
  }
  return {
    look: () => {
      looking ??= look().finally(() => {
        looking = null
      })
      return looking
    },
    stop: async () => {
      stopped.abort(new Error('Regia stops'))
      await looking?.catch(() => undefined)
    },
  }
}
