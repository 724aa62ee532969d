import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { FollowupChange } from '../domain/followup.ts'
import type { Keyed } from '../domain/ports.ts'
import { FileRefused } from '../ingest/faults.ts'
import { openSheet } from '../ingest/open.ts'
import type { Cell } from '../ingest/sheet.ts'
import { csvOf } from '../sheets/csv.ts'
import { xlsxOf } from '../sheets/xlsx.ts'
import { TASK_HEADERS } from '../strings/words.ts'
import { Misuse } from './door.ts'

/** What a file of follow-ups says of one, in this order; all of it text, days and hours where the owner lives. */
export const TASK_FIELDS = [
  'key',
  'ref',
  'what',
  'owner',
  'due',
  'time_zone',
  'priority',
  'state',
  'agency',
  'creator',
  'creator_id',
  'waits_by',
  'waits_on',
  'watchers',
  'asked_by',
  'insight',
  'snoozed_until',
  'created',
  'closed',
  'closed_by',
  'outcome',
  'origin_channel',
  'origin_ts',
  'quoted',
] as const
export type TaskField = (typeof TASK_FIELDS)[number]
export type TaskRow = Readonly<Record<TaskField, string | null>>

export const TASK_FORMATS = ['csv', 'xlsx', 'json'] as const
type TaskFormat = (typeof TASK_FORMATS)[number]

/** By its ending. Throws when it has none of them. */
export const formatOf = (file: string, wanted: string): TaskFormat => {
  const format = TASK_FORMATS.find((it) => file.toLowerCase().endsWith(`.${it}`))
  if (format === undefined) throw new Misuse(wanted)
  return format
}

export const rowOf = ({ key, followup: it }: Keyed): TaskRow => ({
  key,
  ref: it.ref,
  what: it.what,
  owner: it.owner,
  due: it.due && `${it.due.day} ${it.due.time}`,
  time_zone: it.due?.timeZone ?? null,
  priority: it.priority,
  state: it.state,
  agency: it.agency,
  creator: it.creator?.username ?? null,
  creator_id: it.creator?.id ?? null,
  waits_by: it.blocked?.by ?? null,
  waits_on: it.blocked?.on ?? null,
  watchers: it.watchers.length > 0 ? it.watchers.join(' ') : null,
  asked_by: it.reporter,
  insight: it.insight,
  snoozed_until: it.snoozedUntil?.toString() ?? null,
  created: it.createdAt.toString(),
  closed: it.closedAt?.toString() ?? null,
  closed_by: it.closedBy,
  outcome: it.outcome,
  origin_channel: it.origin?.channel ?? null,
  origin_ts: it.origin?.ts ?? null,
  quoted: it.quoted,
})

/** One follow-up, with what was done to it, oldest first, when that is wanted. */
export interface Exported {
  row: TaskRow
  history: readonly FollowupChange[] | null
}

/** In a spreadsheet nothing that somebody wrote becomes a formula; reading it again takes that back. */
export const writeTasks = async (path: string, tasks: readonly Exported[]): Promise<void> => {
  const format = formatOf(path, path)
  if (format === 'json') {
    const lines = tasks.map(({ row, history }) => JSON.stringify(history ? { ...row, history } : row))
    return writeFile(path, `[${lines.length > 0 ? `\n${lines.join(',\n')}` : ''}\n]\n`)
  }
  const withHistory = tasks.some(({ history }) => history !== null)
  const listing = {
    head: [...TASK_FIELDS, ...(withHistory ? ['history'] : [])],
    rows: tasks.map(({ row, history }) => [
      ...TASK_FIELDS.map((field) => row[field]),
      ...(withHistory ? [(history ?? []).map(changeSaid).join('\n')] : []),
    ]),
  }
  await writeFile(path, await (format === 'csv' ? csvOf(listing) : xlsxOf(listing)))
}

const changeSaid = ({ at, by, through, changed, note }: FollowupChange): string =>
  [
    at.toString(),
    by ?? '-',
    through,
    ...changed.map(({ field, was, now }) => `${field}: ${was ?? '-'} > ${now ?? '-'}`),
    ...(note === null ? [] : [`note: ${note}`]),
  ].join(' | ')

/** `line` is the line of a text or the row of a spreadsheet; of JSON which object, from 1. */
export interface ReadRow {
  line: number
  row: TaskRow
}

/** Reads such a file, or one that somebody made by hand: known headers in either language, others are let go. */
export async function* readTasks(
  path: string,
  onShare: (share: number) => void,
): AsyncGenerator<readonly ReadRow[]> {
  if (formatOf(path, path) === 'json') return yield* readJson(path)
  const sheet = await openSheet(path)
  let fields: readonly (TaskField | null)[] | null = null
  for await (const batch of sheet.batches) {
    const rows: ReadRow[] = []
    for (const { line, cells } of batch) {
      if (fields === null) fields = fieldsIn(path, cells.map(textOf))
      else if (cells.some((it) => textOf(it) !== null))
        rows.push({ line, row: rowFrom(fields, cells.map(textOf).map(restored)) })
    }
    onShare(sheet.share())
    yield* few(rows)
  }
}

async function* readJson(path: string): AsyncGenerator<readonly ReadRow[]> {
  const text = await readFile(path, 'utf8').catch(() => refused(path, 'file.missing'))
  let read: unknown
  try {
    read = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    read = null
  }
  if (!Array.isArray(read) || !read.every((it) => typeof it === 'object' && it !== null))
    return refused(path, 'file.type')
  const rows = read.map((it: object, n) => {
    const entries = Object.entries(it)
    const fields = entries.map(([name]) => fieldNamed(name))
    return {
      line: n + 1,
      row: rowFrom(
        fields,
        entries.map(([, value]) => textOf(value)),
      ),
    }
  })
  yield* few(rows)
}

/** As many as one transaction takes in: whoever else would write waits for it. */
function* few(rows: readonly ReadRow[]): Generator<readonly ReadRow[]> {
  for (let n = 0; n < rows.length; n += BATCH) yield rows.slice(n, n + BATCH)
}
const BATCH = 200

const refused = (path: string, fault: 'file.missing' | 'file.type'): never => {
  throw new FileRefused({ fault, file: basename(path) })
}

const fieldsIn = (path: string, head: readonly (string | null)[]): readonly (TaskField | null)[] => {
  const fields = head.map((it) => fieldNamed(it ?? ''))
  return fields.includes('what') && fields.includes('owner') ? fields : refused(path, 'file.type')
}

const fieldNamed = (header: string): TaskField | null => {
  const name = header
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
  return TASK_FIELDS.find((it) => it.replace('_', ' ') === name || TASK_HEADERS[it]?.includes(name)) ?? null
}

const rowFrom = (fields: readonly (TaskField | null)[], values: readonly (string | null)[]): TaskRow => {
  const given = new Map(fields.map((field, n) => [field, values[n] ?? null]))
  return Object.fromEntries(TASK_FIELDS.map((field) => [field, given.get(field) ?? null])) as TaskRow
}

/** A spreadsheet's day is its midnight in UTC. */
const textOf = (cell: Cell | unknown): string | null => {
  if (cell instanceof Date) return cell.toISOString().slice(0, 16).replace('T', ' ').replace(' 00:00', '')
  if (cell === null || cell === undefined || typeof cell === 'object') return null
  return String(cell) === '' ? null : String(cell)
}

/** What was defused when it was written. */
const restored = (text: string | null): string | null => text?.replace(/^'(?='*[=+\-@\t\r])/, '') ?? null
