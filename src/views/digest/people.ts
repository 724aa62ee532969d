import { clip } from '../../blocks/blocks.ts'
import type { Cell, TableSpec } from '../../blocks/table.ts'
import type { GoneDark } from '../../domain/facts.ts'
import type { NearOne } from '../../domain/line.ts'
import type { Voice } from '../../kit/voice.ts'
import { amountSaid, NAME } from './near.ts'

const PAGE = 20

/** Everybody near a line, a row each; the pace that is needed beside the usual one. */
export const nearTable = (v: Voice, near: readonly NearOne[], title: string): TableSpec => {
  const { report, digest } = v.t
  const { who, line, short, agency } = report.nearColumns
  return {
    caption: title,
    page: PAGE,
    head: [who, line, short, report.neededPace, agency],
    rows: near.map((it) => [
      clip(`@${it.name}`, NAME),
      amountSaid(v, it.metric, it.at, false),
      { value: it.at - it.value, text: amountSaid(v, it.metric, it.at - it.value, true) },
      paceSaid(v, it),
      clip(it.agency ?? digest.noAgency, NAME),
    ]),
  }
}

const paceSaid = (v: Voice, { needed, usual, standing }: NearOne): Cell => {
  const mark = standing === 'near' ? [] : [v.t.report.standing[standing]]
  if (needed === null || usual === null) return mark[0] ?? '–'
  const figures = `${v.number(needed)} (${v.number(usual)})`
  return { value: Math.round(needed), text: [figures, ...mark].join(' · ') }
}

/** Everybody who has gone dark, a row each. */
export const darkTable = (v: Voice, dark: readonly GoneDark[], title: string): TableSpec => {
  const { report, digest } = v.t
  const { who, days, diamonds, agency } = report.darkColumns
  return {
    caption: title,
    page: PAGE,
    head: [who, days, diamonds, agency],
    rows: dark.map((it) => [
      clip(`@${it.username}`, NAME),
      { value: it.daysDark, text: v.number(it.daysDark) },
      { value: it.diamonds28, text: v.number(it.diamonds28) },
      clip(it.agency ?? digest.noAgency, NAME),
    ]),
  }
}
