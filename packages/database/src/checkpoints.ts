import type { Id } from '@tars/contracts'
import type { Sql } from './sql.ts'
import type { Held } from './trainings.ts'

const keptMax = 2

/** Stores a checkpoint under the lease and forgets all but the latest two; false when the lease is lost. */
export async function storeCheckpoint(
  sql: Sql,
  held: Held,
  steps: number,
  file: Uint8Array,
): Promise<boolean> {
  const rows = await sql.query(
    `INSERT INTO checkpoints (training_id, steps, file)
     SELECT id, $3::bigint, $4::bytea FROM trainings WHERE id = $1 AND lease_token = $2 AND state = 'running' FOR SHARE
     ON CONFLICT (training_id, steps) DO UPDATE SET file = excluded.file RETURNING steps`,
    [held.id, held.token, steps, file],
  )
  if (rows.length === 0) return false
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
