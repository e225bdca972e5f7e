import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffDelayMs, restartBackoff, restartDelayMs } from './backoff.ts'

const almostOne = () => 1 - 2 ** -53

describe('the backoff of restarts', () => {
  it('doubles its longest wait from 0.5 s up to 30 s', () => {
    const longest = [0, 1, 2, 3, 4, 5, 6, 7, 1_000].map((attempt) =>
      Math.round(backoffDelayMs(attempt, restartBackoff, almostOne)),
    )
    expect(longest).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
  })

  it('lets a process that dies once come back at once, and slows down one that keeps dying', () => {
    const waits = [0, 1, 2, 3, 4].map((shortLives) =>
      Math.round(restartDelayMs(shortLives, restartBackoff, almostOne)),
    )
    expect(waits).toEqual([0, 0, 500, 1_000, 2_000])
  })

  it('spreads waits evenly from zero, so that many do not come back at once', () => {
    const draws = fc.sample(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), 10)
    for (const draw of draws) {
      expect(backoffDelayMs(3, restartBackoff, () => draw)).toBeCloseTo(draw * 4_000, 6)
    }
  })
})
