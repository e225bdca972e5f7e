import { describe, expect, it } from 'vitest'
import { formatAge, formatClock, formatSeconds } from './time.ts'

const now = Date.parse('2026-01-31T12:00:00.000Z')

describe('time', () => {
  it.each([
    [0.42, '0.4 s'],
    [9.96, '10.0 s'],
    [59.9, '60 s'],
    [59.96, '1 min 0 s'],
    [75, '1 min 15 s'],
    [7300, '2 h 1 min'],
    [200_000, '2 d 7 h'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text)
  })

  it.each([
    ['2026-01-31T12:00:00.000Z', 'now'],
    ['2026-01-31T11:59:30.000Z', '30 s ago'],
    ['2026-01-31T11:57:00.000Z', '3 min ago'],
    ['2026-01-31T09:00:00.000Z', '3 h ago'],
    ['2026-01-26T12:00:00.000Z', '5 d ago'],
  ])('tells the age of %s as %s', (instant, text) => {
    expect(formatAge(instant, now)).toBe(text)
  })

  it('tells an absent moment as a dash', () => {
    expect(formatAge(null, now)).toBe('–')
  })
})

describe('a moment on the clock', () => {
  const noon = new Date(2026, 0, 31, 12, 5, 9, 7)

  it('of today is local time to the millisecond', () => {
    expect(formatClock(noon.toISOString(), noon.getTime())).toBe('12:05:09.007')
  })

  it('of another day has its date', () => {
    const later = new Date(2026, 1, 28, 12, 5, 9).getTime()
    expect(formatClock(noon.toISOString(), later)).toBe('2026-01-31 12:05:09')
  })
})
