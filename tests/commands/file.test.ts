import { describe, expect, test } from 'vitest'
import { readableIn } from '#playground/server/forms.ts'
import type { Message } from '#playground/server/workspace.ts'
import { openFactsReader } from '#src/workers/facts.ts'
import { importFile, undoImport } from '#src/workers/import.ts'
import { entered } from '#tests/support/forms.ts'
import { type Scene, STAGES, scene } from '#tests/support/scene.ts'
import { csv, fileNamed, idOf } from '#tests/workers/files.ts'

const HEAD = ['date', 'creator_id', 'username', 'agency', 'market', 'diamonds', 'live_minutes']
const feed = (diamonds: number) =>
  csv([
    HEAD,
    ['2026-09-14', idOf(1), 'luna', 'Aurora', 'IT', diamonds, 90.5],
    ['2026-09-15', idOf(1), 'luna', 'Aurora', 'IT', '=1+1', 60],
    ['2026-09-15', idOf(2), 'sol', 'Faro', 'ES', 5, 0],
  ])
const odd = csv([
  ['Giorno', 'ID creator', 'Diamnti', 'Note'],
  ['2026-09-14', idOf(1), 7, 'x'],
])

/** What the app has put into a conversation, files apart. */
const cards = ({ slack }: Scene, channel: string): readonly Message[] =>
  slack
    .channel(channel)
    .fromApp()
    .filter(({ files }) => files === undefined)
const card = (it: Scene, channel: string) => {
  const found = cards(it, channel).at(-1)
  if (!found) throw new Error(`no card in ${channel}`)
  return {
    message: found,
    thread: found.thread_ts,
    shows: readableIn(found.blocks ?? []),
    buttons: [...JSON.stringify(found.blocks).matchAll(/"action_id":"([\w.]+)"/g)].map(([, id]) => id),
  }
}
const tables = ({ slack }: Scene, channel: string): readonly Message[] =>
  slack
    .channel(channel)
    .fromApp()
    .filter(({ files }) => files !== undefined)
/** Slack looks at a file before it shows it. */
const table = (it: Scene, channel: string): Promise<Message> =>
  it.slack.until(() => tables(it, channel).at(-1))
const presses = async (it: Scene, who: string, channel: string, label: string): Promise<void> => {
  await it.slack.as(who).presses(card(it, channel).message, label)
  await it.settled()
}
const drops = async (it: Scene, who: string, channel: string, name: string, bytes: string | Uint8Array) => {
  const dropped = await it.slack.as(who).drops(channel, { name, bytes })
  await it.settled()
  return dropped
}
const known = async ({ databaseUrl }: Scene) => {
  const facts = await openFactsReader(databaseUrl)
  try {
    return (await facts.imports(10)).map(({ file, undoneAt }) => `${file}${undoneAt ? ' undone' : ''}`)
  } finally {
    await facts.close()
  }
}

describe.each(STAGES)('a file dropped in Slack, on $database over $mode', (stage) => {
  test('is tried, imported and taken back; its left-out rows lie in its thread', async () => {
    const it = await scene(stage)
    const { slack } = it
    const dropped = await drops(it, 'anna', '#live-eu', 'feed.csv', feed(10))
    const tried = card(it, '#live-eu')
    expect(tried.thread).toBe(dropped.ts)
    expect(tried.shows).toMatch(/feed\.csv[\s\S]*daily feed · 3 rows read/)
    expect(tried.shows).toContain('2 new, 0 changed, 0 unchanged, 1 rejected')
    expect(tried.shows).toContain('line 3, diamonds “=1+1”: this is not a number')
    expect(tried.shows).toContain('nothing is kept until somebody here imports it')
    expect(tried.buttons).toEqual(['file.import', 'file.map', 'file.cancel'])
    expect(await known(it)).toEqual([])
    expect(await table(it, '#live-eu')).toMatchObject({
      thread_ts: dropped.ts,
      text: expect.stringContaining('feed.csv'),
    })

    await presses(it, 'tom', '#live-eu', 'Import')
    expect(card(it, '#live-eu').shows).toContain('<@U0TOM> imported feed.csv: import 1.')
    expect(card(it, '#live-eu').buttons).toEqual(['file.undo'])
    expect(await known(it)).toEqual(['feed.csv'])
    await slack.as('anna').types('#live-eu', '/digest all 7d')
    await it.settled()
    expect(slack.as('anna').notices().at(-1)?.shows).toContain('Numbers up to Tue, 15 Sept 2026')

    await slack.as('tom').presses(tried.message, 'Undo import')
    await it.settled()
    expect(card(it, '#live-eu').shows).toContain('<@U0TOM> took import 1 back')
    expect(card(it, '#live-eu').buttons).toEqual([])
    expect(await known(it)).toEqual(['feed.csv undone'])
    expect(cards(it, '#live-eu')).toHaveLength(1)
    expect(tables(it, '#live-eu')).toHaveLength(1)
    expect(slack.calls.filter((call) => call.flag)).toEqual([])
  })

  test('a later import ends what an earlier card says of the newest day', async () => {
    const it = await scene(stage)
    const COVERAGE = /On \d+ Sept?.*expected|Il \d+ set.*attes/
    await drops(it, 'anna', '#live-eu', 'feed.csv', feed(10))
    await presses(it, 'anna', '#live-eu', 'Import')
    expect(card(it, '#live-eu').shows).toMatch(/On Tue, 15 Sept 2026: .*expected/)
    const rows = [HEAD, ['2026-09-15', idOf(3), 'mare', 'Faro', 'ES', 7, 60]]
    await drops(it, 'giulia', '#live-it', 'altro.csv', csv(rows))
    expect(card(it, '#live-eu').shows).toMatch(/On Tue, 15 Sept 2026: .*expected/)
    await presses(it, 'giulia', '#live-it', 'Importa')
    expect(card(it, '#live-eu').shows).not.toMatch(COVERAGE)
    expect(card(it, '#live-eu').shows).toContain('<@U0ANNA> imported feed.csv: import 1.')
    expect(card(it, '#live-it').shows).toMatch(/15 set 2026: .*attes/)
    await presses(it, 'giulia', '#live-it', 'Annulla l’import')
    expect(card(it, '#live-it').shows).not.toMatch(/15 set 2026: .*attes/)
    expect(cards(it, '#live-eu')).toHaveLength(1)
  })

  test('speaks the channel’s language, and in a direct message the person’s', async () => {
    const it = await scene(stage)
    await drops(it, 'giulia', '#live-it', 'feed.csv', feed(10))
    expect(card(it, '#live-it').shows).toContain('feed giornaliero · 3 righe lette')
    expect((await table(it, '#live-it')).text).toContain('Le righe di feed.csv che scarto')
    await presses(it, 'giulia', '#live-it', 'Annulla')
    expect(card(it, '#live-it').shows).toContain(
      '<@U0GIULIA> ha annullato: di feed.csv non ho conservato nulla.',
    )
    await drops(it, 'giulia', '@regia', 'Feed 2.CSV', feed(11))
    expect(card(it, '@giulia').shows).toContain('Una prova di Feed 2.CSV')
    expect(card(it, '@giulia').thread).toBeUndefined()
    await presses(it, 'giulia', '@giulia', 'Importa')
    expect(card(it, '@giulia').shows).toContain('<@U0GIULIA> ha importato Feed 2.CSV: import 1.')
    expect(it.slack.calls.filter((call) => call.flag)).toEqual([])
  })

  test('that two people import at once is imported once, and a stale button says so', async () => {
    const it = await scene(stage)
    await drops(it, 'anna', '#live-eu', 'feed.csv', feed(10))
    const { message } = card(it, '#live-eu')
    const [anna, tom] = [it.slack.as('anna'), it.slack.as('tom')]
    await Promise.all([anna.presses(message, 'Import'), tom.presses(message, 'Import')])
    await it.settled()
    expect(await known(it)).toEqual(['feed.csv'])
    const refused = [anna, tom].flatMap((who) => who.notices()).map(({ shows }) => shows)
    expect(refused).toEqual([expect.stringMatching(/dealt with a moment ago/)])
    // The very same file again is known.
    await drops(it, 'tom', '#live-eu', 'again.csv', feed(10))
    expect(card(it, '#live-eu').shows).toContain('imported before (import 1)')
    expect(card(it, '#live-eu').buttons).toEqual([])
    expect(await known(it)).toEqual(['feed.csv'])
  })

  test('that nobody could read gets one sentence; what is not for Regia gets none', async () => {
    const it = await scene(stage)
    const bad: readonly (readonly [name: string, bytes: string | Uint8Array, sentence: string])[] = [
      ['page.csv', '<!doctype html><html><body>Sign in</body></html>', 'is not a table I can read'],
      ['words.csv', 'just some words\n', 'I do not know the columns of words.csv: just some words'],
      [
        'locked.xlsx',
        Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
        'is not a table I can read',
      ],
      ['<!channel>.csv', `${HEAD.join(',')}\n`, '&lt;!channel&gt;.csv is empty'],
    ]
    for (const [name, bytes, sentence] of bad) {
      await drops(it, 'anna', '#live-eu', name, bytes)
      expect(card(it, '#live-eu').shows).toContain(sentence)
    }
    expect(cards(it, '#live-eu')).toHaveLength(bad.length)
    await drops(it, 'anna', '#live-eu', 'photo.png', 'x')
    expect(cards(it, '#live-eu')).toHaveLength(bad.length)
    expect(await known(it)).toEqual([])
  })

  test('is cancelled once and for all; one that came in private is listed for nobody else', async () => {
    const it = await scene(stage)
    const [anna, tom] = [it.slack.as('anna'), it.slack.as('tom')]
    await drops(it, 'anna', '#live-eu', 'feed.csv', feed(10))
    const { message } = card(it, '#live-eu')
    await Promise.all([anna.presses(message, 'Cancel'), tom.presses(message, 'Cancel')])
    await it.settled()
    expect(card(it, '#live-eu').shows).toMatch(/<@U0(ANNA|TOM)> cancelled: nothing of feed\.csv was kept/)
    expect(card(it, '#live-eu').buttons).toEqual([])
    const told = [anna, tom].flatMap((who) => who.notices()).map(({ shows }) => shows)
    expect(told).toEqual([expect.stringMatching(/dealt with a moment ago/)])
    await drops(it, 'anna', '@regia', 'secret plan.csv', feed(11))
    await presses(it, 'anna', '@anna', 'Import')
    const list = async (who: typeof anna) => {
      await who.types('#live-eu', '/regia import')
      await it.settled()
      return who.notices().at(-1)?.shows ?? ''
    }
    expect(await list(anna)).toContain('*secret plan.csv*')
    const seen = await list(tom)
    expect(seen).toContain('1 other came in private conversations.')
    expect(seen).not.toContain('secret plan')
  })

  test('waits for Slack to come back; what does not come through can be pressed again', async () => {
    const it = await scene(stage)
    const down = (times: number) => {
      for (let n = 0; n < times; n++) it.slack.faults.next('files.info', { kind: 'status', status: 503 })
    }
    const shown = (words: string) =>
      it.slack.until(() => cards(it, '#live-eu').some(({ blocks }) => JSON.stringify(blocks).includes(words)))
    down(3)
    await it.slack.as('anna').drops('#live-eu', { name: 'feed.csv', bytes: feed(10).replace('=1+1', '7') })
    await shown('nothing is kept until')
    down(10)
    await it.slack.as('anna').presses(card(it, '#live-eu').message, 'Import')
    await shown('Something went wrong on my side, more than once')
    expect(card(it, '#live-eu').buttons).toEqual(['file.import', 'file.map', 'file.cancel'])
    await presses(it, 'anna', '#live-eu', 'Import')
    expect(card(it, '#live-eu').shows).toContain('imported feed.csv: import 1.')
    expect(await known(it)).toEqual(['feed.csv'])
  })

  test('that is deleted before it is imported is missed in one sentence', async () => {
    const it = await scene(stage)
    // Without left-out rows: the table of them is a file too, and Slack tells of it when it likes.
    const dropped = await drops(it, 'anna', '#live-eu', 'feed.csv', feed(10).replace('=1+1', '11'))
    it.slack.faults.next('files.info', { kind: 'error', error: 'file_deleted' })
    await presses(it, 'anna', '#live-eu', 'Import')
    expect(dropped.files).toHaveLength(1)
    expect(card(it, '#live-eu').shows).toContain('feed.csv is no longer there for me')
    expect(await known(it)).toEqual([])
  })

  test('of unknown columns is mapped in a form, and known from then on', async () => {
    const it = await scene(stage)
    const giulia = it.slack.as('giulia')
    await drops(it, 'giulia', '#live-it', 'odd.csv', odd)
    expect(card(it, '#live-it').shows).toContain(
      'Non conosco le colonne di odd.csv: Giorno, ID creator, Diamnti',
    )
    expect(card(it, '#live-it').buttons).toEqual(['file.map', 'file.cancel'])
    await presses(it, 'giulia', '#live-it', 'Associa colonne')
    expect(giulia.modal()?.title).toBe('Associa colonne')
    expect(entered(giulia)).toMatchObject({ kind: 'daily', day: '0', creator_id: '1', diamonds: '2' })
    await giulia.fills({ username: '2', day: 'none' })
    await giulia.submits()
    expect(giulia.modal()?.errors).toEqual({
      day: 'Un file di questo tipo senza non dice nulla: scegli la sua colonna.',
      diamonds: expect.stringContaining('già scelta'),
    })
    await giulia.fills({ username: '3', day: '0' })
    // Somebody was quicker with the same form: the later one is told, and is offered no form of the past.
    const marco = it.slack.as('marco')
    await presses(it, 'marco', '#live-it', 'Associa colonne')
    await giulia.submits()
    await it.settled()
    await presses(it, 'giulia', '#live-it', 'Importa')
    await marco.submits()
    await it.settled()
    const late = marco.notices().at(-1)
    expect(late?.shows).toMatch(/dealt with|si è occupato/)
    expect(JSON.stringify(late?.blocks)).not.toContain('regia.reopen')
    expect(card(it, '#live-it').shows).toContain('1 nuova, 0 cambiate')
    expect(await known(it)).toEqual(['odd.csv'])
    await drops(it, 'giulia', '#live-it', 'odd2.csv', odd.replace(',7,', ',8,'))
    expect(card(it, '#live-it').shows).toContain('0 nuove, 1 cambiata')
    expect(it.slack.calls.filter((call) => call.flag)).toEqual([])
  })

  test('of another kind than it was taken for is read anew as that; a LIVE Center file is asked whose it is', async () => {
    const it = await scene(stage)
    const anna = it.slack.as('anna')
    await it.given('daily', feed(10))
    const viewers = csv([
      ['date', 'peak concurrent viewers'],
      ['2026-09-14', 81],
    ])
    await drops(it, 'anna', '#live-eu', 'viewers.csv', viewers)
    expect(card(it, '#live-eu').shows).toContain('does not say whose')
    await presses(it, 'anna', '#live-eu', 'Map columns')
    await anna.submits()
    expect(anna.modal()?.errors).toEqual({ creator: expect.stringMatching(/required/) })
    await anna.fills({ creator: 'lnua' })
    await anna.submits()
    expect(anna.modal()?.errors?.creator).toContain('I know no creator called lnua. Did you mean luna?')
    await anna.fills({ creator: '@luna' })
    await anna.submits()
    await it.settled()
    expect(card(it, '#live-eu').shows).toContain('0 new, 1 changed')
    await presses(it, 'anna', '#live-eu', 'Map columns')
    await anna.fills({ kind: 'daily' })
    await anna.submits()
    await it.settled()
    expect(card(it, '#live-eu').shows).toContain('is not a file of kind “daily”')
    await presses(it, 'anna', '#live-eu', 'Map columns')
    expect(entered(anna)).toMatchObject({ kind: 'daily', day: '0', peak_viewers: '1' })
    await anna.closesModal()
    expect(it.slack.calls.filter((call) => call.flag)).toEqual([])
  })

  test('of which not one row counts is not offered to be imported', async () => {
    const it = await scene(stage)
    const bad = csv([HEAD, ['2026-09-15', 'hello', 'luna', 'Aurora', 'IT', 5, 2000]])
    await drops(it, 'anna', '#live-eu', 'bad.csv', bad)
    expect(card(it, '#live-eu').shows).toContain(
      'Not one row of bad.csv can be taken: there is nothing to import.',
    )
    expect(card(it, '#live-eu').shows).toContain('line 2, creator_id “hello”: this is not a creator id')
    expect(card(it, '#live-eu').buttons).toEqual(['file.map', 'file.cancel'])
    await drops(it, 'giulia', '#live-it', 'bad.csv', bad)
    expect(card(it, '#live-it').shows).toContain('Nemmeno una riga di bad.csv si può prendere')
    expect(await known(it)).toEqual([])
  })

  test('whose days may be two asks which, and is known from then on', async () => {
    const it = await scene(stage)
    const anna = it.slack.as('anna')
    const days = (diamonds: number) =>
      csv([HEAD, ['05/09/2026', idOf(1), 'luna', 'Aurora', 'IT', diamonds, 60]])
    await drops(it, 'anna', '#live-eu', 'days.csv', days(7))
    expect(card(it, '#live-eu').shows).toContain(
      'In days.csv a day such as 05/09/2026 may be Sat, 5 Sept 2026 or Sat, 9 May 2026, and nothing tells which.',
    )
    expect(card(it, '#live-eu').buttons).toEqual(['file.map', 'file.cancel'])
    await presses(it, 'anna', '#live-eu', 'Map columns')
    await anna.submits()
    expect(anna.modal()?.errors).toEqual({ dates: expect.stringMatching(/required/) })
    await anna.fills({ dates: 'mdy' })
    await anna.submits()
    await it.settled()
    expect(card(it, '#live-eu').shows).toContain(
      'Period Sat, 9 May 2026 – Sat, 9 May 2026; 1 day of daily figures would be written',
    )
    await presses(it, 'anna', '#live-eu', 'Import')
    expect(card(it, '#live-eu').shows).toContain('1 day of daily figures written')
    await drops(it, 'giulia', '#live-it', 'days.csv', days(8))
    expect(card(it, '#live-it').shows).toContain('Periodo sab 9 mag 2026')
    await presses(it, 'giulia', '#live-it', 'Associa colonne')
    expect(entered(it.slack.as('giulia'))).toMatchObject({ dates: 'mdy' })
    expect(it.slack.calls.filter((call) => call.flag)).toEqual([])
  })

  test('shows what is remarkable about rows that count', async () => {
    const it = await scene(stage)
    const odd = csv([
      HEAD,
      ['2026-09-15', idOf(1), 'luna', 'Aurora', 'IT', 1_000_000_000, 60],
      HEAD,
      ['2026-09-15', idOf(1), 'luna', 'Aurora', 'IT', 8, 60],
      ['2026-09-15', idOf(2), 'sol', 'Faro', 'ES', 4],
    ])
    await drops(it, 'anna', '#live-eu', 'odd.csv', odd)
    const { shows } = card(it, '#live-eu')
    expect(shows).toContain(
      '1 number is higher than creators reach, and taken as written: line 2, diamonds “1000000000”',
    )
    expect(shows).toContain('1 row only repeats the headers and was passed over: line 3')
    expect(shows).toContain('1 row speaks of what an earlier row spoke of, and the last one counts: line 4')
    expect(shows).toContain(
      '1 row ends before the last column, and what is missing stays as it is known: line 5',
    )
    await drops(it, 'giulia', '#live-it', 'odd2.csv', odd.replace('sol,', 'sole,'))
    expect(card(it, '#live-it').shows).toContain('1 riga ripete solo le intestazioni ed è saltata: riga 3')
  })

  test('is listed with what came by other ways, and each can be taken back from there', async () => {
    const it = await scene(stage)
    const anna = it.slack.as('anna')
    await anna.types('#live-eu', '/regia import')
    await it.settled()
    expect(anna.notices().at(-1)?.shows).toMatch(/Drop an export[\s\S]*Nothing has been imported yet/)
    const now = it.clock.now()
    await importFile({ url: it.databaseUrl, path: await fileNamed('night.csv', feed(9)), now })
    await drops(it, 'anna', '#live-eu', 'feed.csv', feed(10))
    await presses(it, 'anna', '#live-eu', 'Import')
    const giulia = it.slack.as('giulia')
    await giulia.types('#live-it', '/regia importa')
    await it.settled()
    const list = giulia.notices().at(-1)
    expect(list?.shows).toMatch(
      /\*feed\.csv\*\nfeed giornaliero · import 2, mer 16 set 2026[\s\S]*\*night\.csv\*\n.*import 1,/,
    )
    await giulia.presses(list?.ts ?? '', 'Annulla l’import')
    await it.settled()
    expect(giulia.notices().at(-1)?.shows).toContain('Sto annullando l’import 2.')
    expect(card(it, '#live-eu').shows).toContain('<@U0GIULIA> took import 2 back')
    await giulia.types('#live-it', '/regia importa')
    await it.settled()
    await giulia.presses(giulia.notices().at(-1)?.ts ?? '', 'Annulla l’import')
    await it.settled()
    expect(card(it, '@giulia').shows).toContain('<@U0GIULIA> ha annullato l’import 1')
    expect(await known(it)).toEqual(['feed.csv undone', 'night.csv undone'])
    // Whoever took it back on the command line meanwhile is not contradicted.
    await drops(it, 'anna', '#live-eu', 'feed3.csv', feed(12))
    await presses(it, 'anna', '#live-eu', 'Import')
    await undoImport({ url: it.databaseUrl, id: 3, now })
    await presses(it, 'anna', '#live-eu', 'Undo import')
    expect(card(it, '#live-eu').shows).toContain('took import 3 back')
  })

  test('is listed page by page, without what came in private', async () => {
    const it = await scene(stage)
    const now = it.clock.now()
    for (let n = 1; n <= 12; n++)
      await importFile({ url: it.databaseUrl, path: await fileNamed(`night${n}.csv`, feed(100 + n)), now })
    for (const n of [1, 2]) {
      await drops(it, 'giulia', '@regia', `private${n}.csv`, feed(200 + n))
      await presses(it, 'giulia', '@giulia', 'Importa')
    }
    const anna = it.slack.as('anna')
    await anna.types('#live-eu', '/regia import')
    await it.settled()
    const filesIn = (shows: string) => [...shows.matchAll(/\*(\w+)\.csv\*/g)].map(([, name]) => name)
    const first = anna.notices().at(-1)
    expect(filesIn(first?.shows ?? '')).toEqual(Array.from({ length: 10 }, (_, i) => `night${12 - i}`))
    expect(first?.shows).toContain('And 2 older.')
    expect(first?.shows).toContain('2 others came in private conversations.')
    await anna.presses(first?.ts ?? '', 'More')
    await it.settled()
    const second = anna.notices().at(-1)
    expect(filesIn(second?.shows ?? '')).toEqual(['night2', 'night1'])
    expect(second?.shows).not.toContain('older')
    expect(it.slack.calls.filter((call) => call.flag)).toEqual([])
  })
})
