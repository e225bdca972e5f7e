import { rejectPromotion as reject } from '@tars/database'
import { actorOf } from '../actor.ts'
import type { Call } from '../call.ts'
import { changePromotion, type PromotionUses } from '../change-promotion.ts'

/**
 * Rejects a promotion.
 *
 * @throws {TarsError} NOT_FOUND; STATE_CONFLICT when it is decided already.
 */
export function rejectPromotion(uses: PromotionUses, call: Call<'promotions.reject'>) {
  const decision = {
    promotionId: call.params.id,
    decidedBy: actorOf(call.caller),
    reason: call.body.reason,
  }
  return changePromotion(uses, (sql) => reject(sql, decision))
}
