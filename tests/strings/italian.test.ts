import { expect, test } from 'vitest'
import { en } from '#src/strings/en.ts'
import { it as italian } from '#src/strings/it.ts'

/** Every sentence of both languages, said with the same particulars: `⟨key⟩` where it is given words. */
const sentences = (node: unknown, path = ''): [path: string, said: string][] => {
  if (typeof node === 'string') return [[path, node]]
  if (isSentence(node)) return [[path, saidWith(node)]]
  return Object.entries(node ?? {}).flatMap(([key, value]) =>
    sentences(value, path === '' ? key : `${path}.${key}`),
  )
}
const isSentence = (node: unknown): node is (p: object) => unknown => typeof node === 'function'
const saidWith = (sentence: (p: object) => unknown): string =>
  String(sentence(new Proxy({}, { get: (_, key) => (key === 'near' ? ['⟨near⟩'] : ` ⟨${String(key)}⟩ `) })))

/** What is left of it for people to read: neither particulars, nor what is typed or named as Slack and the platform do. */
const words = (said: string): string[] =>
  said
    .replace(/⟨\w+⟩|`[^`]*`|:[a-z_]+:|<[^>]*>|https?:\S+|--?\w+|\/\w+/g, ' ')
    .match(/\p{L}[\p{L}’']*/gu)
    ?.filter((it) => !SHARED.has(it.toLowerCase())) ?? []

/** Words that Italian colleagues use as they are. */
const SHARED = new Set(
  `agenzia app bonus canale card chat cm creator csv digest diamanti dig email excel feed file follow follower followup
  form fu id import ins it en json kpi ln live log map match no ok online pdf per post regia req roster slack slot stream
  streams team thread tag tier token utc up xlsx h n s media di a e i o un una la le il in con da su se ma
  backstage gift priority`.split(/\s+/),
)
const THE_SAME = /^(locale|commands\..*\.(word|example)|args\.)/

const ENGLISH = new Map(sentences(en))
const ITALIAN = sentences(italian)

test('every sentence is there in Italian, and none is the English one', () => {
  expect(ITALIAN.map(([path]) => path).toSorted()).toEqual([...ENGLISH.keys()].toSorted())
  const same = ITALIAN.filter(
    ([path, said]) =>
      !THE_SAME.test(path) && said === ENGLISH.get(path) && words(said).some((it) => it.length > 3),
  )
  expect(same).toEqual([])
})

test('no English is left in an Italian sentence', () => {
  const FUNCTION = new Set(
    `the of and is are was were with without not you your this that these those from for when what which who whose its
    they them there here have has been will would can cannot only again already before after more than`.split(
      /\s+/,
    ),
  )
  const left = ITALIAN.filter(([path]) => !THE_SAME.test(path)).flatMap(([path, said]) => {
    const found = said
      .replace(/⟨\w+⟩|`[^`]*`|:[a-z_]+:|<[^>]*>/g, ' ')
      .match(/[a-z]+/gi)
      ?.filter((it) => FUNCTION.has(it))
    return found?.length ? [`${path}: ${found.join(' ')}`] : []
  })
  expect(left).toEqual([])
})
