import type { Id, Verdict } from '@tars/contracts'
import type { AgentLine } from './agent-line.ts'
import type { Sql } from './sql.ts'

/** What evaluations of a policy against the current baseline say; the verdict is null while the only one is not judged. */
export interface Evidence {
  readonly evaluationId: Id
  readonly verdict: Verdict | null
  /** The verdict in words. */
  readonly sentence: string | null
}

/**
 * The latest judged evaluation of a policy against its agent's current baseline, or against playing at random while the agent
 * has none; else the latest that is under way; undefined when there is neither.
 *
 * @param evaluationId looks at this one only.
 */
export async function findEvidence(
  sql: Sql,
  line: Pick<AgentLine, 'baselinePolicyId'>,
  policyId: Id,
  evaluationId: Id | null = null,
): Promise<Evidence | undefined> {
  const [evidence] = await sql.query<Evidence>(
    `SELECT id AS evaluation_id, verdict, comparison ->> 'sentence' AS sentence FROM evaluations
     WHERE policy_id = $1 AND baseline_policy_id IS NOT DISTINCT FROM $2::uuid AND state NOT IN ('failed', 'cancelled')
       AND ($3::uuid IS NULL OR id = $3)
     ORDER BY state = 'judged' DESC, id DESC LIMIT 1`,
    [policyId, line.baselinePolicyId, evaluationId],
  )
  return evidence
}

/** Whether evidence lets a policy become the baseline: it is better than the one there is, or as good. */
export function speaksFor(evidence: Evidence | undefined): evidence is Evidence {
  return evidence?.verdict === 'improved' || evidence?.verdict === 'equivalent'
}

/** What a policy lacks to become the baseline, in words. */
export function describeLack(line: AgentLine, version: number, evidence: Evidence | undefined): string {
  const opponent = line.baselineVersion === null ? 'playing at random' : `baseline v${line.baselineVersion}`
  const policy = `${line.name} v${version}`
  if (evidence === undefined) return `${policy} has not been evaluated against ${opponent}.`
  if (evidence.verdict === null) return `The evaluation of ${policy} against ${opponent} is not judged yet.`
  return `${policy} was evaluated against ${opponent}, and its verdict is ${evidence.verdict}: ${evidence.sentence}.`
}
