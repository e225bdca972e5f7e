import { describe, expect, it, vi } from 'vitest'
import { elapsedMsMax, startFrameLoop } from './frame-loop.ts'

function browser() {
  const waiting = new Map<number, (nowMs: number) => void>()
  let last = 0
  return {
    requestAnimationFrame: (draw: (nowMs: number) => void) => {
      waiting.set(++last, draw)
      return last
    },
    cancelAnimationFrame: (request: number) => void waiting.delete(request),
    draw: (nowMs: number) => {
      const drawn = [...waiting.values()]
      waiting.clear()
      for (const each of drawn) each(nowMs)
    },
    waiting,
  }
}

describe('the frames of a replay', () => {
  it('tell how much time passed between them', () => {
    const uses = browser()
    const heard = vi.fn()
    startFrameLoop(uses, heard)
    for (const nowMs of [1_000, 1_016, 1_033]) uses.draw(nowMs)
    expect(heard.mock.calls.flat()).toEqual([0, 16, 17])
  })

  it('do not leap after the tab has slept', () => {
    const uses = browser()
    const heard = vi.fn()
    startFrameLoop(uses, heard)
    uses.draw(1_000)
    uses.draw(61_000)
    expect(heard).toHaveBeenLastCalledWith(elapsedMsMax)
  })

  it('end when they are stopped, also from within a frame', () => {
    const uses = browser()
    const stop = startFrameLoop(uses, () => stop())
    uses.draw(1_000)
    expect(uses.waiting.size).toBe(0)
  })
})
