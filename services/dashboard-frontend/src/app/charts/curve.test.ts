import type { TrainingPoint } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { columnsOf, mergePoints } from './curve.ts'

const point = (steps: number, returnMean: number | null = steps) =>
  ({ steps, seconds: steps / 100, episodes: steps / 10, returnMean }) as TrainingPoint

describe('a learning curve', () => {
  it('takes fresh points in the order of steps, whatever order they come in', () => {
    const merged = mergePoints([point(100), point(300)], [point(400), point(200)])
    expect(merged.map(({ steps }) => steps)).toEqual([100, 200, 300, 400])
  })

  it('believes the later report of the same step, and shows no point twice', () => {
    const merged = mergePoints([point(100, 1)], [point(100, 2)])
    expect(merged.map(({ returnMean }) => returnMean)).toEqual([2])
  })

  it('stays bounded and keeps its first and last point', () => {
    const many = Array.from({ length: 1_001 }, (_, i) => point(i))
    const merged = mergePoints(many, [point(2_000)], 300)
    expect(merged.length).toBeLessThanOrEqual(300)
    expect(merged[0]!.steps).toBe(0)
    expect(merged.at(-1)!.steps).toBe(2_000)
  })

  it('gives columns along any axis, absence kept as absence', () => {
    const points = [point(100, null), point(200)]
    expect(columnsOf(points, 'seconds', [({ returnMean }) => returnMean])).toEqual([
      [1, 2],
      [null, 200],
    ])
    expect(columnsOf(points, 'episodes', [])).toEqual([[10, 20]])
  })

  it('never goes back along its axis', () => {
    const resumed = [
      { ...point(100), seconds: 9 },
      { ...point(200), seconds: 4 },
    ]
    expect(columnsOf(resumed, 'seconds', [])).toEqual([[9, 9]])
  })
})
