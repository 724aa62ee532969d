import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FieldChange, Followup } from '#src/domain/followup.ts'
import { isOpen } from '#src/domain/followup.ts'
import { expectClean } from '#tests/support/clean.ts'
import type { DatabaseName } from '#tests/support/databases.ts'
import { type Scene, scene } from '#tests/support/scene.ts'

/**
 * The whole life of a promise, against a model of it: people who may and may not do it whatever comes to their mind, in any
 * order, by word and by buttons that may be old, while days go by and reminders come. `MODEL_RUNS=10000` for a long one.
 */
const RUNS = Number(process.env.MODEL_RUNS ?? 500)
const TEAM = 'T0LIVEEU'

type Who = 'anna' | 'tom' | 'lucia' | 'giulia'
const ID = { anna: 'U0ANNA', tom: 'U0TOM', lucia: 'U0LUCIA', giulia: 'U0GIULIA' } as const

/** What should be so. */
interface Model {
  ref: string
  reporter: Who
  owner: Who
  state: 'open' | 'done' | 'cancelled'
  snoozed: boolean
  blocked: boolean
  notes: number
}
interface Real {
  stage: Scene
  ref: string
}

const theFollowup = async ({ stage, ref }: Real): Promise<Followup> => {
  const found = await stage.regia.ledger.of(TEAM).followups.named(ref)
  if (!found) throw new Error(`${ref} is gone`)
  return found
}

const says = async ({ stage }: Real, who: Who, line: string): Promise<string> => {
  await stage.slack.as(who).types('#live-eu', `/followup ${line}`)
  await stage.settled()
  return stage.slack.as(who).notices().at(-1)?.shows ?? ''
}

const mayChange = ({ owner, reporter }: Model, who: Who): boolean => who === owner || who === reporter

/** Everything that must hold after each step, whatever it was. */
const holds = async (model: Model, real: Real): Promise<void> => {
  const is = await theFollowup(real)
  expect({
    owner: is.owner,
    state: is.state === 'in_progress' ? 'open' : is.state,
    snoozed: is.snoozedUntil !== null,
    blocked: is.blocked !== null,
    closed: is.closedAt !== null,
  }).toEqual({
    owner: ID[model.owner],
    state: model.state,
    snoozed: model.snoozed,
    blocked: model.blocked,
    closed: model.state !== 'open',
  })
  // Nobody is reminded of what is over.
  if (!isOpen(is)) expect(is.remindAt).toBeNull()

  const history = await real.stage.regia.ledger.of(TEAM).followups.history(is.id, 1000)
  expect(history.map(({ version }) => version)).toEqual(
    Array.from({ length: is.version }, (_, n) => is.version - n),
  )
  expect(history.filter(({ note }) => note !== null)).toHaveLength(model.notes)
  // Told one after the other, the changes make what there is.
  const told = new Map<FieldChange['field'], string | null>()
  for (const { changed } of history.toReversed())
    for (const { field, was, now } of changed) {
      expect(was).toEqual(told.get(field) ?? null)
      told.set(field, now)
    }
  expect(told.get('owner')).toBe(is.owner)
  expect(told.get('state')).toBe(is.state)
  expect(told.get('blocked') !== null && told.has('blocked')).toBe(model.blocked)
}

const NOT_SO = /is (?:closed|open) already/
const NOT_YOURS = /only [^.]+ can change it|Only who has to do with/

/** By word: somebody types it, and it does what it says, or a sentence says why not. */
class Says implements fc.AsyncCommand<Model, Real> {
  readonly who: Who
  readonly line: string
  readonly asks: 'open' | 'closed' | 'any'
  readonly does: (model: Model) => void

  constructor(who: Who, line: string, asks: 'open' | 'closed' | 'any', does: (model: Model) => void) {
    this.who = who
    this.line = line
    this.asks = asks
    this.does = does
  }
  check = () => true
  async run(model: Model, real: Real): Promise<void> {
    const [verb = '', ...rest] = this.line.split(' ')
    const answer = await says(real, this.who, `${verb} ${real.ref} ${rest.join(' ')}`)
    const fits = this.asks === 'any' || (this.asks === 'open') === (model.state === 'open')
    const may = mayChange(model, this.who)
    if (fits && may) this.does(model)
    else
      expect(answer).toMatch(
        fits ? NOT_YOURS : may ? NOT_SO : new RegExp(`${NOT_YOURS.source}|${NOT_SO.source}`),
      )
    await holds(model, real)
  }
  toString = () => `${this.who}: ${this.line}`
}

/** An old button or a new one, of whichever card this person sees. */
class Presses implements fc.AsyncCommand<Model, Real> {
  readonly who: Who
  readonly twice: boolean

  constructor(who: Who, twice: boolean) {
    this.who = who
    this.twice = twice
  }
  check = (model: Readonly<Model>) => model.state === 'open'
  async run(model: Model, real: Real): Promise<void> {
    const { slack, settled } = real.stage
    const card = slack
      .channel('#live-eu')
      .fromApp()
      .findLast(({ blocks }) => JSON.stringify(blocks).includes(`*${real.ref}*`))
    if (!card) throw new Error(`no card of ${real.ref}`)
    const presses = () => slack.as(this.who).presses(card, 'Done')
    await (this.twice ? Promise.all([presses(), presses()]) : presses())
    await settled()
    if (mayChange(model, this.who)) Object.assign(model, { state: 'done', snoozed: false, blocked: false })
    await holds(model, real)
  }
  toString = () => `${this.who} presses Done${this.twice ? ' twice at once' : ''}`
}

/** Time goes by, in steps that the scheduler looks at. */
class Passes implements fc.AsyncCommand<Model, Real> {
  readonly hours: number

  constructor(hours: number) {
    this.hours = hours
  }
  check = () => true
  async run(model: Model, real: Real): Promise<void> {
    const { stage } = real
    const before = await theFollowup(real)
    const heard = remindersOf(real, model)
    await stage.later({ hours: this.hours })
    const is = await theFollowup(real)
    const news = remindersOf(real, model).length - heard.length
    // What was snoozed has come up again, or is still to come.
    if (is.snoozedUntil === null) model.snoozed = false
    if (!isOpen(before)) expect(news).toBe(0)
    expect(news).toBeLessThanOrEqual(1)
    await holds(model, real)
  }
  toString = () => `${this.hours} hours pass`
}

const remindersOf = ({ stage, ref }: Real, { owner }: Model): string[] =>
  stage.slack
    .as(owner)
    .dm()
    .flatMap(({ shows }) =>
      /to look at|da guardare/.test(shows) && new RegExp(`\\b${ref}\\b`).test(shows) ? [shows] : [],
    )

const who = fc.constantFrom<Who>('anna', 'tom', 'lucia')
const line = (text: string, asks: 'open' | 'closed' | 'any', does: (model: Model) => void) =>
  who.map((it) => new Says(it, text, asks, does))
const commands = fc.commands(
  [
    line('done it went well', 'open', (it) =>
      Object.assign(it, { state: 'done', snoozed: false, blocked: false }),
    ),
    line('cancel', 'open', (it) => Object.assign(it, { state: 'cancelled', snoozed: false, blocked: false })),
    line('reopen', 'closed', (it) => Object.assign(it, { state: 'open' })),
    line('snooze tomorrow', 'open', (it) => Object.assign(it, { snoozed: true })),
    line('assign @tom', 'open', (it) => Object.assign(it, { owner: 'tom' })),
    line('assign @lucia', 'open', (it) => Object.assign(it, { owner: 'lucia' })),
    line('block by @giulia', 'open', (it) => Object.assign(it, { blocked: true })),
    line('note we spoke', 'any', (it) => Object.assign(it, { notes: it.notes + 1 })),
    fc.tuple(who, fc.boolean()).map(([it, twice]) => new Presses(it, twice)),
    fc.constantFrom(1, 3, 15, 24, 72).map((hours) => new Passes(hours)),
  ],
  { maxCommands: 10 },
)

const lived = async (database: DatabaseName, numRuns: number): Promise<void> => {
  const stage = await scene({ database, mode: database === 'sqlite' ? 'socket' : 'http' })
  let number = 0
  await fc.assert(
    fc.asyncProperty(commands, fc.constantFrom<Who>('tom', 'lucia'), async (steps, owner) => {
      const ref = `FU-${++number}`
      await stage.slack.as('anna').types('#live-eu', `/followup @${owner} call Aurora by friday`)
      await stage.settled()
      const model: Model = {
        ...{ ref, reporter: 'anna', owner, state: 'open' },
        ...{ snoozed: false, blocked: false, notes: 0 },
      }
      const real: Real = { stage, ref }
      await fc.asyncModelRun(() => ({ model, real }), steps)
      // The next one begins in a quiet world.
      if (model.state === 'open') await says(real, 'anna', `cancel ${ref}`)
    }),
    { numRuns, endOnFailure: true },
  )
  expectClean(stage.slack)
}

describe('a promise lives as it should', () => {
  test(`${RUNS} lives on sqlite`, () => lived('sqlite', RUNS), 900_000)
  test(`${Math.ceil(RUNS / 10)} lives on postgres`, () => lived('postgres', Math.ceil(RUNS / 10)), 900_000)
})
