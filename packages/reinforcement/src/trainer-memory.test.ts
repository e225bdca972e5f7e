import { expect, it } from 'vitest'
import { cartPole } from './cart-pole.ts'
import { defaultConfiguration } from './configuration.ts'
import { describeNetwork } from './network.ts'
import { createTrainerMemory } from './trainer-memory.ts'

it('parameters, gradients and Adam’s moments are four equal segments at the head of the arena, in this order', () => {
  const network = describeNetwork(4, 2, [64, 64])
  const { views } = createTrainerMemory(cartPole, network, defaultConfiguration)
  // 2 · (4·64 + 64 + 64·64 + 64) + 64·2 + 2 + 64 + 1
  expect(views.parameters).toHaveLength(9155)
  const segments = [views.parameters, views.gradients, views.adamMean, views.adamVariance]
  const stride = segments[1]!.byteOffset
  expect(segments.map((segment) => segment.length)).toEqual(Array(4).fill(9155))
  expect(segments.map((segment) => segment.byteOffset)).toEqual([0, stride, 2 * stride, 3 * stride])
})
