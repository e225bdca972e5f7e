import type { ErrorCode, Promotion, TarsEvent } from '@tars/contracts'

/** What came of an act on promotions: the promotion as it is now, or why nothing was changed. */
export type PromotionOutcome =
  | { readonly promotion: Promotion; readonly refused?: never }
  | { readonly promotion?: never; readonly refused: PromotionRefusal }

/** Why an act on promotions was refused. */
export interface PromotionRefusal {
  readonly code: Extract<ErrorCode, 'NOT_FOUND' | 'STATE_CONFLICT' | 'PROMOTION_UNPROVEN' | 'REQUEST_INVALID'>
  /** A sentence for people. */
  readonly message: string
}

/** The outcome that changes nothing. */
export function refuse(code: PromotionRefusal['code'], message: string): PromotionOutcome {
  return { refused: { code, message } }
}

/** The event that announces what a promotion has become; publish it in the transaction of the act. */
export function announcePromotion(promotion: Promotion): TarsEvent {
  const { id, policyId: policy, agent, state, previousPolicyId: previousPolicy, evaluationId } = promotion
  if (state === 'approved') return { kind: 'policy.promoted', data: { policy, agent, previousPolicy } }
  const data = { promotion: id, policy, agent }
  if (state === 'proposed') return { kind: 'promotion.proposed', data: { ...data, evidence: evaluationId } }
  return { kind: 'promotion.rejected', data }
}
