import type { Notice, NoticeKind } from '#src/domain/facts.ts'
import type { Cell } from './sheet.ts'
import { textIn } from './values.ts'

/** Gathers what is remarkable about rows that are taken all the same: how often, and the first of them. */
export interface Notices {
  add(notice: NoticeKind, line: number, column: string | null, cell: Cell | undefined): void
  all(): readonly Notice[]
}

export const NOTICES_KEPT = 5

export const noticesOf = (): Notices => {
  const found = new Map<NoticeKind, { count: number; first: Notice['first'][number][] }>()
  return {
    add: (notice, line, column, cell) => {
      const those = found.get(notice) ?? { count: 0, first: [] }
      found.set(notice, those)
      those.count++
      if (those.first.length === NOTICES_KEPT) return
      those.first.push({ line, column, value: (textIn(cell) ?? '').slice(0, 80) })
    },
    all: () => [...found].map(([notice, those]) => ({ notice, ...those })),
  }
}
