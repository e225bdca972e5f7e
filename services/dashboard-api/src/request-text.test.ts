import { describe, expect, it } from 'vitest'
import { checkText } from './request-text.ts'

describe('checkText', () => {
  it('lets ordinary text of every script pass', () => {
    expect(() => checkText({ a: ['Jürgen', '数', '🤖'], b: 1, c: null })).not.toThrow()
  })

  it('names every string with U+0000 or half a surrogate pair', () => {
    const value = { a: 'x\0', b: ['ok', '\ud800'], '\0': 1 }
    expect(() => checkText(value)).toThrow(
      expect.objectContaining({
        code: 'REQUEST_INVALID',
        problems: [
          { path: 'a', message: 'must not hold U+0000' },
          { path: 'b.1', message: 'must not hold half a surrogate pair' },
          { path: '(whole value)', message: 'must not hold U+0000' },
        ],
      }),
    )
  })

  it('bounds what it says about a text of nothing but problems', () => {
    expect(() => checkText(Array(1_000).fill('\0'))).toThrow(
      expect.objectContaining({
        problems: expect.toSatisfy((problems: unknown[]) => problems.length === 100),
      }),
    )
  })

  it('refuses __proto__ at any depth and leaves Object.prototype alone', () => {
    const value = JSON.parse('{"a":[{"__proto__":{"polluted":true}}]}')
    expect(() => checkText(value)).toThrow(expect.objectContaining({ code: 'REQUEST_MALFORMED' }))
    expect('polluted' in {}).toBe(false)
  })
})
