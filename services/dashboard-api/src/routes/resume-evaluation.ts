import { TarsError, type TarsEvent } from '@tars/contracts'
import { readEvaluation, recordAudit, resumeEvaluation as resume } from '@tars/database'
import { publish } from '@tars/events'
import { findEnvironment } from '@tars/reinforcement'
import { actorOf } from '../actor.ts'
import type { Call } from '../call.ts'
import type { MutationUses } from '../mutation.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * Queues the runs of an evaluation again that was cancelled or has failed; what was played is kept.
 *
 * @throws {TarsError} NOT_FOUND; STATE_CONFLICT when it waits, runs, is scored or judged, or its environment is not there any
 *   more.
 */
export async function resumeEvaluation({ database, origin }: MutationUses, call: Call<'evaluations.resume'>) {
  const { id } = call.params
  return database.transaction(async (sql) => {
    const isResumed = await resume(sql, id)
    const evaluation = foundOrThrow(await readEvaluation(sql, id), 'evaluation', id)
    const { policyId: policy, agent, environment, state } = evaluation
    if (!isResumed) throw new TarsError('STATE_CONFLICT', `The evaluation is ${state}.`)
    if (findEnvironment(environment) === undefined)
      throw new TarsError('STATE_CONFLICT', `The environment ${environment} is not there any more.`)
    const data = { evaluation: evaluation.id, policy, agent, environment }
    const events: TarsEvent[] = [{ kind: 'evaluation.resumed', data }]
    const { episodesDone, episodesTotal } = evaluation
    // Where everything was played already no run will say so: this is the event that has it scored.
    if (episodesDone === episodesTotal)
      events.push({ kind: 'evaluation.progressed', data: { ...data, episodesDone, episodesTotal } })
    await publish(sql, events, origin())
    await recordAudit(sql, {
      actor: actorOf(call.caller),
      action: 'evaluation.resume',
      subject: evaluation.id,
    })
    return evaluation
  })
}
