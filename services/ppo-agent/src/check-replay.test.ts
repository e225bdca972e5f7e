import { hashNumbers, type PlayedEpisode } from '@tars/database'
import { describe, expect, it } from 'vitest'
import { checkReplay, type Replay } from './check-replay.ts'

const episode = (index: number, value = 100 + index): PlayedEpisode => ({
  index,
  seed: 1_000 + index,
  return: value,
  length: value,
  terminated: true,
  truncated: false,
})
const sideOf = (count: number, shift = 0) =>
  Array.from({ length: count }, (_, i) => episode(i, 100 + i + shift))

function replayOf(count = 30): Replay {
  const both = () => ({ candidate: sideOf(count), baseline: sideOf(count, 7) })
  const { candidate, baseline } = both()
  const returnsOf = (side: PlayedEpisode[]) => hashNumbers(side.map((played) => played.return))
  return {
    receipt: {
      policyHash: 'weights',
      environment: 'CartPole-v1',
      environmentVersion: '1',
      suiteSeed: 7,
      episodes: count,
      mode: 'deterministic',
      seedsHash: hashNumbers(candidate.map(({ seed }) => seed)),
      returnsHash: returnsOf(candidate),
    },
    comparison: { baselineScore: { returnsHash: returnsOf(baseline) } as never },
    recorded: both(),
    replayed: { ...both(), refusals: {} },
    policyHash: 'weights',
    environmentVersion: '1',
  }
}
const brokenOf = (replay: Replay) =>
  checkReplay(replay)
    .checks.filter(({ matches }) => !matches)
    .map(({ name }) => name)

describe('checking a replay', () => {
  it('matches when every fact and every episode comes again', () => {
    const result = checkReplay(replayOf())
    expect(result).toMatchObject({ matches: true, differing: 0, differences: [], episodesDone: 60 })
    expect(result.checks.map(({ name }) => name)).toEqual([
      'policyHash',
      'environmentVersion',
      'seedsHash',
      'returnsHash',
      'baselineReturnsHash',
    ])
    for (const { expected, found, matches } of result.checks) {
      expect(found).toBe(expected)
      expect(matches).toBe(true)
    }
  })

  it('finds every fact of the receipt that is another one now', () => {
    expect(brokenOf({ ...replayOf(), policyHash: 'others' })).toEqual(['policyHash'])
    expect(brokenOf({ ...replayOf(), environmentVersion: '2' })).toEqual(['environmentVersion'])
    const replay = replayOf()
    const { candidate, baseline } = replay.replayed
    const reseeded = candidate.map((played) => ({ ...played, seed: played.seed + 1 }))
    expect(brokenOf({ ...replay, replayed: { ...replay.replayed, candidate: reseeded } })).toEqual([
      'seedsHash',
    ])
    expect(brokenOf({ ...replay, replayed: { ...replay.replayed, candidate: baseline } })).toEqual([
      'returnsHash',
    ])
    expect(brokenOf({ ...replay, replayed: { ...replay.replayed, baseline: candidate } })).toEqual([
      'baselineReturnsHash',
    ])
    expect(checkReplay({ ...replay, policyHash: 'others' }).matches).toBe(false)
  })

  it('finds the reason instead of everything that rests on a side that could not be played', () => {
    const refusing = (side: 'candidate' | 'baseline') => {
      const replay = replayOf(5)
      const replayed = { ...replay.replayed, [side]: [], refusals: { [side]: 'no bytes' } }
      const policyHash = side === 'candidate' ? 'no bytes' : 'weights'
      return checkReplay({ ...replay, replayed, policyHash })
    }
    for (const side of ['candidate', 'baseline'] as const) {
      const { checks, ...result } = refusing(side)
      expect(result).toEqual({ matches: false, differing: 5, differences: [], episodesDone: 5 })
      expect(checks.filter(({ matches }) => !matches).map(({ name, found }) => [name, found])).toEqual(
        side === 'candidate'
          ? [
              ['policyHash', 'no bytes'],
              ['seedsHash', 'no bytes'],
              ['returnsHash', 'no bytes'],
            ]
          : [['baselineReturnsHash', 'no bytes']],
      )
    }
  })

  it('names an episode whose record was changed, on either side, though the receipt holds', () => {
    const replay = replayOf()
    const recorded = {
      candidate: replay.recorded.candidate.with(3, episode(3, 999)),
      baseline: replay.recorded.baseline.with(5, { ...episode(5, 112), seed: 4 }),
    }
    const result = checkReplay({ ...replay, recorded })
    expect(result).toMatchObject({ matches: false, differing: 2 })
    expect(result.checks.every(({ matches }) => matches)).toBe(true)
    expect(result.differences).toEqual([
      { side: 'candidate', index: 3, seed: 1_003, recorded: 999, replayed: 103 },
      { side: 'baseline', index: 5, seed: 1_005, recorded: 112, replayed: 112 },
    ])
  })

  it('finds a changed length, and a changed end', () => {
    for (const change of [{ length: 1 }, { terminated: false }, { truncated: true }]) {
      const replay = replayOf()
      const candidate = replay.recorded.candidate.with(0, { ...episode(0), ...change })
      expect(checkReplay({ ...replay, recorded: { ...replay.recorded, candidate } }).differing).toBe(1)
    }
  })

  it('counts episodes that are missing in the record or too many, though it cannot name them', () => {
    const replay = replayOf()
    const candidate = replay.recorded.candidate.slice(1)
    const baseline = [...replay.recorded.baseline, episode(30)]
    const result = checkReplay({ ...replay, recorded: { candidate, baseline } })
    expect(result).toMatchObject({ matches: false, differing: 2, differences: [] })
  })

  it('counts every difference but names twenty', () => {
    const replay = replayOf()
    const result = checkReplay({ ...replay, recorded: { candidate: sideOf(30, 1), baseline: sideOf(30, 1) } })
    expect(result.differing).toBe(60)
    expect(result.differences).toHaveLength(20)
    expect(new Set(result.differences.map(({ side }) => side))).toEqual(new Set(['candidate']))
  })
})
