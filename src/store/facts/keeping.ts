import { sql } from 'kysely'
import { daysOf, KEPT_DAYS } from '../../domain/kept.ts'
import type { Trx } from './rows.ts'
import { KEPT } from './schema.ts'

/**
 * Forgets files as they came after thirty days, with what they wrote over: there is no way back then. What is still
 * needed to tell where a number came from stays: a row that was only partly written over.
 */
export const forgetOldFiles = async (trx: Trx, now: Temporal.Instant): Promise<void> => {
  const before = now.subtract(daysOf(KEPT_DAYS.imports)).epochMilliseconds
  const old = await trx
    .selectFrom('import')
    .select(['id', 'metrics'])
    .where('imported_at', '<', before)
    .where('id', 'in', (from) => from.selectFrom('import_body').select('import_id').where('part', '=', 0))
    .execute()
  for (const { id, metrics } of old) {
    await trx.deleteFrom('import_body').where('import_id', '=', id).execute()
    for (const table of KEPT) {
      const was = sql.ref(`${table}_was`)
      const whole =
        table === 'daily' || table === 'month_total'
          ? sql`and import_id in (${sql.join([0, ...(await fullyWrittenOver(trx, id, metrics))])})`
          : sql``
      await sql`delete from ${was} where by_import = ${id} ${whole}`.execute(trx)
    }
  }
}

const fullyWrittenOver = async (trx: Trx, id: number, metrics: string): Promise<readonly number[]> => {
  const given = new Set(metrics.split(' '))
  const { rows } = await sql<{ id: number; metrics: string }>`
    select id, metrics from import where id in
      (select import_id from daily_was where by_import = ${id}
       union select import_id from month_total_was where by_import = ${id})`.execute(trx)
  return rows.filter((it) => it.metrics.split(' ').every((metric) => given.has(metric))).map((it) => it.id)
}
