import type { Id, Score } from '@tars/contracts'
import type { Sql } from './sql.ts'

/** An evaluation that has been played to its end, and has been neither scored nor judged since. */
export interface StuckEvaluation {
  id: Id
  policyId: Id
  agent: string
  environment: string
  state: 'queued' | 'running' | 'scored'
  episodesDone: number
  episodesTotal: number
  score: Score | null
  traceparent: string | null
}

const stuckMax = 100

/**
 * The oldest evaluations whose last run ended some time ago and that are not judged, at most 100, locked until the transaction
 * ends; those that somebody else holds are left out.
 */
export function lockStuckEvaluations(sql: Sql, quietMs: number): Promise<StuckEvaluation[]> {
  return sql.query<StuckEvaluation>(
    `SELECT e.id, e.policy_id, a.name AS agent, e.environment, e.state, e.episodes_done, e.episodes * 2 AS episodes_total,
       e.score, e.traceparent
     FROM evaluations e JOIN agents a ON a.id = e.agent_id
     WHERE e.state IN ('queued', 'running', 'scored')
       AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.evaluation_id = e.id
         AND (r.state <> 'completed' OR r.ended_at > now() - $1 * interval '1 millisecond'))
     ORDER BY e.id LIMIT $2 FOR NO KEY UPDATE OF e SKIP LOCKED`,
    [quietMs, stuckMax],
  )
}
