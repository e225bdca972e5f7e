import { probabilityOfImprovement } from './improvement.ts'
import { checkConfidence, fewestObservations, type Interval } from './interval.ts'
import { meanInterval } from './mean-interval.ts'
import { checkSample } from './sum.ts'
import { mean } from './summary.ts'

/** What a comparison says about the candidate. */
export type Verdict = 'improved' | 'equivalent' | 'regressed' | 'inconclusive'

/** Two policies that played the same episodes, and how much of a drop is bearable. */
export interface Comparison {
  /** `[episodes]`, the candidate's return of each episode. */
  readonly candidate: ArrayLike<number>
  /** `[episodes]`, the baseline's returns, from the same episode seeds in the same order. */
  readonly baseline: ArrayLike<number>
  /** `|reference − random|` in the unit of a return, > 0. */
  readonly range: number
  /** The bearable drop as a share of `range`, in (0, 1], default 0.05. */
  readonly marginRatio?: number
  /** Of the two-sided interval, in (0, 1), default 0.95. */
  readonly confidence?: number
}

/** A verdict with all that it rests on; returns, differences and margin have the unit of a return. */
export interface PairedVerdict {
  readonly verdict: Verdict
  /** Mean of candidate − baseline. */
  readonly difference: number
  /** Of `difference`; null when there are fewer than `fewest` episodes. */
  readonly interval: Interval | null
  /** The bearable drop, `marginRatio × range`. */
  readonly margin: number
  readonly range: number
  readonly confidence: number
  readonly episodes: number
  /** The fewest episodes that can give an interval at this confidence: 6 at 0.95. */
  readonly fewest: number
  /** Episodes that the candidate won, tied and lost against the baseline on the same seed. */
  readonly wins: number
  readonly ties: number
  readonly losses: number
  /** Of any episode of the candidate against any of the baseline, ties ½, in [0, 1]. */
  readonly probabilityOfImprovement: number
}

/**
 * Whether a candidate is better than, as good as or worse than its baseline, from a paired comparison on the
 * same episode seeds. The rule is non-inferiority with a margin; see `decide` for the order. The same returns
 * always give the same verdict: nothing is drawn.
 *
 * @throws {RangeError} when the lists are empty or differ in length, an option is out of range, or naming the
 * first index that is not finite
 */
export function compare(comparison: Comparison): PairedVerdict {
  const { candidate, baseline, range, marginRatio = 0.05, confidence = 0.95 } = comparison
  checkComparison(comparison, marginRatio)
  checkConfidence(confidence)
  const differences = Float64Array.from(candidate, (value, i) => value - baseline[i]!)
  const difference = mean(differences)
  const interval = meanInterval(differences, confidence)
  const margin = marginRatio * range
  return {
    verdict: decide(difference, interval, margin),
    difference,
    interval,
    margin,
    range,
    confidence,
    episodes: differences.length,
    fewest: fewestObservations(confidence),
    wins: differences.filter((value) => value > 0).length,
    ties: differences.filter((value) => value === 0).length,
    losses: differences.filter((value) => value < 0).length,
    probabilityOfImprovement: probabilityOfImprovement([candidate], [baseline]),
  }
}

/**
 * The verdict that a difference, its interval and a margin give. The first that holds wins, so a small but
 * certain gain is `improved`, not `equivalent`, and a small but certain loss within the margin is
 * `equivalent`:
 *
 * 1. no interval: `inconclusive`
 * 2. the whole interval above 0: `improved`
 * 3. the whole interval below 0 and the difference below −margin: `regressed` (so is all of it below −margin)
 * 4. the whole interval within ±margin: `equivalent`
 * 5. anything else: `inconclusive`
 *
 * @param margin ≥ 0, in the unit of the difference
 */
export function decide(difference: number, interval: Interval | null, margin: number): Verdict {
  if (interval === null) return 'inconclusive'
  const [low, high] = interval
  if (low > 0) return 'improved'
  if (high < 0 && difference < -margin) return 'regressed'
  if (low >= -margin && high <= margin) return 'equivalent'
  return 'inconclusive'
}

function checkComparison({ candidate, baseline, range }: Comparison, marginRatio: number): void {
  if (candidate.length !== baseline.length) {
    throw new RangeError(`candidate has ${candidate.length} episodes, baseline ${baseline.length}`)
  }
  checkSample(candidate, 'candidate')
  checkSample(baseline, 'baseline')
  if (!(range > 0 && range < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`range is ${range}, not a finite number > 0`)
  }
  if (!(marginRatio > 0 && marginRatio <= 1))
    throw new RangeError(`marginRatio is ${marginRatio}, not in (0, 1]`)
}
