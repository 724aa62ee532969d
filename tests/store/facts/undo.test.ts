import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openFacts } from '#src/store/facts/connect.ts'
import { provenanceOf } from '#src/store/facts/provenance.ts'
import { importsOn } from '#src/store/facts/undo.ts'
import type { Said } from '#src/store/facts/write.ts'
import { openFactsReader } from '#src/workers/facts.ts'
import { DATABASES, freshDatabase } from '#tests/support/databases.ts'
import { csv, fileNamed, idOf, NOW } from '#tests/workers/files.ts'
import { everythingIn, load, undo } from './load.ts'

interface Given {
  name: string
  text: string
  said?: Said
}
const EXPORT = [
  'Data period',
  'Creator ID',
  "Creator's username",
  'Group',
  'Diamonds',
  'LIVE duration',
  'Diamonds last month',
]
const exported = (day: number, rows: readonly (readonly (string | number)[])[]): Given => ({
  name: `export-${day}.csv`,
  text: csv([
    EXPORT,
    ...rows.map(([who = 1, diamonds = 0, group = 'Aurora', name = `creator.${who}`]) => [
      `2026-09-01 ~ 2026-09-${String(day).padStart(2, '0')}`,
      typeof who === 'number' ? idOf(who) : 'The creator has quit the network',
      name,
      group,
      diamonds,
      `${day}h`,
      100 + Number(diamonds),
    ]),
  ]),
})
const fed = (
  name: string,
  rows: readonly (readonly (string | number)[])[],
  columns = 'diamonds,live_minutes',
): Given => ({
  name: `${name}.csv`,
  text: csv([
    ['date', 'creator_id', 'username', 'agency', 'market', ...columns.split(',')],
    ...rows.map(([day = 1, who = 1, ...rest]) => [
      `2026-09-${String(day).padStart(2, '0')}`,
      idOf(Number(who)),
      `creator.${who}`,
      'Marea',
      'ES',
      ...rest,
    ]),
  ]),
})
/** One of every kind, that overlap, correct, rename, move and restate each other. */
const FILES: readonly Given[] = [
  fed('feed-a', [
    [1, 1, 10, 60.25],
    [2, 1, 20, 0],
    [2, 2, 5, 30.1],
    [3, 3, 7, 10],
  ]),
  exported(3, [
    [1, 90],
    [2, 30, 'Marea'],
    [4, 8],
  ]),
  exported(5, [
    [1, 80, 'Aurora', 'renamed.once'],
    [2, 60, 'Marea'],
    [4, 9, 'Officina'],
  ]),
  fed('feed-b', [
    [2, 1, 25, 60],
    [4, 1, 3, 61.3],
    [3, 4, 2, 5],
  ]),
  fed(
    'room',
    [
      [2, 1, 40],
      [2, 2, 44],
      [4, 4, 9],
    ],
    'peak_viewers',
  ),
  exported(3, [
    [1, 95, 'Marea', 'renamed.twice'],
    [2, 29, 'Marea'],
    [4, 8],
  ]),
  exported(6, [
    ['quit', 70, '', 'creator.2'],
    [1, 120],
  ]),
  {
    name: 'agencies.csv',
    text: csv([
      ['agency', 'market', 'region', 'tier'],
      ['AURORA', 'IT', 'South', 'A'],
      ['Officina', 'FR', '', 'B'],
    ]),
  },
  {
    name: 'campaigns.csv',
    text: csv([
      ['campaign', 'start', 'end'],
      ['Cup', '2026-09-01', '2026-09-03'],
      ['Cup', '2026-09-08', '2026-09-09'],
    ]),
  },
  {
    name: 'campaigns-2.csv',
    text: csv([
      ['campaign', 'start', 'end'],
      ['cup', '2026-09-01', '2026-09-04'],
    ]),
  },
  {
    name: 'roster_2026_09_08.csv',
    text: csv([
      ['Creator', 'Creator ID', 'Diamonds in L30D', 'Relationship status'],
      ['creator.9', idOf(9), 5, 'Effective'],
      ['creator.1', idOf(1), 6, 'Effective'],
    ]),
  },
  {
    name: 'task.csv',
    text: csv([
      ['Data Month', 'Creator ID', 'Handle', 'Diamonds', 'Estimated bonus'],
      ['202608', idOf(1), 'creator.1', 900, 3.5],
    ]),
  },
  {
    name: 'mapped.csv',
    text: csv([
      ['Giorno', 'Chi', 'Gemme'],
      ['2026-09-02', idOf(2), 77],
    ]),
    said: { map: { kind: 'daily', columns: { Giorno: 'date', Chi: 'creator_id', Gemme: 'diamonds' } } },
  },
  {
    name: 'viewers.csv',
    text: csv([
      ['date', 'peak concurrent viewers'],
      ['2026-09-02', 51],
    ]),
    said: { creatorId: idOf(1) },
  },
]

describe.each(DATABASES)('taking an import back on %s', (kind) => {
  const opened = async () => {
    const url = await freshDatabase(kind)
    return {
      url,
      load: async ({ name, text, said }: Given, now = NOW) =>
        load(url, await fileNamed(name, text), said, now),
    }
  }
  const provenance = async (
    url: string,
    who: number,
    day: `2026-09-${number}`,
    metric: 'diamonds' | 'peak_viewers',
  ) => {
    const db = await openFacts(url, { poolSize: 1 })
    const found = await provenanceOf(db, idOf(who), day, metric)
    await db.destroy()
    return found && { ...found, sources: found.sources.map(({ file, line }) => `${file}:${line}`) }
  }

  test('restores exactly what was known before it, whatever file it was', async () => {
    const { url, load } = await opened()
    const states = [await everythingIn(url)]
    for (const file of FILES) {
      await load(file)
      states.push(await everythingIn(url))
    }
    for (let id = FILES.length; id > 0; id--) {
      expect(await undo(url, id)).toMatchObject({ report: { id, replayed: 0 } })
      expect(await everythingIn(url)).toEqual(states[id - 1])
    }
  })

  test(
    'from under later ones leaves what those alone would have made',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray([...FILES.entries()], { minLength: 2, maxLength: 6 }),
          fc.nat(),
          async (chosen, dice) => {
            const gone = dice % chosen.length
            const { url, load } = await opened()
            for (const [, file] of chosen) await load(file)
            await undo(url, gone + 1)
            const without = await opened()
            for (const [i, [, file]] of chosen.entries()) {
              if (i !== gone) {
                await without.load(file)
                continue
              }
              // Keeps the numbers of the imports alike.
              await without.load({ name: 'gone.csv', text: 'agency,market\nGone,IT\n' })
              await undo(without.url, i + 1)
            }
            const [found, expected] = [await everythingIn(url), await everythingIn(without.url)]
            expect(known(found)).toEqual(known(expected))
          },
        ),
        { numRuns: kind === 'sqlite' ? 25 : 8 },
      ),
    60_000,
  )

  test('makes room for the same file, which gets a number of its own', async () => {
    const { url, load } = await opened()
    const [file = FILES[0]] = FILES
    if (!file) throw new Error('no file')
    await load(file)
    await undo(url, 1)
    expect(await undo(url, 1)).toEqual({ fault: 'import.undone', id: 1 })
    expect(await undo(url, 7)).toEqual({ fault: 'import.unknown', id: 7 })
    expect(await load(file)).toMatchObject({ importId: 2, duplicateOf: null, added: 4 })
  })

  test('changes what a digest is told as the version', async () => {
    const { url, load } = await opened()
    const facts = await openFactsReader(url)
    const versions = [await facts.version()]
    for (const file of FILES.slice(0, 2)) {
      await load(file)
      versions.push(await facts.version())
    }
    await undo(url, 1)
    versions.push(await facts.version())
    await facts.close()
    expect(versions).toEqual([0, 1, 2, 3])
  })

  test('is possible for thirty days', async () => {
    const { url, load } = await opened()
    const [a, b, c] = FILES
    if (!a || !b || !c) throw new Error('no files')
    await load(a)
    await load(b, NOW.add({ hours: 24 * 20 }))
    await load(c, NOW.add({ hours: 24 * 31 }))
    expect(await undo(url, 1)).toEqual({ fault: 'import.old', id: 1 })
    const db = await openFacts(url, { poolSize: 1 })
    expect((await importsOn(db, 10)).map(({ id, undoable }) => [id, undoable])).toEqual([
      [3, true],
      [2, true],
      [1, false],
    ])
    await db.destroy()
    expect(await undo(url, 2)).toMatchObject({ report: { id: 2, replayed: 1 } })
  })

  test('and each number knows the rows it came from', async () => {
    const { url, load } = await opened()
    const [feedA, export3, , , room] = FILES
    if (!feedA || !export3 || !room) throw new Error('no files')
    await load(feedA)
    await load(room)
    await load(export3)
    await load(exported(5, [[2, 64, 'Marea']]))
    expect(await provenance(url, 1, '2026-09-02', 'diamonds')).toEqual({
      value: 20,
      how: 'told',
      sources: ['feed-a.csv:3'],
    })
    expect(await provenance(url, 1, '2026-09-02', 'peak_viewers')).toEqual({
      value: 40,
      how: 'told',
      sources: ['room.csv:2'],
    })
    expect(await provenance(url, 2, '2026-09-05', 'diamonds')).toEqual({
      value: 17,
      how: 'difference',
      sources: ['export-5.csv:2', 'export-3.csv:3'],
    })
    expect(await provenance(url, 2, '2026-09-01', 'peak_viewers')).toBeNull()
  })
})

/** What is kept for a way back is not the same when a file came and went, or never came. */
const known = (all: Readonly<Record<string, readonly object[]>>) =>
  Object.fromEntries(Object.entries(all).filter(([table]) => !table.endsWith('_was')))
