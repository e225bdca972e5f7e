import {
  type Comparison,
  type EpisodeDifference,
  type Receipt,
  type ReceiptCheck,
  verificationDifferencesMax,
} from '@tars/contracts'
import { hashNumbers, type PlayedEpisode, type Side, type VerificationResult } from '@tars/database'

/** The episodes of both sides, each in order. */
export interface BothSides {
  candidate: readonly PlayedEpisode[]
  baseline: readonly PlayedEpisode[]
}

/** Both sides as they were played again. A side that could not be played has no episodes, and the reason among the refusals. */
export interface Replayed extends BothSides {
  refusals: Partial<Record<Side, string>>
}

/** What an evaluation says of itself, and what was found when it was played again. */
export interface Replay {
  receipt: Receipt
  comparison: Pick<Comparison, 'baselineScore'>
  recorded: BothSides
  replayed: Replayed
  /** Of the weights in the stored policy file; the reason where it was refused. */
  policyHash: string
  /** Of the environment that was played in; "none" where it is not there any more. */
  environmentVersion: string
}

/** Compares an evaluation with its replay: every fact of the receipt, and the recorded episodes one by one. */
export function checkReplay(replay: Replay): VerificationResult {
  const { recorded, replayed } = replay
  const checks = checkReceipt(replay)
  const candidate = compareSide('candidate', recorded.candidate, replayed.candidate)
  const baseline = compareSide('baseline', recorded.baseline, replayed.baseline)
  const differing = candidate.differing + baseline.differing
  return {
    matches: differing === 0 && checks.every(({ matches }) => matches),
    checks,
    differing,
    differences: [...candidate.differences, ...baseline.differences].slice(0, verificationDifferencesMax),
    episodesDone: replayed.candidate.length + replayed.baseline.length,
  }
}

function checkReceipt({ receipt, comparison, replayed, ...found }: Replay): ReceiptCheck[] {
  const check = (name: ReceiptCheck['name'], expected: string, now: string) => ({
    name,
    expected,
    found: now,
    matches: expected === now,
  })
  // What rests on a side that could not be played is broken, and what is found is the reason.
  const hashOf = (side: Side, field: 'seed' | 'return') =>
    replayed.refusals[side] ?? hashNumbers(replayed[side].map((episode) => episode[field]))
  return [
    check('policyHash', receipt.policyHash, found.policyHash),
    check('environmentVersion', receipt.environmentVersion, found.environmentVersion),
    check('seedsHash', receipt.seedsHash, hashOf('candidate', 'seed')),
    check('returnsHash', receipt.returnsHash, hashOf('candidate', 'return')),
    check('baselineReturnsHash', comparison.baselineScore.returnsHash, hashOf('baseline', 'return')),
  ]
}

/** Episodes that are recorded but were never asked for, or the other way round, differ too; only they cannot be named. */
function compareSide(
  side: EpisodeDifference['side'],
  recorded: readonly PlayedEpisode[],
  replayed: readonly PlayedEpisode[],
): { differing: number; differences: EpisodeDifference[] } {
  const unseen = new Map(recorded.map((episode) => [episode.index, episode]))
  const differences: EpisodeDifference[] = []
  let differing = 0
  for (const now of replayed) {
    const then = unseen.get(now.index)
    unseen.delete(now.index)
    if (then !== undefined && isSame(then, now)) continue
    differing += 1
    if (then === undefined) continue
    const { index, seed } = now
    differences.push({ side, index, seed, recorded: then.return, replayed: now.return })
  }
  return { differing: differing + unseen.size, differences }
}

function isSame(one: PlayedEpisode, other: PlayedEpisode): boolean {
  const fields = ['seed', 'return', 'length', 'terminated', 'truncated'] as const
  return fields.every((field) => one[field] === other[field])
}
