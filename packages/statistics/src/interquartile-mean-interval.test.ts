import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bootstrapInterval } from './bootstrap.ts'
import { interquartileMeanInPlace } from './interquartile-mean.ts'
import { interquartileMeanInterval } from './interquartile-mean-interval.ts'

const sample = fc.array(fc.double({ min: -1_000, max: 1_000, noNaN: true }), { minLength: 6, maxLength: 40 })
const tied = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 6, maxLength: 40 })

describe('interquartileMeanInterval', () => {
  it('is the interval that the bootstrap of the sorted mean gives, up to rounding', () => {
    fc.assert(
      fc.property(fc.oneof(sample, tied), fc.nat(), (values, seed) => {
        const options = { seed, replicates: 100 }
        const [low, high] = interquartileMeanInterval(values, options)!
        const expected = bootstrapInterval([values], interquartileMeanInPlace, options).interval
        expect(low).toBeCloseTo(expected[0], 9)
        expect(high).toBeCloseTo(expected[1], 9)
      }),
      { numRuns: 60 },
    )
  })

  it('lies within the sample, and moves and stretches with it', () => {
    fc.assert(
      fc.property(tied, fc.nat(), (values, seed) => {
        const options = { seed, replicates: 200 }
        const [low, high] = interquartileMeanInterval(values, options)!
        expect(low).toBeLessThanOrEqual(high)
        expect(low).toBeGreaterThanOrEqual(Math.min(...values))
        expect(high).toBeLessThanOrEqual(Math.max(...values))
        const [movedLow, movedHigh] = interquartileMeanInterval(
          values.map((value) => 2 * value + 3),
          options,
        )!
        expect(movedLow).toBeCloseTo(2 * low + 3, 9)
        expect(movedHigh).toBeCloseTo(2 * high + 3, 9)
      }),
      { numRuns: 60 },
    )
  })

  it('covers the interquartile mean of a normal law in about 95 of 100 samples', () => {
    let covered = 0
    for (let seed = 0; seed < 400; seed++) {
      const values = Array.from({ length: 60 }, (_, i) => gaussian(seed * 60 + i))
      const [low, high] = interquartileMeanInterval(values, { seed, replicates: 500 })!
      if (low <= 0 && high >= 0) covered++
    }
    expect(covered / 400).toBeGreaterThan(0.91)
    expect(covered / 400).toBeLessThan(0.98)
  })

  it('is null where six observations are missing, and of width 0 where all are equal', () => {
    expect(interquartileMeanInterval([1, 2, 3, 4, 5], { seed: 0 })).toBeNull()
    expect(interquartileMeanInterval([7.3, 7.3, 7.3, 7.3, 7.3, 7.3], { seed: 0 })).toEqual([7.3, 7.3])
  })

  it('does not touch the sample', () => {
    const values = [9, 1, 8, 2, 7, 3]
    interquartileMeanInterval(values, { seed: 5 })
    expect(values).toEqual([9, 1, 8, 2, 7, 3])
  })

  it('refuses what is no sample, and options out of range', () => {
    const values = [1, 2, 3, 4, 5, 6]
    expect(() => interquartileMeanInterval([], { seed: 0 })).toThrow('values is empty')
    expect(() => interquartileMeanInterval([1, Number.NaN], { seed: 0 })).toThrow('values[1] is NaN')
    expect(() => interquartileMeanInterval(values, { seed: 0, replicates: 99 })).toThrow('replicates is 99')
    expect(() => interquartileMeanInterval(values, { seed: 0, confidence: 1 })).toThrow('confidence is 1')
    expect(() => interquartileMeanInterval(new Float64Array(2 ** 21 + 1), { seed: 0 })).toThrow('more than')
    const huge = new Array<number>(6).fill(Number.MAX_VALUE)
    expect(() => interquartileMeanInterval(huge, { seed: 0 })).toThrow('leaves the range')
  })
})

/** The n-th number of a fixed normal sequence: Box and Muller's transform of two hashed uniforms. */
function gaussian(n: number): number {
  const uniform = (salt: number) => {
    let x = Math.imul(n * 2 + salt + 1, 0x9e3779b1)
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
    return (((x ^ (x >>> 16)) >>> 0) + 0.5) / 2 ** 32
  }
  return Math.sqrt(-2 * Math.log(uniform(0))) * Math.cos(2 * Math.PI * uniform(1))
}
