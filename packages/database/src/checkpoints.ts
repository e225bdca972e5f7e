import type { Id } from '@tars/contracts'
import type { Sql } from './sql.ts'
import type { Held } from './trainings.ts'

const keptMax = 2
const keptDays = 30

/**
 * Stores a checkpoint under the lease and forgets all but the latest two; false when the lease is lost. What led here cannot be what
 * kills the training, so its attempts begin anew: only attempts without progress use it up. Call it in a transaction.
 */
export async function storeCheckpoint(
  sql: Sql,
  held: Held,
  steps: number,
  file: Uint8Array,
): Promise<boolean> {
  const rows = await sql.query(
    "UPDATE trainings SET attempts = 1 WHERE id = $1 AND lease_token = $2 AND state = 'running' RETURNING id",
    [held.id, held.token],
  )
  if (rows.length === 0) return false
  await sql.query(
    `INSERT INTO checkpoints (training_id, steps, file) VALUES ($1, $2, $3)
     ON CONFLICT (training_id, steps) DO UPDATE SET file = excluded.file`,
    [held.id, steps, file],
  )
  await sql.query(
    `DELETE FROM checkpoints WHERE training_id = $1 AND steps NOT IN
       (SELECT steps FROM checkpoints WHERE training_id = $1 ORDER BY steps DESC LIMIT $2)`,
    [held.id, keptMax],
  )
  return true
}

/** The latest checkpoint of a training; undefined when it has none. */
export async function readLatestCheckpoint(
  sql: Sql,
  trainingId: Id,
): Promise<{ steps: number; file: Uint8Array } | undefined> {
  const [row] = await sql.query<{ steps: number; file: Uint8Array }>(
    'SELECT steps, file FROM checkpoints WHERE training_id = $1 ORDER BY steps DESC LIMIT 1',
    [trainingId],
  )
  return row
}

/** Forgets the checkpoints of trainings that ended more than 30 days ago. */
export async function forgetOldCheckpoints(sql: Sql): Promise<void> {
  await sql.query(
    `DELETE FROM checkpoints USING trainings
     WHERE trainings.id = training_id AND ended_at < now() - $1 * interval '1 day'`,
    [keptDays],
  )
}
