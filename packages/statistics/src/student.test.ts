import { describe, expect, it } from 'vitest'
import { studentProbability, studentQuantile } from './student.ts'

/** Values of SciPy 1.17's `t.ppf(probability, degrees)`. */
const QUANTILES = [
  [0.975, 1, 12.706204736174694],
  [0.975, 2, 4.302652729749462],
  [0.975, 5, 2.5705818356363146],
  [0.975, 99, 1.9842169515864174],
  [0.995, 4, 4.604094871349992],
  [0.9, 9999, 1.281636238198314],
  [0.999999, 3, 103.29946777942898],
  [0.025, 7, -2.3646242515927844],
  [0.5, 6, 0],
] as const

describe('studentQuantile', () => {
  it.each(QUANTILES)(
    'at %f with %i degrees of freedom is that of SciPy',
    (probability, degrees, expected) => {
      const found = studentQuantile(probability, degrees)
      const tolerance = probability > 0.999 ? 1e-9 : 1e-12
      expect(Math.abs(found - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)))
    },
  )

  it('undoes the probability', () => {
    for (const degrees of [1, 2, 3, 8, 49, 100, 799]) {
      for (const probability of [0.001, 0.2, 0.6, 0.975, 0.9999]) {
        const there = studentQuantile(probability, degrees)
        expect(studentProbability(there, degrees)).toBeCloseTo(probability, 12)
      }
    }
  })

  it('refuses a probability outside (0, 1) and degrees that are no integer from 1', () => {
    for (const probability of [0, 1, -1, Number.NaN]) {
      expect(() => studentQuantile(probability, 3)).toThrow(RangeError)
    }
    for (const degrees of [0, 1.5, Number.NaN, 2_000_000]) {
      expect(() => studentQuantile(0.9, degrees)).toThrow(RangeError)
    }
  })
})

describe('studentProbability', () => {
  it.each([
    [1.5, 1, 0.8128329581890011],
    [-2, 4, 0.05805826175840778],
    [2.262157, 9, 0.9749999933477842],
    [0.3, 100, 0.6176000598498482],
  ])('at %f with %i degrees of freedom is that of SciPy', (t, degrees, expected) => {
    expect(studentProbability(t, degrees)).toBeCloseTo(expected, 12)
  })
})
