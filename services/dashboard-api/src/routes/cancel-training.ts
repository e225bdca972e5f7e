import { TarsError } from '@tars/contracts'
import { cancelTraining as cancel, readTraining, recordAudit } from '@tars/database'
import { publish } from '@tars/events'
import { actorOf } from '../actor.ts'
import type { Call } from '../call.ts'
import type { MutationUses } from '../mutation.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * Cancels a training that has not ended.
 *
 * @throws {TarsError} NOT_FOUND; STATE_CONFLICT when it has ended.
 */
export async function cancelTraining({ database, origin }: MutationUses, call: Call<'trainings.cancel'>) {
  const { id } = call.params
  return database.transaction(async (sql) => {
    const isCancelled = await cancel(sql, id)
    const training = foundOrThrow(await readTraining(sql, id), 'training', id)
    if (!isCancelled) throw new TarsError('STATE_CONFLICT', `The training is ${training.state} already.`)
    const { agent, environment } = training
    await publish(
      sql,
      [{ kind: 'training.cancelled', data: { training: training.id, agent, environment } }],
      origin(),
    )
    await recordAudit(sql, { actor: actorOf(call.caller), action: 'training.cancel', subject: training.id })
    return training
  })
}
