import { glob } from 'node:fs/promises'
import { basename, join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'

/** `npm run bench -- NAME`: what it costs, with a baseline in the same run. Without a name: what there is. */
const benches = new Map<string, string>()
for await (const file of glob('*.ts', { cwd: import.meta.dirname }))
  if (file !== 'main.ts') benches.set(basename(file, '.ts'), join(import.meta.dirname, file))

const wanted = benches.get(process.argv[2] ?? '')
if (wanted) await import(pathToFileURL(wanted).href)
else process.stdout.write(`npm run bench -- ${[...benches.keys()].toSorted().join('|')}\n`)
