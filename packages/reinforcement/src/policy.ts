import { likeliestAction, sampleAction } from './categorical.ts'
import { logSoftmaxRows } from './kernels.ts'
import { activationWidth, type NetworkShape } from './network.ts'
import type { RandomStream } from './random-stream.ts'
import { bytesOf } from './tensor.ts'
import { createTower } from './tower.ts'

/** How a policy chooses: its likeliest action, or one drawn from its distribution. */
export type ActionMode = 'deterministic' | 'stochastic'

/** Anything that can play an environment. */
export type Player = {
  /** The action for an observation, shape [observationSize]. @param random needed when chance decides. */
  act(observation: Float32Array, mode: ActionMode, random?: RandomStream): number
}

/** What a policy is made of. */
export type PolicyParts = {
  readonly environmentId: string
  readonly environmentVersion: string
  readonly network: NetworkShape
  /** All weights and biases in the order of `network`, weights [inputs, outputs]. */
  readonly parameters: Float32Array
}

/** A trained policy: plays, and never changes. */
export type Policy = PolicyParts & Player

/**
 * A policy over `parameters`, which must not change any more. Acting allocates nothing.
 *
 * @throws {RangeError} when `parameters` does not fit the network or holds a number that is not finite.
 */
export function createPolicy(parts: PolicyParts): Policy {
  const { network, parameters } = parts
  if (parameters.length !== network.parameterCount) {
    throw new RangeError(`the network has ${network.parameterCount} parameters, not ${parameters.length}`)
  }
  if (!parameters.every(Number.isFinite)) throw new RangeError('the policy holds a number that is not finite')
  const { actions, observationSize, policy: layers } = network
  const tower = createTower(layers, parameters, new Float32Array(activationWidth(layers)), 1)
  return { ...parts, act }

  function act(observation: Float32Array, mode: ActionMode, random?: RandomStream): number {
    if (observation.length !== observationSize) {
      throw new RangeError(`the policy sees ${observationSize} numbers, not ${observation.length}`)
    }
    tower.forward(observation, 1)
    if (mode === 'deterministic') return likeliestAction(tower.output, 0, actions)
    if (random === undefined) throw new RangeError('a stochastic policy needs a random stream')
    logSoftmaxRows(tower.output, 1, actions)
    return sampleAction(tower.output, 0, actions, random.random())
  }
}

/** A policy's parameters as bytes in their one order: what a hash of the weights is taken of. */
export function policyWeights(policy: Policy): Uint8Array {
  return bytesOf(policy.parameters)
}
