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
}

export const movableClock = (from: Clock = systemClock): MovableClock => {
  let ahead = 0
  const now = () => Temporal.Instant.fromEpochMilliseconds(from.now().epochMilliseconds + ahead)
  return {
    now,
    advance: (by) => {
      const moved = Temporal.Duration.from(by).total({
        unit: 'milliseconds',
        relativeTo: now().toZonedDateTimeISO('UTC'),
      })
      if (moved > 0) ahead += Math.round(moved)
    },
    set: (instant) => {
      ahead = instant.epochMilliseconds - from.now().epochMilliseconds
    },
  }
}

/** For libraries that know no other time than this. */
export const asDate = (at: Temporal.Instant): Date => new Date(at.epochMilliseconds)

/** Noon of that day where this machine is: the only hour by which such a library means the day it is given. */
export const asMachineNoon = (day: Temporal.PlainDate): Date =>
  asDate(day.toZonedDateTime({ timeZone: Temporal.Now.timeZoneId(), plainTime: '12:00' }).toInstant())
