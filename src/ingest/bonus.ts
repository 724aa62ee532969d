import { dateOf } from '#src/domain/day.ts'
import { agencyIn, metricsReader, placesOf, rejection, whoReader } from './columns.ts'
import { EARLIEST } from './days.ts'
import type { Ground, RowReader } from './read.ts'
import { type Decimal, decimalOf, monthIn, numberIn, textIn, unread } from './values.ts'

/** The task and bonus file: one row a creator and calendar month. Columns of tasks come and go; their names are kept. */
export const bonusReader = (ground: Ground): RowReader => {
  const { layout, sample, delimiter, today } = ground
  const places = placesOf(ground, ['month', 'agency', 'violative', 'rookie', 'bonus'])
  const whoIn = whoReader(ground)
  const valuesOf = metricsReader(ground, 'hours')
  const decimals = new Map<number, Decimal>(
    [places.bonus, ...layout.tasks.values()].map((at) => [
      at,
      decimalOf(
        sample.map(({ cells }) => cells[at]),
        delimiter,
      ),
    ]),
  )

  return (row) => {
    const { line, cells } = row
    const who = whoIn(row)
    if ('reason' in who) return who
    const month = monthIn(cells[places.month])
    if (month === null || month > today) {
      return rejection(line, layout.names[places.month] ?? null, 'month.unreadable', cells[places.month])
    }
    if (month < EARLIEST)
      return rejection(line, layout.names[places.month] ?? null, 'day.early', cells[places.month])
    const values = valuesOf(row, dateOf(month).daysInMonth)
    if ('reason' in values) return values
    const money = (at: number) => {
      const read = numberIn(cells[at], decimals.get(at) ?? '.')
      return unread(read) ? null : read
    }
    const tasks = [...layout.tasks].flatMap(([name, at]) => {
      const amount = money(at)
      return amount === null ? [] : [[name, amount] as const]
    })
    return {
      kind: 'bonus',
      line,
      creatorId: who.id,
      username: who.name,
      agency: agencyIn(cells[places.agency]),
      month,
      violative: flagIn(textIn(cells[places.violative])),
      rookie: flagIn(textIn(cells[places.rookie])),
      diamonds: values.diamonds ?? null,
      validDays: values.valid_days ?? null,
      liveMinutes: values.live_minutes ?? null,
      bonus: money(places.bonus),
      tasks: Object.fromEntries(tasks),
    }
  }
}

const flagIn = (text: string | null): boolean | null =>
  text === null
    ? null
    : /^(true|yes|1|si|sì|sí|ja)$/i.test(text)
      ? true
      : /^(false|no|0|nein)$/i.test(text)
        ? false
        : null
