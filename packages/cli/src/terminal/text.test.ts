import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cut, printable, widthOf, wrap } from './text.ts'

describe('text', () => {
  it('takes control characters out, so that a name cannot steer the terminal', () => {
    expect(printable('a\u001b[2Jb\nc\u009bd')).toBe('a [2Jb c d')
  })

  it('cuts to a width and marks what is lost', () => {
    expect(cut('abcdef', 4)).toBe('abc…')
    expect(cut('abcd', 4)).toBe('abcd')
    expect(cut('abcd', 0)).toBe('')
  })

  it('counts a character outside the basic plane as one column', () => {
    expect(widthOf('a𝛼b')).toBe(3)
  })

  it('wraps at spaces', () => {
    expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four'])
  })

  it('never makes a line wider than asked for and loses no character but spaces', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 30 }), (text, width) => {
        const lines = wrap(text, width)
        expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      }),
    )
  })
})
