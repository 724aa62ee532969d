import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { isWeekend } from '#src/domain/calendar.ts'
import { Due, Mention, oneOf, option, PriorityMark, parseArgs, Text, usage } from '#src/kit/args.ts'
import { tokens } from '#src/kit/tokens.ts'
import { voice } from '#src/kit/voice.ts'
import { en } from '#src/strings/en.ts'
import { it as italian } from '#src/strings/it.ts'

// A Wednesday.
const here = {
  now: Temporal.Instant.from('2026-09-16T08:00:00Z'),
  timeZone: 'Europe/Rome',
  isOff: isWeekend,
  people: ['giulia', 'marco'],
}
const english = voice('en', 'Europe/Rome')
const followup = {
  name: 'followup',
  args: z.object({
    owner: Mention.optional(),
    what: Text,
    due: Due.optional(),
    priority: PriorityMark.prefault('normal'),
    agency: option().optional(),
  }),
} as const

const read = (line: string) => parseArgs(followup, line, here, english)
const understood = (line: string) => {
  const parsed = read(line)
  if ('refusal' in parsed) return parsed.refusal.in(en)
  const { due, ...args } = parsed.args
  return due ? { ...args, due: due.time === null ? due.day : `${due.day} ${due.time}` } : args
}

describe('words', () => {
  test.each([
    ["l’agenzia dell'anno", ['l’agenzia', "dell'anno"]],
    ['"two words" “curly ones” «guillemets»', ['two words', 'curly ones', 'guillemets']],
    ['<@U0ANNA|anna> <#C0LIVEIT|live-it>', ['U0ANNA', 'C0LIVEIT']],
    ['agency:"L\'Officina del LIVE" agenzia:“Città Eterna”', ["L'Officina del LIVE", 'Città Eterna']],
    ['—agency=Aurora --agency=Aurora', ['Aurora', 'Aurora']],
    ['https://example.com/a:b at 09:00', ['https://example.com/a:b', 'at', '09:00']],
    ['!alta #urgent ^domani ^"next friday"', ['alta', 'urgent', 'domani', 'next friday']],
    ['', []],
  ])('%s', (line, values) => {
    expect(tokens(line).map((it) => it.value)).toEqual(values)
  })

  test('any line at all is cut into words, and none is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (line) => {
        const kept = tokens(line)
          .map((it) => it.raw)
          .join('')
          .replace(/\s/gu, '')
        expect(kept).toBe(line.replace(/\s/gu, ''))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a line', () => {
  test.each([
    [
      '<@U0TOM|tom> call Aurora by friday !high',
      { owner: 'U0TOM', what: 'call Aurora', due: '2026-09-18', priority: 'high' },
    ],
    [
      '<@U0TOM> chiama Aurora entro venerdì !alta',
      { owner: 'U0TOM', what: 'chiama Aurora', due: '2026-09-18', priority: 'high' },
    ],
    [
      'call Aurora ^18/09 agency:"Aurora Live"',
      { what: 'call Aurora', due: '2026-09-18', agency: 'Aurora Live' },
    ],
    [
      'agenzia:“L’Officina del LIVE” chiama per lunedì prossimo',
      { what: 'chiama', due: '2026-09-21', agency: 'L’Officina del LIVE' },
    ],
    ['prepara la scaletta per Aurora', { what: 'prepara la scaletta per Aurora', priority: 'normal' }],
    ['stand by the door', { what: 'stand by the door', priority: 'normal' }],
    [
      'ha fatto 3 giorni validi, 1/2 del target',
      { what: 'ha fatto 3 giorni validi, 1/2 del target', priority: 'normal' },
    ],
    [
      'scrivi a <@U0ANNA|anna> in <#C0LIVEIT|live-it> scadenza domani',
      { what: 'scrivi a @anna in #live-it', due: '2026-09-17' },
    ],
    ['check by tomorrow at 15:30 in Rome', { what: 'check in Rome', due: '2026-09-17 15:30' }],
    ['chiama entro venerdì alle 18', { what: 'chiama', due: '2026-09-18 18:00' }],
    ['chiama entro stasera', { what: 'chiama', due: '2026-09-16 20:00' }],
    ['check by 3pm', { what: 'check', due: '2026-09-16 15:00' }],
    ['check ^"domani alle 15:30"', { what: 'check', due: '2026-09-17 15:30' }],
    ['check ^venerdì alle 18', { what: 'check', due: '2026-09-18 18:00' }],
    [
      'call Aurora by Fri, 18 Sept 2026, 18:00 !high',
      { what: 'call Aurora', due: '2026-09-18 18:00', priority: 'high' },
    ],
    ['chiama Aurora entro 3 gg lav', { what: 'chiama Aurora', due: '2026-09-21' }],
    ['call Aurora in 3 days', { what: 'call Aurora', due: '2026-09-19' }],
    ['chiama Aurora tra 3 giorni !alta', { what: 'chiama Aurora', due: '2026-09-19', priority: 'high' }],
    ['call Aurora tomorrow at 15:30', { what: 'call Aurora', due: '2026-09-17 15:30' }],
    ['call Aurora before friday', { what: 'call Aurora', due: '2026-09-18' }],
    ['chiama Aurora il 18 settembre alle 10', { what: 'chiama Aurora', due: '2026-09-18 10:00' }],
    ['fai il punto a fine mese', { what: 'fai il punto', due: '2026-09-30' }],
    ['chiama le due agenzie', { what: 'chiama le due agenzie' }],
    ['chiama Aurora tra due ore', { what: 'chiama Aurora', due: '2026-09-16 12:00' }],
    ['chiama Aurora fra due settimane', { what: 'chiama Aurora', due: '2026-09-30' }],
    ['metti in pausa Luna per 3 giorni', { what: 'metti in pausa Luna per 3 giorni' }],
    ['raise the hours by 20%', { what: 'raise the hours by 20%' }],
    ['sort by 28-day diamonds', { what: 'sort by 28-day diamonds' }],
    ['grow by 3 creators', { what: 'grow by 3 creators' }],
    ['stand by at 9', { what: 'stand by at 9' }],
    ['chiama per le 18 creator nuove', { what: 'chiama per le 18 creator nuove' }],
    ['la creator ha streammato 2 ore', { what: 'la creator ha streammato 2 ore' }],
    ['aspetto risposta di Dom', { what: 'aspetto risposta di Dom' }],
    ['tier 3/4', { what: 'tier 3/4' }],
    ['guarda la live di domani alle 21', { what: 'guarda la live di domani alle 21' }],
    ['report delle live alle 21:00', { what: 'report delle live alle 21:00' }],
    ['controlla i diamanti del 15 settembre', { what: 'controlla i diamanti del 15 settembre' }],
    ['the cup was lost in 3 days', { what: 'the cup was lost in 3 days' }],
    ['say "by friday"', { what: 'say "by friday"' }],
    ['say “friday”', { what: 'say “friday”' }],
    ['first\nsecond by friday\n\nthird', { what: 'first\nsecond\n\nthird', due: '2026-09-18' }],
    ['a 12" ring', { what: 'a 12" ring' }],
    ['"chiama l\'agenzia"', { what: "chiama l'agenzia" }],
    ['see https://example.com/x?a:b', { what: 'see https://example.com/x?a:b' }],
  ])('%s', (line, args) => {
    expect(understood(line)).toEqual({ priority: 'normal', ...args })
  })

  test.each([
    [
      '',
      'The text is missing: say what it is about. Write it like this: `/followup [@person] <text> [by date] [!high] [agency:"…"]`',
    ],
    ['call Aurora by 31/02', '*31/02* does not exist'],
    ['chiama entro il 31 febbraio', '*il 31 febbraio* does not exist'],
    ['call by the 31 February', '*the 31 February* does not exist'],
    ['chiama entro il 30 febbraio', '*il 30 febbraio* does not exist'],
    ['call by the 31 nov', '*the 31 nov* does not exist'],
    ['call by 31 Feb', '*31 Feb* does not exist'],
    ['call by 32 Feb', 'I cannot read *32 Feb* as a day.'],
    ['call before 31 Feb', '*31 Feb* does not exist'],
    ['call by firday', 'I cannot read *firday* as a day. Did you mean *friday*?'],
    ['call by blursday', 'Did you mean *thursday*?'],
    ['chiama entro venerd', 'Did you mean *venerdì*?'],
    ['call by 4 febuary', 'I cannot read *4 febuary* as a day. Did you mean *4 february*?'],
    [
      'call agency:"Aurora Talent by friday',
      'The quotation mark before *Aurora Talent by friday* is never closed.',
    ],
    ['“call Aurora', 'The quotation mark before *call Aurora* is never closed.'],
    ['<@U0TOM> <@U0GIULIA> call', 'A follow-up has one owner, and you named <@U0TOM> and <@U0GIULIA>.'],
    ['@nobody call', 'I know nobody called *@nobody* here. Choose one person'],
    ['@gulia call', 'I know nobody called *@gulia* here. Did you mean *@giulia*?'],
    ['<!here> call', 'I know nobody called *@here* here.'],
    ['<@U0TOM>', 'The text is missing'],
    ['call agenci:a*b', '*agenci*'],
    ['chiama entro boh', 'I cannot read *boh* as a day.'],
    [
      'call by next friday',
      '*next friday* can be read in more than one way: *Fri, 18 Sept 2026* or *Fri, 25 Sept 2026*.',
    ],
    [
      'call tomorrow at 7',
      '*tomorrow at 7* can be read in more than one way: *Thu, 17 Sept 2026, 07:00* or *Thu, 17 Sept 2026, 19:00*.',
    ],
    [
      'chiama entro 18',
      '*18* can be read in more than one way: *Wed, 16 Sept 2026, 18:00* or *Fri, 18 Sept 2026*.',
    ],
    [
      'call by 5 !high',
      '*5* can be read in more than one way: *Wed, 16 Sept 2026, 17:00* or *Mon, 5 Oct 2026*.',
    ],
    ['call by today 8am', '*Wed, 16 Sept 2026, 08:00* is over.'],
    ['call by friday at 25:00', '*friday at 25:00* does not exist'],
    ['call by 2026-09-01', '*Tue, 1 Sept 2026* is over.'],
    ['call !hgih', '*!hgih* is not a priority'],
    ['call agenci:Aurora', 'I do not know the option *agenci*. Did you mean *agency*?'],
  ])('%s is answered with one sentence', (line, sentence) => {
    expect(understood(line)).toContain(sentence)
  })

  test('keeps what was understood when the rest was not', () => {
    expect(read('<@U0TOM> call Aurora by 31/02 !high agency:"Aurora"')).toMatchObject({
      understood: { owner: 'U0TOM', what: 'call Aurora by 31/02', priority: 'high', agency: 'Aurora' },
    })
    expect(read('call Aurora by 31 Feb and ask')).toMatchObject({
      understood: { what: 'call Aurora by 31 Feb and ask' },
    })
    expect(read('call Aurora by firday !hgih')).toMatchObject({
      understood: { what: 'call Aurora by firday !hgih' },
    })
  })

  test('of any kind never throws, and what it answers fits into an answer', () => {
    const word = fc.constantFrom(
      'by',
      'entro',
      '^',
      '!',
      '!high',
      'agency:',
      '"',
      '“',
      '<@U0TOM>',
      'friday',
      '31/02',
      '`',
      '*',
      '\u202e',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ unit: 'grapheme' })), { maxLength: 12 }), (parts) => {
        const said = understood(parts.join(' '))
        expect(typeof said === 'string' ? said.length : 0).toBeLessThan(4000)
      }),
      { numRuns: 3000 },
    )
  })
})

test('what somebody is to do is due where they live, wherever their name stands', () => {
  const there = {
    ...here,
    of: (person: string) =>
      person === 'U0TOM'
        ? { timeZone: 'Pacific/Auckland', isOff: (day: string) => day === '2026-09-17' }
        : undefined,
  }
  const due = (line: string) => {
    const parsed = parseArgs(
      followup,
      line,
      { ...there, now: Temporal.Instant.from('2026-09-16T20:00:00Z') },
      english,
    )
    return 'args' in parsed ? parsed.args.due : parsed.refusal.in(en)
  }
  expect(due('<@U0TOM> call by tomorrow')).toEqual({ day: '2026-09-18', time: null })
  expect(due('by tomorrow <@U0TOM> call')).toEqual({ day: '2026-09-18', time: null })
  expect(due('<@U0TOM> call by EOD')).toEqual({ day: '2026-09-17', time: '18:00' })
  expect(due('<@U0TOM> call within 1 working day')).toEqual({ day: '2026-09-18', time: null })
  expect(due('<@U0ANNA> call by tomorrow')).toEqual({ day: '2026-09-17', time: null })
  expect(due('call by tomorrow')).toEqual({ day: '2026-09-17', time: null })
})

test('today, when its working hours are over, is what is left of it', () => {
  const due = (line: string, hour: number) => {
    const now = Temporal.ZonedDateTime.from(`2026-09-18T${hour}:30[Europe/Rome]`).toInstant()
    const parsed = parseArgs(followup, line, { ...here, now }, english)
    return 'args' in parsed ? parsed.args.due : parsed.refusal.in(en)
  }
  expect(due('call by today', 17)).toEqual({ day: '2026-09-18', time: null })
  expect(due('call by today', 19)).toEqual({ day: '2026-09-18', time: '23:59' })
  expect(due('chiama entro venerdì', 19)).toEqual({ day: '2026-09-18', time: '23:59' })
  expect(due('call by tomorrow', 19)).toEqual({ day: '2026-09-19', time: null })
})

test('what was chosen is what it means, and the rest is as it was typed', () => {
  const chosen = { day: '2026-09-25', time: null } as const
  expect(parseArgs(followup, 'call Aurora by next friday !high', { ...here, chosen }, english)).toEqual({
    args: { what: 'call Aurora', due: chosen, priority: 'high' },
  })
  const over = { day: '2026-09-15', time: null } as const
  expect(parseArgs(followup, 'call Aurora by next friday', { ...here, chosen: over }, english)).toMatchObject(
    {
      refusal: { key: 'due.past' },
    },
  )
})

test('what is printed by the grammar is read again as it was meant', () => {
  const name = fc
    .stringMatching(/^[A-Za-zàèéìòù' ]{3,20}$/)
    .filter((it) => it.trim().length > 2 && it === it.trim())
  fc.assert(
    fc.property(
      fc.record({
        owner: fc.constantFrom('U0TOM', 'U0ANNA'),
        due: fc
          .integer({ min: 0, max: 300 })
          .map((days) => Temporal.PlainDate.from('2026-09-16').add({ days }).toString()),
        priority: fc.constantFrom('high', 'normal', 'low'),
        agency: name,
      }),
      ({ owner, due, priority, agency }) => {
        expect(understood(`<@${owner}> "do it" ^${due} !${priority} agency:"${agency}"`)).toMatchObject({
          owner,
          due,
          priority,
          agency,
          what: 'do it',
        })
      },
    ),
    { numRuns: 300 },
  )
})

test('the usage line is the grammar, in the reader’s words', () => {
  const list = {
    name: 'followup list',
    args: z.object({ which: oneOf({ mine: ['mine', 'mie'], team: ['team'] }).optional() }),
  } as const
  expect(usage(list, en)).toBe('/followup list [mine|team]')
  expect(usage(list, italian)).toBe('/followup elenco [mie|team]')
  expect(usage(followup, italian)).toBe('/followup [@persona] <testo> [entro data] [!alta] [agenzia:"…"]')
})
