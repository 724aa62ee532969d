import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve as resolvePath } from 'node:path'
import { onTestFinished } from 'vitest'

export interface Ran {
  code: number
  out: string
  err: string
}

// As `npm run cli` has it: read and compiled once, however many programs the tests start.
const COMPILED = resolvePath('node_modules/.cache/compiled')

/** The real program, as its own process. */
export const regia = (
  args: readonly string[],
  env: Record<string, string> = {},
  cwd = process.cwd(),
): Promise<Ran> =>
  new Promise((resolve) => {
    const known = { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: COMPILED }
    const options = { cwd, env: { ...known, ...env }, maxBuffer: 64 * 1024 * 1024 }
    execFile(process.execPath, [resolvePath('src/cli/main.ts'), ...args], options, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    )
  })

export const folder = async (): Promise<string> => {
  const made = await mkdtemp(join(tmpdir(), 'regia-cli-'))
  onTestFinished(() => rm(made, { recursive: true }))
  return made
}
