import { type BootstrapOptions, checkReplicates } from './bootstrap.ts'
import { checkConfidence, fewestObservations, type Interval } from './interval.ts'
import { createRandom, MAX_BOUND } from './random.ts'
import { checkSample } from './sum.ts'
import { quantileOfSorted } from './summary.ts'

/**
 * The bootstrap percentile interval of the interquartile mean of one sample: what `bootstrapInterval` gives for
 * `interquartileMeanInPlace`, up to rounding, but with one pass over the counts of distinct values in place of a
 * sort for each resample.
 *
 * @param values `[n]`, n from 1 to 2²¹, all finite; not changed
 * @returns `low ≤ high`, or null below `fewestObservations(confidence)`, where no interval is honest
 * @throws {RangeError} when the sample is empty or not finite, an option is out of range, or a sum overflows
 * @source R. Agarwal et al., Deep Reinforcement Learning at the Edge of the Statistical Precipice (2021),
 * sections 4.1 and 4.3
 */
export function interquartileMeanInterval(
  values: ArrayLike<number>,
  { seed, replicates = 2000, confidence = 0.95 }: BootstrapOptions,
): Interval | null {
  checkSample(values, 'values')
  checkConfidence(confidence)
  checkReplicates(replicates)
  if (values.length > MAX_BOUND) throw new RangeError(`values has more than ${MAX_BOUND} numbers`)
  if (values.length < fewestObservations(confidence)) return null
  const { distinct, ranks } = rank(values)
  const counts = new Int32Array(distinct.length)
  const random = createRandom(seed)
  const found = new Float64Array(replicates)
  for (let i = 0; i < replicates; i++) {
    counts.fill(0)
    for (let draw = 0; draw < ranks.length; draw++) counts[ranks[random.below(ranks.length)]!]!++
    found[i] = interquartileMeanOfCounts(distinct, counts, ranks.length)
  }
  found.sort()
  const tail = (1 - confidence) / 2
  return [quantileOfSorted(found, tail), quantileOfSorted(found, 1 - tail)]
}

/** The distinct values, ascending, and for each value of the sample which of them it is. */
function rank(values: ArrayLike<number>): { distinct: Float64Array; ranks: Int32Array } {
  const distinct = Float64Array.from(new Set(Float64Array.from(values))).sort()
  const rankOf = new Map(Array.from(distinct, (value, index) => [value, index]))
  return { distinct, ranks: Int32Array.from({ length: values.length }, (_, i) => rankOf.get(values[i]!)!) }
}

/** The mean of the values whose places in the sorted resample lie in `[⌊n / 4⌋, n − ⌊n / 4⌋)`. */
function interquartileMeanOfCounts(distinct: Float64Array, counts: Int32Array, n: number): number {
  const cut = Math.floor(n / 4)
  const kept = n - 2 * cut
  let skip = cut
  let left = kept
  let total = 0
  for (let i = 0; left > 0; i++) {
    const skipped = Math.min(skip, counts[i]!)
    const taken = Math.min(counts[i]! - skipped, left)
    skip -= skipped
    left -= taken
    total += distinct[i]! * taken
  }
  if (!Number.isFinite(total)) throw new RangeError('the sum leaves the range of a double')
  return total / kept
}
