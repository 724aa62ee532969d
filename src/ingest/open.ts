import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { readCsv } from './csv.ts'
import { refuseFile } from './faults.ts'
import { megabytes, SHEET_LIMITS, type SheetLimits, type SheetReader } from './sheet.ts'
import { readXlsx } from './xlsx.ts'

/** What a file is, is decided by its first bytes; its name proves nothing. */
export const openSheet = async (path: string, limits: SheetLimits = SHEET_LIMITS): Promise<SheetReader> => {
  const file = basename(path)
  const { head, size } = await beginningOf(path)
  if (size === 0) return refuseFile({ fault: 'file.empty', file })
  if (size > limits.fileBytes)
    return refuseFile({ fault: 'file.large', file, limit: megabytes(limits.fileBytes) })
  if (startsWith(head, ZIP)) return readXlsx(path, size, limits)
  if (FOREIGN.some((magic) => startsWith(head, magic)) || looksLikeMarkup(head)) {
    return refuseFile({ fault: 'file.type', file })
  }
  return readCsv(path, { head, size, gzip: startsWith(head, GZIP) }, limits)
}

const HEAD_BYTES = 64 * 1024

const beginningOf = async (path: string): Promise<{ head: Uint8Array; size: number }> => {
  const handle = await open(path).catch(() => refuseFile({ fault: 'file.missing', file: basename(path) }))
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) return refuseFile({ fault: 'file.type', file: basename(path) })
    const head = new Uint8Array(Math.min(HEAD_BYTES, stat.size))
    const { bytesRead } = await handle.read(head, 0, head.length, 0)
    return { head: head.subarray(0, bytesRead), size: stat.size }
  } finally {
    await handle.close()
  }
}

const ZIP = [0x50, 0x4b, 0x03, 0x04]
const GZIP = [0x1f, 0x8b]
/** Old Excel (and encrypted new ones), PDF, PNG, JPEG, ELF, 7z, RAR, an empty zip. */
const FOREIGN = [
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x25, 0x50, 0x44, 0x46],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x7f, 0x45, 0x4c, 0x46],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x52, 0x61, 0x72, 0x21],
  [0x50, 0x4b, 0x05, 0x06],
]

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  bytes.length >= magic.length && magic.every((byte, i) => bytes[i] === byte)

/** Web pages saved as `.xls` are common; so are error pages of a portal. */
const looksLikeMarkup = (head: Uint8Array): boolean =>
  /^\s*<(!doctype|html|head|body|table|\?xml|script|meta)/i.test(
    new TextDecoder('latin1').decode(head.subarray(0, 512)).replace(/^ï»¿/, ''),
  )
