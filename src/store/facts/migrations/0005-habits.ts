import { sql } from 'kysely'
import { columns } from '../../dialect.ts'
import type { Step } from '../../migrate.ts'
import { addKeptColumn } from './keeping.ts'

/** How often those who are silent now were LIVE before: whether they have gone dark is told by their own habit. */
export const habits: Step = (db, dialect) =>
  addKeptColumn(db, dialect, 'creator', 'live_days', sql`${columns(dialect).count} not null default 0`)
