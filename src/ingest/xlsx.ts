import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { FileRefused, refuseFile } from './faults.ts'
import { type Cell, megabytes, type SheetLimits, type SheetReader, type SheetRow } from './sheet.ts'

/** Reads the first sheet; what the zip says of itself is checked before a byte of it is inflated. */
export const readXlsx = async (path: string, size: number, limits: SheetLimits): Promise<SheetReader> => {
  const file = basename(path)
  const entries = await directoryOf(path, size, limits)
  if (!entries.some(({ name }) => name === '[Content_Types].xml' || name.startsWith('xl/'))) {
    return refuseFile({ fault: 'file.type', file })
  }
  checkSizes(entries, size, file, limits)
  const read = { bytes: 0 }
  return {
    delimiter: null,
    share: () => Math.min(1, read.bytes / size),
    batches: rowsOf(path, file, read, limits),
  }
}

interface Entry {
  name: string
  compressed: number
  inflated: number
}

const checkSizes = (entries: readonly Entry[], size: number, file: string, limits: SheetLimits): void => {
  const inflated = entries.reduce((sum, entry) => sum + entry.inflated, 0)
  if (entries.length > limits.entries || inflated > limits.inflatedBytes) {
    refuseFile({ fault: 'file.bomb', file })
  }
  if (inflated > 16 * 1024 * 1024 && inflated / size > limits.ratio) refuseFile({ fault: 'file.bomb', file })
  // Everything but the rows is held in memory as a tree many times its size.
  const held = entries.find(({ name, inflated }) => inflated > HELD_BYTES && !/^xl\/worksheets\//.test(name))
  if (held) refuseFile({ fault: 'file.large', file, limit: `${megabytes(HELD_BYTES)} (${held.name})` })
}

const HELD_BYTES = 48 * 1024 * 1024
const BATCH = 500

async function* rowsOf(
  path: string,
  file: string,
  read: { bytes: number },
  limits: SheetLimits,
): AsyncGenerator<readonly SheetRow[]> {
  const { streamXlsxRows } = await import('hucre/xlsx')
  const source = createReadStream(path, { highWaterMark: 256 * 1024 })
  source.on('data', (chunk) => {
    read.bytes += chunk.length
  })
  let batch: SheetRow[] = []
  try {
    for await (const { index, values } of streamXlsxRows(
      Readable.toWeb(source) as ReadableStream<Uint8Array>,
    )) {
      if (values.length > limits.columns) {
        refuseFile({ fault: 'file.large', file, limit: `${limits.columns} columns` })
      }
      if (index >= limits.rows) refuseFile({ fault: 'file.large', file, limit: `${limits.rows} rows` })
      if (!values.some((value) => value !== null && value !== '')) continue
      const cells = values as readonly Cell[]
      let characters = 0
      for (const cell of cells) if (typeof cell === 'string') characters += cell.length
      if (characters > limits.rowCharacters) {
        refuseFile({ fault: 'file.large', file, limit: `${limits.rowCharacters} characters a row` })
      }
      batch.push({ line: index + 1, cells })
      if (batch.length === BATCH) {
        yield batch
        batch = []
      }
    }
  } catch (error) {
    throw error instanceof FileRefused
      ? error
      : new FileRefused({
          fault: 'file.broken',
          file,
          detail: String(error instanceof Error ? error.message : error),
        })
  } finally {
    source.destroy()
  }
  if (batch.length > 0) yield batch
}

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LARGE = 0xffffffff

/** The zip's own table of contents, from the end of the file: a few kilobytes, whatever the entries hold. */
const directoryOf = async (path: string, size: number, limits: SheetLimits): Promise<readonly Entry[]> => {
  const file = basename(path)
  const handle = await open(path)
  try {
    const tailLength = Math.min(size, 65_557)
    const tail = Buffer.alloc(tailLength)
    await handle.read(tail, 0, tailLength, size - tailLength)
    let end = tailLength - 22
    while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end--
    if (end < 0) return refuseFile({ fault: 'file.broken', file, detail: 'zip' })
    const count = tail.readUInt16LE(end + 10)
    const length = tail.readUInt32LE(end + 12)
    const start = tail.readUInt32LE(end + 16)
    if (count > limits.entries || count === 0xffff || length === LARGE || start === LARGE) {
      return refuseFile({ fault: 'file.bomb', file })
    }
    if (length > 4 * 1024 * 1024) return refuseFile({ fault: 'file.bomb', file })
    if (start + length > size) return refuseFile({ fault: 'file.broken', file, detail: 'zip' })
    const directory = Buffer.alloc(length)
    await handle.read(directory, 0, length, start)
    return entriesOf(directory, count, file)
  } finally {
    await handle.close()
  }
}

const entriesOf = (directory: Buffer, count: number, file: string): readonly Entry[] => {
  const entries: Entry[] = []
  let at = 0
  for (let i = 0; i < count; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== DIRECTORY_ENTRY) {
      return refuseFile({ fault: 'file.broken', file, detail: 'zip' })
    }
    const compressed = directory.readUInt32LE(at + 20)
    const inflated = directory.readUInt32LE(at + 24)
    if (compressed === LARGE || inflated === LARGE) return refuseFile({ fault: 'file.bomb', file })
    const nameLength = directory.readUInt16LE(at + 28)
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength)
    entries.push({ name, compressed, inflated })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}
