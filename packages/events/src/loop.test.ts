import { describe, expect, it } from 'vitest'
import { waitUntil } from '../../../tests/harness/wait-until.ts'
import { startLoop } from './loop.ts'

const hourMs = 3_600_000
const refuse = (error: unknown) => {
  throw error
}

describe('a loop', () => {
  it('works on while there is more to do, then sleeps until it is woken', async () => {
    const answers = [true, true, false, true, false]
    let turns = 0
    const loop = startLoop(async () => answers[turns++] ?? false, { pauseMs: hourMs, onError: refuse })
    await waitUntil(() => turns === 3)
    loop.wake()
    await waitUntil(() => turns === 5)
    await loop.stop()
    expect(turns).toBe(5)
  })

  it('runs once more when it is woken during work, however often', async () => {
    const gate = Promise.withResolvers<boolean>()
    let turns = 0
    const loop = startLoop(() => (++turns === 1 ? gate.promise : Promise.resolve(false)), {
      pauseMs: hourMs,
      onError: refuse,
    })
    loop.wake()
    loop.wake()
    gate.resolve(false)
    await waitUntil(() => turns > 1)
    await loop.stop()
    expect(turns).toBe(2)
  })

  it('sleeps as long as the work says', async () => {
    const startedMs: number[] = []
    const loop = startLoop(
      async () => {
        startedMs.push(performance.now())
        return startedMs.length === 1 ? 40 : hourMs
      },
      { pauseMs: hourMs, onError: refuse },
    )
    await waitUntil(() => startedMs.length === 2)
    await loop.stop()
    // A timer may fire up to a millisecond early.
    expect(startedMs[1]! - startedMs[0]!).toBeGreaterThanOrEqual(39)
  })

  it('looks by itself when nobody wakes it', async () => {
    let turns = 0
    const loop = startLoop(async () => ++turns < 0, { pauseMs: 1, onError: refuse })
    await waitUntil(() => turns >= 3)
    await loop.stop()
  })

  it('tells every error and goes on after the pause', async () => {
    const errors: unknown[] = []
    let turns = 0
    const loop = startLoop(
      async () => {
        turns += 1
        if (turns <= 2) throw new Error(`turn ${turns}`)
        return false
      },
      { pauseMs: 5, onError: (error) => errors.push(error) },
    )
    await waitUntil(() => turns >= 3)
    await loop.stop()
    expect(errors).toEqual([new Error('turn 1'), new Error('turn 2')])
  })

  it('waits for the work at hand when it is stopped, and begins no other', async () => {
    const gate = Promise.withResolvers<boolean>()
    let turns = 0
    let isStopped = false
    const loop = startLoop(
      () => {
        turns += 1
        return gate.promise
      },
      { pauseMs: 0, onError: refuse },
    )
    const stopping = loop.stop().then(() => {
      isStopped = true
    })
    await Promise.resolve()
    expect(isStopped).toBe(false)
    gate.resolve(true)
    await stopping
    expect(turns).toBe(1)
  })

  it('ends its sleep at once when it is stopped', async () => {
    let turns = 0
    const loop = startLoop(async () => ++turns < 0, { pauseMs: hourMs, onError: refuse })
    await waitUntil(() => turns === 1)
    await loop.stop()
    expect(turns).toBe(1)
  })
})
