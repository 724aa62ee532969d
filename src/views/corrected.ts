import { dayIn } from '../domain/day.ts'
import type { Correction, FigureChange } from '../domain/posted.ts'
import type { Voice } from '../kit/voice.ts'

/** `:pencil2: Corrected on 27 Nov, because the numbers changed: Diamonds 1,204,000 → 1,251,300` */
export const correctionSaid = (v: Voice, { at, changes }: Correction, timeZone = v.timeZone): string =>
  v.t.correction.said({
    day: v.shortDay(dayIn(at, timeZone)),
    changes: changes.map((it) => changeSaid(v, it)).join(' · '),
  })

const changeSaid = (v: Voice, { figure, from, to }: FigureChange): string => {
  const unit = figure === 'live_minutes' ? 60 : 1
  return `${v.t.metric[figure]} ${v.number(from / unit)} → ${v.number(to / unit)}`
}
