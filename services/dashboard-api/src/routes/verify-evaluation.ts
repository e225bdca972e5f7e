import { TarsError } from '@tars/contracts'
import {
  findOpenVerification,
  insertVerification,
  readEvaluation,
  recordAudit,
  type Sql,
} from '@tars/database'
import { publish } from '@tars/events'
import { actorOf } from '../actor.ts'
import type { Call } from '../call.ts'
import type { MutationUses } from '../mutation.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * Queues a verification: a judged evaluation is played again and compared with its receipt.
 *
 * @throws {TarsError} NOT_FOUND; STATE_CONFLICT when the evaluation is not judged, or while a verification of it is open.
 */
export async function verifyEvaluation({ database, origin }: MutationUses, call: Call<'evaluations.verify'>) {
  const { id } = call.params
  const actor = actorOf(call.caller)
  return database.transaction(async (sql) => {
    const evaluation = foundOrThrow(await readEvaluation(sql, id), 'evaluation', id)
    if (evaluation.state !== 'judged') {
      const message = `The evaluation is ${evaluation.state}: only one that is judged has a receipt to verify.`
      throw new TarsError('STATE_CONFLICT', message)
    }
    const { region, traceparent } = origin()
    const asked = { evaluationId: id, requestedBy: actor, region, traceparent }
    const verification = await insertVerification(sql, asked)
    if (verification === undefined) throw await refuseSecond(sql, id)
    const { policyId: policy, agent, environment } = evaluation
    const data = { verification: verification.id, evaluation: id, policy, agent, environment }
    await publish(sql, [{ kind: 'verification.requested', data }], { region, traceparent })
    await recordAudit(sql, {
      actor,
      action: 'evaluation.verify',
      subject: id,
      detail: { verification: verification.id },
    })
    return verification
  })
}

async function refuseSecond(sql: Sql, evaluationId: string): Promise<TarsError> {
  const open = await findOpenVerification(sql, evaluationId)
  if (open === undefined) {
    return new TarsError('STATE_CONFLICT', 'A verification of this evaluation has ended just now; ask again.')
  }
  return new TarsError(
    'STATE_CONFLICT',
    `Verification ${open.id} of this evaluation is ${open.state} still.`,
    {
      verification: open.id,
    },
  )
}
