import { expect, it } from 'vitest'
import { cartPole } from './cart-pole.ts'
import { completeConfiguration } from './configuration.ts'
import { createLearner } from './learner.ts'
import { describeNetwork } from './network.ts'
import { createTrainerMemory } from './trainer-memory.ts'

it('the two networks of a learner share no parameter, gradient or scratch', () => {
  const configuration = completeConfiguration({ rolloutSteps: 8, batchSize: 8, hiddenSizes: [3] })
  const network = describeNetwork(4, 2, configuration.hiddenSizes)
  const memory = createTrainerMemory(cartPole, network, configuration)
  const { policy, value } = createLearner(network, memory, 8)
  const { parameters, gradients } = memory.views
  const valueAt = network.value[0]!.weightsAt
  parameters.fill(0.5)
  const input = new Float32Array(32).fill(1)

  value.forward(input, 8)
  const valueOutput = value.output.slice()
  parameters.fill(0.25, 0, valueAt)
  policy.forward(input, 8)
  expect(value.output).toEqual(valueOutput)
  value.forward(input, 8)
  expect(value.output).toEqual(valueOutput)

  policy.outputGradient.fill(1)
  policy.backward(input, 8)
  expect(gradients.subarray(0, valueAt).every((gradient) => gradient !== 0)).toBe(true)
  expect(gradients.subarray(valueAt).every((gradient) => gradient === 0)).toBe(true)
})
