import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { interquartileMean, interquartileMeanInPlace } from './interquartile-mean.ts'

describe('interquartileMean', () => {
  it.each([
    [[3.5, -1.25, 8, 0.5, 2.75, 2.75, -4], 1.65],
    [[0, 1, 2, 3, 4, 5, 6, 7, 8, 100], 4.5],
    [[1, 2, 9], 4],
    [[7], 7],
  ])('of %j is the trimmed mean of SciPy', (values, expected) => {
    expect(interquartileMean(values)).toBeCloseTo(expected, 12)
  })

  it('ignores how far out the outer quarters lie', () => {
    expect(interquartileMean([-1e12, 1, 2, 1e12])).toBe(interquartileMean([0, 1, 2, 3]))
  })

  it('does not depend on the order, follows shifts and scales, and leaves the list as it was', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 50 })
    fc.assert(
      fc.property(values, (list) => {
        const copy = [...list]
        const found = interquartileMean(list)
        expect(interquartileMean([...list].reverse())).toBe(found)
        expect(interquartileMean(list.map((value) => 10 - 3 * value))).toBeCloseTo(10 - 3 * found, 9)
        expect(list).toEqual(copy)
      }),
    )
  })

  it('refuses an empty list and names a bad index', () => {
    expect(() => interquartileMean([])).toThrow('values is empty')
    expect(() => interquartileMean([1, Number.NaN])).toThrow('values[1] is NaN')
  })
})

describe('interquartileMeanInPlace', () => {
  it('gives the same figure and leaves its buffer sorted', () => {
    const buffer = Float64Array.of(9, 1, 4, 2, 7)
    expect(interquartileMeanInPlace(buffer)).toBe(interquartileMean([9, 1, 4, 2, 7]))
    expect([...buffer]).toEqual([1, 2, 4, 7, 9])
  })
})
