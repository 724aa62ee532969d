import type { Facts } from '../domain/facts.ts'
import type { TeamId, UserId } from '../domain/ids.ts'
import type { LedgerReads } from '../domain/ports.ts'
import { withDeadline } from '../kit/deadline.ts'
import type { SlackDirectory } from './directory.ts'

export interface ManagerOptions {
  facts: Pick<Facts, 'agencies'>
  directory: Pick<SlackDirectory, 'meetEmails'>
  ledgerOf(team: TeamId): Pick<LedgerReads, 'people'>
}

export interface MetManagers {
  /** Asks Slack who looks after the agencies, for as long as anybody may be kept waiting for that. */
  meet(team: TeamId): Promise<void>
  /** The address by which the agency list knows a person; null when it does not. */
  emailOf(team: TeamId, person: UserId): Promise<string | null>
}

/** What is not known by then is known the next time. */
const WITHIN_MS = 10_000

/** Who of the people in Slack the agency list means: it has their addresses. */
export const metManagers = ({ facts, directory, ledgerOf }: ManagerOptions): MetManagers => {
  const emails = async (): Promise<readonly string[]> => [
    ...new Set((await facts.agencies()).flatMap(({ managerEmail }) => managerEmail ?? [])),
  ]
  const meet = async (team: TeamId): Promise<void> => {
    const asked = emails().then((all) => directory.meetEmails(team, all))
    await withDeadline(asked, WITHIN_MS)
  }
  return {
    meet,
    async emailOf(team, person) {
      await meet(team)
      const known = await ledgerOf(team).people.withEmails(await emails())
      return [...known].find(([, id]) => id === person)?.[0] ?? null
    },
  }
}
