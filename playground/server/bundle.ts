import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The page's program and its looks; `tag` changes with their sources. */
export interface Bundle {
  tag: string
  js: string
  css: string
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const UI = join(ROOT, 'playground', 'ui')
const CACHE = join(ROOT, 'node_modules', '.cache', 'regia-playground')

let made: { looks: string; bundle: Promise<Bundle> } | null = null

/**
 * The page, bundled. It is made once for the same sources and kept in `node_modules/.cache`, so that later starts only
 * read it; an edit while it runs is in the next look.
 */
export const bundled = async (): Promise<Bundle> => {
  const looks = await looksOf(UI)
  if (made?.looks !== looks) {
    const bundle = cachedOrBuilt()
    made = { looks, bundle }
    // A mistake in a source must not be answered for ever.
    bundle.catch(() => {
      if (made?.bundle === bundle) made = null
    })
  }
  return made.bundle
}

const sourcesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder))
    .filter((name) => /\.(tsx?|css)$/.test(name))
    .sort()
    .map((name) => join(folder, name))

/** Cheap enough to be asked at every look: when each source was last written. */
const looksOf = async (folder: string): Promise<string> => {
  const sources = await sourcesIn(folder)
  const written = await Promise.all(sources.map(async (path) => (await stat(path)).mtimeMs))
  return sources.map((path, i) => `${path} ${written[i]}`).join('\n')
}

const cachedOrBuilt = async (): Promise<Bundle> => {
  const tag = await tagOfSources()
  const [js, css] = [join(CACHE, `${tag}.js`), join(CACHE, `${tag}.css`)]
  try {
    return { tag, js: await readFile(js, 'utf8'), css: await readFile(css, 'utf8') }
  } catch {
    const built = await build()
    await mkdir(CACHE, { recursive: true })
    await writeWhole(css, built.css)
    await writeWhole(js, built.js)
    return { tag, ...built }
  }
}

const tagOfSources = async (): Promise<string> => {
  const hash = createHash('sha256')
  const read = [...(await sourcesIn(UI)), join(ROOT, 'package-lock.json'), fileURLToPath(import.meta.url)]
  for (const path of read) hash.update(path.slice(ROOT.length)).update(await readFile(path))
  return hash.digest('hex').slice(0, 20)
}

const build = async (): Promise<{ js: string; css: string }> => {
  const { build: bundle } = await esbuild()
  const { outputFiles } = await bundle({
    entryPoints: [
      { in: join(UI, 'main.tsx'), out: 'app' },
      { in: join(UI, 'app.css'), out: 'app' },
    ],
    outdir: CACHE,
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2023',
    jsx: 'automatic',
    legalComments: 'none',
    logLevel: 'silent',
    // Named here as well, so that what a folder above says cannot change the page.
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx' } },
  })
  const output = (extension: string) => outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? ''
  return { js: output('.js'), css: output('.css') }
}

const esbuild = async (): Promise<typeof import('esbuild')> => {
  try {
    return await import('esbuild')
  } catch {
    throw new Error(
      'The playground’s page is made with esbuild, which is not installed here: run `npm ci` without --omit=dev.',
    )
  }
}

/** Two playgrounds that start at once never read half of each other's file. */
const writeWhole = async (path: string, content: string): Promise<void> => {
  const beside = `${path}.${randomUUID()}`
  await writeFile(beside, content)
  await rename(beside, path)
}
