import type { Comparison, Episode } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { binTable, differenceTable, episodeTable } from './export-tables.ts'

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
