import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { createGunzip } from 'node:zlib'
import { refuseFile } from './faults.ts'
import { type RowBytes, type SheetLimits, type SheetReader, type SheetRow, SPAN } from './sheet.ts'

interface Beginning {
  head: Uint8Array
  size: number
  gzip: boolean
}

/** Reads delimited text piece by piece: encoding and delimiter are decided first, from the beginning of the file. */
export const readCsv = async (
  path: string,
  { head, size, gzip }: Beginning,
  limits: SheetLimits,
): Promise<SheetReader> => {
  const file = basename(path)
  const sample = gzip ? await inflatedHead(path, size, limits) : head
  if (sample.length === 0) return refuseFile({ fault: 'file.empty', file })
  const byMark = encodingByMark(sample)
  if (byMark === null && sample.includes(0)) return refuseFile({ fault: 'file.type', file })
  const beginning = new TextDecoder(byMark ?? 'windows-1252').decode(sample)
  if (isBinary(beginning)) return refuseFile({ fault: 'file.type', file })
  const delimiter = delimiterOf(beginning)
  const read = { bytes: 0 }
  const pieces = bytesOf(path, gzip, size, read, limits)
  const raw = rowsOf(inUtf8(pieces, byMark, file), delimiter.charCodeAt(0), file, limits)

  return {
    delimiter,
    share: () => Math.min(1, read.bytes / size),
    batches: inCells(raw),
    raw,
  }
}

async function* inCells(batches: AsyncGenerator<RowBytes>): AsyncGenerator<readonly SheetRow[]> {
  for await (const rows of batches) yield rows.lines.map((line, row) => ({ line, cells: rows.cells(row) }))
}

/** Large enough that handing over what is made of a piece costs little, small enough to hold several. */
const PIECE = 256 * 1024

/** Gzip keeps no honest note of its size, so what comes out is counted. */
async function* bytesOf(
  path: string,
  gzip: boolean,
  size: number,
  read: { bytes: number },
  limits: SheetLimits,
): AsyncGenerator<Uint8Array> {
  const source = createReadStream(path, { highWaterMark: PIECE })
  source.on('data', (chunk) => {
    read.bytes += chunk.length
  })
  if (!gzip) return yield* source
  const inflating = createGunzip({ chunkSize: PIECE })
  source.on('error', (error) => inflating.destroy(error))
  let out = 0
  try {
    for await (const chunk of source.pipe(inflating)) {
      out += chunk.length
      const file = basename(path)
      if (out > limits.inflatedBytes) refuseFile({ fault: 'file.bomb', file })
      if (out > 16 * 1024 * 1024 && out / size > limits.ratio) refuseFile({ fault: 'file.bomb', file })
      yield chunk
    }
  } catch (error) {
    throw isZlib(error) ? broken(path, 'gzip') : error
  } finally {
    source.destroy()
  }
}

const isZlib = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^Z_/.test(String(error.code))

const broken = (path: string, detail: string): unknown => {
  try {
    return refuseFile({ fault: 'file.broken', file: basename(path), detail })
  } catch (error) {
    return error
  }
}

/**
 * The pieces as UTF-8, whatever they were. A line of what should be UTF-8 and is not is what Excel writes in western Europe,
 * and the lines beside it are what they are: people put files together. None ends in the middle of a character.
 */
async function* inUtf8(
  pieces: AsyncIterable<Uint8Array>,
  byMark: string | null,
  file: string,
): AsyncGenerator<Buffer> {
  const foreign = byMark === null || byMark === 'utf-8' ? null : new TextDecoder(byMark)
  let begun = byMark !== 'utf-8'
  let pending: Buffer = Buffer.alloc(0)
  for await (const chunk of pieces) {
    if (byMark === null && chunk.includes(0)) refuseFile({ fault: 'file.broken', file, detail: 'NUL' })
    const piece = begun ? chunk : chunk.subarray(MARK_BYTES)
    begun = true
    if (foreign) {
      yield Buffer.from(foreign.decode(piece, { stream: true }))
      continue
    }
    const all = joined(pending, piece)
    const whole = all.subarray(0, all.length - trailing(all))
    if (isUtf8(whole)) {
      pending = all.subarray(whole.length)
      yield whole
    } else {
      // A line that does not end here is looked at when it does, or when it is longer than any should be.
      const lines = all.lastIndexOf(LINE_END) + 1
      const end = all.length - lines > LONG_LINE ? all.length : lines
      pending = all.subarray(end)
      yield lineByLine(all.subarray(0, end))
    }
  }
  yield foreign ? Buffer.from(foreign.decode()) : lineByLine(pending)
}

const LONG_LINE = 1024 * 1024

const lineByLine = (bytes: Buffer): Buffer => {
  const western = new TextDecoder('windows-1252')
  const lines: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(LINE_END, at)
    const end = found < 0 ? bytes.length : found + 1
    const line = bytes.subarray(at, end)
    lines.push(isUtf8(line) ? line : Buffer.from(western.decode(line)))
    at = end
  }
  return Buffer.concat(lines)
}

const MARK_BYTES = 3

const joined = (rest: Buffer, piece: Uint8Array): Buffer =>
  rest.length > 0
    ? Buffer.concat([rest, piece])
    : Buffer.from(piece.buffer as ArrayBuffer, piece.byteOffset, piece.length)

/** How many bytes at the end are the beginning of a character. */
const trailing = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) break
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return needed > back ? back : 0
    }
  }
  return 0
}

async function* rowsOf(
  pieces: AsyncIterable<Buffer>,
  delimiter: number,
  file: string,
  limits: SheetLimits,
): AsyncGenerator<RowBytes> {
  let rest: Buffer = Buffer.alloc(0)
  let carriage = false
  let line = 0

  const numbered = (bytes: Buffer, last: boolean): RowBytes => {
    const rows = rowsIn(bytes, { delimiter, last, columns: limits.columns, file, line })
    rest = bytes.subarray(rows.end)
    if (rest.length > limits.rowCharacters && rest.toString().length > limits.rowCharacters) {
      refuseFile({ fault: 'file.large', file, limit: `${limits.rowCharacters} characters a row` })
    }
    line += rows.found
    if (line > limits.rows) refuseFile({ fault: 'file.large', file, limit: `${limits.rows} rows` })
    return rows
  }

  for await (const piece of pieces) {
    let bytes: Buffer = carriage ? joined(CARRIAGE_ALONE, piece) : piece
    carriage = bytes[bytes.length - 1] === CARRIAGE
    if (carriage) bytes = bytes.subarray(0, -1)
    if (hasLoneCarriage(bytes)) {
      bytes = Buffer.from(bytes.toString('latin1').replace(/\r\n?/g, '\n'), 'latin1')
    }
    if (bytes.length === 0) continue
    const rows = numbered(joined(rest, bytes), false)
    if (rows.count > 0) yield rows
  }
  if (rest.length > 0) yield numbered(rest, true)
}

const QUOTE = 34
const LINE_END = 10
const CARRIAGE = 13
const CARRIAGE_ALONE = Buffer.from([CARRIAGE])

const hasLoneCarriage = (bytes: Buffer): boolean => {
  for (let at = bytes.indexOf(CARRIAGE); at >= 0; at = bytes.indexOf(CARRIAGE, at + 2)) {
    if (bytes[at + 1] !== LINE_END) return true
  }
  return false
}

interface Splitting {
  delimiter: number
  /** The last row is whole as it is. */
  last: boolean
  columns: number
  file: string
  /** Rows before. */
  line: number
}

/** The whole rows among these bytes; `end` is where they end, `found` counts the empty ones too. */
const rowsIn = (bytes: Buffer, splitting: Splitting): RowBytes & { end: number; found: number } => {
  const { delimiter, last, columns, file, line } = splitting
  const lines: number[] = []
  const starts: number[] = []
  const stops: number[] = []
  const quoted: (readonly number[] | null)[] = []
  let found = 0
  let unclosed = false
  let at = 0
  let quote = bytes.indexOf(QUOTE)
  const keep = (start: number, stop: number, spans: readonly number[] | null) => {
    found++
    if (stop <= start) return
    lines.push(line + found)
    starts.push(start)
    stops.push(stop)
    quoted.push(spans)
  }
  while (at < bytes.length) {
    if (quote >= 0 && quote < at) quote = bytes.indexOf(QUOTE, at)
    const end = bytes.indexOf(LINE_END, at)
    if (quote >= 0 && (end < 0 || quote < end)) {
      const row = quotedRow(bytes, at, delimiter, last)
      if (!row) break
      const [from = 0, to = 0] = row.spans
      keep(at, row.spans.length === SPAN && to <= from ? at : row.next, row.spans)
      unclosed = row.unclosed
      at = row.next
    } else {
      if (end < 0 && !last) break
      const stop = end < 0 ? bytes.length : end
      keep(at, bytes[stop - 1] === CARRIAGE ? Math.max(at, stop - 1) : stop, null)
      unclosed = false
      at = stop + 1
    }
  }
  // Everything after such a quote would count as one cell, and all its rows be lost without a word.
  if (last && unclosed) refuseFile({ fault: 'file.broken', file, detail: `line ${line + found}: " …` })

  const tooWide = () => refuseFile({ fault: 'file.large', file, limit: `${columns} columns` })
  return {
    bytes,
    lines,
    count: lines.length,
    end: Math.min(at, bytes.length),
    found,
    split: (row, spans) => {
      const known = quoted[row]
      if (known) {
        if (known.length > columns * SPAN) tooWide()
        spans.set(known)
        return known.length / SPAN
      }
      const stop = stops[row] ?? 0
      let cells = 0
      let from = starts[row] ?? 0
      for (let i = from; i <= stop; i++) {
        if (i < stop && bytes[i] !== delimiter) continue
        if (cells === columns) tooWide()
        spans[cells * SPAN] = from
        spans[cells * SPAN + 1] = i
        spans[cells * SPAN + 2] = 0
        cells++
        from = i + 1
      }
      return cells
    },
    cells: (row) => {
      const spans = quoted[row]
      const cells = spans
        ? Array.from({ length: spans.length / SPAN }, (_, cell) => textAt(bytes, spans, cell))
        : bytes.toString('utf8', starts[row], stops[row]).split(String.fromCharCode(delimiter))
      if (cells.length > columns) tooWide()
      return cells
    },
  }
}

/** The text of one cell, by its span. */
export const textAt = (bytes: Buffer, spans: ArrayLike<number>, cell: number): string => {
  const text = bytes.toString('utf8', spans[cell * SPAN], spans[cell * SPAN + 1])
  return spans[cell * SPAN + 2] === 1 ? text.replaceAll('""', '"') : text
}

/**
 * A row with a quote in it, which may hold line ends; null when it does not end here. A quote that nothing follows as it
 * should is a quote and no end.
 */
const quotedRow = (
  bytes: Buffer,
  from: number,
  delimiter: number,
  last: boolean,
): { spans: readonly number[]; next: number; unclosed: boolean } | null => {
  const spans: number[] = []
  let unclosed = false
  for (let at = from; ; ) {
    let stop: number
    if (bytes[at] === QUOTE) {
      stop = closingQuote(bytes, at + 1, delimiter)
      if (stop < 0 && !last) return null
      spans.push(at + 1, stop < 0 ? bytes.length : stop, 1)
      unclosed = stop < 0 && bytes.subarray(at).toString().trimEnd().includes('\n')
      stop = stop < 0 ? bytes.length : stop + 1
    } else {
      stop = at
      while (stop < bytes.length && bytes[stop] !== delimiter && bytes[stop] !== LINE_END) stop++
      const carriage = stop < bytes.length && bytes[stop] === LINE_END && bytes[stop - 1] === CARRIAGE
      spans.push(at, carriage ? Math.max(at, stop - 1) : stop, 0)
    }
    if (bytes[stop] === CARRIAGE) stop++
    if (stop >= bytes.length) return last ? { spans, next: bytes.length, unclosed } : null
    if (bytes[stop] === LINE_END) return { spans, next: stop + 1, unclosed }
    at = stop + 1
  }
}

/** −1 when there is none, or none that can be told for one yet. */
const closingQuote = (bytes: Buffer, from: number, delimiter: number): number => {
  for (let at = from; ; ) {
    const quote = bytes.indexOf(QUOTE, at)
    if (quote < 0) return -1
    const after = bytes[quote + 1]
    if (after === QUOTE) at = quote + 2
    else if (after === undefined || after === delimiter || after === LINE_END || after === CARRIAGE)
      return quote
    else at = quote + 1
  }
}

const encodingByMark = (bytes: Uint8Array): string | null =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    ? 'utf-8'
    : bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : null

/** Decided on the first lines outside quotes; the delimiter that appears most in the richest of them wins. */
const delimiterOf = (beginning: string): string => {
  const lines = beginning
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n?|\n/)
    .slice(0, 5)
  const most = (delimiter: string) => Math.max(...lines.map((line) => line.split(delimiter).length))
  return [',', ';', '\t', '|'].reduce((best, next) => (most(next) > most(best) ? next : best))
}

/** Text has line ends and tabs, but hardly any other control character. */
const isBinary = (text: string): boolean => {
  let odd = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) odd++
  }
  return odd > text.length / 100
}

/** As much of what comes out as decides how to read it, and no more: a few bytes may become gigabytes. */
const inflatedHead = async (path: string, size: number, limits: SheetLimits): Promise<Uint8Array> => {
  for await (const chunk of bytesOf(path, true, size, { bytes: 0 }, limits))
    return chunk.subarray(0, HEAD_BYTES)
  return new Uint8Array(0)
}

const HEAD_BYTES = 64 * 1024
