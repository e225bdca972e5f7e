import { describe, expect, it } from 'vitest'
import { fewestObservations, normalHalfWidth } from './interval.ts'

describe('fewestObservations', () => {
  it.each([
    [0.5, 2],
    [0.9, 5],
    [0.95, 6],
    [0.99, 8],
  ])('at %f is the first number of equal signs that chance rarely gives: %i', (confidence, fewest) => {
    expect(fewestObservations(confidence)).toBe(fewest)
    expect(2 ** -fewest).toBeLessThanOrEqual((1 - confidence) / 2 + 1e-12)
  })

  it.each([0, 1, Number.NaN, -0.5])('refuses the confidence %d', (confidence) => {
    expect(() => fewestObservations(confidence)).toThrow('not in (0, 1)')
    expect(() => normalHalfWidth(confidence)).toThrow(RangeError)
  })
})

describe('normalHalfWidth', () => {
  it('is 1.96 standard deviations at 95 %', () => {
    expect(normalHalfWidth(0.95)).toBeCloseTo(1.959963984540054, 12)
  })
})
