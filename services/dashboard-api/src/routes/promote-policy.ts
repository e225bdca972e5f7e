import { TarsError } from '@tars/contracts'
import { promotePolicy as promote, readPolicy, recordAudit } from '@tars/database'
import { publish } from '@tars/events'
import { actorOf } from '../actor.ts'
import type { Call } from '../call.ts'
import type { MutationUses } from '../mutation.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * Makes a policy the baseline of its agent.
 *
 * @throws {TarsError} NOT_FOUND; STATE_CONFLICT when it is the baseline already.
 */
export async function promotePolicy({ database, origin }: MutationUses, call: Call<'policies.promote'>) {
  const { id } = call.params
  const actor = actorOf(call.caller)
  const reason = call.body.reason ?? null
  return database.transaction(async (sql) => {
    const { agentId, agent } = foundOrThrow(await readPolicy(sql, id), 'policy', id)
    const promotion = await promote(sql, { agentId, policyId: id, actor, reason })
    if (promotion === undefined)
      throw new TarsError('STATE_CONFLICT', `The policy is the baseline of ${agent} already.`)
    const data = { policy: id, agent, previousPolicy: promotion.previousPolicyId }
    await publish(sql, [{ kind: 'policy.promoted', data }], origin())
    await recordAudit(sql, { actor, action: 'policy.promote', subject: id, detail: { reason } })
    return promotion
  })
}
