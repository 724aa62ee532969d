import { writeXlsx } from 'hucre/xlsx'
import type { SampleFile } from './exports.ts'

/**
 * The file as the platform writes it: one sheet, plain counts as numbers, all else as text.
 * `numberIds` writes ids as numbers too, as a spreadsheet on the way may do, and so loses their last digits.
 */
export const xlsxOf = (
  { rows }: SampleFile,
  { numberIds = false }: { numberIds?: boolean } = {},
): Promise<Uint8Array> => {
  const count = numberIds ? /^\d+$/ : /^\d{1,15}$/
  const cells = rows.map((row) => row.map((text) => (count.test(text) ? Number(text) : text)))
  return writeXlsx({ sheets: [{ name: 'Sheet1', rows: cells }] })
}
