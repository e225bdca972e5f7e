import type { Score } from '@tars/contracts'
import {
  bootstrapInterval,
  fewestObservations,
  interquartileMean,
  mean,
  summarise,
  wilsonInterval,
} from '@tars/statistics'

/** What a score is made of. */
export interface Played {
  /** Undiscounted return of each episode, `[episodes]`, in order. */
  returns: readonly number[]
  /** Steps of each episode, `[episodes]`. */
  lengths: readonly number[]
  /** Return from which an episode counts as a success; null where the environment has no such mark. */
  solvedAt: number | null
  /** Seed of the bootstrap. */
  seed: number
  /** SHA-256 of the returns. */
  returnsHash: string
}

const confidence = 0.95

/** The score of one side of an evaluation. @throws {RangeError} when there is no episode or a return is not finite. */
export function scoreEpisodes({ returns, lengths, solvedAt, seed, returnsHash }: Played): Score {
  const summary = summarise(returns)
  const successes = solvedAt === null ? null : returns.filter((value) => value >= solvedAt).length
  const interval = successes === null ? null : wilsonInterval(successes, returns.length, confidence)
  return {
    mean: summary.mean,
    std: summary.standardDeviation,
    iqm: interquartileMean(returns),
    median: summary.median,
    min: summary.min,
    max: summary.max,
    interval95: intervalOfMean(returns, seed),
    successRatio: successes === null ? null : successes / returns.length,
    successInterval95: interval === null ? null : [interval[0], interval[1]],
    lengthMean: mean(lengths),
    returnsHash,
  }
}

function intervalOfMean(returns: readonly number[], seed: number): [number, number] | null {
  if (returns.length < fewestObservations(confidence)) return null
  const { interval } = bootstrapInterval([returns], (sample) => mean(sample), { seed, confidence })
  return [interval[0], interval[1]]
}
