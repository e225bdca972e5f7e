import { normalQuantile } from './normal.ts'

/** A closed interval `[low, high]` with `low ≤ high`, in the unit of the numbers it was made from. */
export type Interval = readonly [low: number, high: number]

/**
 * The fewest observations that can decide anything at a confidence: with fewer, even observations that all
 * have the same sign are not surprising. Smallest `n` with `2⁻ⁿ ≤ (1 − confidence) / 2`: 6 at 0.95, 8 at
 * 0.99.
 *
 * @param confidence two-sided, in (0, 1)
 * @throws {RangeError} when `confidence` is outside (0, 1)
 */
export function fewestObservations(confidence: number): number {
  checkConfidence(confidence)
  return Math.max(2, Math.ceil(Math.log2(2 / (1 - confidence)) - 1e-9))
}

/**
 * The half width of a two-sided interval in standard deviations of a normal variable: 1.96 at 0.95.
 *
 * @param confidence two-sided, in (0, 1)
 * @throws {RangeError} when `confidence` is outside (0, 1)
 */
export function normalHalfWidth(confidence: number): number {
  checkConfidence(confidence)
  return normalQuantile(0.5 + 0.5 * confidence)
}

/**
 * Refuses a confidence that is no probability strictly between 0 and 1.
 *
 * @throws {RangeError} when `confidence` is outside (0, 1) or not a number
 */
export function checkConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence is ${confidence}, not in (0, 1)`)
}
