import { describe, expect, it } from 'vitest'
import { formatDuration } from './duration.ts'
import { formatAgo, formatClock, formatExact, secondsBetween } from './moment.ts'

const now = Date.parse('2026-11-23T12:00:00.000Z')
const before = (seconds: number) => new Date(now - seconds * 1_000).toISOString()
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('moments', () => {
  it('are told by how long ago they were, in their largest unit', () => {
    expect(plain(formatAgo(before(2), now))).toBe('just now')
    expect(plain(formatAgo(before(9.6), now))).toBe('9 s ago')
    expect(plain(formatAgo(before(42), now))).toBe('42 s ago')
    expect(plain(formatAgo(before(200), now))).toBe('3 min ago')
    expect(plain(formatAgo(before(7_300), now))).toBe('2 h ago')
    expect(plain(formatAgo(before(200_000), now))).toBe('2 d ago')
  })

  it('count as just now when the server clock is ahead', () => {
    expect(formatAgo(before(-30), now)).toBe('just now')
  })

  it('are exact to the second with the zone named', () => {
    expect(formatExact('2026-11-23T12:00:09.000Z', 'UTC')).toBe('23 Nov 2026, 12:00:09 UTC')
    expect(formatExact('2026-11-23T12:00:09.000Z')).toContain('2026')
  })

  it('have a time of day in the zone of the viewer', () => {
    expect(formatClock('2026-11-23T12:00:09.000Z', 'UTC')).toBe('12:00:09')
    expect(formatClock('2026-11-23T12:00:09.000Z', 'Asia/Tokyo')).toBe('21:00:09')
  })

  it('give the seconds between them, until now while open', () => {
    expect(secondsBetween(before(90), before(30), now)).toBe(60)
    expect(secondsBetween(before(90), null, now)).toBe(90)
    expect(secondsBetween(before(0), before(10), now)).toBe(0)
  })
})

describe('duration', () => {
  it.each([
    [0, '0 s'],
    [0.012, '12 ms'],
    [0.000_2, '1 ms'],
    [0.84, '0.8 s'],
    [3, '3 s'],
    [42.4, '42 s'],
    [59.7, '1 min'],
    [200, '3 min 20 s'],
    [3_900, '1 h 5 min'],
    [7_200, '2 h'],
    [187_200, '2 d 4 h'],
  ])('tells %d seconds as %s', (seconds, words) => {
    expect(plain(formatDuration(seconds))).toBe(words)
  })
})
