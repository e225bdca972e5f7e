import { TarsError } from '@tars/contracts'
import { cancelEvaluation as cancel, readEvaluation, recordAudit } from '@tars/database'
import { publish } from '@tars/events'
import { actorOf } from '../actor.ts'
import type { Call } from '../call.ts'
import type { MutationUses } from '../mutation.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * Cancels an evaluation that is not scored yet.
 *
 * @throws {TarsError} NOT_FOUND; STATE_CONFLICT when it is scored or has ended.
 */
export async function cancelEvaluation({ database, origin }: MutationUses, call: Call<'evaluations.cancel'>) {
  const { id } = call.params
  return database.transaction(async (sql) => {
    const isCancelled = await cancel(sql, id)
    const evaluation = foundOrThrow(await readEvaluation(sql, id), 'evaluation', id)
    if (!isCancelled) throw new TarsError('STATE_CONFLICT', `The evaluation is ${evaluation.state} already.`)
    const { policyId: policy, agent, environment } = evaluation
    const data = { evaluation: evaluation.id, policy, agent, environment }
    await publish(sql, [{ kind: 'evaluation.cancelled', data }], origin())
    await recordAudit(sql, {
      actor: actorOf(call.caller),
      action: 'evaluation.cancel',
      subject: evaluation.id,
    })
    return evaluation
  })
}
