import { describe, expect, it } from 'vitest'
import { activationWidth, describeNetwork } from './network.ts'

describe('a network’s description', () => {
  it('names the layers as Stable-Baselines3 does and packs them without a gap', () => {
    const network = describeNetwork(4, 2, [64, 32])
    expect(network.policy.map((layer) => layer.name)).toEqual([
      'mlp_extractor.policy_net.0',
      'mlp_extractor.policy_net.2',
      'action_net',
    ])
    expect(network.value.at(-1)).toMatchObject({ name: 'value_net', inputs: 32, outputs: 1 })
    let offset = 0
    for (const { inputs, outputs, weightsAt, biasAt } of [...network.policy, ...network.value]) {
      expect([weightsAt, biasAt]).toEqual([offset, offset + inputs * outputs])
      offset = biasAt + outputs
    }
    expect(network.parameterCount).toBe(offset)
    expect(activationWidth(network.policy)).toBe(98)
  })

  it('follows one to three hidden layers', () => {
    expect(describeNetwork(3, 2, [5]).policy).toHaveLength(2)
    expect(describeNetwork(3, 2, [5, 6, 7]).value).toHaveLength(4)
  })
})
