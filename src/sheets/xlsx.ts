import { writeXlsx } from 'hucre/xlsx'
import type { Listing } from '#src/domain/listing.ts'
import { defused } from './csv.ts'

/** One sheet; numbers are numbers, everything else is text and defused, for some programs read text again. */
export const xlsxOf = async ({ head, rows }: Listing): Promise<Uint8Array<ArrayBuffer>> => {
  const cells = [head, ...rows].map((row) => row.map((it) => (typeof it === 'string' ? defused(it) : it)))
  return new Uint8Array(await writeXlsx({ sheets: [{ name: 'Regia', rows: cells }] }))
}
