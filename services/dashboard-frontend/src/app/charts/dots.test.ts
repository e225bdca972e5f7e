import { describe, expect, it } from 'vitest'
import { episodeAt, layDots } from './dots.ts'

const box = { left: 40, right: 640, top: 10, bottom: 210 }
const episodes = [
  { index: 0, return: 500, baselineReturn: 20 },
  { index: 1, return: 480, baselineReturn: null },
  { index: 2, return: 500, baselineReturn: 30 },
]

describe('returns per episode', () => {
  it('are one dot for each return, and none for what is not played', () => {
    const { candidate, baseline } = layDots(episodes, box, 475)
    expect(candidate.match(/M/g)).toHaveLength(3)
    expect(baseline.match(/M/g)).toHaveLength(2)
  })

  it('have higher returns higher up, and the mark in view', () => {
    const { y } = layDots(episodes, box, 600)
    expect(y(500)).toBeLessThan(y(20))
    expect(y(600)).toBeGreaterThan(box.top)
    expect(y(20)).toBeLessThan(box.bottom)
  })

  it('are found again from where someone points', () => {
    const layout = layDots(episodes, box, null)
    expect(episodes.map(({ index }) => episodeAt(layout, layout.x(index), 3))).toEqual([0, 1, 2])
    expect(episodeAt(layout, -100, 3)).toBe(0)
    expect(episodeAt(layout, 10_000, 3)).toBe(2)
  })

  it('have a place even when there are none', () => {
    expect(layDots([], box, null).candidate).toBe('')
  })
})
