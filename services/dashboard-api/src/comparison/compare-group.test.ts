import { interquartileMeanInterval } from '@tars/statistics'
import { describe, expect, it } from 'vitest'
import { compareGroup, replicatesOf } from './compare-group.ts'

const member = (policyId: string, returns: number[]) => ({ policyId, name: `agent ${policyId}`, returns })
const steady = (level: number, episodes = 20) =>
  Array.from({ length: episodes }, (_, index) => level + (index % 4))

describe('a group of policies', () => {
  it('has profiles over thresholds from the least to the greatest return of all', () => {
    const low = member('low', steady(0))
    const high = member('high', steady(100))
    const { thresholds, members } = compareGroup({ members: [low, high], range: 500 }, 7)
    expect(thresholds).toHaveLength(101)
    expect([thresholds[0], thresholds.at(-1)]).toEqual([0, 103])
    expect(members.map(({ policyId }) => policyId)).toEqual(['low', 'high'])
    expect(members[0]?.profile[0]).toBe(0.75)
    expect(members[0]?.profile.at(50)).toBe(0)
    expect(members[1]?.profile.at(50)).toBe(1)
    expect(members[1]?.profile.at(-1)).toBe(0)
  })

  it('has the seeded bootstrap interval of each interquartile mean', () => {
    const returns = steady(10, 50)
    const compared = compareGroup({ members: [member('a', returns)], range: 500 }, 7)
    expect(compared.members[0]?.iqmInterval95).toEqual(interquartileMeanInterval(returns, { seed: 7 }))
    expect(compareGroup({ members: [member('a', returns)], range: 500 }, 7)).toEqual(compared)
  })

  it('rests on fewer resamples where episodes are many, so that the largest comparison stays bearable', () => {
    expect([6, 1_000, 1_001, 2_000, 10_000].map(replicatesOf)).toEqual([2_000, 2_000, 1_998, 1_000, 500])
    const returns = steady(10, 4_000)
    const { members } = compareGroup({ members: [member('a', returns)], range: 500 }, 7)
    const expected = interquartileMeanInterval(returns, { seed: 7, replicates: 500 })
    expect(members[0]?.iqmInterval95).toEqual(expected)
  })

  it('has every pair once, judged and in words with both names', () => {
    const members = [member('a', steady(100)), member('b', steady(100)), member('c', steady(300))]
    const { pairs } = compareGroup({ members, range: 500 }, 0)
    expect(pairs.map(({ firstPolicyId, secondPolicyId }) => firstPolicyId + secondPolicyId)).toEqual([
      'ab',
      'ac',
      'bc',
    ])
    expect(pairs[0]).toMatchObject({ difference: 0, verdict: 'equivalent', probabilityOfImprovement: 0.5 })
    expect(pairs[1]).toMatchObject({
      difference: -200,
      interval95: [-200, -200],
      verdict: 'regressed',
      probabilityOfImprovement: 0,
    })
    expect(pairs[1]?.sentence).toMatch(/^agent a regressed from agent c: −200/)
  })

  it('has no interval below six episodes, and says so', () => {
    const members = [member('a', [1, 2, 3, 4, 5]), member('b', [0, 0, 0, 0, 0])]
    const compared = compareGroup({ members, range: 500 }, 0)
    expect(compared.members.map(({ iqmInterval95 }) => iqmInterval95)).toEqual([null, null])
    expect(compared.pairs[0]).toMatchObject({ interval95: null, verdict: 'inconclusive' })
  })

  it('has no pairs where nobody knows what a bearable drop is, and nothing at all without members', () => {
    const members = [member('a', steady(1)), member('b', steady(2))]
    expect(compareGroup({ members, range: null }, 0)).toMatchObject({ pairs: [], members: [{}, {}] })
    expect(compareGroup({ members: [], range: 500 }, 0)).toEqual({ thresholds: [], members: [], pairs: [] })
  })
})
