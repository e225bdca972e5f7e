import { describe, expect, it } from 'vitest'
import { sparkPath, sparkPointsMax } from './spark-path.ts'

describe('a spark line', () => {
  it('runs from corner to corner when values rise', () => {
    expect(sparkPath([0, 10], 100, 20)).toBe('M1.0 18.0L99.0 2.0')
  })

  it('keeps gaps as gaps', () => {
    expect(sparkPath([0, null, 10, 10], 100, 20)!.match(/M/g)).toHaveLength(2)
  })

  it('draws nothing from fewer than two values, rather than a line at zero', () => {
    expect(sparkPath([], 100, 20)).toBeUndefined()
    expect(sparkPath([5, null], 100, 20)).toBeUndefined()
  })

  it('stays bounded and ends with the last value', () => {
    const path = sparkPath(
      Array.from({ length: 5_000 }, (_, i) => i),
      100,
      20,
    )!
    expect(path.match(/[ML]/g)).toHaveLength(sparkPointsMax)
    expect(path.endsWith('L99.0 2.0')).toBe(true)
  })
})
