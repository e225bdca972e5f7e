import { describe, expect, it } from 'vitest'
import { describeNetwork } from './network.ts'
import { createPolicy, policyWeights } from './policy.ts'
import { createRandomStream } from './random-stream.ts'
import { createSeedSequence } from './seed-sequence.ts'

const network = describeNetwork(1, 2, [1])
const stream = () => createRandomStream(createSeedSequence(0))

/** A policy whose logits are 0 and tanh(observation) · weight. */
function createExample(weight: number) {
  const parameters = new Float32Array(network.parameterCount)
  // Hidden weight and bias, then the head [0, weight] with biases 0.
  parameters.set([1, 0, 0, weight, 0, 0])
  return createPolicy({ environmentId: 'any', environmentVersion: '1', network, parameters })
}

describe('a policy', () => {
  it('takes its likeliest action when it is deterministic', () => {
    const policy = createExample(1)
    expect(policy.act(Float32Array.of(2), 'deterministic')).toBe(1)
    expect(policy.act(Float32Array.of(-2), 'deterministic')).toBe(0)
  })

  it('follows its distribution when it is stochastic', () => {
    const policy = createExample(2)
    const random = stream()
    let ones = 0
    for (let i = 0; i < 20_000; i++) ones += policy.act(Float32Array.of(0.5), 'stochastic', random)
    // 1 / (1 + exp(−2 tanh ½)) = 0.716, with standard error 0.0032.
    expect(Math.abs(ones / 20_000 - 1 / (1 + Math.exp(-2 * Math.tanh(0.5))))).toBeLessThan(0.015)
  })

  it('refuses an observation of another size, and chance without a stream', () => {
    const policy = createExample(1)
    expect(() => policy.act(new Float32Array(2), 'deterministic')).toThrow(/sees 1 numbers, not 2/)
    expect(() => policy.act(new Float32Array(1), 'stochastic')).toThrow(/needs a random stream/)
  })

  it('refuses parameters that do not fit or are not finite', () => {
    const parts = { environmentId: 'any', environmentVersion: '1', network }
    expect(() => createPolicy({ ...parts, parameters: new Float32Array(3) })).toThrow(/parameters, not 3/)
    const infinite = new Float32Array(network.parameterCount).fill(Number.POSITIVE_INFINITY)
    expect(() => createPolicy({ ...parts, parameters: infinite })).toThrow(/not finite/)
  })

  it('shows its weights as bytes in one order', () => {
    const weights = policyWeights(createExample(3))
    expect(new Float32Array(weights.slice().buffer)[3]).toBe(3)
    expect(weights).toHaveLength(network.parameterCount * 4)
  })
})
