import type { ComparedPair } from '@tars/contracts'
import {
  compare,
  describeVerdict,
  type Interval,
  interquartileMeanInterval,
  performanceProfile,
  profileThresholds,
} from '@tars/statistics'
import type { GroupAnswer, GroupMember, GroupOrder } from './comparison-message.ts'

const replicates = { min: 500, max: 2_000 }
const drawsMax = 2_000_000

/**
 * How many resamples an interval rests on: 2,000 up to 1,000 episodes, then as many as make two million draws, at least 500. With
 * 500 the ends of the interval are uncertain by about an eighth of the standard error, which is small where episodes are many.
 */
export function replicatesOf(episodes: number): number {
  return Math.min(replicates.max, Math.max(replicates.min, Math.floor(drawsMax / episodes)))
}

/**
 * The figures of a group: profiles, bootstrap intervals of the interquartile mean (see `replicatesOf`) and every pair, judged
 * as a policy is judged against its baseline. The same returns and seed always give the same figures.
 *
 * @throws {RangeError} when members played different numbers of episodes, or returns are missing or not finite
 */
export function compareGroup({ members, range }: GroupOrder, seed: number): GroupAnswer {
  if (members.length === 0) return { thresholds: [], members: [], pairs: [] }
  const thresholds = profileThresholds(members.map(({ returns }) => returns))
  return {
    thresholds,
    members: members.map(({ policyId, returns }) => ({
      policyId,
      iqmInterval95: toPair(
        interquartileMeanInterval(returns, { seed, replicates: replicatesOf(returns.length) }),
      ),
      profile: performanceProfile(returns, thresholds),
    })),
    pairs: range === null ? [] : comparePairs(members, range),
  }
}

function comparePairs(members: readonly GroupMember[], range: number): ComparedPair[] {
  return members.flatMap((first, index) =>
    members.slice(index + 1).map((second) => comparePair(first, second, range)),
  )
}

function comparePair(first: GroupMember, second: GroupMember, range: number): ComparedPair {
  const result = compare({ candidate: first.returns, baseline: second.returns, range })
  return {
    firstPolicyId: first.policyId,
    secondPolicyId: second.policyId,
    difference: result.difference,
    interval95: toPair(result.interval),
    probabilityOfImprovement: result.probabilityOfImprovement,
    verdict: result.verdict,
    sentence: describeVerdict(result, { candidate: first.name, baseline: second.name }),
  }
}

function toPair(interval: Interval | null): [number, number] | null {
  return interval === null ? null : [interval[0], interval[1]]
}
