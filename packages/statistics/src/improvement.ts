import { checkSample } from './sum.ts'
import { mean } from './summary.ts'

/**
 * The probability that a run of the candidate beats a run of the baseline, both picked at random, averaged
 * over tasks; a tie counts one half, so equal samples give 0.5.
 *
 * @param candidate `[tasks][runs]`, ≥ 1 task, each with ≥ 1 finite score
 * @param baseline `[tasks][runs]`, the same tasks in the same order; the numbers of runs may differ
 * @returns in [0, 1]
 * @throws {RangeError} when the tasks differ in number, or a task is empty or not finite
 * @source R. Agarwal et al., Deep Reinforcement Learning at the Edge of the Statistical Precipice (2021),
 * section 4.3
 */
export function probabilityOfImprovement(
  candidate: readonly ArrayLike<number>[],
  baseline: readonly ArrayLike<number>[],
): number {
  if (candidate.length !== baseline.length) {
    throw new RangeError(`candidate has ${candidate.length} tasks, baseline ${baseline.length}`)
  }
  return mean(candidate.map((runs, task) => superiority(runs, baseline[task]!, task)))
}

/**
 * The share of pairs won by `x`, ties ½: Mann–Whitney's U over the number of pairs, in one merge of sorted
 * lists.
 */
function superiority(x: ArrayLike<number>, y: ArrayLike<number>, task: number): number {
  checkSample(x, `candidate[${task}]`)
  checkSample(y, `baseline[${task}]`)
  const mine = Float64Array.from(x).sort()
  const theirs = Float64Array.from(y).sort()
  let below = 0
  let notAbove = 0
  let doubled = 0
  for (const value of mine) {
    while (below < theirs.length && theirs[below]! < value) below++
    while (notAbove < theirs.length && theirs[notAbove]! <= value) notAbove++
    doubled += below + notAbove
  }
  return doubled / (2 * mine.length * theirs.length)
}
