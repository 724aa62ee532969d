import { z } from 'zod'
import { DATE_ORDERS, FILE_KINDS, type FileKind, type Mapping } from '#src/domain/facts.ts'

const Written = z.strictObject({
  kind: z.enum(FILE_KINDS).optional(),
  columns: z.record(z.string(), z.string().nullable()),
  dates: z.enum(DATE_ORDERS).optional(),
})

/**
 * A mapping as a person wrote it: `{"kind": "daily", "columns": {"Header": "diamonds"}, "dates": "dmy"}`, its kind perhaps said beside
 * it. Null when it is none.
 */
export const mappingIn = (text: string, kind?: FileKind): Mapping | null => {
  const { success, data } = Written.safeParse(parsed(text))
  const named = kind ?? data?.kind
  if (!success || named === undefined) return null
  return {
    kind: named,
    columns: Object.fromEntries(
      Object.entries(data.columns).map(([header, field]) => [header, field?.trim() ?? '']),
    ),
    ...(data.dates && { dates: data.dates }),
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return null
  }
}
