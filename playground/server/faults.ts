/** What may go wrong between the bot and Slack; `accept` means that Slack has done what was asked. */
export type Fault =
  | { kind: 'rate-limited'; retryAfter: number }
  /** Before anything is done. */
  | { kind: 'status'; status: number }
  | { kind: 'error'; error: string }
  | { kind: 'drop' }
  | { kind: 'accept-then-status'; status: number }
  | { kind: 'accept-then-drop' }
  | { kind: 'accept-and-never-answer' }
  /** Done and answered, `ms` later. */
  | { kind: 'late'; ms: number }
  /** Done `ms` later, though the connection has long been dropped. */
  | { kind: 'drop-then-accept'; ms: number }

export interface RandomFaults {
  seed: number
  /** Which methods are struck; all that begin with `chat.` when absent. */
  methods?: readonly string[]
  /** Each with its own probability; the sum must not pass 1. */
  faults: readonly { fault: Fault; probability: number }[]
}

export type Faults = ReturnType<typeof openFaults>

export const openFaults = () => {
  const waiting = new Map<string, Fault[]>()
  let plan: RandomFaults | null = null
  let draw = () => 1
  return {
    /** The next call of `method` meets `fault`; said twice, the call after it too. */
    next(method: string, fault: Fault) {
      waiting.set(method, [...(waiting.get(method) ?? []), fault])
    },
    /** Strikes by chance, the same way each time for the same seed; null stops it. */
    random(next: RandomFaults | null) {
      plan = next
      if (next) draw = drawsFrom(next.seed)
    },
    beginAnew() {
      waiting.clear()
      plan = null
    },
    strike(method: string): Fault | null {
      const [due, ...later] = waiting.get(method) ?? []
      if (due) {
        waiting.set(method, later)
        return due
      }
      if (!plan || !(plan.methods ? plan.methods.includes(method) : method.startsWith('chat.'))) return null
      let left = draw()
      for (const { fault, probability } of plan.faults) {
        left -= probability
        if (left < 0) return fault
      }
      return null
    },
  }
}

/** Mulberry32: small, even enough, and the same on every machine. */
const drawsFrom = (seed: number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
