import { describe, expect, it } from 'vitest'
import { cartPole } from './cart-pole.ts'
import { completeConfiguration, type PpoConfiguration } from './configuration.ts'
import { initialise } from './initialise.ts'
import { createLearner } from './learner.ts'
import { describeNetwork } from './network.ts'
import { optimise } from './optimise.ts'
import { createRandomStream } from './random-stream.ts'
import { collectRollout } from './rollout.ts'
import { createSeedSequence } from './seed-sequence.ts'
import { createTrainerMemory } from './trainer-memory.ts'
import { createVectorEnvironment } from './vector-environment.ts'

/** One rollout of CartPole, learnt from once; what is left in memory, and the parameters before. */
function learnOnce(fields: Partial<PpoConfiguration>) {
  const configuration = completeConfiguration({
    environments: 4,
    rolloutSteps: 64,
    batchSize: 60,
    epochs: 3,
    learningRate: 0.01,
    hiddenSizes: [8, 8],
    ...fields,
  })
  const network = describeNetwork(4, 2, configuration.hiddenSizes)
  const memory = createTrainerMemory(cartPole, network, configuration)
  const learner = createLearner(network, memory, configuration.batchSize)
  const seeds = createSeedSequence(3)
  const environments = createVectorEnvironment(cartPole, memory.views)
  initialise(network, memory.views.parameters, createRandomStream(seeds.child(0)))
  environments.begin(seeds.child(1))
  collectRollout(learner, memory, environments, createRandomStream(seeds.child(2)), configuration)
  const before = memory.views.parameters.slice()
  const { learningRate, clipRange } = configuration
  const sums = optimise(learner, memory, createRandomStream(seeds.child(3)), configuration, {
    learningRate,
    clipRange,
  })
  return { memory, before, sums, gradientSteps: memory.views.gradientStepCount[0]! }
}

describe('an update', () => {
  it('takes one gradient step per minibatch, a last short one included', () => {
    // 256 steps in batches of 60 are 5 minibatches; 3 epochs.
    const { gradientSteps, sums } = learnOnce({})
    expect([gradientSteps, sums.minibatches]).toEqual([15, 15])
  })

  it('visits every step of the rollout once an epoch', () => {
    const { memory } = learnOnce({})
    expect([...memory.views.indices].sort((a, b) => a - b)).toEqual(Array.from({ length: 256 }, (_, i) => i))
  })

  it('ends before the step whose divergence is past 1.5 times the target', () => {
    const { gradientSteps, sums } = learnOnce({ targetKl: 1e-4 })
    expect(gradientSteps).toBeGreaterThanOrEqual(1)
    expect(gradientSteps).toBeLessThan(15)
    expect(sums.minibatches).toBe(gradientSteps + 1)
    expect(learnOnce({ targetKl: 1e6 }).gradientSteps).toBe(15)
  })

  it('does not move the parameters with a gradient norm limit of zero', () => {
    const { memory, before } = learnOnce({ maxGradientNorm: 0 })
    expect(memory.views.parameters).toEqual(before)
    expect(learnOnce({}).memory.views.parameters).not.toEqual(before)
  })

  it('lowers the value loss on the rollout it has seen', () => {
    const once = learnOnce({ epochs: 1, batchSize: 256, normalizeAdvantage: false })
    const often = learnOnce({ epochs: 60, batchSize: 256, normalizeAdvantage: false })
    expect(often.sums.valueLoss / 60).toBeLessThan(once.sums.valueLoss * 0.8)
  })
})
