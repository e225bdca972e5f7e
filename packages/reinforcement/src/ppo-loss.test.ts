import { describe, expect, it } from 'vitest'
import { cartPole } from './cart-pole.ts'
import { completeConfiguration, type PpoConfiguration } from './configuration.ts'
import { createLearner } from './learner.ts'
import { type DenseLayer, describeNetwork } from './network.ts'
import { computeGradients, openBatch } from './optimise.ts'
import { createLossSums } from './ppo-loss.ts'
import { createRandomStream } from './random-stream.ts'
import { createSeedSequence } from './seed-sequence.ts'
import { createTrainerMemory, type TrainerMemory } from './trainer-memory.ts'

const ROWS = 11

/** A rollout of random numbers, with old probabilities far enough from the new that a part of the ratios is clipped. */
function createCase(fields: Partial<PpoConfiguration>) {
  const configuration = completeConfiguration({
    environments: 1,
    rolloutSteps: 16,
    batchSize: ROWS,
    hiddenSizes: [6, 5],
    entropyCoefficient: 0.05,
    ...fields,
  })
  const network = describeNetwork(4, 2, configuration.hiddenSizes)
  const memory = createTrainerMemory(cartPole, network, configuration)
  const learner = createLearner(network, memory, ROWS)
  const random = createRandomStream(createSeedSequence(8))
  const { views } = memory
  const fill = (values: Float32Array, scale: number) => {
    for (let i = 0; i < values.length; i++) values[i] = scale * random.normal()
  }
  fill(views.parameters, 0.4)
  fill(views.rolloutObservations, 1)
  fill(views.rolloutAdvantages, 1)
  fill(views.rolloutReturns, 1)
  fill(views.rolloutValues, 1)
  for (let i = 0; i < 16; i++) {
    views.indices[i] = (i * 5) % 16
    views.rolloutActions[i] = random.below(2)
    views.rolloutLogProbabilities[i] = -0.7 + 0.2 * random.normal()
  }
  return { configuration, network, memory, learner }
}

/** The network in float64 with `Math.tanh`, by definition. */
function forward(layers: readonly DenseLayer[], parameters: Float64Array, observation: number[]): number[] {
  return layers.reduce((input, { inputs, outputs, weightsAt, biasAt }, index) => {
    const sums = Array.from({ length: outputs }, (_, o) => {
      let sum = parameters[biasAt + o]!
      for (let i = 0; i < inputs; i++) sum += input[i]! * parameters[weightsAt + i * outputs + o]!
      return sum
    })
    return index === layers.length - 1 ? sums : sums.map(Math.tanh)
  }, observation)
}

/** PPO's whole loss on the minibatch, by definition and in float64. */
function lossOf({ configuration, network, memory }: ReturnType<typeof createCase>, parameters: Float64Array) {
  const { views } = memory
  const chosen = [...views.indices.subarray(2, 2 + ROWS)]
  const advantages = normalise(
    chosen.map((i) => views.rolloutAdvantages[i]!),
    configuration.normalizeAdvantage,
  )
  const parts = { policyLoss: 0, valueLoss: 0, entropy: 0, approximateKl: 0, clipFraction: 0 }
  chosen.forEach((i, row) => {
    const observation = [...views.rolloutObservations.subarray(i * 4, i * 4 + 4)]
    const logits = forward(network.policy, parameters, observation)
    const total = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0))
    const logs = logits.map((logit) => logit - total)
    const logRatio = logs[views.rolloutActions[i]!]! - views.rolloutLogProbabilities[i]!
    const ratio = Math.exp(logRatio)
    const clipped = Math.min(Math.max(ratio, 1 - configuration.clipRange), 1 + configuration.clipRange)
    parts.policyLoss -= Math.min(ratio * advantages[row]!, clipped * advantages[row]!) / ROWS
    parts.entropy -= logs.reduce((sum, log) => sum + Math.exp(log) * log, 0) / ROWS
    parts.approximateKl += (ratio - 1 - logRatio) / ROWS
    parts.clipFraction += Math.abs(ratio - 1) > configuration.clipRange ? 1 / ROWS : 0
    const old = views.rolloutValues[i]!
    const range = configuration.valueClipRange ?? Number.POSITIVE_INFINITY
    const value =
      old + Math.min(Math.max(forward(network.value, parameters, observation)[0]! - old, -range), range)
    parts.valueLoss += (value - views.rolloutReturns[i]!) ** 2 / ROWS
  })
  const { entropyCoefficient, valueCoefficient } = configuration
  const loss = parts.policyLoss - entropyCoefficient * parts.entropy + valueCoefficient * parts.valueLoss
  return { ...parts, loss }
}

function normalise(values: number[], normalize: boolean): number[] {
  if (!normalize) return values
  const mean = values.reduce((a, b) => a + b) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return values.map((value) => (value - mean) / (Math.sqrt(variance) + 1e-8))
}

function gradientsOf(testCase: ReturnType<typeof createCase>) {
  const { configuration, memory, learner } = testCase
  const sums = createLossSums()
  const options = { ...configuration, clipRange: configuration.clipRange }
  const divergence = computeGradients(
    learner,
    memory,
    openBatch(memory as TrainerMemory),
    2,
    ROWS,
    options,
    sums,
  )
  return { divergence, sums, gradients: memory.views.gradients }
}

describe('PPO’s loss', () => {
  it.each<[string, Partial<PpoConfiguration>]>([
    ['with normalised advantages', {}],
    ['with raw advantages', { normalizeAdvantage: false }],
    ['with clipped values', { valueClipRange: 0.8 }],
    ['with one hidden layer', { hiddenSizes: [7] }],
    ['with three hidden layers', { hiddenSizes: [5, 4, 6] }],
  ])('has the gradient of finite differences %s', (_, fields) => {
    const testCase = createCase(fields)
    const { gradients } = gradientsOf(testCase)
    const parameters = Float64Array.from(testCase.memory.views.parameters)
    const step = 1e-5
    let largest = 0
    for (let i = 0; i < parameters.length; i++) {
      const centre = parameters[i]!
      parameters[i] = centre + step
      const above = lossOf(testCase, parameters).loss
      parameters[i] = centre - step
      const below = lossOf(testCase, parameters).loss
      parameters[i] = centre
      const slope = (above - below) / (2 * step)
      largest = Math.max(largest, Math.abs(slope))
      expect(Math.abs(gradients[i]! - slope)).toBeLessThanOrEqual(3e-6 + 1e-4 * Math.abs(slope))
    }
    expect(largest).toBeGreaterThan(0.05)
  })

  it('reports the parts of the loss by their definitions, some ratios clipped and some not', () => {
    const testCase = createCase({ valueClipRange: 0.8 })
    const { sums, divergence } = gradientsOf(testCase)
    const expected = lossOf(testCase, Float64Array.from(testCase.memory.views.parameters))
    expect(sums.policyLoss).toBeCloseTo(expected.policyLoss, 5)
    expect(sums.valueLoss).toBeCloseTo(expected.valueLoss, 5)
    expect(sums.entropy).toBeCloseTo(expected.entropy, 5)
    expect(sums.clipFraction).toBeCloseTo(expected.clipFraction, 9)
    expect(divergence).toBeCloseTo(expected.approximateKl, 5)
    expect(expected.clipFraction).toBeGreaterThan(0.2)
    expect(expected.clipFraction).toBeLessThan(0.8)
  })
})
