import { appendFile, cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, matchesGlob } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ENGINE, engineMark } from '#src/workers/engineMark.ts'

const ROOT = join(import.meta.dirname, '..', '..')

test('an engine of other sources is another one; the rest of the house does not matter', async () => {
  const copy = await mkdtemp(join(tmpdir(), 'regia-engine-'))
  onTestFinished(() => rm(copy, { recursive: true, force: true }))
  await cp(join(ROOT, 'src'), join(copy, 'src'), { recursive: true })
  await cp(join(ROOT, 'package.json'), join(copy, 'package.json'))
  const mark = await engineMark()
  expect(await engineMark(copy)).toBe(mark)
  await appendFile(join(copy, 'src/views/digest.ts'), '// another look\n')
  expect(await engineMark(copy)).toBe(mark)
  await appendFile(join(copy, 'src/insight/kinds/fans.ts'), '// another limit\n')
  expect(await engineMark(copy)).not.toBe(mark)
})

test('all that the thread is put together from counts', async () => {
  const thread = await readFile(join(ROOT, 'src/workers/insighting.ts'), 'utf8')
  const parts = [...thread.matchAll(/^import \{.*\} from '#(src\/[^']+)'/gm)].map(([, file = '']) => file)
  expect(parts.length).toBeGreaterThan(10)
  expect(parts.filter((file) => !ENGINE.some((glob) => matchesGlob(file, glob)))).toEqual([])
})
