import { describe, expect, it } from 'vitest'
import { arenaBytes, createArena, segment } from './arena.ts'

describe('an arena', () => {
  const layout = {
    weights: segment('float32', 3, 5),
    flags: segment('uint8', 7),
    counts: segment('float64', 2),
  }

  it('gives every segment a view of its own on one buffer', () => {
    const { views, buffer } = createArena(layout)
    views.weights.fill(1)
    views.flags.fill(2)
    views.counts.fill(3)
    expect([views.weights.length, views.flags.length, views.counts.length]).toEqual([15, 7, 2])
    expect(views.weights.every((x) => x === 1) && views.flags.every((x) => x === 2)).toBe(true)
    expect([views.weights, views.flags, views.counts].every((view) => view.buffer === buffer)).toBe(true)
    // 60, 7 and 16 bytes, each rounded up to 64.
    expect(buffer.byteLength).toBe(192)
    expect(arenaBytes(layout)).toBe(192)
  })

  it('refuses to be larger than its maximum', () => {
    expect(() => createArena({ much: segment('float64', 2 ** 30) })).toThrow(/needs 8589934592 bytes/)
    expect(() => createArena({ more: segment('float64', Number.POSITIVE_INFINITY) })).toThrow(RangeError)
  })
})
