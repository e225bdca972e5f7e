import type { Comparison, Episode, Policy, Promotion, TrainingPoint } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import {
  binTable,
  curveTable,
  differenceTable,
  episodeTable,
  lineageTable,
  nameCurveFile,
} from './export-tables.ts'

const episodes = [10, 20, 30].map(
  (value, index) =>
    ({
      index,
      seed: 100 + index,
      return: value,
      baselineReturn: index === 2 ? null : 5,
      length: 7,
    }) as Episode,
)

describe('what a chart saves', () => {
  it('is every episode with both returns, absence empty', () => {
    const { names, columns } = episodeTable(episodes)
    expect(names).toHaveLength(columns.length)
    expect(columns[2]).toEqual([10, 20, 30])
    expect(columns[3]).toEqual([5, 5, null])
  })

  it('is every bin, in which each episode is counted once', () => {
    const [, , policy, baseline] = binTable(episodes).columns as number[][]
    expect(policy!.reduce((sum, count) => sum + count)).toBe(3)
    expect(baseline!.reduce((sum, count) => sum + count)).toBe(2)
  })

  it('is every measurement of a training, with the name of the file telling which training it is', () => {
    const { names, columns } = curveTable(
      [1, 2].map((steps) => ({ steps, entropy: null }) as unknown as TrainingPoint),
    )
    expect(columns[names.indexOf('steps')]).toEqual([1, 2])
    expect(columns[names.indexOf('entropy')]![0]).toBeNull()
    const training = { agent: 'pole', seed: 7, id: '01890000-0000-7000-8000-00001234abcd' }
    expect(nameCurveFile(training, 'curve')).toBe('pole-seed-7-1234abcd-curve')
    expect(nameCurveFile({ ...training, seed: 8 }, 'curve')).not.toBe(nameCurveFile(training, 'curve'))
  })

  it('is every version of an agent, with the times at which it became the baseline and nothing undecided', () => {
    const policies = [2, 1].map(
      (version) =>
        ({ id: `p${version}`, version, isBaseline: version === 1, createdAt: `made ${version}` }) as Policy,
    )
    const decided = (policyId: string, kind: string, decidedAt: string, state = 'approved') =>
      ({ policyId, kind, decidedAt, state }) as Promotion
    const { columns } = lineageTable(policies, [
      decided('p1', 'promotion', 'Monday'),
      decided('p2', 'promotion', 'Tuesday'),
      decided('p1', 'rollback', 'Friday'),
      decided('p2', 'promotion', 'never', 'rejected'),
    ])
    expect(columns).toEqual([
      [1, 2],
      ['p1', 'p2'],
      ['made 1', 'made 2'],
      ['yes', 'no'],
      ['Monday', 'Tuesday'],
      ['Friday', ''],
    ])
  })

  it('is the difference in one row, without an interval where there is none', () => {
    const comparison = {
      difference: 2,
      interval95: [1, 3],
      margin: 5,
      episodes: 100,
    } as unknown as Comparison
    expect(differenceTable(comparison).columns).toEqual([[2], [1], [3], [5], [100]])
    expect(differenceTable({ ...comparison, interval95: null }).columns[1]).toEqual([null])
  })
})
