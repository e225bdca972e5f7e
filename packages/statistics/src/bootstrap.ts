import { checkConfidence, type Interval } from './interval.ts'
import { createRandom, MAX_BOUND, type Random } from './random.ts'
import { checkSample } from './sum.ts'
import { quantileOfSorted } from './summary.ts'

/** The fewest and the most resamples of one bootstrap. */
export const REPLICATES = { min: 100, max: 1_000_000 } as const

/**
 * A figure of a stratified sample, such as its interquartile mean.
 *
 * @param pooled `[n]`, all strata one after the other; a buffer that the statistic may reorder
 * @param strata one view into `pooled` for each stratum, in their given order
 */
export type Statistic = (pooled: Float64Array, strata: readonly Float64Array[]) => number

/** How to draw; all have defaults but the seed. */
export interface BootstrapOptions {
  /** Seed of the resampling, a safe integer ≥ 0. */
  readonly seed: number
  /** Resamples, an integer in [100, 1,000,000], default 2,000. */
  readonly replicates?: number
  /** Two-sided, in (0, 1), default 0.95. */
  readonly confidence?: number
}

/** What a bootstrap found, with everything needed to repeat it. */
export interface BootstrapResult {
  /** The statistic of the sample itself. */
  readonly estimate: number
  readonly interval: Interval
  readonly confidence: number
  readonly replicates: number
  readonly seed: number
}

/**
 * The percentile interval of a statistic when each stratum (a task) is resampled on its own, with
 * replacement. Runs in `replicates × n` draws and allocates nothing per draw.
 *
 * @param strata `[tasks][runs]`, ≥ 1 stratum, each with 1 to 2²¹ finite numbers; sizes may differ
 * @throws {RangeError} when a stratum is empty or not finite, an option is out of range, or the statistic
 * gives no finite number
 * @source R. Agarwal et al., Deep Reinforcement Learning at the Edge of the Statistical Precipice (2021),
 * section 4.1
 */
export function bootstrapInterval(
  strata: readonly ArrayLike<number>[],
  statistic: Statistic,
  { seed, replicates = 2000, confidence = 0.95 }: BootstrapOptions,
): BootstrapResult {
  checkConfidence(confidence)
  checkReplicates(replicates)
  const sample = layOut(strata)
  const random = createRandom(seed)
  const resample = layOut(strata)
  const estimate = finite(statistic(resample.pooled, resample.strata))
  const found = new Float64Array(replicates)
  for (let i = 0; i < replicates; i++) {
    drawInto(resample.pooled, sample.pooled, sample.ends, random)
    found[i] = finite(statistic(resample.pooled, resample.strata))
  }
  found.sort()
  const tail = (1 - confidence) / 2
  const interval: Interval = [quantileOfSorted(found, tail), quantileOfSorted(found, 1 - tail)]
  return { estimate, interval, confidence, replicates, seed }
}

/**
 * Refuses a number of resamples that no bootstrap takes.
 *
 * @throws {RangeError} when it is not an integer in [100, 1,000,000]
 */
export function checkReplicates(replicates: number): void {
  if (!Number.isInteger(replicates) || replicates < REPLICATES.min || replicates > REPLICATES.max) {
    throw new RangeError(
      `replicates is ${replicates}, not an integer in [${REPLICATES.min}, ${REPLICATES.max}]`,
    )
  }
}

interface Layout {
  readonly pooled: Float64Array
  readonly strata: readonly Float64Array[]
  /** Where each stratum ends in `pooled`, ascending. */
  readonly ends: Int32Array
}

function layOut(strata: readonly ArrayLike<number>[]): Layout {
  if (strata.length === 0) throw new RangeError('strata is empty')
  const ends = new Int32Array(strata.length)
  let end = 0
  strata.forEach((stratum, i) => {
    checkSample(stratum, `strata[${i}]`)
    if (stratum.length > MAX_BOUND) throw new RangeError(`strata[${i}] has more than ${MAX_BOUND} numbers`)
    end += stratum.length
    ends[i] = end
  })
  const pooled = new Float64Array(end)
  const views = strata.map((stratum, i) => {
    const view = pooled.subarray(ends[i]! - stratum.length, ends[i])
    view.set(stratum)
    return view
  })
  return { pooled, strata: views, ends }
}

function drawInto(target: Float64Array, source: Float64Array, ends: Int32Array, random: Random): void {
  let start = 0
  for (let stratum = 0; stratum < ends.length; stratum++) {
    const end = ends[stratum]!
    const size = end - start
    for (let i = start; i < end; i++) target[i] = source[start + random.below(size)]!
    start = end
  }
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`the statistic gave ${value}, not a finite number`)
  return value
}
