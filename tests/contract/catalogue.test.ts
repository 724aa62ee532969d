import { expect, test } from 'vitest'
import { catalogue } from '#src/compose.ts'
import { usage } from '#src/kit/args.ts'
import { en } from '#src/strings/en.ts'
import { everyCatalogue } from '#src/strings/index.ts'
import { it as italian } from '#src/strings/it.ts'
import { OPTION_WORDS } from '#src/strings/words.ts'

const found = await catalogue()

test('every command that has a help line has a file, and the other way round', () => {
  expect(found.commands.map((it) => it.name).toSorted()).toEqual(Object.keys(en.commands).toSorted())
})

test('every kind of definition is in use, so that none is only typed', () => {
  const empty = Object.entries(found).filter(([, all]) => all.length === 0)
  expect(empty).toEqual([])
})

test.each(['en', 'it'] as const)('every subcommand has a word of its own in %s', (locale) => {
  const { commands } = locale === 'en' ? en : italian
  const words = Object.entries(commands).map(([name, { word }]) => `${name.split(' ')[0]} ${word}`)
  expect(new Set(words).size).toBe(words.length)
})

test('a word of one language never means another subcommand in the other', () => {
  for (const [name, { word }] of Object.entries(en.commands)) {
    const slash = name.split(' ')[0]
    const clash = Object.entries(italian.commands).find(
      ([other, it]) => other !== name && other.split(' ')[0] === slash && it.word === word && word !== '',
    )
    expect(clash).toBeUndefined()
  }
})

test('every example in the help is understood as the command it explains', () => {
  for (const t of everyCatalogue)
    for (const [name, { example }] of Object.entries(t.commands))
      expect(example).toMatch(new RegExp(`^/${name.split(' ')[0]}\\b`))
})

test('every option can be typed by its own name', () => {
  const options = found.commands.flatMap((command) =>
    [...usage(command, en).matchAll(/(\w+):"…"/g)].map(([, key = '']) => key),
  )
  expect(options.filter((key) => !OPTION_WORDS[key]?.includes(key))).toEqual([])
})

/** Keys down to the leaves, each with the particulars that its sentence is given. */
const leaves = (node: unknown, path = ''): string[] =>
  typeof node === 'object' && node !== null
    ? Object.entries(node).flatMap(([key, value]) => leaves(value, path === '' ? key : `${path}.${key}`))
    : [path]

test('both languages say the same things', () => {
  expect(leaves(italian).toSorted()).toEqual(leaves(en).toSorted())
})

test('every sentence uses what it is given, in both languages', () => {
  const silent: string[] = []
  const visit = (node: unknown, path: string): void => {
    if (typeof node === 'object' && node !== null)
      for (const [key, value] of Object.entries(node)) visit(value, `${path}.${key}`)
    if (typeof node !== 'function' || node.length === 0) return
    // Words, then numbers: some sentences say a number only when it is more than one or than another.
    const tries = [
      (key: string) => `⟨${key}⟩`,
      (_: string, n: number) => 101 + n,
      (_: string, n: number) => 201 - n,
    ].map((value) => {
      const given = new Map<string, unknown>()
      const particulars = new Proxy(
        {},
        {
          get: (_, key) => {
            if (typeof key !== 'string') return undefined
            if (!given.has(key)) given.set(key, value(key, given.size))
            return key === 'near' ? [String(given.get(key))] : given.get(key)
          },
        },
      )
      const said = String(node(particulars))
      return new Set([...given].map(([key, it]) => `${key}${said.includes(String(it)) ? '' : '?'}`))
    })
    const asked = new Set(tries.flatMap((it) => [...it].map((key) => key.replace('?', ''))))
    // What is not said may choose what is: `n === 1 ? 'is' : 'are'`.
    const chooses = (key: string): boolean => {
      const said = [true, false, 1, 2, 'diamonds', 'live_minutes'].map((value) =>
        String(
          node(new Proxy({}, { get: (_, asks) => (asks === key ? value : asks === 'near' ? [''] : '⟨⟩') })),
        ),
      )
      return new Set(said).size > 1
    }
    const unsaid = [...asked].filter((key) => !tries.some((it) => it.has(key)) && !chooses(key))
    if (asked.size === 0 || unsaid.length > 0) silent.push(`${path}: ${unsaid.join(' ')}`)
  }
  visit(en, 'en')
  visit(italian, 'it')
  expect(silent).toEqual([])
})

test('Italian is Italian', () => {
  const SAME =
    /^(commands\.\w+.*\.(word|example)|regia\.|desk\.|.*\.(agency|creator|priority|creatorHint)$|args\.)/
  const same = leaves(en).filter(
    (path) =>
      !SAME.test(path) &&
      at(en, path) === at(italian, path) &&
      typeof at(en, path) === 'string' &&
      /[a-z]{4}/.test(String(at(en, path))),
  )
  expect(same).toEqual([])
})

const at = (node: unknown, path: string): unknown => {
  // Refusal keys have dots of their own: walk by the longest key that fits.
  if (path === '') return node
  if (typeof node !== 'object' || node === null) return undefined
  const [key] = Object.keys(node)
    .filter((it) => path === it || path.startsWith(`${it}.`))
    .toSorted((a, b) => b.length - a.length)
  if (key === undefined) return undefined
  return at((node as Record<string, unknown>)[key], path.slice(key.length + 1))
}
