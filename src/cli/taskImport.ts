import { createHash } from 'node:crypto'
import { isHoliday, isOff } from '../calendar/workdays.ts'
import { isDay, isTimeZone } from '../domain/day.ts'
import { type ClockTime, type Deadline, END_OF_WORK } from '../domain/due.ts'
import type { Facts } from '../domain/facts.ts'
import {
  type Followup,
  type FollowupState,
  isOpen,
  type NewFollowup,
  newFollowup,
} from '../domain/followup.ts'
import type { ChannelId, TeamId, UserId } from '../domain/ids.ts'
import type { LedgerReads } from '../domain/ports.ts'
import { nextAsked } from '../domain/reminding.ts'
import type { AboutCreator } from '../domain/task.ts'
import { agreed } from '../kit/dates/agreed.ts'
import { meant } from '../kit/dates/meant.ts'
import { Refusal, refuse } from '../kit/refuse.ts'
import { atWork } from '../kit/worktime.ts'
import type { LedgerStore } from '../store/ledger/connect.ts'
import { PRIORITY_WORDS, STATE_NAMES } from '../strings/words.ts'
import type { Door } from './door.ts'
import type { ReadRow, TaskRow } from './taskFile.ts'

export interface TaskReport {
  read: number
  added: number
  known: number
  rejected: readonly { line: number; why: string }[]
}

interface Bringing {
  team: TeamId
  ledger: LedgerStore
  facts: Facts
  door: Door
  dryRun: boolean
}

/** Takes rows in, those that there are already left alone; each batch in one transaction. What cannot be one is told by its line. */
export const bringTasks = async (
  batches: AsyncIterable<readonly ReadRow[]>,
  { team, ledger, facts, door, dryRun }: Bringing,
): Promise<TaskReport> => {
  const report = { read: 0, added: 0, known: 0, rejected: [] as { line: number; why: string }[] }
  const reading = { ledger: ledger.of(team), facts, door, names: new Map<string, unknown>() }
  const seen = new Set<string>()
  for await (const rows of batches) {
    const good: { key: string; followup: NewFollowup }[] = []
    for (const { line, row } of rows) {
      report.read++
      try {
        const key = keyOf(row, seen)
        good.push({ key, followup: await followupIn(row, reading) })
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        report.rejected.push({ line, why: error.in(door.voice.t).replaceAll('*', '') })
      }
    }
    const deed = { by: null, at: door.clock.now(), through: 'cli' } as const
    if (dryRun) {
      const known = await ledger.of(team).followups.keyed(good.map(({ key }) => key))
      report.known += good.filter(({ key }) => known.has(key)).length
      report.added += good.filter(({ key }) => !known.has(key)).length
    } else {
      const counts = { known: 0, added: 0 }
      await ledger.settle(
        team,
        null,
        async ({ followups }) => {
          const known = await followups.keyed(good.map(({ key }) => key))
          for (const { key, followup } of good) {
            if (known.has(key)) counts.known++
            else {
              await followups.add(followup, key)
              counts.added++
            }
          }
        },
        deed,
      )
      report.known += counts.known
      report.added += counts.added
    }
  }
  return report
}

/** What a file calls it; else what it says, and for the second one that says the same, that it is the second. */
const keyOf = (row: TaskRow, seen: Set<string>): string => {
  const { key, what, owner, due, agency, creator, creator_id } = row
  if (key !== null && key.length > LONGEST_KEY) return refuse('task.key', { key: key.slice(0, 40) })
  if (key !== null && seen.has(key)) return refuse('task.twice', { key })
  const said = createHash('sha256')
    .update(JSON.stringify([what, owner, due, agency, creator, creator_id]))
    .digest('hex')
    .slice(0, 32)
  let name = key ?? said
  for (let n = 2; seen.has(name); n++) name = `${said}.${n}`
  seen.add(name)
  return name
}
const LONGEST_KEY = 200

interface Reading {
  ledger: Pick<LedgerReads, 'people' | 'routines'>
  facts: Facts
  door: Door
  /** Of agencies and creators that were looked up already. */
  names: Map<string, unknown>
}

const followupIn = async (row: TaskRow, reading: Reading): Promise<NewFollowup> => {
  const { door, ledger } = reading
  const now = door.clock.now()
  const what = row.what?.trim() ?? ''
  if (what === '') refuse('task.empty')
  if (what.length > LONGEST)
    refuse('args.long', { length: door.voice.number(what.length), max: door.voice.number(LONGEST) })
  const state = stateIn(row.state)
  const owner = await personIn(row.owner ?? refuse('task.owner'), ledger)
  const person = await ledger.people.person(owner)
  if (isOpen({ state }) && person.deactivated) refuse('person.deactivated', { name: person.name })
  if (isOpen({ state }) && person.bot) refuse('person.bot', { name: person.name })
  const due = dueIn(row, person.timeZone, door)
  const blocked = await blockedIn(row, reading)
  const snoozedUntil = momentIn(row.snoozed_until)
  const followup = newFollowup({
    what,
    owner,
    reporter: row.asked_by === null ? owner : await personIn(row.asked_by, ledger),
    due,
    priority: priorityIn(row.priority),
    ...(await subjectIn(row, reading)),
    state,
    snoozedUntil,
    blocked,
    outcome: row.outcome,
    watchers: await Promise.all((row.watchers?.split(/[\s,;]+/) ?? []).map((it) => personIn(it, ledger))),
    insight: row.insight,
    origin: originIn(row),
    quoted: row.quoted,
    createdAt: momentIn(row.created) ?? now,
    closedAt: isOpen({ state }) ? null : (momentIn(row.closed) ?? now),
    closedBy: isOpen({ state }) || row.closed_by === null ? null : await personIn(row.closed_by, ledger),
  })
  const asked = blocked?.by ?? owner
  const workdays = { timeZone: door.voice.timeZone, isOff, isHoliday }
  const { work } = await atWork(asked, now, { ...ledger, workdays })
  return { ...followup, remindAt: nextAsked(followup, work)?.at ?? null }
}
/** Characters of a task, as where it is typed. */
const LONGEST = 3000

/** An id as Slack has it, also of somebody not yet seen; or an address that Slack has told of. */
export const personIn = async (
  said: string,
  { people }: { people: LedgerReads['people'] },
): Promise<UserId> => {
  const id = /^(?:<@)?([UW][A-Z0-9]{2,30})(?:\|[^>]*)?>?$/.exec(said.trim())?.[1]
  if (id !== undefined) return id as UserId
  const address = said.trim().toLowerCase()
  return (await people.withEmails([address])).get(address) ?? refuse('task.person', { said })
}

/** A day or an hour as ISO writes it may be past, since a file may tell of what was; anything else is read as typed. */
const dueIn = ({ due, time_zone }: TaskRow, theirs: string, { clock, voice }: Door): Deadline | null => {
  if (due === null) return null
  const timeZone = time_zone ?? theirs
  if (!isTimeZone(timeZone)) return refuse('task.zone', { said: timeZone })
  const [, day, time] = ISO.exec(due.trim()) ?? []
  if (isDay(day)) return { day, time: (time as ClockTime | undefined) ?? END_OF_WORK, timeZone }
  const here = { now: clock.now(), timeZone, isOff: (on: Deadline['day']) => isOff(null, timeZone, on) }
  const said = agreed(meant(due, here), due, here, voice)
  if (said instanceof Refusal) throw said
  return { day: said.day, time: said.time ?? END_OF_WORK, timeZone }
}
const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?::00(?:\.0+)?)?)?$/

const momentIn = (text: string | null): Temporal.Instant | null => {
  if (text === null) return null
  try {
    return Temporal.Instant.from(text)
  } catch {
    return refuse('task.moment', { said: text })
  }
}

const priorityIn = (said: string | null): Followup['priority'] => {
  const word = said?.trim().toLowerCase()
  if (word === undefined || word === '') return 'normal'
  return (
    (['high', 'normal', 'low'] as const).find((it) => PRIORITY_WORDS[it].includes(word)) ??
    refuse('args.priority', { word })
  )
}

const stateIn = (said: string | null): FollowupState => {
  const word = said?.trim().toLowerCase() ?? 'open'
  const states = Object.keys(STATE_NAMES) as FollowupState[]
  return states.find((it) => STATE_NAMES[it].includes(word)) ?? refuse('task.state', { said: word })
}

const blockedIn = async ({ waits_by, waits_on, state }: TaskRow, reading: Reading) =>
  (waits_by === null && waits_on === null) || !isOpen({ state: stateIn(state) })
    ? null
    : { by: waits_by === null ? null : await personIn(waits_by, reading.ledger), on: waits_on }

const originIn = ({ origin_channel, origin_ts }: TaskRow): Followup['origin'] =>
  origin_channel === null || !/^[CGD][A-Z0-9]+$/.test(origin_channel)
    ? null
    : { channel: origin_channel as ChannelId, ts: origin_ts }

/** A name that the numbers know, or any while there are none; a creator's id is believed. */
const subjectIn = async (
  { agency, creator, creator_id }: TaskRow,
  reading: Reading,
): Promise<{ agency: string | null; creator: AboutCreator | null }> => {
  const { facts, names } = reading
  const once = async <It>(key: string, find: () => Promise<It>): Promise<It> => {
    if (!names.has(key)) names.set(key, await find())
    return names.get(key) as It
  }
  const empty = (await once('', () => facts.version())) === 0
  const known =
    agency === null || empty
      ? agency
      : ((await once(`a ${agency}`, () => facts.agencyNamed(agency)))?.name ??
        refuse('agency.unknown', { name: agency, near: await facts.near('agency', agency, 3) }))
  if (creator_id !== null)
    return { agency: known, creator: { id: creator_id, username: creator ?? creator_id } }
  if (creator === null) return { agency: known, creator: null }
  const name = creator.replace(/^@/, '')
  if (empty) return { agency: known, creator: { id: name, username: name } }
  const found =
    (await once(`c ${name}`, () => facts.creatorNamed(name))) ??
    refuse('creator.unknown', { name, near: await facts.near('creator', name, 3) })
  return { agency: known ?? found.agency, creator: { id: found.id, username: found.username } }
}
