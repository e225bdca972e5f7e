import { promotePolicy as promote } from '@tars/database'
import { actorOf } from '../actor.ts'
import type { Call } from '../call.ts'
import { changePromotion, type PromotionUses } from '../change-promotion.ts'

/**
 * Makes a policy the baseline of its agent, with the evaluation that speaks for it, or by force with a reason.
 *
 * @throws {TarsError} NOT_FOUND; STATE_CONFLICT when it is the baseline already; PROMOTION_UNPROVEN saying what is missing.
 */
export function promotePolicy(uses: PromotionUses, call: Call<'policies.promote'>) {
  const { reason = null, force } = call.body
  const wanted = { policyId: call.params.id, actor: actorOf(call.caller), reason, force }
  return changePromotion(uses, (sql, { traceparent }) => promote(sql, { ...wanted, traceparent }))
}
