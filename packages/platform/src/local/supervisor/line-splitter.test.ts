import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLineSplitter } from './line-splitter.ts'

function split(pieces: string[], lengthMax?: number): string[] {
  const lines: string[] = []
  const splitter = createLineSplitter((line) => lines.push(line), lengthMax)
  for (const piece of pieces) splitter.push(piece)
  splitter.end()
  return lines
}

describe('a line splitter', () => {
  it('joins what came in pieces and gives the rest at the end', () => {
    expect(split(['a', 'b\nc\r\n', '', 'd'])).toEqual(['ab', 'c', 'd'])
  })

  it('gives the same lines however the text was cut', () => {
    const line = fc.stringMatching(/^[a-z{}" ]{0,20}$/)
    fc.assert(
      fc.property(fc.array(line), fc.integer({ min: 1, max: 7 }), (lines, size) => {
        const text = lines.map((each) => `${each}\n`).join('')
        expect(split(text.match(new RegExp(`.{1,${size}}`, 'gs')) ?? [])).toEqual(lines)
      }),
    )
  })

  it('holds no more than its maximum of a line that never ends', () => {
    expect(split(['abcdefg', 'hij\nk'], 4)).toEqual(['abcd', 'efghij', 'k'])
  })
})
