/** CSV knows only text; a spreadsheet's cells have types. */
export type Cell = string | number | boolean | Date | null

/** `line` is what a spreadsheet program shows at the row's left. */
export interface SheetRow {
  line: number
  cells: readonly Cell[]
  /** The row ends before the last column that is read: of text, where an empty cell would have its delimiter. */
  cut?: boolean
}

/** Rows of a delimited text in UTF-8. Both ways to look at one refuse a file that has too many columns. */
export interface RowBytes {
  bytes: Buffer
  count: number
  lines: readonly number[]
  cells(row: number): readonly string[]
  /** Fills in where each cell begins and ends, and 1 if it was quoted (a quote in it is doubled then); says how many. */
  split(row: number, spans: Uint32Array): number
}
/** Numbers to a cell's span. */
export const SPAN = 3

/** One open table of cells, whatever its file was. Rows come in batches: one await for many rows. */
export interface SheetReader {
  batches: AsyncIterable<readonly SheetRow[]>
  /** Of text: the same rows as they lie in the file, from wherever `batches` has come to. */
  raw?: AsyncIterator<RowBytes>
  /** How much of the file's bytes has been read, 0 to 1. */
  share(): number
  /** A semicolon hints at a re-save by a program that writes decimal commas. */
  delimiter: string | null
}

export interface SheetLimits {
  fileBytes: number
  /** What a compressed file may become. */
  inflatedBytes: number
  /** Past a first few megabytes, how many times larger than its compressed form a file may be. */
  ratio: number
  entries: number
  rows: number
  columns: number
  rowCharacters: number
}

export const SHEET_LIMITS: SheetLimits = {
  fileBytes: 512 * 1024 * 1024,
  inflatedBytes: 1024 * 1024 * 1024,
  ratio: 100,
  entries: 2000,
  rows: 5_000_000,
  columns: 500,
  rowCharacters: 1_000_000,
}

export const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`
