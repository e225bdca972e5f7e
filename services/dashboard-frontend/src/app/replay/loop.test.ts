import { describe, expect, it } from 'vitest'
import { frameOfLoop, restMs } from './loop.ts'

describe('an animation in a loop', () => {
  it('plays at its pace, rests on its last frame, and begins again', () => {
    const at = (elapsedMs: number) => frameOfLoop(elapsedMs, 50, 50)
    expect(at(0)).toBe(0)
    expect(at(500)).toBe(25)
    expect(at(1_000)).toBe(49)
    expect(at(1_000 + restMs - 1)).toBe(49)
    expect(at(1_000 + restMs)).toBe(0)
  })

  it('stays at its beginning when there is nothing to play', () => {
    expect(frameOfLoop(500, 0, 50)).toBe(0)
  })
})
