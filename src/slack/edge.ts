import { randomBytes } from 'node:crypto'
import type { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import { z } from 'zod'
import { message } from '../blocks/blocks.ts'
import { inWords } from '../charts/block.ts'
import type { Clock } from '../domain/clock.ts'
import { type Day, isDay } from '../domain/day.ts'
import type { Deed, Through } from '../domain/deed.ts'
import type { Inbox, OutboxWriter } from '../domain/delivery.ts'
import type { ClockTime, Due } from '../domain/due.ts'
import type { Facts } from '../domain/facts.ts'
import type { Holding } from '../domain/hold.ts'
import type { ChannelId, TeamId, UserId } from '../domain/ids.ts'
import type { Locale } from '../domain/person.ts'
import type { Ledger, LedgerReads, Managers } from '../domain/ports.ts'
import { asWritten, parseArgs } from '../kit/args.ts'
import type { Looking, Messages, Running, Scene, Timetable, Workdays } from '../kit/context.ts'
import type { Circumstances, Here } from '../kit/dates/meant.ts'
import type { Catalogue } from '../kit/discover.ts'
import type { Effect, Outcome, Say } from '../kit/effects.ts'
import { helpFor } from '../kit/help.ts'
import { EitherDay, Refusal } from '../kit/refuse.ts'
import { asSeen, unescaped } from '../kit/tokens.ts'
import { type Voice, voice } from '../kit/voice.ts'
import type { SlackDirectory } from './directory.ts'
import { type Delivery, deliveryOf } from './payloads.ts'
import {
  CHOOSE,
  enqueue,
  type Immediate,
  immediate,
  type Means,
  refusal,
  reopen,
  wordsOf,
} from './perform.ts'
import { routeLine } from './route.ts'

export interface EdgeOptions {
  catalogue: Catalogue
  inbox: Inbox
  ledgerOf(team: TeamId): LedgerReads
  settle(
    team: TeamId,
    what: { inbound: string; answers?: string },
    decide: (ledger: Ledger, outbox: OutboxWriter) => Promise<void>,
    deed?: Deed,
  ): Promise<boolean>
  facts: Facts
  timetable: Timetable
  workdays: Workdays
  /** Whether nobody works on that day where this zone is. */
  isOff(timeZone: string, day: Day): boolean
  managersOf(team: TeamId): Managers
  hold: Holding
  home(): string | undefined
  messages: Messages
  directory: SlackDirectory
  client: WebClient
  means: Means
  clock: Clock
  defaults: { locale: Locale; timeZone: string }
  /** Something was committed that Slack must hear. */
  onCommit(): void
  log: Logger
  /** How long one delivery may be worked on before another process takes it over. */
  leaseMs?: number
}

type Acknowledgement = { response_action: 'errors'; errors: Record<string, string> } | undefined

export interface Edge {
  /** Keeps the delivery; what it resolves to is Slack's acknowledgement. The work goes on after it. */
  receive(body: unknown): Promise<Acknowledgement>
  /** Takes up what another process acknowledged and did not finish. */
  sweep(): Promise<void>
  /** Resolves when nothing is being worked on. */
  idle(): Promise<void>
}

/** Processes die for reasons of their own and faults pass; only what was in hand this often is given up, and its sender told. */
const MAX_ATTEMPTS = 20
const HOME_OPENED = 'app_home_opened'
const HOME_IN_USE = { minutes: 15 } as const
/** An acknowledgement has three seconds; what a check has not found by now, `run` refuses with the form kept. */
const CHECK_MS = 2000

export const slackEdge = (options: EdgeOptions): Edge => {
  const {
    catalogue,
    inbox,
    ledgerOf,
    settle,
    facts,
    timetable,
    workdays,
    isOff,
    managersOf,
    hold,
    home,
    messages,
    directory,
    client,
    means,
    clock,
    defaults,
    onCommit,
    log,
  } = options
  const leaseMs = options.leaseMs ?? 30_000
  const working = new Set<Promise<void>>()
  /** Who has looked at their Home tab of late, and at which part of it. */
  const homes = new Map<string, { state: unknown; at: Temporal.Instant }>()

  const begin = (delivery: Delivery, attempts: number): Promise<void> => {
    // What fails here has failed to be put right; the row's lease brings the delivery back.
    const work = workOn(delivery, attempts)
      .catch((error) => log.error({ err: error }, 'a delivery was dropped for now'))
      .finally(() => working.delete(work))
    working.add(work)
    return work
  }

  /** Parsed and checked first, since a form's errors ride in the acknowledgement; then kept; then acknowledged. */
  const receive = async (body: unknown): Promise<Acknowledgement> => {
    const delivery = deliveryOf(body)
    if (!delivery || !concerns(delivery) || !(await isWanted(delivery))) return undefined
    const errors = delivery.kind === 'submission' ? await complaints(delivery) : null
    if (errors) return { response_action: 'errors', errors }
    if (delivery.name === HOME_OPENED) {
      // Nothing is changed by it, and what is shown twice is the same.
      void begin(delivery, 1)
      return undefined
    }
    const { dedupeKey, team, kind } = delivery
    if (await inbox.add({ dedupeKey, team, kind, body: JSON.stringify(body) }, leaseMs))
      void begin(delivery, 1)
    return undefined
  }

  /** What nothing here listens to is acknowledged and let go: most events are. */
  const concerns = ({ kind, name, event, home }: Delivery): boolean => {
    if (name === HOME_OPENED) return home !== null && catalogue.home !== null
    switch (kind) {
      case 'command':
        return true
      case 'action':
        return name === reopen.id || name.startsWith(CHOOSE) || catalogue.actions.some((it) => it.id === name)
      case 'submission':
        return catalogue.submissions.some((it) => it.form.id === name)
      case 'shortcut':
        return catalogue.shortcuts.some((it) => it.id === name)
      case 'event':
        return catalogue.events.some((it) => it.type === name && it.payload.safeParse(event).success)
      default:
        return kind satisfies never
    }
  }

  const isWanted = async ({ kind, name, event, team }: Delivery): Promise<boolean> => {
    const heard = kind === 'event' ? catalogue.events.find((it) => it.type === name) : undefined
    return heard?.wanted === undefined || heard.wanted(heard.payload.parse(event), ledgerOf(team))
  }

  /** A field left out needs nobody to be asked; only what has to be looked up may come too late. */
  const complaints = async (delivery: Delivery): Promise<Record<string, string> | null> => {
    const submission = catalogue.submissions.find((it) => it.form.id === delivery.name)
    if (!submission || !delivery.view) return null
    const { voice: speak } = await sceneOf(delivery)
    const parsed = submission.form.parse(delivery.view, speak.t)
    return 'errors' in parsed ? parsed.errors : inTime(checked(submission, parsed.values, delivery))
  }

  const checked = async (
    submission: Catalogue['submissions'][number],
    values: Parameters<NonNullable<Catalogue['submissions'][number]['check']>>[0],
    delivery: Delivery,
  ): Promise<Record<string, string> | null> => {
    await meetAll(delivery)
    const scene = await sceneOf(delivery)
    const found = await submission.check?.(values, lookingIn(scene))
    const said = Object.entries(found ?? {}).flatMap(([field, sentence]) =>
      sentence ? [[field, sentence] as const] : [],
    )
    return said.length > 0 ? Object.fromEntries(said) : null
  }

  const sceneOf = async (delivery: Delivery, chosen?: Due): Promise<Scene> => {
    const { people } = ledgerOf(delivery.team)
    const channel = channelOf(delivery)
    const actor = await people.person(delivery.user ?? 'U0')
    return {
      team: delivery.team,
      actor,
      channel: channel ? await people.channel(channel) : null,
      message:
        delivery.message && delivery.channel
          ? {
              channel: delivery.channel,
              ...delivery.message,
              text: asSeen(unescaped(delivery.message.text)),
              line: asSeen(unescaped(delivery.message.line)),
            }
          : null,
      through: throughOf(delivery),
      ticked: delivery.ticked,
      home: home() ?? null,
      voice: voice(actor.locale, actor.timeZone),
      clock,
      here: {
        now: clock.now(),
        ...livingIn(actor.timeZone),
        at: livingIn,
        ...(await livingElsewhere(delivery)),
        ...(chosen && { chosen }),
      },
    }
  }

  /** What may be read for whoever acts here. */
  const lookingIn = (scene: Scene): Looking => ({
    ...scene,
    ...ledgerOf(scene.team),
    facts,
    timetable,
    workdays,
    managers: managersOf(scene.team),
    messages,
    hold,
  })

  const livingIn = (timeZone: string): Omit<Here, 'now'> => ({
    timeZone,
    isOff: (day) => isOff(timeZone, day),
  })

  /** Where those live who are spoken of, as far as they were met. */
  const livingElsewhere = async (delivery: Delivery): Promise<Pick<Circumstances, 'of'>> => {
    if (delivery.kind !== 'command' && delivery.kind !== 'event') return {}
    const { people } = ledgerOf(delivery.team)
    const zones = new Map<UserId, string>()
    for (const id of mentionedIn(delivery).people) zones.set(id, (await people.person(id)).timeZone)
    return {
      of: (person) => {
        const zone = zones.get(person)
        return zone === undefined ? undefined : livingIn(zone)
      },
    }
  }

  const workOn = async (delivery: Delivery, attempts: number): Promise<void> => {
    const { team, user, dedupeKey } = delivery
    let speak: Voice = voice(defaults.locale, defaults.timeZone)
    const channel = channelOf(delivery)
    const thread = delivery.kind === 'event' ? (delivery.message?.thread ?? null) : null
    const at = immediate(client, { ...delivery, channel, thread }, () => speak, means, log)
    try {
      // A first meeting asks Slack who this is; a form's trigger would not live that long.
      if (user && delivery.trigger && opensAForm(delivery) && !(await directory.knows(team, user)))
        await at.openLoading()
      await meetAll(delivery)
      const scene = await sceneOf(delivery)
      speak = scene.voice
      if (delivery.name === HOME_OPENED) await showHome(scene, delivery.home, [], at)
      else await converse(delivery, scene, at)
    } catch (error) {
      if (error instanceof Refusal) {
        await inbox.refused(dedupeKey)
        const said = withWhatWasTyped(delivery, error.in(speak.t), error)
        if (delivery.home === null) await at.reply(said)
        else await showHome(await sceneOf(delivery), delivery.home, [said], at)
        return
      }
      await stumble(delivery, error, attempts, at)
    }
  }

  /** Everybody and everywhere that a delivery speaks of: inside the transaction nobody asks Slack. */
  const meetAll = (delivery: Delivery): Promise<void> => {
    const channel = channelOf(delivery)
    const { people, channels } = mentionedIn(delivery)
    return directory.meet(
      delivery.team,
      delivery.user ? [delivery.user, ...people] : people,
      channel ? [channel, ...channels] : channels,
      delivery.kind === 'event' && catalogue.events.some((it) => it.type === delivery.name && it.anew),
    )
  }

  /** A database that went away is met again by the sweep; a bug would only repeat itself. */
  const stumble = async (
    delivery: Delivery,
    error: unknown,
    attempts: number,
    at: Immediate,
  ): Promise<void> => {
    const ref = randomBytes(3).toString('hex')
    const again = attempts < MAX_ATTEMPTS && isPassing(error)
    log.error({ err: error, ref, kind: delivery.kind, name: delivery.name, again }, 'a conversation failed')
    if (!again) await apologise(delivery, ref, at)
  }

  const giveUp = (delivery: Delivery): Promise<void> => {
    const ref = randomBytes(3).toString('hex')
    log.error({ ref, kind: delivery.kind, name: delivery.name }, 'a delivery was given up')
    const speak = voice(defaults.locale, defaults.timeZone)
    return apologise(
      delivery,
      ref,
      immediate(client, { ...delivery, thread: null }, () => speak, means, log),
    )
  }

  const apologise = async (delivery: Delivery, ref: string, at: Immediate): Promise<void> => {
    await inbox.fail(delivery.dedupeKey, ref).catch(() => undefined)
    await at.reply((v) => withWhatWasTyped(delivery, v.t.trouble.unexpected({ ref }))(v))
  }

  const withWhatWasTyped = (delivery: Delivery, sentence: string, refused?: Refusal): Say =>
    refusal(sentence, {
      typed: delivery.kind === 'command' ? asWritten(`${delivery.name} ${delivery.said}`) : '',
      key: canReopen(delivery, refused) ? delivery.dedupeKey : null,
      ...(refused instanceof EitherDay && { among: { key: delivery.dedupeKey, dues: refused.dues } }),
    })

  const converse = async (delivery: Delivery, scene: Scene, at: Immediate): Promise<void> => {
    if (delivery.kind === 'action' && delivery.name === reopen.id) return openAgain(delivery, scene, at)
    if (delivery.kind === 'action' && delivery.name.startsWith(CHOOSE)) return doneAfterAll(delivery, at)
    return conduct(delivery, scene, at, { inbound: delivery.dedupeKey })
  }

  const conduct = async (
    delivery: Delivery,
    scene: Scene,
    at: Immediate,
    settles: { inbound: string; answers?: string },
  ): Promise<void> => {
    const found = handlerFor(delivery, scene, await peopleFor(delivery))
    if (found === null) return settleAs(delivery, settles)
    if ('say' in found) {
      await settleAs(delivery, settles)
      return at.reply(found.say)
    }
    const seen = await found.look?.(lookingIn(scene))
    let effects: readonly Effect[] = []
    const deed: Deed = { by: scene.actor.id, at: clock.now(), through: scene.through }
    const decide = async (ledger: Ledger, outbox: OutboxWriter) => {
      effects = [await found.run({ ...scene, ...ledger, timetable, workdays }, seen)].flat()
      await enqueue(effects, {
        team: delivery.team,
        key: settles.inbound,
        people: ledger.people,
        outbox,
        defaults,
      })
    }
    const mine = await settle(delivery.team, settles, decide, deed)
    if (!mine) return
    onCommit()
    const { home: here } = delivery
    for (const effect of effects) {
      if (effect.do === 'open') await at.open(effect.show(scene.voice))
      else if (effect.do === 'reply' && here === null) await at.reply(effect.say)
      else if (effect.do === 'file') await at.send(effect.make)
    }
    const replies = effects.flatMap((it) => (it.do === 'reply' ? [it.say] : []))
    const turned = effects.find((it) => it.do === 'home')
    if (here !== null)
      await showHome(scene, turned ? { ...objectIn(here), ...turned.change } : here, replies, at)
    else if (delivery.kind === 'submission') await refreshHome(scene, at)
  }

  /** The Home tab as it is now, under what was answered to a press in it. */
  const showHome = async (
    scene: Scene,
    remembered: unknown,
    answers: readonly Say[],
    at: Immediate,
  ): Promise<void> => {
    const { home } = catalogue
    if (home === null) return
    const state = home.state.parse(typeof remembered === 'string' ? jsonOr(remembered) : remembered)
    const seen = await home.look(state, lookingIn(scene))
    const said = answers.flatMap((say) => wordsOf(inWords(say(scene.voice))))
    await at.publish(state, home.shows(state, seen, said)(scene.voice))
    const now = clock.now()
    for (const [whose, { at: shownAt }] of homes) if (isOutOfUse(shownAt, now)) homes.delete(whose)
    homes.set(`${scene.team} ${scene.actor.id}`, { state, at: now })
  }

  /** A form that was opened from it comes back without saying so. */
  const refreshHome = async (scene: Scene, at: Immediate): Promise<void> => {
    const shown = homes.get(`${scene.team} ${scene.actor.id}`)
    if (shown && !isOutOfUse(shown.at, clock.now())) await showHome(scene, shown.state, [], at)
  }

  interface Bound {
    look?: (context: Looking) => Promise<unknown>
    run: (context: Running, seen: unknown) => Promise<Outcome> | Outcome
  }

  /** Asked for only where somebody is named whom Slack did not know. */
  const peopleFor = async ({ kind, team, said }: Delivery): Promise<readonly string[]> =>
    kind === 'command' && /(?:^|\s)@\p{L}/u.test(said) ? ledgerOf(team).people.names() : []

  const handlerFor = (
    delivery: Delivery,
    { voice: speak, here }: Scene,
    people: readonly string[],
  ): Bound | { say: Parameters<Immediate['reply']>[0] } | null => {
    switch (delivery.kind) {
      case 'command': {
        const route = routeLine(catalogue.commands, delivery.name, delivery.said, speak.t)
        if (route.to === 'help')
          return { say: helpFor(route.of ? [route.of] : catalogue.commands, delivery.name) }
        if (route.to === 'near')
          throw new Refusal('command.near', { typed: asWritten(route.typed), meant: route.meant })
        if (route.to === 'unknown')
          throw new Refusal('command.unknown', { word: asWritten(delivery.said), command: delivery.name })
        const { command, line } = route
        const parsed = parseArgs(command, line, { ...here, people }, speak)
        if ('refusal' in parsed) throw parsed.refusal
        return {
          look: async (context) => command.look?.(parsed.args, context),
          run: (context, seen) => command.run(parsed.args, context, seen),
        }
      }
      case 'action': {
        const action = catalogue.actions.find((it) => it.id === delivery.name)
        if (!action) return null
        const value = action.value.parse(jsonOr(delivery.said))
        return {
          look: async (context) => action.look?.(value, context),
          run: (context, seen) => action.run(value, context, seen),
        }
      }
      case 'submission': {
        const submission = catalogue.submissions.find((it) => it.form.id === delivery.name)
        const parsed = delivery.view && submission?.form.parse(delivery.view, speak.t)
        if (!submission || !parsed || 'errors' in parsed) return null
        return {
          look: async (context) => submission.look?.(parsed.values, context),
          run: (context, seen) => submission.run(parsed.values, context, seen),
        }
      }
      case 'shortcut': {
        const shortcut = catalogue.shortcuts.find((it) => it.id === delivery.name)
        if (!shortcut) return null
        return {
          look: async (context) => shortcut.look?.(null, context),
          run: (context, seen) => shortcut.run(null, context, seen),
        }
      }
      case 'event': {
        const event = catalogue.events.find((it) => it.type === delivery.name)
        const payload = event?.payload.safeParse(delivery.event)
        if (!event || !payload?.success) return null
        return {
          look: async (context) => event.look?.(payload.data, context),
          run: (context, seen) => event.run(payload.data, context, seen),
        }
      }
      default:
        return delivery.kind satisfies never
    }
  }

  const settleEmpty = (delivery: Delivery): Promise<void> =>
    settleAs(delivery, { inbound: delivery.dedupeKey })
  const settleAs = async (
    { team }: Delivery,
    settles: { inbound: string; answers?: string },
  ): Promise<void> => {
    await settle(team, settles, async () => undefined)
  }

  const opensAForm = (delivery: Delivery): boolean => {
    const { kind, name } = delivery
    if (kind === 'shortcut') return catalogue.shortcuts.some((it) => it.id === name && it.opens)
    if (kind === 'action')
      return name === reopen.id || catalogue.actions.some((it) => it.id === name && it.opens)
    const command = commandOf(delivery, voice('en', 'UTC'))
    return command?.line === '' && command.command.opens === true
  }

  const commandOf = (delivery: Delivery, { t }: Voice) => {
    if (delivery.kind !== 'command') return null
    const route = routeLine(catalogue.commands, delivery.name, delivery.said, t)
    if (route.to === 'command') return route
    const bare = bareOf(delivery)
    return bare ? { command: bare, line: delivery.said } : null
  }
  const bareOf = (delivery: Delivery) => catalogue.commands.find(({ name }) => `/${name}` === delivery.name)

  /** What a form can be opened for: a line that was a subcommand by its first word only is text, all of it. */
  const formFor = (delivery: Delivery, speak: Voice) => {
    const asked = commandOf(delivery, speak)
    if (asked === null || asked.command.form) return asked
    const bare = bareOf(delivery)
    return bare?.form ? { command: bare, line: delivery.said } : asked
  }

  const canReopen = (delivery: Delivery, refused: Refusal | undefined): boolean => {
    if (delivery.kind === 'submission')
      return catalogue.submissions.find((it) => it.form.id === delivery.name)?.again !== false
    const speak = voice('en', 'UTC')
    const own = commandOf(delivery, speak)?.command.form !== undefined
    // A number that nobody knows is no text; words that a subcommand had no place for may well be.
    const perhapsText = /^(?:args|due)\./.test(refused?.key ?? '') && /\S\s+\S+\s+\S/.test(delivery.said)
    return own || (perhapsText && formFor(delivery, speak)?.command.form !== undefined)
  }

  /** What was refused since its date might have been one of several: with the one that was chosen. Only once. */
  const doneAfterAll = async (delivery: Delivery, at: Immediate): Promise<void> => {
    const { key, due } = Chosen.parse(jsonOr(delivery.said))
    const body = await inbox.refusedBody(key)
    const refused = body === null ? null : deliveryOf(JSON.parse(body))
    if (!refused || refused.user !== delivery.user) {
      await settleEmpty(delivery)
      return at.reply(({ t }) => message(t.form.chosen))
    }
    await meetAll(refused)
    const settles = { inbound: delivery.dedupeKey, answers: key }
    await conduct(refused, await sceneOf(refused, due), at, settles)
  }

  /** The form, filled in with what was typed in the delivery that was refused. Only for whom it was. */
  const openAgain = async (delivery: Delivery, scene: Scene, at: Immediate): Promise<void> => {
    await settleEmpty(delivery)
    const { key } = z.object({ key: z.string() }).parse(jsonOr(delivery.said))
    const body = await inbox.refusedBody(key)
    const refused = body === null ? null : deliveryOf(JSON.parse(body))
    if (!refused || refused.user !== delivery.user) return at.reply(({ t }) => message(t.form.again))
    const command = formFor(refused, scene.voice)
    if (command) {
      const { here } = await sceneOf(refused)
      const parsed = parseArgs(command.command, command.line, here, scene.voice)
      const understood = 'args' in parsed ? parsed.args : parsed.understood
      const show = command.command.form?.(understood, command.line, scene)
      return show && at.open(show(scene.voice))
    }
    const submission = catalogue.submissions.find((it) => it.form.id === refused.name)
    const parsed = refused.view && submission?.form.parse(refused.view, scene.voice.t)
    if (submission && parsed && 'values' in parsed)
      await at.open(submission.form.view(scene.voice, { carry: parsed.values.carry, values: parsed.values }))
  }

  /** One at a time: if one of them brings its process down, that is not counted against the others. */
  const takeUp = async (): Promise<void> => {
    for (;;) {
      const inbound = await inbox.claimStale(leaseMs)
      if (!inbound) return
      const delivery = deliveryOf(JSON.parse(inbound.body))
      if (!delivery) await inbox.fail(inbound.dedupeKey, 'unreadable')
      else if (inbound.attempts > MAX_ATTEMPTS) await giveUp(delivery)
      else await begin(delivery, inbound.attempts)
    }
  }

  return {
    receive,
    sweep: () => {
      const sweeping = takeUp().finally(() => working.delete(sweeping))
      working.add(sweeping)
      return sweeping
    },
    idle: async () => {
      while (working.size > 0) await Promise.allSettled(working)
    },
  }
}

const Chosen = z.object({
  key: z.string(),
  due: z.object({
    day: z.custom<Day>((it) => typeof it === 'string' && isDay(it)),
    time: z
      .custom<ClockTime>((it) => typeof it === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(it))
      .nullable(),
  }),
})

const isOutOfUse = (shownAt: Temporal.Instant, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(shownAt.add(HOME_IN_USE), now) <= 0

const throughOf = ({ kind, name, home }: Delivery): Through => {
  switch (kind) {
    case 'action':
      return home === null ? 'button' : 'home'
    case 'submission':
      return 'form'
    case 'event':
      return name === 'reaction_added' ? 'reaction' : 'mention'
    case 'command':
    case 'shortcut':
      return kind
    default:
      return kind satisfies never
  }
}

const Carried = z.object({ channel: z.templateLiteral([z.enum(['C', 'G', 'D']), z.string()]).nullish() })

/** A form remembers in what it carries where it was asked for. */
const channelOf = ({ channel, view }: Delivery): ChannelId | null =>
  channel ?? Carried.safeParse(jsonOr(view?.private_metadata ?? '')).data?.channel ?? null

/** Ids in what was typed (`<@U…>`), in a message, or chosen in a form (`"U…"`); a few dozen are more than anybody means. */
const mentionedIn = ({
  said,
  message: source,
  view,
}: Delivery): { people: UserId[]; channels: ChannelId[] } => {
  const text = `${said} ${source?.text ?? ''} ${JSON.stringify(view?.state ?? '')}`
  const ids = [...text.matchAll(/(?:<[@#]|")([UWCG][A-Z0-9]{2,})(?=[|>"])/g)]
    .map(([, id = '']) => id)
    .slice(0, 30)
  return {
    people: ids.filter((id): id is UserId => /^[UW]/.test(id)),
    channels: ids.filter((id): id is ChannelId => /^[CG]/.test(id)),
  }
}

const inTime = async <T>(work: Promise<T | null>): Promise<T | null> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), CHECK_MS)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

const objectIn = (text: string): object => {
  const found = jsonOr(text)
  return typeof found === 'object' && found !== null ? found : {}
}

const jsonOr = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const isPassing = (error: unknown): boolean =>
  error instanceof Error &&
  /ECONN|EPIPE|terminat|connection|timeout|SQLITE_BUSY|57P0|40001|40P01/i.test(
    `${'code' in error ? error.code : ''} ${error.message}`,
  )
