import type { ActionMode, Comparison, EpisodeDifference, Id, Receipt, Verification } from '@tars/contracts'
import { createId } from './id.ts'
import { type PageOptions, readPage } from './page.ts'
import type { Sql } from './sql.ts'
import type { Held } from './trainings.ts'

/** A verification that is asked for. */
export interface NewVerification {
  evaluationId: Id
  /** `user:<id>` or `key:<id>`. */
  requestedBy: string
  region: string
  traceparent: string | null
}

/** Queues a verification and gives it; undefined while another one of the same evaluation is open. */
export async function insertVerification(
  sql: Sql,
  { evaluationId, requestedBy, region, traceparent }: NewVerification,
): Promise<Verification | undefined> {
  const id = createId()
  await sql.query(
    `INSERT INTO verifications (id, evaluation_id, requested_by, region, traceparent) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (evaluation_id) WHERE state IN ('queued', 'running') DO NOTHING`,
    [id, evaluationId, requestedBy, region, traceparent],
  )
  return readVerification(sql, id)
}

/** One verification. */
export async function readVerification(sql: Sql, id: Id): Promise<Verification | undefined> {
  const [verification] = await sql.query<Verification>(`${selectVerifications} WHERE t.id = $1`, [id])
  return verification
}

/** The verification of an evaluation that is queued or running. */
export async function findOpenVerification(sql: Sql, evaluationId: Id): Promise<Verification | undefined> {
  const [verification] = await sql.query<Verification>(
    `${selectVerifications} WHERE t.evaluation_id = $1 AND t.state IN ('queued', 'running')`,
    [evaluationId],
  )
  return verification
}

/** A page of the verifications of an evaluation, newest first. */
export function listVerifications(sql: Sql, evaluationId: Id, options: PageOptions): Promise<Verification[]> {
  return readPage<Verification>(sql, selectVerifications, ['t.evaluation_id = $1'], [evaluationId], options)
}

/** What a worker needs to play an evaluation again. A null baseline means playing at random. */
export interface VerificationOrder {
  evaluationId: Id
  policyId: Id
  baselinePolicyId: Id | null
  agent: string
  environment: string
  episodes: number
  seed: number
  mode: ActionMode
  receipt: Receipt
  comparison: Comparison
  traceparent: string | null
}

/** The order of a verification that was claimed; it begins anew, whatever an earlier claimer has played. */
export async function beginVerification(sql: Sql, held: Held): Promise<VerificationOrder | undefined> {
  const [order] = await sql.query<VerificationOrder>(
    `UPDATE verifications v SET episodes_done = 0 FROM evaluations e JOIN agents a ON a.id = e.agent_id
     WHERE v.id = $1 AND v.lease_token = $2 AND e.id = v.evaluation_id
     RETURNING v.evaluation_id, e.policy_id, e.baseline_policy_id, a.name AS agent, e.environment, e.episodes, e.seed,
       e.mode, e.receipt, e.comparison, v.traceparent`,
    [held.id, held.token],
  )
  return order
}

/** Notes how many episodes of both sides were played again, under the lease; false when the lease is lost. */
export async function recordVerificationProgress(
  sql: Sql,
  held: Held,
  episodesDone: number,
): Promise<boolean> {
  const rows = await sql.query(
    'UPDATE verifications SET episodes_done = $3 WHERE id = $1 AND lease_token = $2 RETURNING id',
    [held.id, held.token, episodesDone],
  )
  return rows.length === 1
}

/** What playing an evaluation again has shown. */
export type VerificationResult = Pick<Verification, 'checks' | 'episodesDone'> & {
  matches: boolean
  /** How many episodes are not as they were recorded. */
  differing: number
  /** The first of them. */
  differences: readonly EpisodeDifference[]
}

/** Ends a verification with what it found, under the lease; false when the lease is lost. */
export async function completeVerification(
  sql: Sql,
  held: Held,
  result: VerificationResult,
): Promise<boolean> {
  const rows = await sql.query(
    `UPDATE verifications SET state = 'completed', ended_at = now(), lease_token = NULL, lease_until = NULL,
       matches = $3, checks = $4, differences = $5, differing = $6, episodes_done = $7
     WHERE id = $1 AND lease_token = $2 RETURNING id`,
    [
      held.id,
      held.token,
      result.matches,
      JSON.stringify(result.checks),
      JSON.stringify(result.differences),
      result.differing,
      result.episodesDone,
    ],
  )
  return rows.length === 1
}

/** Ends a verification with an error, under the lease; gives its evaluation, undefined when the lease is lost. */
export async function failVerification(sql: Sql, held: Held, error: string): Promise<Id | undefined> {
  const [row] = await sql.query<{ evaluationId: Id }>(
    `UPDATE verifications SET state = 'failed', ended_at = now(), error = $3, lease_token = NULL, lease_until = NULL
     WHERE id = $1 AND lease_token = $2 RETURNING evaluation_id`,
    [held.id, held.token, error],
  )
  return row?.evaluationId
}

const selectVerifications = `SELECT t.id, t.evaluation_id, t.state, t.episodes_done, e.episodes * 2 AS episodes_total,
    t.matches, t.checks, t.differences, t.differing, t.requested_by, t.error,
    split_part(t.traceparent, '-', 2) AS trace_id, t.created_at, t.started_at, t.ended_at
  FROM verifications t JOIN evaluations e ON e.id = t.evaluation_id`
