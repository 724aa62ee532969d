import type { Clock } from '#src/domain/clock.ts'
import type { Facts } from '#src/domain/facts.ts'
import type { Mute } from '#src/domain/insight.ts'
import { keepInsights } from './insights.ts'

export interface KeeperOptions {
  url: string
  facts: Pick<Facts, 'version'>
  mutes(): Promise<readonly Mute[]>
  clock: Clock
}

export interface InsightKeeper {
  /** Sees to it that the newest numbers were looked through; at once when nothing has changed since the last time. */
  look(): Promise<void>
  /** Resolves when no look is under way. */
  idle(): Promise<void>
}

/** Insights are found once after each import, whoever made it, and again when people mute something. */
export const insightKeeper = ({ url, facts, mutes, clock }: KeeperOptions): InsightKeeper => {
  let done = ''
  let looking: Promise<void> | null = null
  const look = async (): Promise<void> => {
    const muted = await mutes()
    const stand = JSON.stringify([await facts.version(), muted])
    if (stand === done) return
    await keepInsights({ url, mutes: muted, now: clock.now() })
    done = stand
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
