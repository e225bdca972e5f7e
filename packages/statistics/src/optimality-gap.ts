import { checkSample, sum } from './sum.ts'

/**
 * By how much scores fall short of a target on average, where being above it earns nothing:
 * `target − mean(min(score, target))`, ≥ 0, and 0 only when every score reaches the target.
 *
 * @param scores `[n]`, normalised so that 0 is the random policy and 1 the reference
 * @param target default 1
 * @throws {RangeError} when empty, or when a score or the target is not finite
 * @source R. Agarwal et al., Deep Reinforcement Learning at the Edge of the Statistical Precipice (2021),
 * section 4.3
 */
export function optimalityGap(scores: ArrayLike<number>, target = 1): number {
  if (!Number.isFinite(target)) throw new RangeError(`target is ${target}, not a finite number`)
  checkSample(scores, 'scores')
  const shortfalls = Float64Array.from(scores, (score) => Math.max(0, target - score))
  return sum(shortfalls) / shortfalls.length
}
