import type { SampleFile } from './exports.ts'

/** The file as people save it: a blank-free CSV with only the quotes that it needs. */
export const csvOf = (
  { rows }: SampleFile,
  { delimiter = ',', bom = false }: { delimiter?: ',' | ';' | '\t'; bom?: boolean } = {},
): string => {
  const needsQuotes = new RegExp(`["\\r\\n${delimiter}]|^\\s|\\s$`)
  const cell = (text: string): string => (needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = rows.map((row) => row.map(cell).join(delimiter))
  return `${bom ? '\uFEFF' : ''}${lines.join('\r\n')}\r\n`
}
