import type { ActionMode, Id, Score } from '@tars/contracts'
import type { Sql } from './sql.ts'

/** A suite: the episodes that evaluations of different policies can be compared on, seed by seed. */
export interface Suite {
  episodes: number
  seed: number
  mode: ActionMode
}

/** What a policy did on a suite. */
export interface SuiteEvaluation {
  evaluationId: Id
  policyId: Id
  score: Score
  /** Undiscounted return of each of the policy's episodes, `[episodes]`, in order. */
  returns: number[]
}

/** The latest judged evaluation of each policy on a suite, with its returns; policies without one are left out. */
export function listSuiteEvaluations(
  sql: Sql,
  policyIds: readonly Id[],
  { episodes, seed, mode }: Suite,
): Promise<SuiteEvaluation[]> {
  return sql.query<SuiteEvaluation>(
    `SELECT latest.id AS evaluation_id, latest.policy_id, latest.score,
       (SELECT json_agg(e.return ORDER BY e.index) FROM episodes e
        WHERE e.evaluation_id = latest.id AND e.side = 'candidate') AS returns
     FROM (
       SELECT DISTINCT ON (policy_id) id, policy_id, score FROM evaluations
       WHERE policy_id = ANY ($1::uuid[]) AND state = 'judged' AND episodes = $2 AND seed = $3 AND mode = $4
       ORDER BY policy_id, id DESC) latest`,
    [policyIds, episodes, seed, mode],
  )
}
