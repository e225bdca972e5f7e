import { setImmediate as letOthersRun } from 'node:timers/promises'
import { type FieldProblem, TarsError } from '@tars/contracts'
import type { Policy } from '@tars/reinforcement'
import type { Metrics } from '@tars/telemetry'
import type { Call } from '../call.ts'
import type { Serving } from '../serving.ts'

const problemsMax = 20
const sliceMs = 10

/**
 * What the baseline of an agent, or the policy that an episode began with, would do: its most probable actions.
 *
 * @throws {TarsError} NOT_FOUND; STATE_CONFLICT while the agent has no baseline; REQUEST_INVALID naming every observation that is
 *   not of the policy's size or not finite as 32-bit numbers (the first 20), or a policy that is not the agent's.
 */
export async function actForAgent(
  { serving, metrics }: { serving: Serving; metrics: Metrics },
  { params, body }: Call<'agents.act'>,
) {
  const { id, agent, version, policy } = await serving.find(params.name, body.policy)
  const observations = body.observations.map((numbers) => Float32Array.from(numbers))
  const problems = listProblems(policy, observations)
  if (problems.length > 0) {
    throw new TarsError('REQUEST_INVALID', `${agent} v${version} cannot see these observations.`, {
      problems,
    })
  }
  const actions = await chooseActions(policy, observations)
  metrics.increment('tars_actions_total', {}, actions.length)
  return { agent, policyId: id, policyVersion: version, actions }
}

function listProblems({ network }: Policy, observations: readonly Float32Array[]): FieldProblem[] {
  const size = network.observationSize
  const problems = observations.flatMap((observation, index) => {
    const path = `observations.${index}`
    if (observation.length !== size)
      return [{ path, message: `must hold ${size} numbers, not ${observation.length}` }]
    const at = observation.findIndex((value) => !Number.isFinite(value))
    return at === -1 ? [] : [{ path: `${path}.${at}`, message: 'must be finite as a 32-bit number' }]
  })
  return problems.slice(0, problemsMax)
}

/** Large networks take long over many observations: after every 10 ms other requests have their turn. */
async function chooseActions(policy: Policy, observations: readonly Float32Array[]): Promise<number[]> {
  const actions: number[] = []
  let untilMs = performance.now() + sliceMs
  for (const observation of observations) {
    if (performance.now() > untilMs) {
      await letOthersRun()
      untilMs = performance.now() + sliceMs
    }
    actions.push(policy.act(observation, 'deterministic'))
  }
  return actions
}
