import { TarsError } from '@tars/contracts'
import { type PromotionOutcome, readAgent, rollBackAgent as rollBack } from '@tars/database'
import { actorOf } from '../actor.ts'
import type { Call } from '../call.ts'
import { changePromotion, type PromotionUses } from '../change-promotion.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * Makes a former baseline of an agent the baseline again: the one that is named, else the one before the current one.
 *
 * @throws {TarsError} NOT_FOUND; REQUEST_INVALID when the policy never was its baseline; STATE_CONFLICT when it is the baseline
 *   already or there is none to go back to.
 */
export function rollBackAgent(uses: PromotionUses, call: Call<'agents.rollback'>) {
  const { name } = call.params
  const { policy: policyId, reason = null } = call.body
  return changePromotion(uses, async (sql, { traceparent }) => {
    const { id: agentId } = foundOrThrow(await readAgent(sql, name), 'agent', name)
    const wanted = { agentId, policyId, actor: actorOf(call.caller), reason, traceparent }
    return nameField(await rollBack(sql, wanted))
  })
}

/** A request that is wrong is wrong by its policy; whoever sent it is told the field. */
function nameField(outcome: PromotionOutcome): PromotionOutcome {
  if (outcome.refused?.code !== 'REQUEST_INVALID') return outcome
  const problems = [{ path: 'policy', message: 'must be a former baseline of the agent' }]
  throw new TarsError('REQUEST_INVALID', outcome.refused.message, { problems })
}
