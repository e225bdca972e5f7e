import type { Promotion } from '@tars/contracts'
import { announcePromotion, type PromotionOutcome, type Sql } from '@tars/database'
import { type EventOrigin, publish } from '@tars/events'
import type { Metrics } from '@tars/telemetry'
import type { MutationUses } from './mutation.ts'
import { promotionOrThrow } from './promotion-or-throw.ts'
import type { Serving } from './serving.ts'

/** What acts on promotions need. */
export interface PromotionUses extends MutationUses {
  metrics: Metrics
  serving: Pick<Serving, 'refresh'>
}

/** An act on promotions, in a transaction; it may come to several promotions or states of one, in order. */
type Act = (
  sql: Sql,
  origin: EventOrigin & { traceparent: string | null },
) => Promise<PromotionOutcome | Promotion[]>

/**
 * Performs an act on promotions and announces what came of it, in one transaction; counts it when that is committed. Gives the
 * promotion as it is in the end.
 *
 * @throws {TarsError} as the act is refused; nothing is changed then.
 */
export async function changePromotion(
  { database, origin, metrics, serving }: PromotionUses,
  act: Act,
): Promise<Promotion> {
  const from = origin()
  const states = await database.transaction(async (sql) => {
    const outcome = await act(sql, from)
    const promotions = Array.isArray(outcome) ? outcome : [promotionOrThrow(outcome)]
    await publish(sql, promotions.map(announcePromotion), from)
    return promotions
  })
  for (const { state, agent } of states) {
    metrics.increment('tars_promotions_total', { state })
    // The event says the same to everybody; whoever approved here need not wait for it.
    if (state === 'approved') serving.refresh(agent)
  }
  return states.at(-1) as Promotion
}
