import { type Interval, normalHalfWidth } from './interval.ts'

/**
 * The interval of a success rate, honest near 0 and 1: 3 of 100 gives about 1.0 % to 8.5 %.
 *
 * @param successes integer in [0, trials]
 * @param trials integer ≥ 1
 * @param confidence two-sided, in (0, 1), default 0.95
 * @returns both ends in [0, 1]
 * @throws {RangeError} when a count is no integer or out of range, or `confidence` is outside (0, 1)
 * @source E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference (1927)
 */
export function wilsonInterval(successes: number, trials: number, confidence = 0.95): Interval {
  if (!Number.isSafeInteger(trials) || trials < 1)
    throw new RangeError(`trials is ${trials}, not an integer ≥ 1`)
  if (!Number.isSafeInteger(successes) || successes < 0 || successes > trials) {
    throw new RangeError(`successes is ${successes}, not an integer in [0, ${trials}]`)
  }
  const z = normalHalfWidth(confidence)
  const rate = successes / trials
  const weight = 1 + (z * z) / trials
  const center = (rate + (z * z) / (2 * trials)) / weight
  const half = (z / weight) * Math.sqrt((rate * (1 - rate)) / trials + (z * z) / (4 * trials * trials))
  return [successes === 0 ? 0 : center - half, successes === trials ? 1 : center + half]
}
