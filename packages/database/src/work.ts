import type { Work } from '@tars/contracts'
import type { Sql } from './sql.ts'

const leasedTables = ['trainings', 'runs', 'verifications'] as const

/** The work that waits and runs, and what was given up, at one moment. */
export async function readWork(sql: Sql): Promise<Work> {
  const [work] = await sql.query<Work>(selectWork)
  return work as Work
}

const counts = leasedTables.map(
  (table) => `(SELECT jsonb_build_object('queued', count(*) FILTER (WHERE state = 'queued'),
    'running', count(*) FILTER (WHERE state = 'running')) FROM ${table} WHERE state IN ('queued', 'running')) AS ${table}`,
)

// Work that is tried again becomes available later, but it waits already.
const oldest = leasedTables.map(
  (table) => `(SELECT min(least(available_at, now())) FROM ${table} WHERE state = 'queued')`,
)

const selectWork = `SELECT ${counts.join(', ')}, least(${oldest.join(', ')}) AS oldest_queued_at,
  (SELECT count(*) FROM outbox) AS outbox_rows, (SELECT count(*) FROM dead_letters WHERE created_at > now() - interval '24 hours') AS dead_letters, now() AS at`
