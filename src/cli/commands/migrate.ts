import { openFactsReader } from '../../workers/facts.ts'
import type { Subcommand } from '../door.ts'
import { ledgerOf } from '../ledger.ts'

/** `regia migrate`: brings both halves of the store up to date, as starting the bot would. */
const migrate: Subcommand = (program, door) => {
  program
    .command('migrate')
    .description('bring the database up to date')
    .action(async () => {
      const ctx = door()
      await (await ledgerOf(ctx)).close()
      await (await openFactsReader(ctx.databaseUrl)).close()
      ctx.say('The database is up to date.')
    })
}
export default migrate
