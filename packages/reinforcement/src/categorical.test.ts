import { describe, expect, it } from 'vitest'
import { likeliestAction, rowEntropy, sampleAction } from './categorical.ts'

const row = Float32Array.from([9, Math.log(0.2), Math.log(0.5), Math.log(0.3)])

describe('a categorical distribution', () => {
  it('samples by inversion', () => {
    const drawn = [0, 0.19, 0.21, 0.69, 0.71, 0.9999].map((uniform) => sampleAction(row, 1, 3, uniform))
    expect(drawn).toEqual([0, 0, 1, 1, 2, 2])
  })

  it('finds the likeliest action, the first of equals', () => {
    expect(likeliestAction(row, 1, 3)).toBe(1)
    expect(likeliestAction(Float32Array.of(1, 1), 0, 2)).toBe(0)
  })

  it('has the entropy of its definition', () => {
    // −(0.2 ln 0.2 + 0.5 ln 0.5 + 0.3 ln 0.3)
    expect(rowEntropy(row, 1, 3)).toBeCloseTo(1.0296530140645737, 6)
    expect(rowEntropy(Float32Array.of(Math.log(0.5), Math.log(0.5)), 0, 2)).toBeCloseTo(Math.LN2, 6)
  })
})
