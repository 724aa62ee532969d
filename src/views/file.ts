import { actions, button, clip, context, header, inert, message, section } from '../blocks/blocks.ts'
import { spoken } from '../blocks/spoken.ts'
import {
  type DataProblem,
  type FileFault,
  type ImportEntry,
  type ImportReport,
  isForNothing,
  type Notice,
  type Rejection,
  type RejectionReason,
} from '../domain/facts.ts'
import { columnsOf, type Offer, type OfferFault } from '../domain/offer.ts'
import type { Say } from '../kit/effects.ts'
import type { Voice } from '../kit/voice.ts'
import { mention } from './people.ts'
import { cancelOffer, importOffer, mapOffer, moreImports, undoImport, undoOffer } from './refs.ts'

/** How foreign words are made fit for where they are shown. */
type Safe = (text: string) => string
const asIs: Safe = (text) => text

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
    isForNothing(report)
      ? t.nothing
      : report.importId === null
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

const rejectionSaid = ({ line, column, reason, value }: Rejection, { t }: Voice, safe: Safe = asIs): string =>
  t.files.rejection({
    line,
    ...placeSaid({ column, value }, safe),
    reason: t.files.rejections[reason],
  })

/** Period, coverage, who is new, and what is wrong with the data. */
const findingsSaid = (report: ImportReport, v: Voice, safe: Safe = asIs): readonly string[] => {
  const t = v.t.files
  const n = v.number
  const lines: string[] = []
  const trial = report.importId === null
  if (report.period) {
    const { from, to } = report.period
    const told = trial ? t.periodTried : t.period
    lines.push(told({ from: v.day(from), to: v.day(to), days: n(report.days) }))
  }
  if (report.estimatedDays > 0) lines.push(t.estimated({ days: n(report.estimatedDays) }))
  if (report.restated > 0) lines.push((trial ? t.restatedTried : t.restated)({ n: n(report.restated) }))
  // What a card was made of before there were any has none.
  for (const it of report.notices ?? []) lines.push(noticeSaid(it, v, safe))
  if (report.infinite > 0) lines.push(t.infinite({ n: n(report.infinite) }))
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
      ...problems.flatMap((it) => problemSaid(it, v, safe)).map((it) => `  ${it}`),
    )
  }
  if (report.kind === 'roster') lines.push(t.rolling)
  return lines
}

const noticeSaid = ({ notice, count, first }: Notice, { t, number }: Voice, safe: Safe): string =>
  t.files.noticed({
    said: t.files.notices[notice]({ n: number(count) }),
    where: first
      .map(({ line, column, value }) => t.files.noticedAt({ line, ...placeSaid({ column, value }, safe) }))
      .join('; '),
    more: number(count - first.length),
  })

const placeSaid = ({ column, value }: Pick<Rejection, 'column' | 'value'>, safe: Safe) => ({
  column: column ? `, ${safe(column.slice(0, 60))}` : '',
  value: value ? ` “${safe(value.slice(0, 40))}”` : '',
})

/** A file of past days is not what makes the numbers stale. */
const problemSaid = (it: DataProblem, { t, number }: Voice, safe: Safe): readonly string[] => {
  switch (it.problem) {
    case 'stale':
      return []
    case 'agency.silent':
      return [t.files.silent({ agency: safe(it.agency), expected: number(it.expected) })]
    case 'roster.drop':
      return [
        t.files.dropped({
          agency: it.agency && safe(it.agency),
          reported: number(it.reported),
          expected: number(it.expected),
        }),
      ]
    default:
      return it satisfies never
  }
}

/** Why a whole file was refused. */
export const faultSaid = (fault: FileFault, { t, day }: Voice): string => {
  const sentences: { [F in FileFault as F['fault']]: (fault: F) => string } = t.files.faults
  const say: (given: never) => string = sentences[fault.fault]
  const days = fault.fault === 'file.days' ? { dmy: day(fault.dmy), mdy: day(fault.mdy) } : {}
  return say({ ...fault, ...days } as never)
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

/** What may be done with a file, and what became of it: the one look it has. */
export const fileCard =
  (offer: Offer): Say =>
  (v) => {
    const { t } = v
    const { id, state, report, fault, actor } = offer
    const file = inert(clip(offer.name, 120))
    const who = mention(actor ?? offer.by)
    const known = { file, who, id: String(offer.importId ?? '') }
    const nothing = ['asked', 'refused'].includes(state) && report !== null && isForNothing(report)
    const said = nothing
      ? t.offer.nothing(known)
      : t.offer.state[state === 'asked' && !report ? 'refused' : state](known)
    const maps = columnsOf(offer) !== null && offer.slackFile !== null
    const may = (label: string) => ({ says: `${label}: ${offer.name}` })
    const taken = {
      title: t.offer.undoTitle,
      text: clip(t.offer.undoText(known), 300),
      yes: t.offer.undo,
      no: t.form.cancel,
    }
    return message(
      spoken(fault ? `${said} ${offerFaultSaid(fault, offer, v)}` : said),
      section(`:page_facing_up: *${file}*${report ? `\n${recognised(report, v)}` : ''}`),
      fault ? section(`:warning: ${offerFaultSaid(fault, offer, v)}`) : null,
      report && state !== 'ignored'
        ? reportBlocks(state === 'undone' ? takenBack(report) : report, offer, v)
        : null,
      context(said),
      state === 'asked'
        ? actions(
            ...(report && !nothing
              ? [button(t.offer.import, importOffer, id, { style: 'primary', ...may(t.offer.import) })]
              : []),
            ...(maps
              ? [
                  button(t.offer.map, mapOffer, id, {
                    ...(report && !nothing ? {} : { style: 'primary' as const }),
                    ...may(t.offer.map),
                  }),
                ]
              : []),
            button(t.offer.cancel, cancelOffer, id, may(t.offer.cancel)),
          )
        : null,
      state === 'imported' && fault?.fault !== 'import.old'
        ? actions(button(t.offer.undo, undoOffer, id, { confirm: taken, ...may(t.offer.undo) }))
        : null,
    )
  }

/** How whole the newest day was with it is no longer so. */
const takenBack = (report: ImportReport): ImportReport => ({ ...report, coverage: null })

const recognised = ({ kind, read }: ImportReport, { t, number }: Voice): string =>
  t.offer.recognised({ kind: t.files.kinds[kind], read: number(read) })

const reportBlocks = (report: ImportReport, { rejects }: Offer, v: Voice) => {
  const { t, number } = v
  if (report.duplicateOf !== null) return [section(t.files.duplicate({ id: report.duplicateOf }))]
  const more = report.rejected - report.rejections.length
  const rejections = [
    ...report.rejections.map((it) => rejectionSaid(it, v, inert)),
    ...(more > 0 ? [t.files.moreRejections({ n: number(more) }).trim()] : []),
    ...(rejects ? [t.offer.inTable] : []),
  ]
  return [
    section(
      [countsSaid(report, v), ...findingsSaid(brief(report), v, inert).map((it) => it.trim())].join('\n'),
    ),
    ...(rejections.length > 0 ? [context(`*${t.offer.leftOut}*\n${rejections.join('\n')}`)] : []),
  ]
}

/** So many agencies are named on a card that all at once are silent, and no more. */
const NAMED = 5
/** …and so many places of each thing that was noticed. */
const PLACES = 3
const brief = (report: ImportReport): ImportReport => {
  const { coverage } = report
  return {
    ...report,
    notices: (report.notices ?? []).map((it) => ({ ...it, first: it.first.slice(0, PLACES) })),
    coverage: coverage && { ...coverage, problems: coverage.problems.slice(0, NAMED) },
  }
}

/** What is wrong, fit for a message: what people and files wrote stays inert. */
const offerFaultSaid = (fault: OfferFault, { name }: Offer, v: Voice): string => {
  // The file has the name that people gave it, whatever it was called on the way.
  const named = 'file' in fault ? { ...fault, file: clip(name, 120) } : fault
  const safe = Object.fromEntries(
    Object.entries(named).map(([key, it]) => [key, typeof it === 'string' ? inert(it) : it]),
  ) as OfferFault
  switch (safe.fault) {
    case 'slack.gone':
      return v.t.offer.gone(safe)
    case 'trouble':
      return v.t.offer.trouble(safe)
    case 'import.old':
    case 'import.undone':
    case 'import.unknown':
      return v.t.imports.faults[safe.fault](safe)
    case 'file.days':
      return `${faultSaid(safe, v)} ${v.t.offer.dates}`
    default:
      return faultSaid(safe, v)
  }
}

interface ListedImports {
  entries: readonly ImportEntry[]
  /** Those that the reader may not know of. */
  hidden: number
  /** How many follow, and what they are asked for with. */
  more?: number
  next?: { before: number } | null
}

/** How a file comes in, and the newest imports, each with its way back. */
export const importsCard =
  ({ entries, hidden, more = 0, next = null }: ListedImports): Say =>
  (v) => {
    const { t } = v
    const lineOf = ({ file, ...entry }: ImportEntry) => listed({ ...entry, file: inert(clip(file, 120)) }, v)
    return message(
      spoken(`${t.offer.how} ${entries.map(lineOf).join('; ')}`),
      header(t.offer.title),
      section(t.offer.how),
      entries.length > 0 ? section(`*${t.offer.newest}*`) : null,
      entries.length + hidden === 0 ? context(t.imports.none) : null,
      entries.map((entry) =>
        section(
          lineOf(entry),
          entry.undoable
            ? button(
                t.offer.undo,
                undoImport,
                { id: entry.id },
                {
                  says: `${t.offer.undo}: ${entry.file}`,
                  confirm: {
                    title: t.offer.undoTitle,
                    text: clip(
                      t.offer.undoText({ file: inert(clip(entry.file, 120)), id: String(entry.id) }),
                      300,
                    ),
                    yes: t.offer.undo,
                    no: t.form.cancel,
                  },
                },
              )
            : undefined,
        ),
      ),
      more > 0 ? context(t.offer.more({ n: more })) : null,
      hidden > 0 ? context(t.offer.hidden({ n: hidden })) : null,
      next ? actions(button(t.offer.next, moreImports, next)) : null,
    )
  }

const listed = (entry: ImportEntry, v: Voice): string => {
  const { t } = v
  return t.offer.listLine({
    id: entry.id,
    file: entry.file,
    kind: t.files.kinds[entry.kind],
    when: v.time(Temporal.Instant.from(entry.importedAt)),
    counts: countsSaid(entry, v),
    state: stateSaid(entry, v),
  })
}

/** One import in a plain list. */
export const importSaid = (entry: ImportEntry, v: Voice): string => {
  const { t } = v
  return t.imports.line({
    id: entry.id,
    when: v.time(Temporal.Instant.from(entry.importedAt)),
    file: entry.file,
    kind: t.files.kinds[entry.kind],
    counts: countsSaid(entry, v),
    state: stateSaid(entry, v),
  })
}

const stateSaid = ({ undoneAt, undoable }: ImportEntry, { t, time }: Voice): string => {
  if (undoneAt) return t.imports.isUndone({ when: time(Temporal.Instant.from(undoneAt)) })
  return undoable ? '' : t.imports.isOld
}
