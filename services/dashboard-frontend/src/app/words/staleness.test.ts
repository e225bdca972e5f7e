import { describe, expect, it } from 'vitest'
import { hiccupMs, nextFreshness, staleSince } from './staleness.ts'

const left = Date.parse('2026-11-23T12:00:00.000Z')

describe('what a page shows', () => {
  it('is as old as the moment at which its connection left, however often it tries again', () => {
    const away = nextFreshness('live', false, left)
    expect(nextFreshness(away, false, left + 60_000)).toBe(left)
    expect(staleSince(away, left + 125_000)).toBe('2026-11-23T12:00:00.000Z')
    expect(staleSince(away, left + 126_000)).toBe('2026-11-23T12:00:00.000Z')
  })

  it('is not called old during a hiccup, while it is live, or before it ever was', () => {
    expect(staleSince(left, left + hiccupMs - 1)).toBeNull()
    expect(staleSince(nextFreshness(left, true, left + 9_000), left + 9_999_999)).toBeNull()
    expect(staleSince(nextFreshness('unknown', false, left), left + 9_999_999)).toBeNull()
  })
})
