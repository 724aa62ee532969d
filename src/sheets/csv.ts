import type { Listing } from '#src/domain/listing.ts'

/** With the mark without which spreadsheet programs take a file for one of their own alphabet. */
export const csvOf = async ({ head, rows }: Listing): Promise<Uint8Array<ArrayBuffer>> =>
  new TextEncoder().encode(
    `\uFEFF${[head, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`,
  )

/** Text is defused: what somebody wrote must not become a formula in whoever's spreadsheet opens it. Numbers are none. */
export const csvCell = (value: string | number | null): string => {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const harmless = defused(value)
  return /[",\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** Can be taken back: what looks defused already is defused once more. */
export const defused = (text: string): string => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text)
