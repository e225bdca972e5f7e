import { approvePromotion as approve } from '@tars/database'
import { actorOf } from '../actor.ts'
import type { Call } from '../call.ts'
import { changePromotion, type PromotionUses } from '../change-promotion.ts'

/**
 * Approves a promotion: its policy becomes the baseline, and the agent's other proposals are superseded.
 *
 * @throws {TarsError} NOT_FOUND; STATE_CONFLICT when it is decided already; PROMOTION_UNPROVEN saying what is missing.
 */
export function approvePromotion(uses: PromotionUses, call: Call<'promotions.approve'>) {
  const { reason = null } = call.body
  const decision = { promotionId: call.params.id, decidedBy: actorOf(call.caller), reason }
  return changePromotion(uses, (sql) => approve(sql, decision))
}
