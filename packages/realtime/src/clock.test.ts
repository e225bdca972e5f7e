import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clockOf, createTimers, createWatchdog } from './clock.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('timers', () => {
  it('run one per name: the later replaces the earlier', () => {
    const fired: string[] = []
    const timers = createTimers<'a' | 'b'>(clockOf({}))
    timers.start('a', 10, () => void fired.push('first'))
    timers.start('a', 20, () => void fired.push('second'))
    timers.start('b', 15, () => void fired.push('other'))
    vi.advanceTimersByTime(100)
    expect(fired).toEqual(['other', 'second'])
  })

  it('stop one by one, or all at once', () => {
    const timers = createTimers<'a' | 'b' | 'c'>(clockOf({}))
    for (const name of ['a', 'b', 'c'] as const) timers.start(name, 10, () => expect.unreachable())
    timers.stop('a')
    expect(vi.getTimerCount()).toBe(2)
    timers.stopAll()
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('watchdog', () => {
  it('calls once, when nothing was heard for its limit', () => {
    let calls = 0
    const watchdog = createWatchdog(clockOf({}), 100, () => {
      calls += 1
    })
    vi.advanceTimersByTime(99)
    watchdog.heard(100)
    vi.advanceTimersByTime(99)
    expect(calls).toBe(0)
    vi.advanceTimersByTime(1_000)
    expect(calls).toBe(1)
  })

  it('takes up a new limit at once, and keeps a single timer however much it hears', () => {
    let calls = 0
    const watchdog = createWatchdog(clockOf({}), 10_000, () => {
      calls += 1
    })
    for (let n = 0; n < 1_000; n += 1) watchdog.heard(50)
    expect(vi.getTimerCount()).toBe(1)
    vi.advanceTimersByTime(50)
    expect(calls).toBe(1)
  })

  it('is quiet once it is stopped', () => {
    createWatchdog(clockOf({}), 10, () => expect.unreachable()).stop()
    vi.advanceTimersByTime(100)
    expect(vi.getTimerCount()).toBe(0)
  })
})
