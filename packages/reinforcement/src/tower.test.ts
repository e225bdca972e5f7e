import { expect, it } from 'vitest'
import { activationWidth, describeNetwork } from './network.ts'
import { createTower } from './tower.ts'

it('a tower puts tanh between its layers and none after the last', () => {
  const { policy } = describeNetwork(1, 1, [2])
  // Hidden weights 1 and −2 with biases 0.5 and 0; head weights 3 and 4 with bias −1.
  const parameters = Float32Array.of(1, -2, 0.5, 0, 3, 4, -1)
  const tower = createTower(policy, parameters, new Float32Array(2 * activationWidth(policy)), 2)
  tower.forward(Float32Array.of(0.25, -1), 2)
  expect(tower.output[0]).toBeCloseTo(3 * Math.tanh(0.75) + 4 * Math.tanh(-0.5) - 1, 5)
  expect(tower.output[1]).toBeCloseTo(3 * Math.tanh(-0.5) + 4 * Math.tanh(2) - 1, 5)
})
