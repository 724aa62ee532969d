import type { Facts } from '#src/domain/facts.ts'
import { baseDays, baselineOf, type Gauge, type Result } from '#src/domain/outcome.ts'
import { type Subject, subjectOf } from './subject.ts'

export interface Gauged {
  subject: Subject
  /** How the numbers stand of whom it is about; null where there are none yet. */
  result: Result | null
}

export const OF_NOBODY: Gauged = { subject: { agency: null, creator: null }, result: null }

/** Whom a promise is about, and their numbers as of the newest day: what becomes of them is told when it is done. */
export const gauged = async (
  {
    finding,
    ...asked
  }: { agency?: string | undefined; creator?: string | undefined; finding?: string | null },
  facts: Facts,
): Promise<Gauged> => {
  const subject = await subjectOf(asked, facts)
  const entity = entityOf(subject)
  const asOf = await facts.asOf()
  if (entity === null || asOf === null) return { subject, result: null }
  const gauge = { entity, finding: await findingOf(finding ?? null, facts) }
  const trail = await facts.trail({ entity, period: baseDays(asOf) })
  return { subject, result: { ...baselineOf(asOf, gauge, trail), points: [] } }
}

/** A creator's own numbers rather than their agency's. */
const entityOf = ({ agency, creator }: Subject): Gauge['entity'] | null => {
  if (creator) return { type: 'creator', id: creator.id }
  return agency === null ? null : { type: 'agency', id: agency }
}

/** A line of a digest that names no finding names whom it is about instead. */
const findingOf = async (id: string | null, facts: Facts): Promise<Gauge['finding']> => {
  const told = id?.startsWith('INS-') ? await facts.insightNamed(id) : null
  return (
    told && { kind: told.insight.kind, action: told.insight.suggested.action, metric: told.insight.metric }
  )
}
