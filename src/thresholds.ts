import { readFileSync } from 'node:fs'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { ConfigFault } from './config.ts'
import { WEIGHED } from './domain/dark.ts'
import { THRESHOLDS, type Thresholds } from './domain/thresholds.ts'

const amount = z.number().nonnegative()
const share = z.number().positive().max(1)
const whole = z.number().int().nonnegative()
const positive = z.number().int().positive()
const name = z.string().min(1)
const season = z.string().regex(/^(\d{4}-)?\d\d-\d\d$/, 'must be a day such as 08-01 or 2026-02-18')
const monthDay = z.number().int().min(1).max(31)

/** A file says only what differs from `THRESHOLDS`: any of the keys, any part of a group; lists are told as a whole. */
const Settings = z
  .strictObject({
    tiers: z
      .array(
        z.strictObject({
          name,
          from: amount,
          drop: share,
          loss: amount,
          hoursDrop: share,
          darkDays: z.number().int().min(WEIGHED.from).max(WEIGHED.until),
        }),
      )
      .nonempty()
      .refine(
        (tiers) => tiers.every(({ from }, i) => i === 0 || from < (tiers[i - 1]?.from ?? 0)),
        'must be listed from the highest “from” to the lowest',
      ),
    ownVariation: z.strictObject({ times: amount, cap: share }).partial(),
    falseDiscovery: share,
    dark: z
      .strictObject({ gaps: amount, until: z.number().int().min(WEIGHED.from).max(WEIGHED.until) })
      .partial(),
    eligible: z.strictObject({ daysOfHistory: positive, liveDays: positive }).partial(),
    percentFrom: amount,
    fans: z.strictObject({ drop: share, least: amount }).partial(),
    daysLost: amount,
    slide: z.strictObject({ drop: share, weeks: positive.max(8) }).partial(),
    audience: z.strictObject({ drop: share, viewers: positive }).partial(),
    followers: z.strictObject({ times: amount, least: amount }).partial(),
    whale: z.strictObject({ times: amount, least: amount }).partial(),
    rise: z.number().positive(),
    group: z.strictObject({ agency: share, market: share, night: share, members: positive }).partial(),
    mix: z.strictObject({ drop: share, moreHours: share }).partial(),
    rookie: z.strictObject({ days: whole, until: whole }).partial(),
    goals: z
      .strictObject({
        diamonds: z.array(z.number().positive()),
        near: share,
        need: z.strictObject({ from: amount, to: amount }).partial(),
        paceFromDay: monthDay,
      })
      .partial(),
    hold: z
      .strictObject({ share, creators: positive, agencies: positive, hours: z.number().int().min(1).max(11) })
      .partial(),
    graduation: z.strictObject({ diamonds: amount, months: positive }).partial(),
    gate: z
      .strictObject({ days: whole, hours: amount, nearDays: whole, nearHours: amount, lastDays: whole })
      .partial(),
    stale: z.strictObject({ warn: positive, urgent: positive }).partial(),
    roster: z
      .strictObject({
        drop: share,
        least: positive,
        doubtDays: positive,
        freshDays: whole,
        apartDays: positive,
      })
      .partial(),
    coolDownDays: whole,
    // As far back as the memory of a recomputed day reaches: mutes and numbers of older days are not read.
    episodeDays: positive.max(56),
    worse: z.number().min(1),
    budget: whole,
    seasons: z.array(z.strictObject({ name, markets: z.array(name), from: season, to: season })),
    campaigns: z.strictObject({ liftDays: whole, tiredDays: whole, effect: share }).partial(),
    outcome: z
      .strictObject({
        within: share.max(0.9),
        change: share,
        noise: share,
        least: z.strictObject({ diamonds: amount, live_minutes: amount }).partial(),
        waitDays: positive.max(60),
      })
      .partial(),
    payDays: z.strictObject({ from: monthDay, to: monthDay }).partial(),
  } satisfies Record<keyof Thresholds, z.ZodType>)
  .partial()

/**
 * What the workspace goes by: `THRESHOLDS`, but for what a YAML or JSON file says differently.
 * @param path null for none
 * @throws ConfigFault naming every fault of the file
 */
export const readThresholds = (path: string | null): Thresholds => {
  if (path === null) return THRESHOLDS
  const document = parseDocument(textOf(path), { prettyErrors: true })
  if (document.errors.length > 0)
    throw faulty(
      path,
      document.errors.map(({ message }) => message.split('\n')[0] ?? ''),
    )
  const { data, error } = Settings.safeParse(document.toJS() ?? {})
  if (!data)
    throw faulty(
      path,
      error.issues.map((it) => `${it.path.join('.') || 'it'}: ${it.message}`),
    )
  return overlaid(THRESHOLDS, data)
}

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw faulty(path, ['the file cannot be read'])
  }
}

const faulty = (path: string, faults: readonly string[]): ConfigFault =>
  new ConfigFault(
    [
      `Regia cannot start with the thresholds in ${path} (REGIA_THRESHOLDS):`,
      ...faults.map((it) => `  ${it}`),
    ].join('\n'),
  )

type Plain = Readonly<Record<string, unknown>>

/** Groups are laid over each other key by key; anything else is replaced. */
const overlaid = <T extends object>(base: T, over: object): T => {
  const merged = Object.entries(base).map(([key, value]) => {
    const said = (over as Plain)[key]
    return [key, said === undefined ? value : isGroup(value) && isGroup(said) ? overlaid(value, said) : said]
  })
  return Object.fromEntries(merged) as T
}
const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
