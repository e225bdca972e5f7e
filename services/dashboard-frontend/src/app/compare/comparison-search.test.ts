import { describe, expect, it } from 'vitest'
import { joinPolicies, readComparisonSearch, splitPolicies, suiteOf } from './comparison-search.ts'

const id = (last: number) => `019abcde-0000-7000-8000-00000000000${last}`

describe('the address of a comparison', () => {
  it('holds policies in their order, each once, and no more than can be compared', () => {
    expect(splitPolicies(`${id(2)},${id(1)},${id(2)},x`)).toEqual([id(2), id(1)])
    const many = Array.from({ length: 10 }, (_, i) => id(i)).join(',')
    expect(splitPolicies(many)).toHaveLength(8)
    expect(readComparisonSearch({ policies: 'x' })).toStrictEqual({
      policies: undefined,
      episodes: undefined,
      seed: undefined,
      mode: undefined,
    })
    expect(joinPolicies([id(1), id(2)])).toBe(`${id(1)},${id(2)}`)
  })

  it('holds a suite where it is another than the usual one', () => {
    const search = readComparisonSearch({ episodes: '200', seed: 7, mode: 'stochastic' })
    expect(suiteOf(search)).toEqual({ episodes: 200, seed: 7, mode: 'stochastic' })
    const usual = readComparisonSearch({ episodes: 100, seed: '0', mode: 'deterministic' })
    expect(Object.values(usual).every((value) => value === undefined)).toBe(true)
    expect(suiteOf(usual)).toEqual({ episodes: 100, seed: 0, mode: 'deterministic' })
  })

  it('refuses what no suite can be', () => {
    for (const episodes of [0, 10_001, 1.5, 'x', '', null]) {
      expect(readComparisonSearch({ episodes }).episodes).toBeUndefined()
    }
    expect(readComparisonSearch({ seed: -1 }).seed).toBeUndefined()
    expect(readComparisonSearch({ mode: 'dreaming' }).mode).toBeUndefined()
  })
})
