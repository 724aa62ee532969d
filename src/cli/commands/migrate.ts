import { systemClock } from '../../domain/clock.ts'
import { timeOrderedIds } from '../../kit/ids.ts'
import { openLedger } from '../../store/ledger/connect.ts'
import { openFactsReader } from '../../workers/facts.ts'
import type { Subcommand } from '../door.ts'

/** `regia migrate`: brings both halves of the store up to date, as starting the bot would. */
const migrate: Subcommand = (program, door) => {
  program
    .command('migrate')
    .description('bring the database up to date')
    .action(async () => {
      const { databaseUrl, locale, voice, say } = door()
      const ledger = await openLedger(databaseUrl, {
        ids: timeOrderedIds(systemClock),
        wall: systemClock,
        defaults: { locale, timeZone: voice.timeZone },
      })
      await ledger.close()
      await (await openFactsReader(databaseUrl)).close()
      say('The database is up to date.')
    })
}
export default migrate
