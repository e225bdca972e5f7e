import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom, MAX_BOUND, nextWord } from './random.ts'

describe('nextWord', () => {
  it('gives the words of the published C program from the state 1, 2, 3, 4', () => {
    const state = Uint32Array.of(1, 2, 3, 4)
    expect(Array.from({ length: 10 }, () => nextWord(state))).toEqual([
      641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011,
      621204420,
    ])
  })
})

describe('createRandom', () => {
  const words = (seed: number) => {
    const random = createRandom(seed)
    return Array.from({ length: 8 }, () => random.word())
  }

  it('repeats its stream for the same seed and changes it for any other', () => {
    const seeds = [0, 1, 2, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER]
    expect(words(7)).toEqual(words(7))
    expect(new Set(seeds.flatMap(words)).size).toBe(seeds.length * 8)
  })

  it('gives reals in [0, 1) with the mean and variance of a uniform variable', () => {
    const random = createRandom(3)
    const values = Array.from({ length: 100_000 }, () => random.real())
    expect(Math.min(...values.slice(0, 50_000))).toBeGreaterThanOrEqual(0)
    expect(values.every((value) => value < 1)).toBe(true)
    const mean = values.reduce((total, value) => total + value) / values.length
    const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.004)
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.001)
  })

  it('stays within its bound', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: MAX_BOUND }), (seed, bound) => {
        const value = createRandom(seed).below(bound)
        return Number.isInteger(value) && value >= 0 && value < bound
      }),
    )
  })

  it.each([3, 7, 10, 1000])('makes each integer below %i equally likely', (bound) => {
    const draws = 200_000
    const random = createRandom(11)
    const counts = new Float64Array(bound)
    for (let i = 0; i < draws; i++) counts[random.below(bound)]! += 1
    const expected = draws / bound
    const chiSquared = counts.reduce((total, count) => total + (count - expected) ** 2 / expected, 0)
    const degrees = bound - 1
    expect(Math.abs(chiSquared - degrees) / Math.sqrt(2 * degrees)).toBeLessThan(4)
  })

  it('draws again where a plain multiplication would favour some integers', () => {
    // With the largest bound that is no power of two, 2³² mod bound words must be refused.
    const bound = MAX_BOUND - 1
    const refused = 2 ** 32 % bound
    const random = createRandom(5)
    const twin = createRandom(5)
    let redrawn = 0
    for (let i = 0; i < 200_000; i++) {
      random.below(bound)
      while ((twin.word() * bound) % 2 ** 32 < refused) redrawn++
    }
    expect(redrawn).toBeGreaterThan(0)
    expect(random.word()).toBe(twin.word())
  })

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses the seed %d', (seed) => {
    expect(() => createRandom(seed)).toThrow(RangeError)
  })

  it.each([0, -1, 1.5, Number.NaN, MAX_BOUND + 1])('refuses the bound %d', (bound) => {
    expect(() => createRandom(1).below(bound)).toThrow(`bound is ${bound}`)
  })
})
