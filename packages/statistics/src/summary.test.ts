import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mean, quantile, quantileOfSorted, standardDeviation, summarise } from './summary.ts'

const reals = fc.double({ min: -1e6, max: 1e6, noNaN: true })

describe('summarise', () => {
  it('gives the figures of NumPy and SciPy', () => {
    const summary = summarise([3.5, -1.25, 8, 0.5, 2.75, 2.75, -4])
    expect(summary).toMatchObject({ n: 7, mean: 1.75, min: -4, median: 2.75, max: 8 })
    expect(summary.standardDeviation).toBeCloseTo(3.824264635194589, 12)
    expect(summary.standardError).toBeCloseTo(1.4454361674891474, 12)
  })

  it('has no spread for a single number', () => {
    const summary = { n: 1, mean: 5, standardDeviation: null, standardError: null, min: 5, median: 5, max: 5 }
    expect(summarise([5])).toEqual(summary)
  })

  it('does not depend on the order and leaves the list as it was', () => {
    fc.assert(
      fc.property(fc.array(reals, { minLength: 1, maxLength: 40 }), (values) => {
        const copy = [...values]
        expect(summarise([...values].reverse())).toEqual(summarise(values))
        expect(values).toEqual(copy)
      }),
    )
  })

  it('refuses an empty sample and names a bad index', () => {
    expect(() => summarise([])).toThrow(RangeError)
    expect(() => summarise([1, 2, Number.NaN])).toThrow('values[2] is NaN')
  })
})

describe('standardDeviation', () => {
  it('is exact far from zero, where the textbook formula gives noise', () => {
    expect(standardDeviation([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toBeCloseTo(Math.sqrt(30), 12)
  })

  it('is exactly zero for equal values', () => {
    expect(standardDeviation(new Array<number>(7).fill(0.1))).toBe(0)
  })

  it('scales with the values and ignores where they lie', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 30 }),
        (values) => {
          const spread = standardDeviation(values)
          expect(standardDeviation(values.map((value) => 500 - 4 * value))).toBeCloseTo(4 * spread, 8)
        },
      ),
    )
  })

  it('refuses a spread that leaves the range of a double', () => {
    expect(() => standardDeviation([-1e200, 1e200])).toThrow('the spread leaves the range')
  })

  it('refuses fewer than two values', () => {
    expect(() => standardDeviation([1])).toThrow('needs 2 values')
  })
})

describe('mean', () => {
  it('refuses an empty list', () => {
    expect(() => mean([])).toThrow(RangeError)
  })
})

describe('quantile', () => {
  const values = [3.5, -1.25, 8, 0.5, 2.75, 2.75, -4]

  it.each([
    [0, -4],
    [0.1, -2.3499999999999996],
    [0.25, -0.375],
    [0.9, 5.300000000000002],
    [1, 8],
  ])('at %f is that of NumPy', (probability, expected) => {
    expect(quantile(values, probability)).toBeCloseTo(expected, 12)
  })

  it('rises with the probability and stays between the extremes', () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(reals, { minLength: 1 }), probability, probability, (sample, p, q) => {
        const [low, high] = [quantile(sample, Math.min(p, q)), quantile(sample, Math.max(p, q))]
        return low <= high + 1e-9 && low >= Math.min(...sample) - 1e-9 && high <= Math.max(...sample) + 1e-9
      }),
    )
  })

  it('refuses a probability outside [0, 1] and an empty list', () => {
    expect(() => quantile(values, 1.01)).toThrow('probability is 1.01')
    expect(() => quantile(values, Number.NaN)).toThrow(RangeError)
    expect(() => quantileOfSorted([], 0.5)).toThrow(RangeError)
  })
})
