import type { Outbound } from '../domain/delivery.ts'
import { isOpen } from '../domain/followup.ts'
import type { Id, TeamId } from '../domain/ids.ts'
import type { LedgerReads } from '../domain/ports.ts'

/** A reminder is worth saying while one of its follow-ups is open; anything else always is. */
export const stillWanted =
  (ledgerOf: (team: TeamId) => Pick<LedgerReads, 'followups'>) =>
  async ({ team, about }: Outbound): Promise<boolean> => {
    const reminded = (about?.split(' ') ?? []).filter((it): it is Id<'tsk'> => it.startsWith('tsk_'))
    const { followups } = ledgerOf(team)
    const found = await Promise.all(reminded.map((id) => followups.byId(id)))
    return reminded.length === 0 || found.some((it) => it && isOpen(it))
  }
