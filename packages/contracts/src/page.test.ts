import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { pageLimitMax, pageOf, pageQuery } from './page.ts'

describe('a page', () => {
  const numbers = pageOf(z.number())

  it('holds entries and the cursor of the next page, null at the end', () => {
    expect(numbers.parse({ items: [1, 2], nextCursor: 'c' })).toEqual({ items: [1, 2], nextCursor: 'c' })
    expect(numbers.parse({ items: [], nextCursor: null })).toEqual({ items: [], nextCursor: null })
  })

  it('refuses entries of another shape and a cursor that is left out', () => {
    expect(numbers.safeParse({ items: ['1'], nextCursor: null }).success).toBe(false)
    expect(numbers.safeParse({ items: [1] }).success).toBe(false)
  })
})

describe('the query of a list', () => {
  const query = z.strictObject(pageQuery)

  it('may leave out both parameters', () => {
    expect(query.parse({})).toEqual({})
  })

  it('bounds the entries and the cursor', () => {
    expect(query.parse({ limit: String(pageLimitMax) }).limit).toBe(pageLimitMax)
    for (const limit of ['0', String(pageLimitMax + 1), '-1', 'all']) {
      expect(query.safeParse({ limit }).success).toBe(false)
    }
    expect(query.safeParse({ cursor: 'c'.repeat(512) }).success).toBe(true)
    expect(query.safeParse({ cursor: 'c'.repeat(513) }).success).toBe(false)
  })
})
