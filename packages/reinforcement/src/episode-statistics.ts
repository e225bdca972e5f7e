import { CONTINUES } from './vector-environment.ts'

/** How many finished episodes the statistics remember. */
export const episodesRemembered = 100

/** Where the statistics live; copying it away and back resumes them. */
export type EpisodeMemory = {
  /** Return of the episode under way, shape [N]. */
  readonly returnsUnderWay: Float64Array
  /** Length of the episode under way, shape [N]. */
  readonly lengthsUnderWay: Float64Array
  /** Returns of the last finished episodes, a ring, shape [episodesRemembered]. */
  readonly finishedReturns: Float64Array
  /** Their lengths, shape [episodesRemembered]. */
  readonly finishedLengths: Float64Array
  /** How many episodes have finished in all, shape [1]. */
  readonly finishedCount: Float64Array
}

/** Adds one step of all environments. @param rewards shape [N]. @param endings shape [N]. */
export function countStep(memory: EpisodeMemory, rewards: Float32Array, endings: Uint8Array): void {
  const { returnsUnderWay, lengthsUnderWay, finishedReturns, finishedLengths, finishedCount } = memory
  for (let n = 0; n < rewards.length; n++) {
    returnsUnderWay[n] = returnsUnderWay[n]! + rewards[n]!
    lengthsUnderWay[n] = lengthsUnderWay[n]! + 1
    if (endings[n] === CONTINUES) continue
    const slot = finishedCount[0]! % episodesRemembered
    finishedReturns[slot] = returnsUnderWay[n]!
    finishedLengths[slot] = lengthsUnderWay[n]!
    finishedCount[0] = finishedCount[0]! + 1
    returnsUnderWay[n] = 0
    lengthsUnderWay[n] = 0
  }
}

/** The mean over the last finished episodes, at most `episodesRemembered`; null while none has finished. */
export function finishedMean(memory: EpisodeMemory, values: Float64Array): number | null {
  const count = Math.min(memory.finishedCount[0]!, episodesRemembered)
  if (count === 0) return null
  let sum = 0
  for (let i = 0; i < count; i++) sum += values[i]!
  return sum / count
}
