import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultConfiguration } from './configuration.ts'
import { describeNetwork } from './network.ts'
import { createPolicy, policyWeights } from './policy.ts'
import { encodePolicy, type PolicyOrigin, parsePolicy } from './policy-file.ts'
import { createRandomStream } from './random-stream.ts'
import { encodeSafetensors, parseSafetensors, type TensorFile } from './safetensors.ts'
import { createSeedSequence } from './seed-sequence.ts'
import { tensorOf } from './tensor.ts'

const hiddenSizes = [3, 5]
const origin: PolicyOrigin = {
  configuration: { ...defaultConfiguration, hiddenSizes, gamma: 0.98 },
  steps: 1000,
  seed: 2n ** 70n,
  parent: 'v3',
}

function createExample() {
  const network = describeNetwork(4, 2, hiddenSizes)
  const random = createRandomStream(createSeedSequence(1))
  const parameters = Float32Array.from({ length: network.parameterCount }, () => random.normal())
  return createPolicy({ environmentId: 'CartPole-v1', environmentVersion: '1', network, parameters })
}

const policy = createExample()
const bytes = encodePolicy(policy, origin)

/** The example's file with some of it changed. */
function change(edit: (file: { [K in keyof TensorFile]: Map<string, unknown> }) => void): Uint8Array {
  const file = parseSafetensors(bytes)
  const copy = { tensors: new Map(file.tensors), metadata: new Map(file.metadata) }
  edit(copy as never)
  return encodeSafetensors(copy)
}

describe('a policy file', () => {
  it('gives back the same policy and origin', () => {
    const read = parsePolicy(bytes)
    expect(policyWeights(read.policy)).toEqual(policyWeights(policy))
    expect(read.policy.network).toEqual(policy.network)
    expect([read.policy.environmentId, read.policy.environmentVersion]).toEqual(['CartPole-v1', '1'])
    expect(read.origin).toEqual(origin)
    expect(encodePolicy(read.policy, read.origin)).toEqual(bytes)
  })

  it('reads back no parent and a small seed as what they were', () => {
    const read = parsePolicy(encodePolicy(policy, { ...origin, parent: null, seed: 5 }))
    expect([read.origin.parent, read.origin.seed]).toEqual([null, 5])
  })

  it('holds weights as PyTorch does, [outputs, inputs], under Stable-Baselines3’s names', () => {
    const { tensors } = parseSafetensors(bytes)
    expect([...tensors.keys()].sort()).toEqual([
      'action_net.bias',
      'action_net.weight',
      'mlp_extractor.policy_net.0.bias',
      'mlp_extractor.policy_net.0.weight',
      'mlp_extractor.policy_net.2.bias',
      'mlp_extractor.policy_net.2.weight',
      'mlp_extractor.value_net.0.bias',
      'mlp_extractor.value_net.0.weight',
      'mlp_extractor.value_net.2.bias',
      'mlp_extractor.value_net.2.weight',
      'value_net.bias',
      'value_net.weight',
    ])
    const weight = tensors.get('mlp_extractor.policy_net.0.weight')!
    expect(weight.shape).toEqual([3, 4])
    const floats = new Float32Array(weight.data.slice().buffer)
    // Input 1 to output 2: [outputs, inputs] at 2·4 + 1, and [inputs, outputs] at 1·3 + 2.
    expect(floats[9]).toBe(policy.parameters[5])
  })

  it.each<[string, Uint8Array, RegExp]>([
    [
      'of another format',
      change(({ metadata }) => metadata.set('format', 'tars-policy-9')),
      /format is tars-policy-9/,
    ],
    ['without an environment', change(({ metadata }) => metadata.delete('environment')), /lacks environment/],
    [
      'whose steps are no count',
      change(({ metadata }) => metadata.set('steps', '1e3')),
      /steps must be a count/,
    ],
    [
      'whose configuration is no JSON',
      change(({ metadata }) => metadata.set('configuration', '{')),
      /not JSON/,
    ],
    [
      'whose configuration is wrong',
      change(({ metadata }) => metadata.set('configuration', '{"x":1}')),
      /parameter x/,
    ],
    ['of absurd size', change(({ metadata }) => metadata.set('observationSize', '99999999')), /65536/],
    ['without actions', change(({ metadata }) => metadata.set('actions', '0')), /layer of 0/],
    [
      'that claims more actions',
      change(({ metadata }) => metadata.set('actions', '3')),
      /action_net.weight is F32\[2, 5\]/,
    ],
    ['that lacks a tensor', change(({ tensors }) => tensors.delete('value_net.bias')), /no layer's/],
    [
      'with a tensor of another name',
      change(({ tensors }) => {
        tensors.delete('value_net.bias')
        tensors.set('value_net.bais', tensorOf('float32', [1], new Float32Array(1)))
      }),
      /no tensor value_net.bias/,
    ],
    [
      'with integers for weights',
      change(({ tensors }) => tensors.set('value_net.bias', tensorOf('int32', [1], new Int32Array(1)))),
      /value_net.bias is I32\[1\], not F32\[1\]/,
    ],
    [
      'with a weight that is not finite',
      change(({ tensors }) =>
        tensors.set('value_net.bias', tensorOf('float32', [1], Float32Array.of(Number.NaN))),
      ),
      /not finite/,
    ],
  ])('is refused %s', (_, hostile, reason) => {
    expect(() => parsePolicy(hostile)).toThrow(RangeError)
    expect(() => parsePolicy(hostile)).toThrow(reason)
  })

  it('when damaged anywhere is a policy still, or a RangeError', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const damaged = bytes.with(at, value)
        try {
          expect(parsePolicy(damaged).policy.parameters).toHaveLength(policy.parameters.length)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
      }),
      { numRuns: 500 },
    )
  })
})
