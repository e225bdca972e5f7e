import type { Id, PpoConfiguration, Training, TrainingPoint, TrainingState } from '@tars/contracts'
import { createConditions } from './conditions.ts'
import { createId } from './id.ts'
import { type PageOptions, readPage } from './page.ts'
import type { Sql } from './sql.ts'

/** A training that is asked for; every default is filled in already. */
export interface NewTraining {
  agentId: Id
  environment: string
  algorithm: string
  preset: string | null
  seed: number
  steps: number
  configuration: PpoConfiguration
  evaluateEpisodes: number | null
  region: string
  traceparent: string | null
}

/** Proof of holding a row: its id and the token of the lease. */
export interface Held {
  id: Id
  token: string
}

/** Queues a training and gives it. */
export async function insertTraining(sql: Sql, training: NewTraining): Promise<Training> {
  const id = createId()
  await sql.query(
    `INSERT INTO trainings (id, agent_id, environment, algorithm, preset, seed, steps, configuration,
       evaluate_episodes, region, traceparent)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      training.agentId,
      training.environment,
      training.algorithm,
      training.preset,
      training.seed,
      training.steps,
      training.configuration,
      training.evaluateEpisodes,
      training.region,
      training.traceparent,
    ],
  )
  return (await readTraining(sql, id)) as Training
}

/** One training. */
export async function readTraining(sql: Sql, id: Id): Promise<Training | undefined> {
  const [training] = await sql.query<Training>(`${selectTrainings} WHERE t.id = $1`, [id])
  return training
}

/** What a worker needs of a training beyond what everybody sees. */
export async function readTrainingOrder(
  sql: Sql,
  id: Id,
): Promise<{ traceparent: string | null; evaluateEpisodes: number | null } | undefined> {
  const [row] = await sql.query<{ traceparent: string | null; evaluateEpisodes: number | null }>(
    'SELECT traceparent, evaluate_episodes FROM trainings WHERE id = $1',
    [id],
  )
  return row
}

/** Which trainings to list; all that is given must hold. */
export interface TrainingFilter {
  /** Exact name. */
  agent?: string | undefined
  /** Exact id. */
  environment?: string | undefined
  /** Part of the name of agent or environment, or the beginning of the id. */
  search?: string | undefined
  state?: TrainingState | undefined
}

/** A page of trainings, newest first. */
export function listTrainings(sql: Sql, filter: TrainingFilter, options: PageOptions): Promise<Training[]> {
  const conditions = createConditions()
  conditions.equal('a.name', filter.agent)
  conditions.equal('t.environment', filter.environment)
  conditions.search(filter.search, { names: ['a.name', 't.environment'], id: 't.id' })
  conditions.equal('t.state', filter.state)
  return readPage<Training>(sql, selectTrainings, conditions.texts, conditions.values, options)
}

/**
 * Cancels a training that has not ended; its lease is revoked, so that its worker stops. False when it has ended. Call it in
 * a transaction.
 */
export async function cancelTraining(sql: Sql, id: Id): Promise<boolean> {
  const rows = await sql.query<{ id: Id }>(
    `UPDATE trainings SET state = 'cancelled', ended_at = now(), lease_token = NULL, lease_until = NULL
     WHERE id = $1 AND state IN ('queued', 'running') RETURNING id`,
    [id],
  )
  return keepLatestCheckpoint(sql, rows)
}

/** Adds points to the learning curve under the lease; false when the lease is lost. Call it in a transaction. */
export async function recordProgress(
  sql: Sql,
  held: Held,
  points: readonly TrainingPoint[],
): Promise<boolean> {
  const rows = await sql.query(
    `UPDATE trainings SET progress = coalesce($3::jsonb, progress)
     WHERE id = $1 AND lease_token = $2 AND state = 'running' RETURNING id`,
    [held.id, held.token, points.at(-1) ?? null],
  )
  if (rows.length === 0) return false
  // After a crash the points since the last checkpoint come a second time, and are the same.
  await sql.query(
    `INSERT INTO training_points (training_id, steps, point)
     SELECT $1::uuid, (point ->> 'steps')::bigint, point FROM jsonb_array_elements($2::jsonb) AS point
     ON CONFLICT (training_id, steps) DO UPDATE SET point = excluded.point`,
    [held.id, JSON.stringify(points)],
  )
  return true
}

/** The learning curve of a training, in order. */
export async function listTrainingPoints(sql: Sql, id: Id): Promise<TrainingPoint[]> {
  const rows = await sql.query<{ point: TrainingPoint }>(
    'SELECT point FROM training_points WHERE training_id = $1 ORDER BY steps',
    [id],
  )
  return rows.map(({ point }) => point)
}

/** Ends a training with its policy, under the lease; false when the lease is lost. Call it in a transaction. */
export async function completeTraining(
  sql: Sql,
  held: Held,
  result: { policyId: Id; evaluationId: Id | null },
): Promise<boolean> {
  const rows = await sql.query<{ id: Id }>(
    `UPDATE trainings SET state = 'completed', ended_at = now(), policy_id = $3, evaluation_id = $4,
       lease_token = NULL, lease_until = NULL
     WHERE id = $1 AND lease_token = $2 RETURNING id`,
    [held.id, held.token, result.policyId, result.evaluationId],
  )
  for (const { id } of rows) await sql.query('DELETE FROM checkpoints WHERE training_id = $1', [id])
  return rows.length > 0
}

/** Ends a training with an error, under the lease; false when the lease is lost. Call it in a transaction. */
export async function failTraining(sql: Sql, held: Held, error: string): Promise<boolean> {
  const rows = await sql.query<{ id: Id }>(
    `UPDATE trainings SET state = 'failed', ended_at = now(), error = $3, lease_token = NULL, lease_until = NULL
     WHERE id = $1 AND lease_token = $2 RETURNING id`,
    [held.id, held.token, error],
  )
  return keepLatestCheckpoint(sql, rows)
}

/**
 * Queues a training again that was cancelled or has failed, with all its attempts; it goes on from its latest checkpoint, and its
 * learning curve ends there. False when it is in another state. Call it in a transaction.
 */
export async function resumeTraining(sql: Sql, id: Id): Promise<boolean> {
  const rows = await sql.query(
    `UPDATE trainings SET state = 'queued', attempts = 0, error = NULL, ended_at = NULL, available_at = now()
     WHERE id = $1 AND state IN ('cancelled', 'failed') RETURNING id`,
    [id],
  )
  if (rows.length === 0) return false
  await sql.query(
    `DELETE FROM training_points WHERE training_id = $1
       AND steps > coalesce((SELECT max(steps) FROM checkpoints WHERE training_id = $1), 0)`,
    [id],
  )
  await sql.query(
    `UPDATE trainings SET progress =
       (SELECT point FROM training_points WHERE training_id = $1 ORDER BY steps DESC LIMIT 1) WHERE id = $1`,
    [id],
  )
  return true
}

/** Only one checkpoint can be gone on from when a training was cancelled or has failed; gives whether any has. */
async function keepLatestCheckpoint(sql: Sql, ended: readonly { id: Id }[]): Promise<boolean> {
  for (const { id } of ended) {
    await sql.query(
      `DELETE FROM checkpoints WHERE training_id = $1
         AND steps < (SELECT max(steps) FROM checkpoints WHERE training_id = $1)`,
      [id],
    )
  }
  return ended.length > 0
}

const selectTrainings = `SELECT t.id, t.agent_id, a.name AS agent, t.environment, t.algorithm, t.preset, t.seed, t.steps,
    t.configuration, t.state, t.progress, t.attempts, t.policy_id, t.evaluation_id, t.error,
    split_part(t.traceparent, '-', 2) AS trace_id, t.created_at, t.started_at, t.ended_at
  FROM trainings t JOIN agents a ON a.id = t.agent_id`
