import { type Promotion, TarsError } from '@tars/contracts'
import type { PromotionOutcome } from '@tars/database'

/**
 * The promotion that an act came to.
 *
 * @throws {TarsError} NOT_FOUND, STATE_CONFLICT, PROMOTION_UNPROVEN or REQUEST_INVALID, as the act was refused.
 */
export function promotionOrThrow({ promotion, refused }: PromotionOutcome): Promotion {
  if (refused !== undefined) throw new TarsError(refused.code, refused.message)
  return promotion
}
