/** The only door through which time comes in. */
export interface Clock {
  now(): Temporal.Instant
}

export const systemClock: Clock = { now: () => Temporal.Now.instant() }

/** The hour as the machine shows it, moved: a playground's or a test's own time, which still runs on. */
export interface MovableClock extends Clock {
  /** Forward only: what has happened stays in the past. */
  advance(by: Temporal.DurationLike): void
  /** Sets the clock to `instant` (which may lie before the present moment); it runs on from there. */
  set(instant: Temporal.Instant): void
  /** Stands still, and can be moved all the same. */
  hold(): void
  /** Runs on from where it stands. */
  release(): void
}

export const movableClock = (from: Clock = systemClock): MovableClock => {
  let ahead = 0
  let standing: number | null = null
  const running = () => from.now().epochMilliseconds + ahead
  const now = () => Temporal.Instant.fromEpochMilliseconds(standing ?? running())
  const set = (ms: number) => {
    if (standing === null) ahead = ms - from.now().epochMilliseconds
    else standing = ms
  }
  return {
    now,
    advance: (by) => {
      const moved = Temporal.Duration.from(by).total({
        unit: 'milliseconds',
        relativeTo: now().toZonedDateTimeISO('UTC'),
      })
      if (moved > 0) set(now().epochMilliseconds + Math.round(moved))
    },
    set: (instant) => set(instant.epochMilliseconds),
    hold: () => {
      standing ??= running()
    },
    release: () => {
      if (standing === null) return
      const stood = standing
      standing = null
      set(stood)
    },
  }
}

/** For libraries that know no other time than this. */
export const asDate = (at: Temporal.Instant): Date => new Date(at.epochMilliseconds)

/** Noon of that day where this machine is: the only hour by which such a library means the day it is given. */
export const asMachineNoon = (day: Temporal.PlainDate): Date =>
  asDate(day.toZonedDateTime({ timeZone: Temporal.Now.timeZoneId(), plainTime: '12:00' }).toInstant())
