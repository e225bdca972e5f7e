import { checkSample } from './sum.ts'

/**
 * The performance profile of a sample: for each threshold the share of scores that lie above it. It shows at a
 * glance what one mean hides, such as a policy that fails now and then.
 *
 * @param scores `[n]`, n ≥ 1, the scores of all runs and tasks pooled; not changed
 * @param thresholds `[thresholds]`, finite, in any order
 * @returns `[thresholds]`, each in [0, 1]; a score equal to a threshold does not count as above
 * @throws {RangeError} when the scores are empty, or naming the first index that is not finite
 * @source R. Agarwal et al., Deep Reinforcement Learning at the Edge of the Statistical Precipice (2021),
 * section 4.2, the score distribution of runs
 */
export function performanceProfile(scores: ArrayLike<number>, thresholds: ArrayLike<number>): number[] {
  checkSample(scores, 'scores')
  if (thresholds.length > 0) checkSample(thresholds, 'thresholds')
  const sorted = Float64Array.from(scores).sort()
  return Array.from(thresholds, (threshold) => 1 - countUpTo(sorted, threshold) / sorted.length)
}

/** The most thresholds of `profileThresholds`. */
export const THRESHOLDS_MAX = 101

/**
 * Thresholds at which profiles show all that differs: evenly spaced from the least to the greatest score, which
 * are the first and the last of them.
 *
 * @param samples `[samples][n]`, ≥ 1 sample, each with n ≥ 1 finite scores
 * @returns ascending, 101 of them, or a single one when all scores are equal
 * @throws {RangeError} when there is no sample, or one is empty or not finite
 */
export function profileThresholds(samples: readonly ArrayLike<number>[]): number[] {
  if (samples.length === 0) throw new RangeError('samples is empty')
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  samples.forEach((sample, index) => {
    checkSample(sample, `samples[${index}]`)
    for (let i = 0; i < sample.length; i++) {
      low = Math.min(low, sample[i]!)
      high = Math.max(high, sample[i]!)
    }
  })
  if (low === high) return [low]
  const last = THRESHOLDS_MAX - 1
  // Weighted ends, not steps from the first: the last one is the greatest score to the bit, and nothing overflows.
  return Array.from({ length: THRESHOLDS_MAX }, (_, i) => low * (1 - i / last) + high * (i / last))
}

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(sorted: Float64Array, limit: number): number {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (sorted[middle]! <= limit) from = middle + 1
    else to = middle
  }
  return from
}
