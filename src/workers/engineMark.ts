import { createHash } from 'node:crypto'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')

/** Everything of ours that an answer hangs on; `package.json` stands for what is not ours (holidays). */
export const ENGINE = [
  'package.json',
  'src/calendar/**/*.ts',
  'src/domain/**/*.ts',
  'src/insight/**/*.ts',
  'src/store/facts/**/*.ts',
  'src/workers/insighting.ts',
] as const

/**
 * Which engine this is, by its own sources: a version that nobody can forget to raise, since Regia runs as it is
 * written. An upgrade that changes none of them leaves what is kept as it is.
 */
export const engineMark = async (root = ROOT): Promise<string> => {
  const files = (await Array.fromAsync(glob([...ENGINE], { cwd: root }))).toSorted()
  const texts = await Promise.all(files.map((file) => readFile(join(root, file))))
  const hash = createHash('sha256')
  for (const [i, text] of texts.entries()) hash.update(`${files[i]} ${text.length}\n`).update(text)
  return hash.digest('hex')
}
