import type { Facts } from '#src/domain/facts.ts'
import { SUGGESTIONS } from '#src/domain/insight.ts'
import type { AboutCreator } from '#src/domain/task.ts'
import { refuse } from '#src/kit/refuse.ts'

export const FINDINGS = ['dark', 'down', 'up', 'agency', 'market', 'newcomers', ...SUGGESTIONS] as const

/** Whom a follow-up is about, by the names the numbers know. */
export interface Subject {
  agency: string | null
  creator: AboutCreator | null
}

/** Refuses a name that the numbers do not know, and offers the near ones. Before the first import every name will do. */
export const subjectOf = async (
  { agency, creator }: { agency?: string | undefined; creator?: string | undefined },
  facts: Facts,
): Promise<Subject> => {
  if (agency === undefined && creator === undefined) return { agency: null, creator: null }
  if ((await facts.version()) === 0)
    return {
      agency: agency ?? null,
      creator: creator === undefined ? null : { id: creator, username: creator },
    }
  const known =
    agency === undefined
      ? null
      : ((await facts.agencyNamed(agency)) ??
        refuse('agency.unknown', { name: agency, near: await facts.near('agency', agency, 3) }))
  const who =
    creator === undefined
      ? null
      : ((await facts.creatorNamed(creator)) ??
        refuse('creator.unknown', { name: creator, near: await facts.near('creator', creator, 3) }))
  return {
    agency: known?.name ?? who?.agency ?? null,
    creator: who && { id: who.id, username: who.username },
  }
}
