import type { Evaluation, Id, Promotion } from '@tars/contracts'
import { approveAutomatically, listPromotions, proposePromotion, type Sql } from '@tars/database'
import type { Judgement } from './judge.ts'

const actor = 'insight-engine'
/** The most earlier promotions of a policy that are looked through for a rejection. */
const promotionsMax = 200

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
  const { id: evaluationId, agentId, policyId, baseline } = evaluation
  if (verdict !== 'improved') return []
  if (await wasRejected(sql, policyId, measureOf(baseline))) return []
  const reason = comparison.sentence
  const proposal = { agentId, policyId, evaluationId, proposedBy: actor, reason, traceparent }
  const { promotion: proposed } = await proposePromotion(sql, proposal)
  if (proposed === undefined) return []
  const approved = await approveAutomatically(sql, proposed, actor)
  return approved === undefined ? [proposed] : [proposed, approved]
}

/** The policy that an evaluation was measured by; null: playing at random. */
export function measureOf(baseline: Evaluation['baseline']): Id | null {
  return baseline.kind === 'policy' ? baseline.policyId : null
}

/** Whether a person has said no to a policy that was measured by the same baseline. */
async function wasRejected(sql: Sql, policy: Id, measuredBy: Id | null): Promise<boolean> {
  const rejected = await listPromotions(sql, { policy, state: 'rejected' }, { limit: promotionsMax })
  return rejected.some(({ previousPolicyId }) => previousPolicyId === measuredBy)
}
