import { describe, expect, it } from 'vitest'
import { estimateAdvantages } from './advantage.ts'
import { CONTINUES, TERMINATED, TRUNCATED } from './vector-environment.ts'

function estimate(endings: number[], nextValue = 4, gamma = 0.5, lambda = 0.5) {
  const trajectory = {
    rewards: Float32Array.of(1, 1, 1),
    values: Float32Array.of(1, 2, 3),
    endings: Uint8Array.from(endings),
    finalValues: Float32Array.of(8, 8, 8),
    nextValues: Float32Array.of(nextValue),
  }
  const advantages = new Float32Array(3)
  const returns = new Float32Array(3)
  estimateAdvantages(trajectory, gamma, lambda, advantages, returns)
  return { advantages: [...advantages], returns: [...returns] }
}

describe('generalised advantage estimation', () => {
  it('sums discounted surprises while the episode goes on', () => {
    // δ2 = 1 + ½·4 − 3 = 0; δ1 = 1 + ½·3 − 2 = ½; δ0 = 1 + ½·2 − 1 = 1; γλ = ¼
    const { advantages, returns } = estimate([CONTINUES, CONTINUES, CONTINUES])
    expect(advantages).toEqual([1 + 0.25 * 0.5, 0.5, 0])
    expect(returns).toEqual([2.125, 2.5, 3])
  })

  it('expects nothing after a termination, and lets nothing pass it', () => {
    // δ2 = 1 + ½·8 − 3 = 2, but A1 holds nothing of it: δ1 = 1 − 2 = −1; A0 = 1 + ¼·(−1)
    expect(estimate([CONTINUES, TERMINATED, CONTINUES], 8).advantages).toEqual([0.75, -1, 2])
  })

  it('expects the last observation’s value after a truncation, but the sum begins anew', () => {
    // δ2 = 2, but A1 holds nothing of it: δ1 = 1 + ½·8 − 2 = 3; A0 = 1 + ¼·3
    expect(estimate([CONTINUES, TRUNCATED, CONTINUES], 8).advantages).toEqual([1.75, 3, 2])
  })

  it('does not look beyond an ending at the last step', () => {
    expect(estimate([CONTINUES, CONTINUES, TERMINATED], 1e9).advantages[2]).toBe(-2)
    // 1 + ½·8 − 3
    expect(estimate([CONTINUES, CONTINUES, TRUNCATED], 1e9).advantages[2]).toBe(2)
  })

  it('is Monte Carlo with λ = 1 and one-step with λ = 0', () => {
    expect(estimate([CONTINUES, CONTINUES, TERMINATED], 0, 1, 1).returns).toEqual([3, 2, 1])
    expect(estimate([CONTINUES, CONTINUES, TERMINATED], 0, 1, 0).returns).toEqual([3, 4, 1])
  })

  it('keeps the environments of a rollout apart', () => {
    const trajectory = {
      rewards: Float32Array.of(1, 10, 1, 10),
      values: new Float32Array(4),
      endings: Uint8Array.of(CONTINUES, TERMINATED, CONTINUES, CONTINUES),
      finalValues: new Float32Array(4),
      nextValues: new Float32Array(2),
    }
    const returns = new Float32Array(4)
    estimateAdvantages(trajectory, 1, 1, new Float32Array(4), returns)
    expect([...returns]).toEqual([2, 10, 1, 10])
  })
})
