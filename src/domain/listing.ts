/** A table to be taken along: what stands in a cell is what a spreadsheet should show. */
export interface Listing {
  head: readonly string[]
  rows: readonly (readonly (string | number | null)[])[]
}

/** What a listing can be sent as. */
export const SHEETS = ['csv', 'xlsx'] as const
export type SheetKind = (typeof SHEETS)[number]

/** Writes it: the bytes of a file. */
export type SheetWriters = Readonly<Record<SheetKind, (listing: Listing) => Promise<Uint8Array<ArrayBuffer>>>>
