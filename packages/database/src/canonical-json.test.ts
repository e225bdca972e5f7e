import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCanonicalJson } from './canonical-json.ts'

describe('the canonical text of a JSON value', () => {
  it('is that of the standard for its own example of sorting', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    }
    const order = [...toCanonicalJson(value).matchAll(/:"(\w+)/g)].map(([, word]) => word)
    expect(order).toEqual(['Carriage', 'One', 'Control', 'Latin', 'Euro', 'Emoji', 'Hebrew'])
  })

  it('is that of the standard for its own example of values', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      literals: [null, true, false],
    }
    const expected = '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}'
    expect(toCanonicalJson(value)).toBe(expected)
  })

  it('sorts keys as text, also those that look like numbers', () => {
    expect(toCanonicalJson({ 9: 0, 10: 0, a: { b: 1, a: [{ d: 1, c: 2 }] } })).toBe(
      '{"10":0,"9":0,"a":{"a":[{"c":2,"d":1}],"b":1}}',
    )
  })

  it('stands for what JSON makes of the value', () => {
    expect(toCanonicalJson({ gone: undefined, at: new Date(0), none: Number.NaN, negative: -0 })).toBe(
      '{"at":"1970-01-01T00:00:00.000Z","negative":0,"none":null}',
    )
  })

  it('says the same whatever the order of the keys, and loses nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = toCanonicalJson(value)
        const reverse = (part: unknown): unknown => {
          if (typeof part !== 'object' || part === null) return part
          if (Array.isArray(part)) return part.map(reverse)
          const fields = Object.entries(part).map(([key, field]) => [key, reverse(field)] as const)
          return Object.fromEntries(fields.reverse())
        }
        expect(toCanonicalJson(reverse(value))).toBe(text)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})
