import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isJsonDepthWithin } from './json-depth.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

describe('isJsonDepthWithin', () => {
  it('counts arrays and objects and allows exactly the limit', () => {
    expect(isJsonDepthWithin(bytes('[{"a":[1]}]'), 3)).toBe(true)
    expect(isJsonDepthWithin(bytes('[{"a":[1]}]'), 2)).toBe(false)
  })

  it('does not count brackets inside strings, not even after an escaped quote', () => {
    expect(isJsonDepthWithin(bytes(String.raw`["[[[[\"[[[[\\"]`), 1)).toBe(true)
  })

  it('agrees with the depth of every value that JSON can carry', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const document = bytes(JSON.stringify(value))
        const depth = depthOf(JSON.parse(JSON.stringify(value)))
        expect(isJsonDepthWithin(document, depth)).toBe(true)
        if (depth > 0) expect(isJsonDepthWithin(document, depth - 1)).toBe(false)
      }),
    )
  })

  it('refuses 200,000 levels within 5 ms', () => {
    const deep = bytes('['.repeat(200_000))
    const startedAt = performance.now()
    expect(isJsonDepthWithin(deep, 32)).toBe(false)
    expect(performance.now() - startedAt).toBeLessThan(5)
  })
})
