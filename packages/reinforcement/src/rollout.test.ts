import { describe, expect, it } from 'vitest'
import { cartPole } from './cart-pole.ts'
import { completeConfiguration } from './configuration.ts'
import { initialise } from './initialise.ts'
import { logSoftmaxRows } from './kernels.ts'
import { createLearner } from './learner.ts'
import { describeNetwork } from './network.ts'
import { createRandomStream } from './random-stream.ts'
import { collectRollout } from './rollout.ts'
import { createSeedSequence } from './seed-sequence.ts'
import { createTrainerMemory } from './trainer-memory.ts'
import { createVectorEnvironment, TRUNCATED } from './vector-environment.ts'

const EXPECTED_VALUE = 10

/** A rollout with a time limit of five steps and a critic that expects 10 of every observation. */
function collect() {
  const model = { ...cartPole, description: { ...cartPole.description, stepsMax: 5 } }
  const configuration = completeConfiguration({
    environments: 3,
    rolloutSteps: 12,
    batchSize: 36,
    gaeLambda: 0,
    gamma: 0.5,
    hiddenSizes: [8],
  })
  const network = describeNetwork(4, 2, configuration.hiddenSizes)
  const memory = createTrainerMemory(model, network, configuration)
  const learner = createLearner(network, memory, 36)
  const seeds = createSeedSequence(6)
  const environments = createVectorEnvironment(model, memory.views)
  initialise(network, memory.views.parameters, createRandomStream(seeds.child(0)))
  const head = network.value.at(-1)!
  memory.views.parameters.fill(0, head.weightsAt, head.biasAt)
  memory.views.parameters[head.biasAt] = EXPECTED_VALUE
  environments.begin(seeds.child(1))
  collectRollout(learner, memory, environments, createRandomStream(seeds.child(2)), configuration)
  return { learner, views: memory.views }
}

describe('a rollout', () => {
  it('holds [steps, environments] rows, each with what the policy saw and how likely its action was', () => {
    const { learner, views } = collect()
    expect(views.stepCount[0]).toBe(36)
    learner.policy.forward(views.rolloutObservations, 36)
    logSoftmaxRows(learner.policy.output, 36, 2)
    for (let i = 0; i < 36; i++) {
      const expected = learner.policy.output[i * 2 + views.rolloutActions[i]!]!
      expect(views.rolloutLogProbabilities[i]).toBeCloseTo(expected, 6)
    }
    // The position moves on by 0.02 times the old velocity, in the same column of the next row.
    const at = (t: number, n: number, k: number) => views.rolloutObservations[(t * 3 + n) * 4 + k]!
    for (const n of [0, 1, 2]) expect(at(1, n, 0)).toBeCloseTo(at(0, n, 0) + 0.02 * at(0, n, 1), 6)
  })

  it('expects the critic’s value beyond the time limit', () => {
    const { views } = collect()
    const endings = [...views.rolloutEndings]
    expect(endings.filter((ending) => ending === TRUNCATED)).toHaveLength(6)
    // λ is 0: every target is 1 + ½ · 10, at a truncation too; without the bootstrap it would be 1 there.
    for (const target of views.rolloutReturns) expect(target).toBeCloseTo(6, 5)
  })
})
