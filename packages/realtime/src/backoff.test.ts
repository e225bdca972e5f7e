import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backoffMaxMs, backoffMs } from './backoff.ts'

it('waits anywhere from nothing to min(20 s, 500 ms · 2ⁿ)', () => {
  const most = () => 1 - Number.EPSILON
  expect([0, 1, 2, 5, 6, 1_000].map((attempt) => backoffMs(attempt, most))).toEqual([
    499, 999, 1_999, 15_999, 19_999, 19_999,
  ])
  expect(backoffMs(7, () => 0)).toBe(0)
  const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(fc.nat(5_000), unit, (attempt, random) => {
      const waitMs = backoffMs(attempt, () => random)
      expect(waitMs).toBeGreaterThanOrEqual(0)
      expect(waitMs).toBeLessThan(Math.min(backoffMaxMs, 500 * 2 ** attempt))
    }),
  )
})
