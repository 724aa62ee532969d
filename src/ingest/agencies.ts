import { rejection } from './columns.ts'
import type { Ground, RowReader } from './read.ts'
import { isTotal, marketIn, textIn, unread } from './values.ts'

/** What the platform's files do not say of an agency. Of addresses only that of our own manager is read. */
export const agencyReader = ({ layout }: Ground): RowReader => {
  const at = (field: Parameters<typeof layout.fields.get>[0]) => layout.fields.get(field) ?? -1
  const columns = {
    name: at('agency'),
    market: at('market'),
    region: at('region'),
    tier: at('tier'),
    category: at('category'),
    timeZone: at('time_zone'),
    contact: at('contact'),
    language: at('language'),
    manager: at('manager_email'),
  }
  return ({ line, cells }) => {
    const name = textIn(cells[columns.name])
    if (name === null) return rejection(line, layout.names[columns.name] ?? null, 'name.missing', null)
    const market = marketIn(cells[columns.market])
    if (unread(market)) {
      const column = layout.names[columns.market] ?? null
      return rejection(line, column, isTotal(name) ? 'total.row' : market.reason, cells[columns.market])
    }
    return {
      kind: 'agencies',
      line,
      name,
      market,
      region: textIn(cells[columns.region]),
      tier: textIn(cells[columns.tier]),
      category: textIn(cells[columns.category]),
      timeZone: textIn(cells[columns.timeZone]),
      contact: withoutAddress(textIn(cells[columns.contact])),
      language: textIn(cells[columns.language])?.toLowerCase() ?? null,
      managerEmail: addressIn(textIn(cells[columns.manager])),
    }
  }
}

/** An address as mail knows it; anything else is nobody's. */
const addressIn = (text: string | null): string | null =>
  text !== null && /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text) ? text.toLowerCase() : null

/** `Rosa Neri <rosa@…>` keeps the name: addresses are not ours to store. */
const withoutAddress = (text: string | null): string | null =>
  text?.replace(/[<(]?\S+@\S+[>)]?/g, '').trim() || null
