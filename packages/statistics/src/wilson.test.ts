import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wilsonInterval } from './wilson.ts'

describe('wilsonInterval', () => {
  it.each([
    [3, 100, 0.95, 0.010254524024038925, 0.08451936429052762],
    [0, 20, 0.95, 0, 0.16112515805281935],
    [20, 20, 0.95, 0.8388748419471808, 1],
    [7, 11, 0.99, 0.2855669531343112, 0.8845502904125704],
  ])('of %i in %i at %f is that of SciPy', (successes, trials, confidence, low, high) => {
    const found = wilsonInterval(successes, trials, confidence)
    expect(found[0]).toBeCloseTo(low, 12)
    expect(found[1]).toBeCloseTo(high, 12)
  })

  it('holds the observed rate, stays in [0, 1] and mirrors when successes and failures swap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (trials, share) => {
          const successes = Math.round(share * trials)
          const [low, high] = wilsonInterval(successes, trials)
          const [mirrorLow, mirrorHigh] = wilsonInterval(trials - successes, trials)
          expect(low).toBeGreaterThanOrEqual(0)
          expect(high).toBeLessThanOrEqual(1)
          expect(low).toBeLessThanOrEqual(successes / trials)
          expect(high).toBeGreaterThanOrEqual(successes / trials)
          expect(mirrorLow).toBeCloseTo(1 - high, 12)
          expect(mirrorHigh).toBeCloseTo(1 - low, 12)
        },
      ),
    )
  })

  it('refuses counts and confidences that cannot be', () => {
    expect(() => wilsonInterval(1, 0)).toThrow('trials is 0')
    expect(() => wilsonInterval(1.5, 3)).toThrow('successes is 1.5')
    expect(() => wilsonInterval(4, 3)).toThrow('successes is 4')
    expect(() => wilsonInterval(-1, 3)).toThrow(RangeError)
    expect(() => wilsonInterval(1, 3, 1)).toThrow('confidence is 1')
  })
})
