import { glob, readFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { expect, test } from 'vitest'

/** Who may import whom, beside itself. A folder or package that is absent from a row is out of its reach. */
const LAYERS: Record<string, readonly string[]> = {
  'src/domain': [],
  'src/strings': [],
  'src/blocks': ['@slack/types', 'src/charts/spec'],
  'src/charts': ['src/domain', 'src/blocks', 'src/kit/voice', '@slack/types', 'd3-scale', 'd3-shape'],
  'src/calendar': ['src/domain', 'date-holidays'],
  'src/insight': ['src/domain'],
  'src/ingest': ['src/domain', 'node:', 'zod', 'hucre'],
  'src/sheets': ['src/domain', 'hucre'],
  'src/sample': ['src/domain', 'hucre'],
  'src/kit': ['src/domain', 'src/strings', 'src/blocks', '@slack/types', 'node:', 'zod', 'chrono-node'],
  'src/views': [
    'src/domain',
    'src/strings',
    'src/blocks',
    'src/charts',
    'src/kit/effects',
    'src/kit/voice',
    '@slack/types',
  ],
  'src/store': ['src/domain', 'node:', 'kysely', 'better-sqlite3', 'pg', 'zod'],
  'src/scheduler': ['src/domain', 'src/kit', 'src/calendar', 'croner', 'node-cron'],
  'src/outbox': ['src/domain', 'src/kit', 'src/strings', 'src/blocks', 'node:'],
  'src/slack': [
    'src/domain',
    'src/kit',
    'src/strings',
    'src/blocks',
    'src/charts',
    '@slack/bolt',
    '@slack/types',
    '@slack/web-api',
    'node:',
    'pino',
    'zod',
  ],
  'src/config.ts': ['src/domain', 'zod'],
  'src/offering.ts': ['src/domain', 'src/blocks', 'src/kit', 'src/views'],
  'src/thresholds.ts': ['src/domain', 'src/config', 'node:', 'yaml', 'zod'],
  'src/manifest.ts': ['node:', 'yaml', 'zod'],
  'src/ops': ['src/domain', 'node:', 'pino', 'prom-client'],
  // Threads are composition roots in small: they join what may not know each other.
  'src/workers': [
    'src/calendar',
    'src/charts',
    'src/kit/voice',
    '@resvg/resvg-js',
    'src/domain',
    'src/ingest',
    'src/insight',
    'src/store',
    'src/sample',
    'src/sheets/csv',
    'node:',
    'pino',
  ],
  'src/cli': [
    'src/domain',
    'src/kit',
    'src/strings',
    'src/views',
    'src/charts',
    'src/calendar',
    'src/sheets',
    'src/ingest/faults',
    'src/ingest/mapping',
    'src/ingest/open',
    'src/ingest/sheet',
    'src/store/ledger/connect',
    'src/workers',
    'src/ops/startFault',
    'src/config',
    'src/thresholds',
    'node:',
    'commander',
    'cli-progress',
  ],
  commands: ['src/domain', 'src/kit', 'src/views', 'src/strings', 'src/blocks', 'zod'],
  jobs: ['src/domain', 'src/kit', 'src/views', 'src/strings', 'src/blocks', 'zod'],
  playground: [
    'src/domain/clock',
    'src/domain/ids',
    'src/blocks/limits',
    '@slack/types',
    'node:',
    'ws',
    'busboy',
    'zod',
    'esbuild',
    'react',
    'react-dom',
    'slack-blocks-to-jsx',
  ],
}

const builtins = new Set(builtinModules)
const IMPORTS = /^(?:import|export)\s[^'"`]*?from '([^'\n]+)'|\bimport\('([^'\n]+)'\)|^import '([^'\n]+)'/gm
const targetsIn = (source: string): string[] =>
  [...source.matchAll(IMPORTS)].map(([, from, lazily, bare]) => from ?? lazily ?? bare ?? '')

const resolved = (target: string, file: string): string => {
  if (target.startsWith('.')) return new URL(target, `file:///${file}`).pathname.slice(1)
  if (target.startsWith('#')) return target.slice(1)
  return builtins.has(target) ? `node:${target}` : target
}

const within = (to: string, allowed: string): boolean =>
  allowed === 'node:'
    ? to.startsWith('node:')
    : to === allowed || to === `${allowed}.ts` || to.startsWith(`${allowed}/`)

test.each(Object.entries(LAYERS))('%s keeps to its layer', async (folder, may) => {
  const strays: string[] = []
  let files = 0
  for await (const file of glob(folder.endsWith('.ts') ? folder : `${folder}/**/*.{ts,tsx}`)) {
    files++
    const source = await readFile(file, 'utf8')
    for (const target of targetsIn(source)) {
      const to = resolved(target, file)
      if (![folder, ...may].some((allowed) => within(to, allowed))) strays.push(`${file} → ${to}`)
    }
  }
  expect(strays).toEqual([])
  expect(files).toBeGreaterThan(0)
})

test('every folder of the house has its layer', async () => {
  const homes = new Set<string>()
  for await (const file of glob('src/*/**/*.ts')) homes.add(file.split('/').slice(0, 2).join('/'))
  expect([...homes].filter((it) => !(it in LAYERS))).toEqual([])
})

/** Each fact has one door: the hour, the environment. */
const DOORS: readonly { words: RegExp; only: readonly string[] }[] = [
  { words: /\bTemporal\.Now\b|\bDate\.now\b|\bnew Date\b/, only: ['src/domain/clock.ts'] },
  { words: /\bprocess\.env\b/, only: ['src/main.ts', 'src/cli/main.ts'] },
]
test.each(DOORS)('$words stands only in $only', async ({ words, only }) => {
  const strays: string[] = []
  for await (const file of glob('{src,commands,jobs,playground/server}/**/*.ts'))
    if (words.test(withoutComments(await readFile(file, 'utf8'))) && !only.includes(file)) strays.push(file)
  expect(strays).toEqual([])
})

const withoutComments = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '')
