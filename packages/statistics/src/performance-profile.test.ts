import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { performanceProfile, profileThresholds, THRESHOLDS_MAX } from './performance-profile.ts'

const scores = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 40 })
const thresholds = fc.array(fc.integer({ min: -25, max: 25 }), { maxLength: 12 })

describe('performanceProfile', () => {
  it('is the share of scores above each threshold, counted one by one', () => {
    fc.assert(
      fc.property(scores, thresholds, (values, limits) => {
        const counted = limits.map((limit) => values.filter((value) => value > limit).length / values.length)
        const profile = performanceProfile(values, limits)
        expect(profile).toHaveLength(limits.length)
        profile.forEach((share, i) => {
          expect(share).toBeCloseTo(counted[i]!, 12)
        })
      }),
    )
  })

  it('falls from one to zero as the threshold rises, whatever the order of the scores', () => {
    fc.assert(
      fc.property(scores, (values) => {
        const rising = [-21, ...profileThresholds([values]), 20]
        const profile = performanceProfile(values, rising)
        expect(profile[0]).toBe(1)
        expect(profile.at(-1)).toBe(0)
        expect(profile).toEqual([...profile].sort((a, b) => b - a))
        expect(performanceProfile(values.toReversed(), rising)).toEqual(profile)
      }),
    )
  })

  it('does not count a score that equals the threshold', () => {
    expect(performanceProfile([1, 2, 2, 3], [2])).toEqual([0.25])
  })

  it('refuses scores that are missing or not finite, and thresholds that are not finite', () => {
    expect(() => performanceProfile([], [1])).toThrow('scores is empty')
    expect(() => performanceProfile([1, Number.POSITIVE_INFINITY], [1])).toThrow('scores[1]')
    expect(() => performanceProfile([1], [0, Number.NaN])).toThrow('thresholds[1] is NaN')
    expect(performanceProfile([1], [])).toEqual([])
  })
})

describe('profileThresholds', () => {
  it('rises evenly from the least to the greatest score of all samples', () => {
    const found = profileThresholds([[3, 9], [-1], [4, 4]])
    expect(found).toHaveLength(THRESHOLDS_MAX)
    expect(found[0]).toBe(-1)
    expect(found[50]).toBeCloseTo(4, 12)
    expect(found.at(-1)).toBe(9)
  })

  it('begins and ends at the very scores, and never falls', () => {
    const wide = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(fc.array(wide, { minLength: 1, maxLength: 4 }), (samples) => {
        const found = profileThresholds(samples)
        expect(found[0] === Math.min(...samples.flat())).toBe(true)
        expect(found.at(-1) === Math.max(...samples.flat())).toBe(true)
        expect(found.every((value) => Number.isFinite(value))).toBe(true)
      }),
    )
  })

  it('is a single one when all scores are equal', () => {
    expect(profileThresholds([[500, 500], [500]])).toEqual([500])
  })

  it('refuses samples that are missing, empty or not finite', () => {
    expect(() => profileThresholds([])).toThrow('samples is empty')
    expect(() => profileThresholds([[1], []])).toThrow('samples[1] is empty')
    expect(() => profileThresholds([[1, Number.NaN]])).toThrow('samples[0][1] is NaN')
  })
})
