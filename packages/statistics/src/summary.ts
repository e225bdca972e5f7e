import { checkSample, sum } from './sum.ts'

/** What one sample of numbers looks like; every figure but `n` has the unit of the numbers. */
export interface Summary {
  /** How many numbers, ≥ 1. */
  readonly n: number
  readonly mean: number
  /** Sample standard deviation (divisor n − 1); null for one number, where none exists. */
  readonly standardDeviation: number | null
  /** Standard error of the mean, `standardDeviation / √n`; null for one number. */
  readonly standardError: number | null
  readonly min: number
  readonly median: number
  readonly max: number
}

/**
 * Mean, spread and order statistics of a sample.
 *
 * @param values `[n]`, in any order; not changed
 * @throws {RangeError} when empty, naming the first index that is not finite, or when the spread overflows
 */
export function summarise(values: ArrayLike<number>): Summary {
  const sorted = sortedCopy(values)
  const standardDeviation = sorted.length > 1 ? deviationOf(sorted) : null
  return {
    n: sorted.length,
    mean: mean(sorted),
    standardDeviation,
    standardError: standardDeviation === null ? null : standardDeviation / Math.sqrt(sorted.length),
    min: sorted[0]!,
    median: quantileOfSorted(sorted, 0.5),
    max: sorted[sorted.length - 1]!,
  }
}

/**
 * The arithmetic mean, from a compensated sum.
 *
 * @param values `[n]`, n ≥ 1
 * @throws {RangeError} when empty, naming the first index that is not finite, or when the sum overflows
 */
export function mean(values: ArrayLike<number>): number {
  if (values.length === 0) throw new RangeError('values is empty')
  return sum(values) / values.length
}

/**
 * The sample standard deviation with divisor n − 1, from two passes; exactly 0 when all values are equal.
 *
 * @param values `[n]`, n ≥ 2
 * @throws {RangeError} when fewer than two values, naming the first index that is not finite, or when it
 * overflows
 */
export function standardDeviation(values: ArrayLike<number>): number {
  if (values.length < 2) throw new RangeError(`a standard deviation needs 2 values, got ${values.length}`)
  checkSample(values, 'values')
  return deviationOf(values)
}

/**
 * The quantile by linear interpolation between order statistics (type 7, NumPy's and R's default).
 *
 * @param values `[n]`, in any order; not changed
 * @param probability in [0, 1]
 * @throws {RangeError} when empty, naming the first index that is not finite, or when `probability` is
 * outside [0, 1]
 * @source R. J. Hyndman, Y. Fan, Sample Quantiles in Statistical Packages (1996), definition 7
 */
export function quantile(values: ArrayLike<number>, probability: number): number {
  return quantileOfSorted(sortedCopy(values), probability)
}

/**
 * The type 7 quantile of numbers that are sorted already; see `quantile`.
 *
 * @param sorted `[n]`, ascending, n ≥ 1
 * @param probability in [0, 1]
 * @throws {RangeError} when empty or when `probability` is outside [0, 1]
 */
export function quantileOfSorted(sorted: ArrayLike<number>, probability: number): number {
  if (sorted.length === 0) throw new RangeError('values is empty')
  if (!(probability >= 0 && probability <= 1))
    throw new RangeError(`probability is ${probability}, not in [0, 1]`)
  const position = (sorted.length - 1) * probability
  const below = Math.floor(position)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  const share = position - below
  return share === 0 || low === high ? low : low * (1 - share) + high * share
}

function sortedCopy(values: ArrayLike<number>): Float64Array {
  checkSample(values, 'values')
  return Float64Array.from(values).sort()
}

/** The second sum removes what rounding of the mean added; equal values must give 0 and not 1e-17. */
function deviationOf(values: ArrayLike<number>): number {
  const center = mean(values)
  let squares = 0
  let drift = 0
  let constant = true
  for (let i = 0; i < values.length; i++) {
    const deviation = values[i]! - center
    squares += deviation * deviation
    drift += deviation
    constant &&= values[i] === values[0]
  }
  if (squares === Number.POSITIVE_INFINITY) throw new RangeError('the spread leaves the range of a double')
  return constant
    ? 0
    : Math.sqrt(Math.max(0, squares - (drift * drift) / values.length) / (values.length - 1))
}
