import type { SharedFile } from '../wire.ts'
import type { StoredFile } from './workspace.ts'

const ROWS = 8
const COLUMNS = 30
const CELL = 200
/** Beyond this nobody reads along, and counting the rows would hold everything else up. */
const LARGEST = 20_000_000

const known = new WeakMap<StoredFile, { of: string; preview: SharedFile['preview'] }>()

/** The first rows of a CSV, as text; null for everything else. */
export const previewOf = (file: StoredFile): SharedFile['preview'] => {
  if (!/\.(csv|tsv)$/i.test(file.name) || !file.bytes || file.size > LARGEST) return null
  const before = known.get(file)
  if (before?.of === file.bytes) return before.preview
  const preview = rowsIn(decoded(Buffer.from(file.bytes, 'base64')))
  known.set(file, { of: file.bytes, preview })
  return preview
}

const decoded = (bytes: Buffer): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

const rowsIn = (words: string): SharedFile['preview'] => {
  const delimiter = delimiterOf(words)
  const rows: string[][] = []
  let total = 0
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endCell = () => {
    if (total < ROWS && row.length < COLUMNS) row.push(cell.slice(0, CELL))
    cell = ''
  }
  const endRow = () => {
    const blank = row.length === 0 && cell === ''
    endCell()
    if (!blank && total++ < ROWS) rows.push(row)
    row = []
  }
  for (let i = 0; i < words.length; i++) {
    const character = words[i] ?? ''
    if (quoted) {
      if (character !== '"') cell += character
      else if (words[i + 1] === '"') cell += words[++i]
      else quoted = false
    } else if (character === '"' && cell === '') quoted = true
    else if (character === delimiter) endCell()
    else if (character === '\n') endRow()
    else if (character !== '\r') cell += character
  }
  endRow()
  return total > 0 ? { rows, total } : null
}

/** The one that stands most often in the first line, outside quotes. */
const delimiterOf = (words: string): string => {
  const [first = ''] = words.replace(/"[^"]*"/g, '').split('\n', 1)
  const count = (delimiter: string) => first.split(delimiter).length
  return [',', ';', '\t', '|'].reduce((best, each) => (count(each) > count(best) ? each : best))
}
