import { describe, expect, it, vi } from 'vitest'
import { createClock } from './clock.ts'

function setUp() {
  let now = 1_000
  let tick: (() => void) | undefined
  const clearInterval = vi.fn(() => {
    tick = undefined
  })
  const setInterval = vi.fn((given: () => void) => {
    tick = given
    return 7
  })
  const clock = createClock({ now: () => now, setInterval, clearInterval }, 1_000)
  const pass = (ms: number) => {
    now += ms
    tick?.()
  }
  return { clock, pass, setInterval, clearInterval }
}

describe('the clock of a page', () => {
  it('stands still between ticks, so that all that is shown agrees', () => {
    const { clock, pass } = setUp()
    const heard = vi.fn()
    clock.subscribe(heard)
    expect(clock.nowMs()).toBe(1_000)
    pass(1_000)
    expect(clock.nowMs()).toBe(2_000)
    expect(heard).toHaveBeenCalledTimes(1)
  })

  it('has one timer for all who listen, and none when nobody does', () => {
    const { clock, setInterval, clearInterval } = setUp()
    const stops = [clock.subscribe(() => {}), clock.subscribe(() => {})]
    expect(setInterval).toHaveBeenCalledTimes(1)
    stops[0]!()
    expect(clearInterval).not.toHaveBeenCalled()
    stops[1]!()
    expect(clearInterval).toHaveBeenCalledWith(7)
  })

  it('is right at once when someone listens again after a while', () => {
    const { clock, pass } = setUp()
    pass(60_000)
    clock.subscribe(() => {})
    expect(clock.nowMs()).toBe(61_000)
  })
})
