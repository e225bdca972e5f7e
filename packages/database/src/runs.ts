import type { ActionMode, Id } from '@tars/contracts'
import type { PlayedEpisode } from './episodes.ts'
import type { Side } from './evaluations.ts'
import type { Sql } from './sql.ts'
import type { Held } from './trainings.ts'

/** What a worker needs to play a run. A null policy means playing at random. */
export interface RunOrder {
  evaluationId: Id
  side: Side
  firstEpisode: number
  episodes: number
  environment: string
  seed: number
  mode: ActionMode
  policyId: Id | null
  agent: string
  candidatePolicyId: Id
  traceparent: string | null
}

/** The order of a run that was claimed; its evaluation counts as running from now on. */
export async function beginRun(sql: Sql, held: Held): Promise<RunOrder | undefined> {
  const [order] = await sql.query<RunOrder>(
    `SELECT r.evaluation_id, r.side, r.first_episode, r.episodes, e.environment, e.seed, e.mode, a.name AS agent,
       CASE r.side WHEN 'candidate' THEN e.policy_id ELSE e.baseline_policy_id END AS policy_id,
       e.policy_id AS candidate_policy_id, e.traceparent
     FROM runs r JOIN evaluations e ON e.id = r.evaluation_id JOIN agents a ON a.id = e.agent_id
     WHERE r.id = $1 AND r.lease_token = $2`,
    [held.id, held.token],
  )
  if (order !== undefined) {
    await sql.query(
      "UPDATE evaluations SET state = 'running', started_at = now() WHERE id = $1 AND state = 'queued'",
      [order.evaluationId],
    )
  }
  return order
}

/**
 * Lands the episodes of a run under its lease; gives the evaluation's count of episodes so far, undefined when the lease is
 * lost. Call it in a transaction.
 */
export async function completeRun(
  sql: Sql,
  held: Held,
  episodes: readonly PlayedEpisode[],
): Promise<{ evaluationId: Id; episodesDone: number } | undefined> {
  await lockEvaluation(sql, held)
  const [run] = await sql.query<{ evaluationId: Id; side: Side }>(
    `UPDATE runs SET state = 'completed', ended_at = now(), lease_token = NULL, lease_until = NULL
     WHERE id = $1 AND lease_token = $2 RETURNING evaluation_id, side`,
    [held.id, held.token],
  )
  if (run === undefined) return undefined
  await sql.query(
    `INSERT INTO episodes (evaluation_id, side, index, seed, return, length, terminated, truncated)
     SELECT $1::uuid, $2, * FROM jsonb_to_recordset($3::jsonb) AS episode
       (index int, seed bigint, return double precision, length int, terminated boolean, truncated boolean)`,
    [run.evaluationId, run.side, JSON.stringify(episodes)],
  )
  const [evaluation] = await sql.query<{ episodesDone: number }>(
    'UPDATE evaluations SET episodes_done = episodes_done + $2 WHERE id = $1 RETURNING episodes_done',
    [run.evaluationId, episodes.length],
  )
  return { evaluationId: run.evaluationId, episodesDone: evaluation?.episodesDone ?? 0 }
}

/** Ends a run with an error, under its lease; gives its evaluation, undefined when the lease is lost. Call it in a transaction. */
export async function failRun(sql: Sql, held: Held, error: string): Promise<Id | undefined> {
  await lockEvaluation(sql, held)
  const [run] = await sql.query<{ evaluationId: Id }>(
    `UPDATE runs SET state = 'failed', ended_at = now(), error = $3, lease_token = NULL, lease_until = NULL
     WHERE id = $1 AND lease_token = $2 RETURNING evaluation_id`,
    [held.id, held.token, error],
  )
  return run?.evaluationId
}

/** How many runs of an evaluation are not completed. */
export async function countOpenRuns(sql: Sql, evaluationId: Id): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    "SELECT count(*) AS count FROM runs WHERE evaluation_id = $1 AND state <> 'completed'",
    [evaluationId],
  )
  return row?.count ?? 0
}

/** Whoever ends a run locks its evaluation first, as cancelling does: two orders would be a deadlock. */
async function lockEvaluation(sql: Sql, held: Held): Promise<void> {
  await sql.query(
    'SELECT id FROM evaluations WHERE id = (SELECT evaluation_id FROM runs WHERE id = $1) FOR NO KEY UPDATE',
    [held.id],
  )
}
