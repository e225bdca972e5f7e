import { checkSample } from './sum.ts'
import { mean } from './summary.ts'

/**
 * The mean of the middle half: sorts, drops `⌊n / 4⌋` values from each end, averages the rest.
 * As robust as a median with less noise; equal to SciPy's `trim_mean(values, 0.25)`.
 *
 * @param values `[n]`, the scores of all runs and tasks pooled; not changed
 * @throws {RangeError} when empty, or naming the first index that is not finite
 * @source R. Agarwal et al., Deep Reinforcement Learning at the Edge of the Statistical Precipice (2021),
 * section 4.3
 */
export function interquartileMean(values: ArrayLike<number>): number {
  checkSample(values, 'values')
  return interquartileMeanInPlace(Float64Array.from(values))
}

/**
 * The interquartile mean of a buffer that may be reordered: the form for `bootstrapInterval`.
 *
 * @param values `[n]`, n ≥ 1, all finite; left sorted
 * @throws {RangeError} when empty
 */
export function interquartileMeanInPlace(values: Float64Array): number {
  const cut = Math.floor(values.length / 4)
  return mean(values.sort().subarray(cut, values.length - cut))
}
