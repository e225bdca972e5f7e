import { approveAutomatically, proposePromotion, readPolicy } from '@tars/database'
import { actorOf } from '../actor.ts'
import type { Call } from '../call.ts'
import { changePromotion, type PromotionUses } from '../change-promotion.ts'
import { foundOrThrow } from '../not-found.ts'
import { promotionOrThrow } from '../promotion-or-throw.ts'

/**
 * Proposes a policy as the baseline of its agent. It is approved at once when the agent's approval is automatic and the verdict is
 * `improved`.
 *
 * @throws {TarsError} NOT_FOUND; STATE_CONFLICT when it is the baseline or proposed already.
 */
export function createPromotion(uses: PromotionUses, call: Call<'promotions.create'>) {
  const { policy: policyId, reason = null } = call.body
  const proposedBy = actorOf(call.caller)
  return changePromotion(uses, async (sql, { traceparent }) => {
    const { agentId } = foundOrThrow(await readPolicy(sql, policyId), 'policy', policyId)
    const wanted = { agentId, policyId, proposedBy, reason, traceparent }
    const proposed = promotionOrThrow(await proposePromotion(sql, wanted))
    const approved = await approveAutomatically(sql, proposed, proposedBy)
    return approved === undefined ? [proposed] : [proposed, approved]
  })
}
