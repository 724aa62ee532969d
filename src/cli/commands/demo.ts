import { PLAYGROUND_DATABASE } from '../../config.ts'
import { reportSaid } from '../../views/file.ts'
import { importSample } from '../../workers/sample.ts'
import type { Subcommand } from '../door.ts'
import { lookThrough } from '../ledger.ts'

/** `regia demo`: the sample region, imported as a real one is. */
const demo: Subcommand = (program, door) => {
  program
    .command('demo')
    .description('fill a database with the sample region: the playground’s, unless --database names another')
    .action(async () => {
      const ctx = door()
      const { clock, voice, say } = ctx
      // Never the database that the environment names: that may be a real workspace's.
      const url = program.opts<{ database?: string }>().database ?? PLAYGROUND_DATABASE
      const now = clock.now()
      await importSample({ url, now, onFile: (_, report) => say(reportSaid(report, voice).join('\n')) })
      await lookThrough({ ...ctx, databaseUrl: url })
    })
}
export default demo
