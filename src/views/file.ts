import type { DataProblem, FileFault, ImportReport, Rejection, RejectionReason } from '../domain/facts.ts'
import type { Voice } from '../kit/voice.ts'

/** What an import did, or a trial run would do: a line for each thing there is to say. Foreign words as they came. */
export const reportSaid = (report: ImportReport, v: Voice): readonly string[] => {
  const t = v.t.files
  const n = v.number
  const read = t.read({ file: report.file, kind: t.kinds[report.kind], read: n(report.read) })
  if (report.duplicateOf !== null) return [read, t.duplicate({ id: report.duplicateOf })]
  return [
    read,
    countsSaid(report, v),
    ...report.rejections.map((it) => `  ${rejectionSaid(it, v)}`),
    ...(report.rejected > report.rejections.length
      ? [t.moreRejections({ n: n(report.rejected - report.rejections.length) })]
      : []),
    ...findingsSaid(report, v),
    report.importId === null
      ? t.dryRun
      : t.imported({ id: report.importId, seconds: report.seconds.toFixed(1) }),
  ]
}

const countsSaid = (
  { added, changed, unchanged, rejected }: Pick<ImportReport, 'added' | 'changed' | 'unchanged' | 'rejected'>,
  { t, number: n }: Voice,
): string =>
  t.files.counts({
    added: n(added),
    changed: n(changed),
    unchanged: n(unchanged),
    rejected: n(rejected),
  })

const rejectionSaid = ({ line, column, reason, value }: Rejection, { t }: Voice): string =>
  t.files.rejection({
    line,
    column: column ? `, ${column}` : '',
    value: value ? ` “${value.slice(0, 40)}”` : '',
    reason: t.files.rejections[reason],
  })

/** Period, coverage, who is new, and what is wrong with the data. */
const findingsSaid = (report: ImportReport, v: Voice): readonly string[] => {
  const t = v.t.files
  const n = v.number
  const lines: string[] = []
  if (report.period)
    lines.push(
      t.period({ from: v.day(report.period.from), to: v.day(report.period.to), days: n(report.days) }),
    )
  if (report.estimatedDays > 0) lines.push(t.estimated({ days: n(report.estimatedDays) }))
  if (report.restated > 0) lines.push(t.restated({ n: n(report.restated) }))
  if (report.newCreators + report.newAgencies > 0)
    lines.push(t.created({ creators: n(report.newCreators), agencies: n(report.newAgencies) }))
  if (report.coverage) {
    const { asOf, creators, agencies, problems } = report.coverage
    lines.push(
      t.coverage({
        day: asOf ? v.day(asOf) : '–',
        creators: n(creators.reported),
        creatorsExpected: n(creators.expected),
        agencies: n(agencies.reported),
        agenciesExpected: n(agencies.expected),
      }),
      ...problems.flatMap((it) => problemSaid(it, v)).map((it) => `  ${it}`),
    )
  }
  if (report.kind === 'roster') lines.push(t.rolling)
  return lines
}

/** A file of past days is not what makes the numbers stale. */
const problemSaid = (it: DataProblem, { t, number }: Voice): readonly string[] => {
  switch (it.problem) {
    case 'stale':
      return []
    case 'agency.silent':
      return [t.files.silent({ agency: it.agency, expected: number(it.expected) })]
    case 'roster.drop':
      return [
        t.files.dropped({ agency: it.agency, reported: number(it.reported), expected: number(it.expected) }),
      ]
    default:
      return it satisfies never
  }
}

/** Why a whole file was refused. */
export const faultSaid = (fault: FileFault, { t }: Voice): string => {
  const sentences: { [F in FileFault as F['fault']]: (fault: F) => string } = t.files.faults
  const say: (given: never) => string = sentences[fault.fault]
  return say(fault as never)
}

/** The words of a table of left-out rows. */
export const rejectsIn = ({
  t,
}: Voice): {
  head: readonly [line: string, column: string, value: string, reason: string]
  reasons: Readonly<Record<RejectionReason, string>>
} => {
  const { line, column, value, reason } = t.files.rejectsHead
  return { head: [line, column, value, reason], reasons: t.files.rejections }
}
