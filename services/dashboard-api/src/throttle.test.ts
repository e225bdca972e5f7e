import { describe, expect, it } from 'vitest'
import { createThrottle } from './throttle.ts'

describe('createThrottle', () => {
  const make = (keysMax = 10) => {
    const clock = { at: 0 }
    return {
      clock,
      throttle: createThrottle({ attemptsMax: 3, windowMs: 60_000, keysMax, now: () => clock.at }),
    }
  }

  it('refuses the attempt after the last one allowed and says when to come back', () => {
    const { clock, throttle } = make()
    for (let attempt = 0; attempt < 3; attempt++) throttle.attempt('a')
    clock.at = 20_500
    expect(() => throttle.attempt('a')).toThrow(
      expect.objectContaining({ code: 'RATE_LIMITED', facts: { retryAfterSeconds: 40 } }),
    )
    expect(() => throttle.attempt('b')).not.toThrow()
    clock.at = 60_000
    expect(() => throttle.attempt('a')).not.toThrow()
  })

  it('forgets the attempts of a key that is forgiven', () => {
    const { throttle } = make()
    for (let attempt = 0; attempt < 3; attempt++) throttle.attempt('a')
    throttle.forgive('a')
    expect(() => throttle.attempt('a')).not.toThrow()
  })

  it('remembers a bounded number of keys', () => {
    const { throttle } = make(2)
    for (let attempt = 0; attempt < 3; attempt++) throttle.attempt('a')
    throttle.attempt('b')
    throttle.attempt('c')
    expect(() => throttle.attempt('a')).not.toThrow()
  })
})
