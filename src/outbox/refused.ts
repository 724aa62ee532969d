import type { NewOutbound, Outbound, OutboxWriter } from '../domain/delivery.ts'
import { byHearer } from '../domain/hearer.ts'
import type { TeamId } from '../domain/ids.ts'
import type { Ledger, LedgerReads, Sources } from '../domain/ports.ts'
import { isDigestId, isLasting, type Source, type SourceId, sourcesIn } from '../domain/source.ts'
import { apologyFor } from './apology.ts'

export interface RefusalOptions {
  ledgerOf(team: TeamId): Pick<LedgerReads, 'people'>
  settle(
    team: TeamId,
    what: null,
    decide: (ledger: Ledger, outbox: OutboxWriter) => Promise<void>,
  ): Promise<boolean>
  /** A source was paused, and nobody is left to be told. */
  onNobody(source: Source, error: string): void
}

/**
 * What is to be said instead of a message that Slack would not take; null where there is nothing to say, or where it is
 * in the outbox already: a lasting refusal pauses the sources of the message, and in the same transaction each of their
 * owners hears of it, once.
 */
export const refusals =
  ({ ledgerOf, settle, onNobody }: RefusalOptions) =>
  async (outbound: Outbound, error: string): Promise<NewOutbound | null> => {
    const { team, about } = outbound
    const sources = isLasting(error) ? sourcesIn(about?.split(' ') ?? []) : []
    let paused: readonly Source[] = []
    if (sources.length > 0)
      await settle(team, null, async (bound, outbox) => {
        paused = await pausedOf(sources, outbound, error, bound)
        const hearers = await byHearer(paused, bound.people, (it) => onNobody(it, error))
        for (const [owner, theirs] of hearers) {
          const refs = theirs.map(({ ref }) => ref)
          const apology = await apologyFor({ ...outbound, owner }, error, bound.people, refs)
          if (apology) await outbox.enqueue(apology)
        }
      })
    // What was in an alert is told once more after a resume; what was in a digest is lost.
    if (paused.length > 0 || sources.some((it) => !isDigestId(it))) return null
    return apologyFor(outbound, error, ledgerOf(team).people, [])
  }

/** Those that this pauses, in one order: whoever else holds them in it does not wait in a circle. */
const pausedOf = async (
  ids: readonly SourceId[],
  { team, dedupeKey }: Outbound,
  error: string,
  { digests, alerts }: Ledger,
): Promise<readonly Source[]> => {
  const paused: Source[] = []
  for (const id of ids) {
    const it = isDigestId(id) ? await stopped(digests, id, error) : await stopped(alerts, id, error)
    if (it) paused.push(it)
  }
  const rules = ids.flatMap((id) => (isDigestId(id) ? [] : id))
  await alerts.unheard(rules, dedupeKey.slice(team.length + 1))
  return paused
}

const stopped = async <Of extends Source>(
  sources: Sources<Of>,
  id: Of['id'],
  error: string,
): Promise<Of | null> => {
  const it = await sources.byId(id)
  return it?.state === 'active' ? sources.pause(it, { refused: error }) : null
}
