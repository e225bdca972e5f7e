import { describe, expect, it } from 'vitest'
import { optimalityGap } from './optimality-gap.ts'

describe('optimalityGap', () => {
  it('counts what is missing and gives nothing for what is above the target', () => {
    expect(optimalityGap([0.5, 1, 7])).toBeCloseTo(0.5 / 3, 15)
    expect(optimalityGap([1, 1.2])).toBe(0)
    expect(optimalityGap([0, 4], 2)).toBe(1)
  })

  it('refuses an empty list and numbers that are not finite', () => {
    expect(() => optimalityGap([])).toThrow('scores is empty')
    expect(() => optimalityGap([1, Number.NaN])).toThrow('scores[1] is NaN')
    expect(() => optimalityGap([1], Number.POSITIVE_INFINITY)).toThrow('target is Infinity')
  })
})
