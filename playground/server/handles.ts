import { randomUUID } from 'node:crypto'
import { LIMITS } from '#src/blocks/limits.ts'
import type { Clock } from '#src/domain/clock.ts'

/** What is handed to the bot for a short time: trigger ids and response URLs. */
export type Handles = ReturnType<typeof openHandles>

export interface Reach {
  channel: string
  user: string
  thread?: string | undefined
  /** The message that was acted on, which `replace_original` replaces; none for a command. */
  original?: { ts: string; ephemeral: boolean } | undefined
}

export const openHandles = (clock: Clock) => {
  const triggers = new Map<string, { user: string; view: string | null; born: number; used: boolean }>()
  const reaches = new Map<string, Reach & { until: number; uses: number }>()
  const codes = new Set<string>()

  return {
    /** `view` is the modal in which the person acted, when it was one. */
    trigger(user: string, view: string | null = null): string {
      const id = `${Math.floor(performance.now())}.${randomUUID().replaceAll('-', '').slice(0, 24)}`
      triggers.set(id, { user, view, born: performance.now(), used: false })
      forgetOldest(triggers)
      return id
    },
    /** Spends it; a text is Slack's reason for refusing. */
    spend(id: string): { user: string; view: string | null } | `${string}_trigger_id` {
      const trigger = triggers.get(id)
      if (!trigger) return 'invalid_trigger_id'
      if (trigger.used) return 'exchanged_trigger_id'
      if (performance.now() - trigger.born > LIMITS.trigger * 1000) return 'expired_trigger_id'
      trigger.used = true
      return trigger
    },
    /** Ages every trigger beyond its three seconds, so that a test need not wait for it. */
    expireTriggers() {
      for (const trigger of triggers.values()) trigger.born = Number.NEGATIVE_INFINITY
    },

    /** What Slack hands to an app that was just installed. */
    code(): string {
      const code = randomUUID()
      codes.add(code)
      return code
    },
    /** Once each. */
    spendCode: (code: string): boolean => codes.delete(code),

    beginAnew() {
      for (const kept of [triggers, reaches, codes]) kept.clear()
    },
    reach(reach: Reach): string {
      const id = randomUUID().replaceAll('-', '')
      forgetOldest(reaches)
      reaches.set(id, { ...reach, until: clock.now().epochMilliseconds + LIMITS.responseUrl * 1000, uses: 0 })
      return id
    },
    spendReach(id: string): Reach | 'expired_url' | 'used_url' {
      const reach = reaches.get(id)
      if (!reach || clock.now().epochMilliseconds > reach.until) return 'expired_url'
      if (reach.uses >= LIMITS.responseUrlUses) return 'used_url'
      reach.uses++
      return reach
    },
  }
}

const KEPT = 5000
const forgetOldest = (map: Map<string, unknown>) => {
  const [oldest] = map.keys()
  if (map.size > KEPT && oldest) map.delete(oldest)
}
