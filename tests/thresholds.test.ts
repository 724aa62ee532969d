import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { THRESHOLDS } from '#src/domain/thresholds.ts'
import { readThresholds } from '#src/thresholds.ts'

const file = async (text: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'regia-thresholds-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'thresholds.yml')
  await writeFile(path, text)
  return path
}

test('no file, and one that says nothing, leave everything as it is', async () => {
  expect(readThresholds(null)).toEqual(THRESHOLDS)
  expect(readThresholds(await file('# nothing yet\n'))).toEqual(THRESHOLDS)
})

test('a file says only what differs; a list is told as a whole', async () => {
  const path = await file(`
coolDownDays: 7
gate: { hours: 25 }
goals: { need: { to: 3 } }
seasons:
  - { name: august, markets: [IT], from: 08-01, to: 08-31 }
`)
  expect(readThresholds(path)).toEqual({
    ...THRESHOLDS,
    coolDownDays: 7,
    gate: { ...THRESHOLDS.gate, hours: 25 },
    goals: { ...THRESHOLDS.goals, need: { from: 0.5, to: 3 } },
    seasons: [{ name: 'august', markets: ['IT'], from: '08-01', to: '08-31' }],
  })
})

test('all that a file itself says goes through it unchanged, as JSON too', async () => {
  expect(readThresholds(await file(JSON.stringify(THRESHOLDS)))).toEqual(THRESHOLDS)
})

test('every fault of a file is named at once', async () => {
  const path = await file(`
coolDown: 7
percentFrom: "many"
gate: { hours: -1 }
seasons: [{ name: august, markets: [IT], from: August, to: 08-31 }]
tiers:
  - { name: small, from: 1, drop: 0.5, loss: 1, hoursDrop: 0.5, darkDays: 1 }
  - { name: large, from: 2, drop: 0.5, loss: 1, hoursDrop: 0.5, darkDays: 2 }
`)
  expect(() => readThresholds(path)).toThrow(
    expect.objectContaining({ name: 'ConfigFault', message: expect.stringContaining(path) }),
  )
  for (const fault of [
    /coolDown/,
    /percentFrom: /,
    /gate\.hours: /,
    /seasons\.0\.from: must be a day/,
    /tiers\.0\.darkDays: /,
  ])
    expect(() => readThresholds(path)).toThrow(fault)
})

test.each([
  [
    'tiers in the wrong order',
    'tiers: [{ name: a, from: 1, drop: 0.5, loss: 1, hoursDrop: 0.5, darkDays: 2 }, { name: b, from: 2, drop: 0.5, loss: 1, hoursDrop: 0.5, darkDays: 2 }]',
    /highest “from”/,
  ],
  ['what is no YAML', 'gate: { hours: ', /REGIA_THRESHOLDS/],
  ['a list in the place of all', '- 1', /it: /],
])('%s is refused', async (_, text, fault) => {
  const path = await file(text)
  expect(() => readThresholds(path)).toThrow(fault)
})

test('a file that is not there is said so', () => {
  expect(() => readThresholds('/nowhere/thresholds.yml')).toThrow(/cannot be read/)
})
