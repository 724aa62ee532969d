import type { Command } from 'commander'
import type { Clock } from '../domain/clock.ts'
import type { Locale } from '../domain/person.ts'
import type { Thresholds } from '../domain/thresholds.ts'
import type { Voice } from '../kit/voice.ts'

/** What every subcommand is handed: the world, as the flags have set it. */
export interface Door {
  databaseUrl: string
  thresholds: Thresholds
  clock: Clock
  voice: Voice
  locale: Locale
  /** A line for people or, with `--json`, for programs. */
  say(line: string): void
  /** Beside the answer: progress, warnings. */
  murmur(line: string): void
  terminal: boolean
}

/** A subcommand adds itself to the program; `door` is asked for when it runs, so that its flags are known. */
export type Subcommand = (program: Command, door: (options?: { locale?: string }) => Door) => void

/** Something the caller can put right: said in one sentence, exit code 1. */
export class CliFault extends Error {
  override readonly name: string = 'CliFault'
}

/** It was called wrongly: the same, with exit code 2. */
export class Misuse extends CliFault {
  override readonly name = 'Misuse'
}
