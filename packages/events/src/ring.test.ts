import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRing } from './ring.ts'

describe('a ring', () => {
  it('gives the latest entries in order, and nothing when it does not hold so many', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer(), { maxLength: 60 }),
        fc.integer({ min: 0, max: 70 }),
        (capacity, entries, count) => {
          const ring = createRing<number>(capacity)
          for (const entry of entries) ring.push(entry)
          const kept = Math.min(capacity, entries.length)
          expect(ring.last(count)).toEqual(count > kept ? undefined : entries.slice(entries.length - count))
        },
      ),
    )
  })

  it('hands out a copy that later entries do not change', () => {
    const ring = createRing<number>(2)
    ring.push(1)
    ring.push(2)
    const last = ring.last(2)
    ring.push(3)
    expect(last).toEqual([1, 2])
  })
})
