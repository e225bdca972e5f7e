import { TarsError } from '@tars/contracts'
import { ensureAgent, insertTraining, recordAudit } from '@tars/database'
import { publish } from '@tars/events'
import { findEnvironment, listEnvironments, listPresets } from '@tars/reinforcement'
import { actorOf } from '../actor.ts'
import type { Call } from '../call.ts'
import type { MutationUses } from '../mutation.ts'
import { resolveTraining } from '../resolve-training.ts'

/**
 * Queues a training; its agent is made when there is none of that name.
 *
 * @throws {TarsError} REQUEST_INVALID when the environment is unknown or the request cannot be resolved; STATE_CONFLICT when the
 *   agent belongs to another environment.
 */
export async function createTraining({ database, origin }: MutationUses, call: Call<'trainings.create'>) {
  const { environment, algorithm, seed, evaluate } = call.body
  const presets = listPresets(environment)
  const { observationSize, actions } = describeEnvironment(environment)
  const { agent: name, ...resolved } = resolveTraining(call.body, { observationSize, actions, presets })
  return database.transaction(async (sql) => {
    const agent = await ensureAgent(sql, { name, environment })
    if (agent.environment !== environment) {
      throw new TarsError(
        'STATE_CONFLICT',
        `The agent ${name} belongs to the environment ${agent.environment}.`,
      )
    }
    const { region, traceparent } = origin()
    const training = await insertTraining(sql, {
      ...resolved,
      agentId: agent.id,
      environment,
      algorithm,
      seed,
      evaluateEpisodes: evaluate ?? null,
      region,
      traceparent,
    })
    const data = { training: training.id, agent: name, environment, steps: training.steps }
    await publish(sql, [{ kind: 'training.requested', data }], { region, traceparent })
    await recordAudit(sql, { actor: actorOf(call.caller), action: 'training.create', subject: training.id })
    return training
  })
}

function describeEnvironment(id: string) {
  const environment = findEnvironment(id)
  if (environment !== undefined) return environment.description
  const known = listEnvironments().map(({ description }) => description.id)
  const problems = [{ path: 'environment', message: `must be one of ${known.join(', ')}` }]
  throw new TarsError('REQUEST_INVALID', `There is no environment ${id}.`, { problems })
}
