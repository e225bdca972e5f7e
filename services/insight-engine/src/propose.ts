import type { Promotion } from '@tars/contracts'
import { approveAutomatically, proposePromotion, type Sql, wasRejected } from '@tars/database'
import type { Judgement } from './judge.ts'

const actor = 'insight-engine'

/**
 * Proposes a policy whose verdict is `improved` as the baseline, with the evaluation that speaks for it, and approves it at once
 * where its agent lets the verdict decide. Gives the promotion as it was proposed and as it was approved, in this order.
 *
 * Nothing is proposed when the evaluation was not against the current baseline, when the policy is that baseline or is proposed
 * already, or when a person rejected it against the same baseline before.
 */
export async function proposeImproved(
  sql: Sql,
  { evaluation, verdict, comparison }: Judgement,
  traceparent: string | null,
): Promise<Promotion[]> {
  const { id: evaluationId, agentId, policyId } = evaluation
  if (verdict !== 'improved') return []
  if (await wasRejected(sql, policyId)) return []
  const reason = comparison.sentence
  const proposal = { agentId, policyId, evaluationId, proposedBy: actor, reason, traceparent }
  const { promotion: proposed } = await proposePromotion(sql, proposal)
  if (proposed === undefined) return []
  const approved = await approveAutomatically(sql, proposed, actor)
  return approved === undefined ? [proposed] : [proposed, approved]
}
