import { idSchema } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { createId } from './id.ts'

describe('a new id', () => {
  it('is a UUID of version 7', () => {
    const id = createId()
    expect(idSchema.parse(id)).toBe(id)
    expect(id[14]).toBe('7')
  })

  it('sorts after every earlier one, as text, also within a millisecond', () => {
    const ids = Array.from({ length: 5_000 }, createId)
    expect(ids.toSorted()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('carries the time at which it was made', () => {
    const before = Date.now()
    const millisecond = Number.parseInt(createId().replace('-', '').slice(0, 12), 16)
    expect(millisecond).toBeGreaterThanOrEqual(before - 1)
    expect(millisecond).toBeLessThanOrEqual(Date.now() + 1)
  })
})
