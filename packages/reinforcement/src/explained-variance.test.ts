import { expect, it } from 'vitest'
import { varianceExplained } from './explained-variance.ts'

it('a critic that foresees returns up to a constant explains all, a constant one nothing, constant returns have no answer', () => {
  const returns = Float32Array.of(1, 2, 3, 4)
  expect(varianceExplained(Float32Array.of(0, 1, 2, 3), returns)).toBe(1)
  expect(varianceExplained(Float32Array.of(7, 7, 7, 7), returns)).toBe(0)
  // Errors −3, −1, 1, 3 against returns −1.5 … 1.5: 1 − 20 / 5.
  expect(varianceExplained(Float32Array.of(4, 3, 2, 1), returns)).toBe(-3)
  expect(varianceExplained(returns, new Float32Array(4))).toBeNull()
})
