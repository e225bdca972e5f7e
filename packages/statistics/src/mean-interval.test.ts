import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meanInterval } from './mean-interval.ts'
import { mean } from './summary.ts'

const samples = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 6, maxLength: 60 })

describe('meanInterval', () => {
  it.each([
    ['a long right tail', [1, 2, 2, 3, 9, 40, 0, -1], [-4.428046475195449, 45.39469148180783]],
    [
      'many ties and two low outliers',
      [...new Array<number>(18).fill(0), -480, -300],
      [-261.71578276902005, 18.818449882331855],
    ],
  ])('for %s is the hull of the intervals found by root finding in SciPy', (_, values, expected) => {
    const [low, high] = meanInterval(values)!
    expect(low).toBeCloseTo(expected[0]!, 9)
    expect(high).toBeCloseTo(expected[1]!, 9)
  })

  it("is Student's interval for a sample without skewness", () => {
    const [low, high] = meanInterval([-3, -2, -1, 1, 2, 3])!
    const half = 2.5705818356363146 * Math.sqrt(28 / 5 / 6)
    expect(low).toBeCloseTo(-half, 12)
    expect(high).toBeCloseTo(half, 12)
  })

  it('has width zero when all values are equal', () => {
    expect(meanInterval(new Array<number>(20).fill(0))).toEqual([0, 0])
    expect(meanInterval(new Array<number>(7).fill(-3))).toEqual([-3, -3])
  })

  it('is null where even equal signs are no evidence', () => {
    expect(meanInterval([1])).toBeNull()
    expect(meanInterval([1, 2, 3, 4, 5])).toBeNull()
    expect(meanInterval([1, 2, 3, 4, 5], 0.9)).not.toBeNull()
    expect(meanInterval([1, 2, 3, 4, 5, 6])).not.toBeNull()
  })

  it('holds the mean and widens with confidence', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const [low, high] = meanInterval(values)!
        const [lower, higher] = meanInterval(values, 0.96)!
        expect(low).toBeLessThanOrEqual(mean(values))
        expect(high).toBeGreaterThanOrEqual(mean(values))
        expect(lower).toBeLessThanOrEqual(low)
        expect(higher).toBeGreaterThanOrEqual(high)
      }),
    )
  })

  it('follows shifts and scales, mirrors with the sign and does not depend on the order', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const [low, high] = meanInterval(values)!
        const [movedLow, movedHigh] = meanInterval(values.map((value) => 7 - 2 * value).reverse())!
        expect(movedLow).toBeCloseTo(7 - 2 * high, 7)
        expect(movedHigh).toBeCloseTo(7 - 2 * low, 7)
      }),
    )
  })

  it('bears numbers whose squares leave the range of a double', () => {
    const [low, high] = meanInterval([1e200, 2e200, 3e200, 4e200, 5e200, 6e200])!
    expect(low / 1e200).toBeCloseTo(meanInterval([1, 2, 3, 4, 5, 6])![0], 12)
    expect(high / 1e200).toBeCloseTo(meanInterval([1, 2, 3, 4, 5, 6])![1], 12)
  })

  it('refuses a spread that leaves the range of a double', () => {
    expect(() => meanInterval([-1e308, 1e308, -1e308, 1e308, -1e308, 1e308])).toThrow(
      'the spread leaves the range',
    )
  })

  it('refuses an empty list and names a bad index', () => {
    expect(() => meanInterval([])).toThrow(RangeError)
    expect(() => meanInterval([1, Number.NaN])).toThrow('values[1] is NaN')
  })
})
