import { expect, test } from 'vitest'
import { axisLabels } from '#playground/ui/axis-labels.ts'

const NAMES = ['miele.sul_tetto', 'duende', 'orage.enchanté', 'brezza', 'luna.prova', 'sol.prueba', 'quasi_1']

test('each of a few bars has its name, by turns on two lines where one is too short', () => {
  const labels = axisLabels(NAMES, 72, 'bars')
  expect(labels.map(({ i, line }) => [i, line])).toEqual(NAMES.map((_, i) => [i, i % 2]))
  expect(labels.map(({ text }) => text)).toEqual(NAMES)
  expect(axisLabels(['IT', 'ES', 'FR'], 72, 'bars').map(({ line }) => line)).toEqual([0, 0, 0])
  // On a phone they are shortened, and none is left out.
  const narrow = axisLabels(NAMES, 30, 'bars')
  expect(narrow).toHaveLength(NAMES.length)
  expect(narrow[0]?.text).toBe('miele.s…')
})

test('of many points only so many have one as there is room for side by side', () => {
  const days = Array.from({ length: 28 }, (_, i) => `${i + 1} Sept`)
  const labels = axisLabels(days, 18, 'line')
  expect(labels.map(({ i }) => i)).toEqual([0, 4, 8, 12, 16, 20, 24])
  expect(new Set(labels.map(({ line }) => line))).toEqual(new Set([0]))
  expect(
    axisLabels(
      Array.from({ length: 20 }, (_, i) => `creator_${i}`),
      10,
      'bars',
    ).length,
  ).toBeLessThan(20)
})
