import type { Method } from './slack.ts'

/** How often calls may come, by real time: whoever waits, waits on a real clock. */
export type Pace = ReturnType<typeof openPace>

interface Rate {
  burst: number
  perSecond: number
}
const perMinute = (calls: number): Rate => ({ burst: calls, perSecond: calls / 60 })

const TIERS: Readonly<Record<Method['tier'], Rate>> = {
  1: perMinute(1),
  2: perMinute(20),
  3: perMinute(50),
  4: perMinute(100),
  special: perMinute(600),
}
const POSTS: Rate = { burst: 10, perSecond: 1 }

export const openPace = () => {
  const buckets = new Map<string, { left: number; at: number }>()
  /** Takes one and answers 0, or the whole seconds until there is one. */
  const take = (key: string, { burst, perSecond }: Rate): number => {
    const now = performance.now()
    const { left, at } = buckets.get(key) ?? { left: burst, at: now }
    const filled = Math.min(burst, left + ((now - at) / 1000) * perSecond)
    const enough = filled >= 1
    buckets.set(key, { left: enough ? filled - 1 : filled, at: now })
    return enough ? 0 : Math.max(1, Math.ceil((1 - filled) / perSecond))
  }
  return {
    call: (method: string, tier: Method['tier']) => take(method, TIERS[tier]),
    post: (channel: string) => take(`posts in ${channel}`, POSTS),
  }
}
