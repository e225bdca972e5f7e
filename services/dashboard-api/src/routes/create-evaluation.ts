import { type Id, type Policy, TarsError } from '@tars/contracts'
import { insertEvaluation, readBaseline, readPolicy, recordAudit, type Sql } from '@tars/database'
import { publish } from '@tars/events'
import { actorOf } from '../actor.ts'
import type { Call } from '../call.ts'
import type { MutationUses } from '../mutation.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * Queues an evaluation of a policy against the baseline that is asked for; else its agent's, if that is another policy; else
 * against playing at random.
 *
 * @throws {TarsError} NOT_FOUND when a policy is unknown; REQUEST_INVALID when the environment or the baseline does not fit.
 */
export async function createEvaluation({ database, origin }: MutationUses, call: Call<'evaluations.create'>) {
  const { policy: id, environment, episodes, seed, mode, baseline } = call.body
  return database.transaction(async (sql) => {
    const policy = foundOrThrow(await readPolicy(sql, id), 'policy', id)
    if (environment !== undefined && environment !== policy.environment) {
      throw refuse('environment', `must be ${policy.environment}, which the policy was trained for`)
    }
    const { region, traceparent } = origin()
    const evaluation = await insertEvaluation(sql, {
      policyId: id,
      agentId: policy.agentId,
      environment: policy.environment,
      episodes,
      seed,
      mode,
      baselinePolicyId: await chooseBaseline(sql, policy, baseline),
      region,
      traceparent,
    })
    const { agent } = policy
    const data = {
      evaluation: evaluation.id,
      policy: policy.id,
      agent,
      environment: policy.environment,
      episodes,
    }
    await publish(sql, [{ kind: 'evaluation.requested', data }], { region, traceparent })
    await recordAudit(sql, {
      actor: actorOf(call.caller),
      action: 'evaluation.create',
      subject: evaluation.id,
    })
    return evaluation
  })
}

/** The policy to compare with; null for playing at random. */
async function chooseBaseline(sql: Sql, policy: Policy, asked: Id | undefined): Promise<Id | null> {
  if (asked === undefined) {
    const baseline = await readBaseline(sql, policy.agentId)
    return baseline === undefined || baseline === policy.id ? null : baseline
  }
  if (asked === policy.id) throw refuse('baseline', 'must be another policy than the one to evaluate')
  const { environment } = foundOrThrow(await readPolicy(sql, asked), 'policy', asked)
  if (environment === policy.environment) return asked
  throw refuse('baseline', `must be a policy for ${policy.environment}, not for ${environment}`)
}

function refuse(path: string, message: string): TarsError {
  return new TarsError('REQUEST_INVALID', `${path}: ${message}.`, { problems: [{ path, message }] })
}
