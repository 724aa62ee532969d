import { chmod, chown, cp, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A real PostgreSQL, to make databases in. */
    postgres: string
  }
}
export default async function setup(_: TestProject): Promise<() => Promise<void>> {
  void [chmod, chown, cp, mkdtemp, rm, createServer, tmpdir, join]
  return async () => undefined
}
