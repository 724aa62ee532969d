import type { Ear, SentKind } from '../domain/attention.ts'
import type { Clock } from '../domain/clock.ts'
import { type Day, dayIn } from '../domain/day.ts'
import type { OutboxWriter, Settles, StoredSlot } from '../domain/delivery.ts'
import type { TeamId } from '../domain/ids.ts'
import type { Ledger } from '../domain/ports.ts'
import { type SourceId, sourcesIn } from '../domain/source.ts'
import type { Effect, Outcome } from '../kit/effects.ts'
import type { Speak } from '../kit/speak.ts'

export interface SettlingOptions {
  settle(
    team: TeamId,
    what: Settles,
    decide: (ledger: Ledger, outbox: OutboxWriter) => Promise<void>,
  ): Promise<boolean>
  speak: Speak
  clock: Clock
  /** Something was committed that Slack must hear. */
  onCommit(): void
}

/** `over` for what is said once its waiting is over. */
type Moment = Pick<StoredSlot, 'schedule' | 'key'> & { epoch: number | 'over' }

/** False when somebody else has settled it, or will. */
export type SettleSlot = (
  team: TeamId,
  moment: Moment,
  what: Settles,
  decide: (bound: Ledger) => Outcome | Promise<Outcome>,
) => Promise<boolean>

/**
 * Settles a slot in the transaction that decides what is said at it, writes that to the outbox and counts it. What one
 * slot says at several times is several things.
 */
export const slotSettling =
  ({ settle, speak, clock, onCommit }: SettlingOptions): SettleSlot =>
  async (team, { schedule, key, epoch }, what, decide) => {
    const mine = await settle(team, what, async (bound, outbox) => {
      const effects: readonly Effect[] = [await decide(bound)].flat()
      const said: Said[] = []
      await speak(effects, {
        team,
        key: `${team}|${schedule}|${key}|${epoch}`,
        people: bound.people,
        outbox,
        onPost: ({ about = [], counts = 'notice', ...effect }, { timeZone }) => {
          const ear = effect.do === 'dm' ? effect.user : effect.channel
          said.push({ ear, day: dayIn(clock.now(), timeZone), kind: counts, sources: sourcesIn(about) })
        },
      })
      await counted(said, bound)
    })
    onCommit()
    return mine
  }

interface Said {
  ear: Ear
  day: Day
  kind: SentKind
  sources: readonly SourceId[]
}

/**
 * What comes by itself is counted as it is written: at most a row a day for each hearer and each thing it comes from;
 * always in the same order, so that two who count at once wait for each other and not in a circle.
 */
const counted = async (said: readonly Said[], { attention }: Ledger): Promise<void> => {
  for (const { ear, day, kind, sources } of said.toSorted((a, b) => inOrder(placeOf(a), placeOf(b))))
    await attention.count(ear, day, kind, sources)
}

const placeOf = ({ ear, day, kind }: Said): string => `${ear} ${day} ${kind}`
const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
