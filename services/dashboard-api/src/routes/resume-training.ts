import { TarsError } from '@tars/contracts'
import { readTraining, recordAudit, resumeTraining as resume } from '@tars/database'
import { publish } from '@tars/events'
import { findEnvironment } from '@tars/reinforcement'
import { actorOf } from '../actor.ts'
import type { Call } from '../call.ts'
import type { MutationUses } from '../mutation.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * Queues a training again that was cancelled or has failed. It goes on from its latest checkpoint, or begins anew where that is
 * gone; either way it ends with the same weights.
 *
 * @throws {TarsError} NOT_FOUND; STATE_CONFLICT when it waits, runs or is completed, or its environment is not there any
 *   more.
 */
export async function resumeTraining({ database, origin }: MutationUses, call: Call<'trainings.resume'>) {
  const { id } = call.params
  return database.transaction(async (sql) => {
    const isResumed = await resume(sql, id)
    const training = foundOrThrow(await readTraining(sql, id), 'training', id)
    if (!isResumed) throw new TarsError('STATE_CONFLICT', `The training is ${training.state}.`)
    const { agent, environment } = training
    if (findEnvironment(environment) === undefined)
      throw new TarsError('STATE_CONFLICT', `The environment ${environment} is not there any more.`)
    await publish(
      sql,
      [{ kind: 'training.resumed', data: { training: training.id, agent, environment } }],
      origin(),
    )
    await recordAudit(sql, { actor: actorOf(call.caller), action: 'training.resume', subject: training.id })
    return training
  })
}
