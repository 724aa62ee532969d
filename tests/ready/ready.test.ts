import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const program = async (source: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'regia-ready-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'program.mjs')
  await writeFile(path, source)
  return path
}

const ready = (path: string, ...args: string[]) =>
  spawn(process.execPath, ['ready.js', path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })

test('starts the project’s own Node with the arguments given, and hands on how it ended', async () => {
  const path = await program(`console.log(process.version, process.argv.slice(2).join('|')); process.exit(7)`)
  const child = ready(path, 'one', 'two words')
  let out = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  const [code] = await once(child, 'close')
  expect(code).toBe(7)
  expect(out.trim()).toBe('v26.10.0 one|two words')
})

test('hands on a signal, so that what it started can end well', async () => {
  const path = await program(
    `process.on('SIGTERM', () => { console.log('ending well'); process.exit(0) }); console.log('up'); setInterval(() => {}, 1000)`,
  )
  const child = ready(path)
  let out = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
    if (out.trim() === 'up') child.kill('SIGTERM')
  })
  const [code] = await once(child, 'close')
  expect({ code, out: out.split('\n')[1] }).toEqual({ code: 0, out: 'ending well' })
})

test('ends what it started when npm dies of a signal, which npm does not hand on', async () => {
  const path = await program(
    `process.on('SIGTERM', () => process.exit(0)); console.log(process.pid); setInterval(() => {}, 1000)`,
  )
  // npm, played: it starts ready.js and does nothing else.
  const npm = await program(
    `import { spawn } from 'node:child_process'
     spawn(process.execPath, ['ready.js', ${JSON.stringify(path)}], { stdio: ['ignore', 'inherit', 'inherit'] })`,
  )
  const parent = spawn(process.execPath, [npm], {
    env: { ...process.env, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [pid] = await once(parent.stdout, 'data')
  parent.kill('SIGTERM')
  // The pipe closes when the last who holds it is gone: ready.js and its program.
  parent.stdout.resume()
  await once(parent, 'close')
  expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH')
})

test('installs once, again when the lockfile changes, and again after a failure', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'regia-ready-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'bin'))
  await writeFile(join(folder, 'ready.js'), await readFile('ready.js'))
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  // npm itself, played: it notes that it was asked, and makes what `npm ci` would make.
  const npm = join(folder, 'npm.mjs')
  const own = `node-${process.platform}-${process.arch}`
  await writeFile(
    npm,
    `import fs from 'node:fs'
     fs.appendFileSync('asked', process.argv.slice(2).join(' ') + '\\n')
     if (fs.existsSync('broken')) process.exit(1)
     fs.mkdirSync('node_modules/${own}/bin', { recursive: true })
     fs.rmSync('node_modules/${own}/bin/node', { force: true })
     fs.symlinkSync(process.execPath, 'node_modules/${own}/bin/node')`,
  )
  const run = async (): Promise<number> => {
    const child = spawn(process.execPath, ['ready.js', join(folder, 'hello.mjs')], {
      cwd: folder,
      env: { ...process.env, npm_execpath: npm },
      stdio: 'ignore',
    })
    const [code] = await once(child, 'exit')
    return code
  }
  const asked = async (): Promise<string[]> =>
    (await readFile(join(folder, 'asked'), 'utf8').catch(() => '')).split('\n').filter(Boolean)
  await writeFile(join(folder, 'hello.mjs'), 'process.exit(0)')
  await writeFile(join(folder, 'package-lock.json'), '{"first":1}')

  await writeFile(join(folder, 'broken'), '')
  expect(await run()).toBe(1)
  await rm(join(folder, 'broken'))
  expect(await run()).toBe(0)
  expect(await run()).toBe(0)
  expect(await asked()).toHaveLength(2)

  await writeFile(join(folder, 'package-lock.json'), '{"second":2}')
  expect(await run()).toBe(0)
  expect(await asked()).toHaveLength(3)
  expect((await asked())[0]).toContain('ci --include=dev --include=optional')
})
