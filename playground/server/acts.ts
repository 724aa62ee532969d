import type { Act, Strike } from '../wire.ts'
import type { Fault } from './faults.ts'
import { mimeOf, newFile } from './files.ts'
import type { Person } from './person.ts'
import type { Slack } from './slack.ts'

export interface Doing {
  slack: Slack
  as(person: string): Person
  moveClock: ((by: Temporal.DurationLike) => void) | null
  holdClock: ((held: boolean) => void) | null
  startOver: (() => Promise<void>) | null
  strike(method: string, fault: Fault): void
}

/** Does what the page asks for, as that person. What is thrown is told to whoever asked. */
export const acting = ({ slack, as, moveClock, holdClock, startOver, strike }: Doing) => {
  const { workspace, clock } = slack
  const { state } = workspace

  return async (who: string, act: Act): Promise<unknown> => {
    if (act.act === 'startsOver') return (startOver ?? cannot('start over'))()
    const person = as(who)
    switch (act.act) {
      case 'says':
        return person.says(act.channel, act.words, act.thread ? { thread: act.thread } : {})
      case 'types':
        return person.types(act.channel, act.words)
      case 'presses':
        return person.presses(act.on, act.control, act.value)
      case 'shortcut':
        return person.shortcut(act.callbackId, act.on)
      case 'fills':
        return person.fills(act.values, { quietly: true, ...(act.on && { on: act.on }) })
      case 'submits':
        await person.fills(act.values, { quietly: true })
        return person.submits()
      case 'closesModal':
        return person.closesModal({ all: act.all ?? false })
      case 'suggests':
        return person.suggests(act.control, act.query, act.on)
      case 'opensHome':
        return person.opensHome()
      case 'opensMessages':
        return person.opensMessages()
      case 'reacts':
        return person.reacts(act.on, act.emoji)
      case 'unreacts':
        return person.unreacts(act.on, act.emoji)
      case 'deletes':
        return person.deletes(act.on)
      case 'drops':
        return person.drops(
          act.channel,
          { name: act.name, bytes: Buffer.from(act.base64, 'base64') },
          act.thread ? { thread: act.thread } : {},
        )
      case 'joins':
        return person.joins(act.channel)
      case 'reads':
        state.read[person.id] = { ...state.read[person.id], [act.channel]: act.ts }
        return workspace.changed()
      case 'moves':
        return (moveClock ?? cannot('move its clock'))({
          hours: act.by.hours ?? 0,
          days: act.by.days ?? 0,
        })
      case 'movesTo': {
        const zone = state.people.find(({ id }) => id === person.id)?.timeZone ?? 'UTC'
        const now = clock.now().toZonedDateTimeISO(zone)
        const then = act.to === 'dst' ? beforeChange(now) : nineOClock(now, act.to === 'monday')
        return (moveClock ?? cannot('move its clock'))({ milliseconds: millisecondsUntil(now, then) })
      }
      case 'holdsClock':
        return (holdClock ?? cannot('hold its clock'))(act.held)
      case 'strikes':
        return strike(act.method, STRUCK[act.fault])
      case 'changes':
        return person.changes({
          ...(act.locale && { locale: act.locale }),
          ...(act.timeZone && { timeZone: act.timeZone }),
        })
      case 'uploads': {
        const content = Buffer.from(act.base64, 'base64')
        const file = newFile(slack, act.name, content.length, person.id)
        file.bytes = act.base64
        file.mimetype = mimeOf(act.name)
        workspace.changed()
        return file.id
      }
      default:
        return act satisfies never
    }
  }
}

const cannot = (what: string) => (): never => {
  throw new Error(`This playground cannot ${what}.`)
}

/** Each as it is most often met. */
const STRUCK: Readonly<Record<Strike, Fault>> = {
  'rate-limited': { kind: 'rate-limited', retryAfter: 1 },
  status: { kind: 'status', status: 503 },
  drop: { kind: 'drop' },
  'accept-then-drop': { kind: 'accept-then-drop' },
  late: { kind: 'late', ms: 2000 },
}

const millisecondsUntil = (now: Temporal.ZonedDateTime, then: Temporal.ZonedDateTime): number =>
  then.epochMilliseconds - now.epochMilliseconds

/** The next 09:00 there, or that of the next Monday. */
const nineOClock = (now: Temporal.ZonedDateTime, monday: boolean): Temporal.ZonedDateTime => {
  const today = now.withPlainTime('09:00')
  const ahead = Temporal.ZonedDateTime.compare(today, now) > 0
  if (ahead && (!monday || now.dayOfWeek === 1)) return today
  return now.add({ days: monday ? 8 - now.dayOfWeek : 1 }).withPlainTime('09:00')
}

/** A quarter of an hour before clocks change there; where they never do, before they change in Rome. */
const beforeChange = (now: Temporal.ZonedDateTime): Temporal.ZonedDateTime => {
  const local = now.getTimeZoneTransition('next') ? now : now.withTimeZone('Europe/Rome')
  let at: Temporal.ZonedDateTime | null = local
  while (at) {
    at = at.getTimeZoneTransition('next')
    const before = at?.subtract({ minutes: 15 })
    if (before && Temporal.ZonedDateTime.compare(before, now) > 0) return before
  }
  throw new Error('The clocks never change again.')
}
