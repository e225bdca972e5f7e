import { describe, expect, it } from 'vitest'
import { layProfiles } from './profile-layout.ts'

const box = { left: 0, right: 100, top: 0, bottom: 100 }

describe('performance profiles', () => {
  it('fall from all episodes to none across the thresholds', () => {
    const { lines } = layProfiles([0, 10, 20], [[1, 0.5, 0]], box)
    expect(lines[0]!.path).toBe('M0.0 0.0L50.0 50.0L100.0 100.0')
  })

  it('have their letters where their lines are apart, and none without a profile', () => {
    const same = [1, 0.8, 0.5, 0.2, 0]
    const { lines } = layProfiles([0, 1, 2, 3, 4], [same, null, same], box)
    expect(lines[1]).toBeNull()
    expect(lines[0]!.label.x).toBeLessThan(lines[2]!.label.x)
  })

  it('stand at their end where they never fall', () => {
    const { lines } = layProfiles([0, 500], [[1, 1]], box)
    expect(lines[0]!.label).toEqual({ x: 100, y: 0 })
  })
})
