import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Command } from './command.ts'
import type { Home } from './home.ts'
import type { Job } from './job.ts'
import type { Action, Shortcut, SlackEvent, Submission } from './listen.ts'

export type Definition = Command | Action | Submission | Shortcut | SlackEvent | Job | Home

/** Everything the two upper folders define, by kind. A new file is a new feature; there is no list to keep. */
export interface Catalogue {
  commands: readonly Command[]
  actions: readonly Action[]
  submissions: readonly Submission[]
  shortcuts: readonly Shortcut[]
  events: readonly SlackEvent[]
  jobs: readonly Job[]
  /** There is one, or none. */
  home: Home | null
}

export const discover = async (...folders: readonly string[]): Promise<Catalogue> => {
  const found: Definition[] = []
  for (const folder of folders)
    for await (const file of glob('**/*.ts', { cwd: folder })) {
      const module: Record<string, unknown> = await import(pathToFileURL(join(folder, file)).href)
      found.push(...Object.values(module).filter(isDefinition))
    }
  const of = <K extends Definition['kind']>(kind: K) =>
    found.filter((it): it is Extract<Definition, { kind: K }> => it.kind === kind)
  return {
    commands: unique(of('command'), (it) => it.name),
    actions: unique(of('action'), (it) => it.id),
    submissions: unique(of('submission'), (it) => it.form.id),
    shortcuts: unique(of('shortcut'), (it) => it.id),
    events: unique(of('event'), (it) => it.type),
    jobs: unique(of('job'), (it) => it.name),
    home: unique(of('home'), (it) => it.kind)[0] ?? null,
  }
}

const KINDS = new Set(['command', 'action', 'submission', 'shortcut', 'event', 'job', 'home'])
const isDefinition = (it: unknown): it is Definition =>
  typeof it === 'object' && it !== null && 'kind' in it && typeof it.kind === 'string' && KINDS.has(it.kind)

const unique = <T extends { kind: string }>(all: readonly T[], nameOf: (it: T) => string): readonly T[] => {
  const names = all.map(nameOf)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw new Error(`Two files define the ${all[0]?.kind} “${twice}”`)
  return all.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)))
}
