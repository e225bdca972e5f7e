import type {
  ActionMode,
  Comparison,
  Evaluation,
  EvaluationState,
  Id,
  Receipt,
  Score,
  Verdict,
} from '@tars/contracts'
import { createConditions } from './conditions.ts'
import { createId } from './id.ts'
import { type PageOptions, readPage } from './page.ts'
import type { Sql } from './sql.ts'

/** An evaluation that is asked for; a null baseline means playing at random. */
export interface NewEvaluation {
  policyId: Id
  agentId: Id
  environment: string
  episodes: number
  seed: number
  mode: ActionMode
  baselinePolicyId: Id | null
  region: string
  traceparent: string | null
}

/** Which part of an evaluation is played: the policy's own episodes, or the baseline's on the same seeds. */
export type Side = 'candidate' | 'baseline'

const runsPerSide = 8
const runEpisodesMin = 10
const runEpisodesMax = 250

/** How many episodes one run of an evaluation holds: about eight runs a side, of 10 to 250 episodes. */
export function runEpisodesOf(episodes: number): number {
  return Math.min(runEpisodesMax, Math.max(runEpisodesMin, Math.ceil(episodes / runsPerSide)))
}

/** Queues an evaluation together with its runs, and gives it; call it in a transaction. */
export async function insertEvaluation(sql: Sql, evaluation: NewEvaluation): Promise<Evaluation> {
  const id = createId()
  await sql.query(
    `INSERT INTO evaluations
       (id, policy_id, agent_id, environment, episodes, seed, mode, baseline_policy_id, region, traceparent)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      evaluation.policyId,
      evaluation.agentId,
      evaluation.environment,
      evaluation.episodes,
      evaluation.seed,
      evaluation.mode,
      evaluation.baselinePolicyId,
      evaluation.region,
      evaluation.traceparent,
    ],
  )
  const runEpisodes = runEpisodesOf(evaluation.episodes)
  for (const side of ['candidate', 'baseline'] satisfies Side[]) {
    for (let first = 0; first < evaluation.episodes; first += runEpisodes) {
      const episodes = Math.min(runEpisodes, evaluation.episodes - first)
      await sql.query(
        'INSERT INTO runs (id, evaluation_id, side, first_episode, episodes) VALUES ($1, $2, $3, $4, $5)',
        [createId(), id, side, first, episodes],
      )
    }
  }
  return (await readEvaluation(sql, id)) as Evaluation
}

/** One evaluation. */
export async function readEvaluation(sql: Sql, id: Id): Promise<Evaluation | undefined> {
  const [row] = await sql.query<EvaluationRow>(`${selectEvaluations} WHERE t.id = $1`, [id])
  return row === undefined ? undefined : fromRow(row)
}

/** Which evaluations to list; all that is given must hold. */
export interface EvaluationFilter {
  /** Exact name. */
  agent?: string | undefined
  /** Exact id. */
  environment?: string | undefined
  /** Part of the name of agent or environment, or the beginning of the id. */
  search?: string | undefined
  /** As candidate. */
  policy?: Id | undefined
  state?: EvaluationState | undefined
  verdict?: Verdict | undefined
}

/** A page of evaluations, newest first. */
export async function listEvaluations(
  sql: Sql,
  filter: EvaluationFilter,
  options: PageOptions,
): Promise<Evaluation[]> {
  const conditions = createConditions()
  conditions.equal('a.name', filter.agent)
  conditions.equal('t.environment', filter.environment)
  conditions.search(filter.search, { names: ['a.name', 't.environment'], id: 't.id' })
  conditions.equal('t.policy_id', filter.policy)
  conditions.equal('t.state', filter.state)
  conditions.equal('t.verdict', filter.verdict)
  const rows = await readPage<EvaluationRow>(
    sql,
    selectEvaluations,
    conditions.texts,
    conditions.values,
    options,
  )
  return rows.map(fromRow)
}

/** Cancels an evaluation that is not scored yet, with its runs; false when it is or has ended. */
export async function cancelEvaluation(sql: Sql, id: Id): Promise<boolean> {
  return endEvaluation(sql, id, 'cancelled', null)
}

/** Ends an evaluation that is not judged with an error, with its runs; false when it has ended. */
export async function failEvaluation(sql: Sql, id: Id, error: string): Promise<boolean> {
  return endEvaluation(sql, id, 'failed', error)
}

/**
 * Queues an evaluation again that was cancelled or has failed, with those of its runs that are not completed, each with all its
 * attempts; false when it is in another state. Call it in a transaction.
 */
export async function resumeEvaluation(sql: Sql, id: Id): Promise<boolean> {
  const rows = await sql.query(
    `UPDATE evaluations SET state = CASE WHEN episodes_done = 0 THEN 'queued' ELSE 'running' END, error = NULL, ended_at = NULL
     WHERE id = $1 AND state IN ('cancelled', 'failed') RETURNING id`,
    [id],
  )
  if (rows.length === 0) return false
  await sql.query(
    `UPDATE runs SET state = 'queued', attempts = 0, error = NULL, ended_at = NULL, available_at = now()
     WHERE evaluation_id = $1 AND state IN ('cancelled', 'failed')`,
    [id],
  )
  return true
}

/** Stores the scores of both sides once every run is completed; false when it was scored before or has ended. */
export async function storeScore(
  sql: Sql,
  id: Id,
  result: { score: Score; baselineScore: Score; receipt: Receipt },
): Promise<boolean> {
  const rows = await sql.query(
    `UPDATE evaluations SET state = 'scored', score = $2, baseline_score = $3, receipt = $4
     WHERE id = $1 AND state IN ('queued', 'running') RETURNING id`,
    [id, result.score, result.baselineScore, result.receipt],
  )
  return rows.length === 1
}

/** The score of the baseline's episodes in an evaluation; undefined before it is scored. */
export async function readBaselineScore(sql: Sql, id: Id): Promise<Score | undefined> {
  const [row] = await sql.query<{ baselineScore: Score | null }>(
    'SELECT baseline_score FROM evaluations WHERE id = $1',
    [id],
  )
  return row?.baselineScore ?? undefined
}

/** Stores the verdict of a scored evaluation; false when it has one already. */
export async function storeVerdict(
  sql: Sql,
  id: Id,
  result: { verdict: Verdict; comparison: Comparison },
): Promise<boolean> {
  const rows = await sql.query(
    `UPDATE evaluations SET state = 'judged', verdict = $2, comparison = $3, ended_at = now()
     WHERE id = $1 AND state = 'scored' RETURNING id`,
    [id, result.verdict, result.comparison],
  )
  return rows.length === 1
}

async function endEvaluation(
  sql: Sql,
  id: Id,
  state: 'cancelled' | 'failed',
  error: string | null,
): Promise<boolean> {
  const rows = await sql.query(
    `UPDATE evaluations SET state = $2, error = $3, ended_at = now()
     WHERE id = $1 AND (state IN ('queued', 'running') OR state = 'scored' AND $2 = 'failed') RETURNING id`,
    [id, state, error],
  )
  if (rows.length === 0) return false
  await sql.query(
    `UPDATE runs SET state = 'cancelled', ended_at = now(), lease_token = NULL, lease_until = NULL
     WHERE evaluation_id = $1 AND state IN ('queued', 'running')`,
    [id],
  )
  return true
}

type EvaluationRow = Omit<Evaluation, 'baseline'> & {
  baselinePolicyId: Id | null
  baselineAgent: string | null
  baselineVersion: number | null
}

const selectEvaluations = `SELECT t.id, t.policy_id, p.version AS policy_version, t.agent_id, a.name AS agent, t.environment,
    t.episodes, t.seed, t.mode, t.state, t.episodes_done, t.episodes * 2 AS episodes_total, t.score, t.verdict, t.comparison,
    t.receipt, t.error, split_part(t.traceparent, '-', 2) AS trace_id, t.created_at, t.started_at, t.ended_at,
    t.baseline_policy_id, ba.name AS baseline_agent, bp.version AS baseline_version
  FROM evaluations t JOIN agents a ON a.id = t.agent_id JOIN policies p ON p.id = t.policy_id
  LEFT JOIN policies bp ON bp.id = t.baseline_policy_id LEFT JOIN agents ba ON ba.id = bp.agent_id`

function fromRow({ baselinePolicyId, baselineAgent, baselineVersion, ...row }: EvaluationRow): Evaluation {
  const isPolicy = baselinePolicyId !== null && baselineAgent !== null && baselineVersion !== null
  return {
    ...row,
    baseline: isPolicy
      ? { kind: 'policy', policyId: baselinePolicyId, agent: baselineAgent, version: baselineVersion }
      : { kind: 'random' },
  }
}
