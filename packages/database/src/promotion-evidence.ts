import type { Id, Verdict } from '@tars/contracts'
import type { AgentLine } from './agent-line.ts'
import type { Sql } from './sql.ts'

/** What evaluations of a policy against the current baseline say; the verdict is null while the only one is not judged. */
export interface Evidence {
  readonly evaluationId: Id
  readonly verdict: Verdict | null
  /** The verdict in words. */
  readonly sentence: string | null
  /** False when its latest verification has shown that it cannot be repeated, so that its verdict says nothing. */
  readonly repeats: boolean
}

/**
 * The latest judged evaluation of a policy against its agent's current baseline, or against playing at random while the agent
 * has none; else the latest that is under way; undefined when there is neither. Only evaluations of the most probable actions count,
 * because that is how a baseline is served.
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
    `SELECT e.id AS evaluation_id, e.verdict, e.comparison ->> 'sentence' AS sentence, coalesce(
         (SELECT v.matches FROM verifications v WHERE v.evaluation_id = e.id AND v.state = 'completed' ORDER BY v.id DESC LIMIT 1),
         true) AS repeats
     FROM evaluations e
     WHERE e.policy_id = $1 AND e.mode = 'deterministic' AND e.baseline_policy_id IS NOT DISTINCT FROM $2::uuid
       AND e.state NOT IN ('failed', 'cancelled') AND ($3::uuid IS NULL OR e.id = $3)
     ORDER BY e.state = 'judged' DESC, e.id DESC LIMIT 1`,
    [policyId, line.baselinePolicyId, evaluationId],
  )
  return evidence
}

/** Whether evidence lets a policy become the baseline: it is better than the one there is, or as good, as far as is known. */
export function speaksFor(evidence: Evidence | undefined): evidence is Evidence {
  if (evidence === undefined || !evidence.repeats) return false
  return evidence.verdict === 'improved' || evidence.verdict === 'equivalent'
}

/** What a policy lacks to become the baseline, in words. */
export function describeLack(line: AgentLine, version: number, evidence: Evidence | undefined): string {
  const opponent = line.baselineVersion === null ? 'playing at random' : `baseline v${line.baselineVersion}`
  const policy = `${line.name} v${version}`
  if (evidence === undefined) return `${policy} has no deterministic evaluation against ${opponent}.`
  if (evidence.verdict === null) return `The evaluation of ${policy} against ${opponent} is not judged yet.`
  if (!evidence.repeats)
    return `${policy} was evaluated against ${opponent}, but that could not be repeated when it was verified: evaluate it again.`
  return `${policy} was evaluated against ${opponent}, and its verdict is ${evidence.verdict}: ${evidence.sentence}.`
}
