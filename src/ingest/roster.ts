import { plusDays } from '#src/domain/day.ts'
import { agencyIn, metricsReader, placesOf, rejection, whoReader } from './columns.ts'
import type { Ground, RowReader } from './read.ts'
import { decimalOf, joinedIn, numberIn, textIn, unread } from './values.ts'

/** “Manage creators”, and “Creator data” with thirty-day columns: who is in the network, as of the day before the export. */
export const rosterReader = (ground: Ground): RowReader => {
  const { sample, delimiter, today, exported } = ground
  const places = placesOf(ground, ['agency', 'joined', 'relationship', 'graduation', 'tier', 'followers'])
  const whoIn = whoReader(ground)
  const valuesOf = metricsReader(ground, 'hours')
  const asOf = plusDays(exported ?? today, -1)
  const decimal = decimalOf(
    sample.map(({ cells }) => cells[places.followers]),
    delimiter,
  )

  return (row) => {
    const { line, cells } = row
    const who = whoIn(row)
    if ('reason' in who) return who
    if (asOf >= today) return rejection(line, null, 'period.future', asOf)
    const values = valuesOf(row, ROLLING_DAYS)
    if ('reason' in values) return values
    const followers = numberIn(cells[places.followers], decimal)
    return {
      kind: 'roster',
      line,
      creatorId: who.id,
      username: who.name,
      agency: agencyIn(cells[places.agency]),
      asOf,
      joined: joinedIn(cells[places.joined]),
      relationship: textIn(cells[places.relationship]),
      graduation: textIn(cells[places.graduation]),
      tier: textIn(cells[places.tier]),
      followers: unread(followers) || followers === null ? null : Math.round(followers),
      diamonds30: values.diamonds ?? null,
      liveMinutes30: values.live_minutes ?? null,
      validDays30: values.valid_days ?? null,
    }
  }
}

/** “Last thirty days”, the one of the export perhaps among them. */
const ROLLING_DAYS = 31
