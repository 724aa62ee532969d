import { closeSync, openSync, writeSync } from 'node:fs'
import type { Rejection } from '#src/domain/facts.ts'
import { csvCell } from '#src/sheets/csv.ts'
import type { RejectsFile } from './import.ts'

export interface RejectsWriter {
  write(some: readonly Rejection[]): void
  close(): void
}

/** Writes rows that were left out as they come; the file is made with the first of them. */
export const rejectsWriter = ({ path, head, reasons }: RejectsFile): RejectsWriter => {
  let file: number | null = null
  const lineOf = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`
  return {
    write: (some) => {
      if (file === null) {
        file = openSync(path, 'w')
        // Spreadsheet programs take a file without the mark for one of their own alphabet.
        writeSync(file, `\uFEFF${lineOf(head)}`)
      }
      const lines = some.map(({ line, column, value, reason }) =>
        lineOf([String(line), column ?? '', value, reasons[reason]]),
      )
      writeSync(file, lines.join(''))
    },
    close: () => {
      if (file !== null) closeSync(file)
      file = null
    },
  }
}
