#!/usr/bin/env node
import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { ConfigFault, PLAYGROUND_DATABASE, readConfig } from '../config.ts'
import { systemClock } from '../domain/clock.ts'
import { LOCALES } from '../domain/person.ts'
import { voice } from '../kit/voice.ts'
import { startFault } from '../ops/startFault.ts'
import { readThresholds } from '../thresholds.ts'
import { CliFault, type Door, Misuse, type Subcommand } from './door.ts'

const program = new Command('regia')
  .description('The control room of a LIVE creator team')
  .option('--database <url>', 'instead of DATABASE_URL: sqlite:./file.db or postgres://…')
  .option('--playground', 'the playground’s database, which `npm start` without Slack uses')
  .option('--now <iso>', 'the moment to take for now, such as 2026-09-15T09:00:00Z', instant)
  .showHelpAfterError('(add --help for what there is)')
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, '')) })

const door = (options: { locale?: string } = {}): Door => {
  const given = program.opts<{ database?: string; playground?: true; now?: Temporal.Instant }>()
  const database = given.database ?? (given.playground && PLAYGROUND_DATABASE)
  const config = readConfig({ ...process.env, ...(database && { DATABASE_URL: database }) })
  const locale = LOCALES.find((it) => it === options.locale) ?? config.defaults.locale
  return {
    databaseUrl: config.databaseUrl,
    thresholds: readThresholds(config.thresholds),
    clock: given.now ? { now: () => given.now ?? systemClock.now() } : systemClock,
    locale,
    voice: voice(locale, config.defaults.timeZone),
    say: (line) => void process.stdout.write(`${line}\n`),
    murmur: (line) => void process.stderr.write(`${line}\n`),
    terminal: process.stderr.isTTY ?? false,
  }
}

function instant(text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text)
  } catch {
    throw new InvalidArgumentError('Write a moment with its zone, such as 2026-09-15T09:00:00Z.')
  }
}

const here = import.meta.dirname
for await (const file of glob('*/*.ts', { cwd: here })) {
  const module: { default: Subcommand } = await import(pathToFileURL(join(here, file)).href)
  module.default(program, door)
}

const NOTHING_WRONG = ['commander.helpDisplayed', 'commander.help', 'commander.version']

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exit(NOTHING_WRONG.includes(error.code) ? 0 : 2)
  const known = error instanceof CliFault || error instanceof ConfigFault ? error.message : startFault(error)
  process.stderr.write(`${known ?? (error instanceof Error ? error.stack : String(error))}\n`)
  process.exit(error instanceof Misuse ? 2 : 1)
}
