import { completeRun, type Database, failTraining } from '@tars/database'
import type { Lease, LeasedTable } from '@tars/events'

/** Lands a result of leased work, as a worker does; false when the lease is lost. */
export async function lands(database: Database, table: LeasedTable, lease: Lease): Promise<boolean> {
  if (table === 'trainings') return database.transaction((sql) => failTraining(sql, lease, 'ended'))
  return (await database.transaction((sql) => completeRun(sql, lease, []))) !== undefined
}
