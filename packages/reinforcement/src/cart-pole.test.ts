import { describe, expect, it } from 'vitest'
import golden from '../fixtures/cart-pole.json' with { type: 'json' }
import { cartPole } from './cart-pole.ts'
import { createEnvironment } from './environment.ts'

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)))
}

// The golden values were made with Gymnasium 1.4.0 and NumPy 2.4.6.
describe('CartPole-v1', () => {
  it.each(golden.reset.map(([seed, state, observation]) => ({ seed, state, observation })))(
    "resets with seed $seed to Gymnasium's state and observation, bit by bit",
    ({ seed, state, observation }) => {
      const environment = createEnvironment(cartPole)
      const first = environment.reset(BigInt(seed as string))
      expect([...environment.state]).toEqual(state)
      expect([...first]).toEqual(observation)
    },
  )

  it('makes one step like Gymnasium to 1e-12 from states all over the track', () => {
    for (const [before, action, after] of golden.oneStep as [number[], number, number[]][]) {
      const state = Float64Array.from(before)
      cartPole.advance(state, 0, action)
      expect(largestDifference(state, after)).toBeLessThanOrEqual(1e-12)
    }
  })

  it('stays within 1e-9 of Gymnasium for 100 steps of the same actions', () => {
    const { seed, actions, states } = golden.balanced
    const environment = createEnvironment(cartPole)
    environment.reset(seed)
    for (let t = 0; t < 100; t++) {
      environment.step(Number(actions[t]))
      expect(largestDifference(environment.state, states[t + 1]!)).toBeLessThanOrEqual(1e-9)
    }
  })

  it('ends a fall as terminated in the same step as Gymnasium, with reward 1 on every step', () => {
    const { seed, actions, states, length } = golden.falling
    const environment = createEnvironment(cartPole)
    environment.reset(seed)
    const steps = [...actions].map((action) => environment.step(Number(action)))
    expect(steps).toHaveLength(length)
    expect(steps.map((step) => step.terminated)).toEqual([...Array(length - 1).fill(false), true])
    expect(steps.every((step) => step.reward === 1 && !step.truncated)).toBe(true)
    expect(largestDifference(environment.state, states.at(-1)!)).toBeLessThanOrEqual(1e-12)
  })

  it('ends a balanced episode as truncated, never terminated, at step 500', () => {
    const environment = createEnvironment(cartPole)
    environment.reset(golden.balanced.seed)
    const balance = () => {
      const [x, velocity, angle, spin] = environment.state as unknown as [number, number, number, number]
      return environment.step(angle + 0.5 * spin + 0.05 * x + 0.1 * velocity > 0 ? 1 : 0)
    }
    for (let t = 1; t < 500; t++) expect(balance()).toMatchObject({ terminated: false, truncated: false })
    expect(balance()).toMatchObject({ terminated: false, truncated: true })
  })

  it('ends when the cart leaves the track, however upright the pole', () => {
    expect(cartPole.isTerminal(Float64Array.of(2.41, 0, 0, 0), 0)).toBe(true)
    expect(cartPole.isTerminal(Float64Array.of(-2.4, 0, 0.2, 0), 0)).toBe(false)
    expect(cartPole.isTerminal(Float64Array.of(0, 0, -0.21, 0), 0)).toBe(true)
  })
})
