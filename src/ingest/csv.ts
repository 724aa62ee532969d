import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { createGunzip } from 'node:zlib'
import { refuseFile } from './faults.ts'
import type { SheetLimits, SheetReader, SheetRow } from './sheet.ts'

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

  return {
    delimiter,
    share: () => Math.min(1, read.bytes / size),
    batches: rowsOf(decoded(bytesOf(path, gzip, size, read, limits), byMark, file), delimiter, file, limits),
  }
}

/** Small enough that what is made of a piece is gone before it is old: with larger ones half the time goes into that. */
const PIECE = 64 * 1024

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

/** UTF-8 until the first byte that is not, then what Excel writes in western Europe. */
async function* decoded(
  bytes: AsyncIterable<Uint8Array>,
  byMark: string | null,
  file: string,
): AsyncGenerator<string> {
  let decoder = new TextDecoder(byMark ?? 'utf-8', { fatal: byMark === null })
  let pending = new Uint8Array(0)
  let unicode = byMark === null
  for await (const chunk of bytes) {
    if (byMark === null && chunk.includes(0)) refuseFile({ fault: 'file.broken', file, detail: 'NUL' })
    try {
      yield decoder.decode(chunk, { stream: true })
      if (unicode) pending = trailing(chunk)
    } catch {
      // The fatal decoder swallowed the unfinished character before this piece: give it back.
      unicode = false
      decoder = new TextDecoder('windows-1252')
      yield decoder.decode(pending, { stream: true }) + decoder.decode(chunk, { stream: true })
    }
  }
  try {
    yield decoder.decode()
  } catch {
    yield new TextDecoder('windows-1252').decode(pending)
  }
}

/** The bytes of a character that a piece ends in the middle of. */
const trailing = (chunk: Uint8Array): Uint8Array<ArrayBuffer> => {
  for (let back = 1; back <= Math.min(3, chunk.length); back++) {
    const byte = chunk[chunk.length - back] ?? 0
    if (byte < 0x80) break
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return needed > back ? new Uint8Array(chunk.subarray(chunk.length - back)) : new Uint8Array(0)
    }
  }
  return new Uint8Array(0)
}

async function* rowsOf(
  texts: AsyncIterable<string>,
  delimiter: string,
  file: string,
  limits: SheetLimits,
): AsyncGenerator<readonly SheetRow[]> {
  let rest = ''
  let line = 0
  let carriage = false

  const numbered = (text: string, last: boolean): SheetRow[] => {
    const found = rowsIn(text, delimiter, last)
    rest = found.rest
    if (rest.length > limits.rowCharacters) {
      refuseFile({ fault: 'file.large', file, limit: `${limits.rowCharacters} characters a row` })
    }
    const rows: SheetRow[] = []
    for (const cells of found.rows) {
      line++
      // Everything after such a quote would count as one cell, and all its rows be lost without a word.
      if (last && found.unclosed && cells === found.rows.at(-1))
        refuseFile({ fault: 'file.broken', file, detail: `line ${line}: " …` })
      if (cells.length > limits.columns) {
        refuseFile({ fault: 'file.large', file, limit: `${limits.columns} columns` })
      }
      if (cells.length > 1 || cells[0] !== '') rows.push({ line, cells })
    }
    if (line > limits.rows) refuseFile({ fault: 'file.large', file, limit: `${limits.rows} rows` })
    return rows
  }

  for await (const piece of texts) {
    let text: string = carriage ? `\r${piece}` : piece
    carriage = text.endsWith('\r')
    if (carriage) text = text.slice(0, -1)
    if (LONE_CARRIAGE.test(text)) text = text.replace(/\r\n?/g, '\n')
    if (text === '') continue
    const rows = numbered(rest + text, false)
    if (rows.length > 0) yield rows
  }
  if (rest !== '') yield numbered(rest, true)
}

const LONE_CARRIAGE = /\r(?!\n)/

/** The whole rows of a text, and what is left for the next piece; the `last` one is whole as it is. */
const rowsIn = (
  text: string,
  delimiter: string,
  last: boolean,
): { rows: readonly (readonly string[])[]; rest: string; unclosed: boolean } => {
  const rows: (readonly string[])[] = []
  let unclosed = false
  let at = 0
  let quote = text.indexOf('"')
  while (at < text.length) {
    if (quote >= 0 && quote < at) quote = text.indexOf('"', at)
    const end = text.indexOf('\n', at)
    if (quote >= 0 && (end < 0 || quote < end)) {
      const row = quotedRow(text, at, delimiter, last)
      if (!row) break
      rows.push(row.cells)
      unclosed = row.unclosed
      at = row.next
    } else {
      if (end < 0 && !last) break
      const stop = end < 0 ? text.length : end
      rows.push(
        text
          .slice(at, text.charCodeAt(stop - 1) === CARRIAGE ? Math.max(at, stop - 1) : stop)
          .split(delimiter),
      )
      at = stop + 1
    }
  }
  return { rows, rest: at < text.length ? text.slice(at) : '', unclosed }
}

const CARRIAGE = 13

/**
 * A row with a quote in it, which may hold line ends; null when it does not end here. A quote that nothing follows as it
 * should is a quote and no end.
 */
const quotedRow = (
  text: string,
  from: number,
  delimiter: string,
  last: boolean,
): { cells: readonly string[]; next: number; unclosed: boolean } | null => {
  const cells: string[] = []
  let unclosed = false
  for (let at = from; ; ) {
    let stop: number
    if (text[at] === '"') {
      stop = closingQuote(text, at + 1, delimiter)
      if (stop < 0 && !last) return null
      cells.push(text.slice(at + 1, stop < 0 ? text.length : stop).replaceAll('""', '"'))
      unclosed = stop < 0 && text.indexOf('\n', at) >= 0 && text.slice(at).trimEnd().includes('\n')
      stop = stop < 0 ? text.length : stop + 1
    } else {
      const comma = text.indexOf(delimiter, at)
      const end = text.indexOf('\n', at)
      stop = comma >= 0 && (end < 0 || comma < end) ? comma : end < 0 ? text.length : end
      cells.push(
        text.slice(
          at,
          stop < text.length && text[stop] === '\n' && text[stop - 1] === '\r' ? stop - 1 : stop,
        ),
      )
    }
    if (text[stop] === '\r') stop++
    if (stop >= text.length) return last ? { cells, next: text.length, unclosed } : null
    if (text[stop] === '\n') return { cells, next: stop + 1, unclosed }
    at = stop + delimiter.length
  }
}

/** −1 when there is none, or none that can be told for one yet. */
const closingQuote = (text: string, from: number, delimiter: string): number => {
  for (let at = from; ; ) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return -1
    const after = text[quote + 1]
    if (after === '"') at = quote + 2
    else if (after === undefined || after === delimiter || after === '\n' || after === '\r') return quote
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
