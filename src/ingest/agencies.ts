import { isTimeZone } from '#src/domain/day.ts'
import type { NoticeKind } from '#src/domain/facts.ts'
import { rejection } from './columns.ts'
import type { Ground, RowReader } from './read.ts'
import { isTotal, marketIn, textIn, unread } from './values.ts'

/** What the platform's files do not say of an agency. Of addresses only that of our own manager is read. */
export const agencyReader = ({ layout, notices }: Ground): RowReader => {
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
    if (unread(market) && isTotal(name)) {
      return rejection(line, layout.names[columns.market] ?? null, 'total.row', cells[columns.market])
    }
    /** What a wrong cell should have said is not known; what was known of it before stays. */
    const checked = (at: number, notice: NoticeKind, meaning: (text: string) => string | null) => {
      const text = textIn(cells[at])
      if (text === null) return null
      const found = meaning(text)
      if (found === null) notices.add(notice, line, layout.names[at] ?? null, cells[at])
      return found
    }
    return {
      kind: 'agencies',
      line,
      name,
      market: checked(columns.market, 'market.unknown', () => (unread(market) ? null : market)),
      region: textIn(cells[columns.region]),
      tier: textIn(cells[columns.tier]),
      category: textIn(cells[columns.category]),
      timeZone: checked(columns.timeZone, 'zone.unknown', (text) => (isTimeZone(text) ? text : null)),
      contact: withoutAddress(textIn(cells[columns.contact])),
      language: checked(columns.language, 'language.unknown', languageIn),
      managerEmail: checked(columns.manager, 'email.unreadable', addressIn),
    }
  }
}

/** An address as mail knows it; anything else is nobody's. */
const addressIn = (text: string): string | null =>
  /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text) ? text.toLowerCase() : null

/** `it`, `pt-BR`: a language's code, perhaps with its country or script. */
const languageIn = (text: string): string | null =>
  /^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.test(text) ? text.toLowerCase() : null

/** `Rosa Neri <rosa@…>` keeps the name: addresses are not ours to store. */
const withoutAddress = (text: string | null): string | null =>
  text?.replace(/[<(]?\S+@\S+[>)]?/g, '').trim() || null
