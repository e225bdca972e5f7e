import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toAscii } from './ascii.ts'

describe('a text in ASCII', () => {
  it('keeps the meaning of the signs that screens are made of', () => {
    expect(toAscii('✔ done  ✖ failed  ▲ −3 ± 2  –  ██░░  a…')).toBe(
      '+ done  x failed  ^ -3 +/- 2  -  ##..  a~',
    )
    expect(toAscii('Installing …')).toBe('Installing ...')
    expect(toAscii('├')).toBe('?')
  })

  it('does not let an interval look like something that was cut', () => {
    expect(toAscii('95 % interval −411.6…−345.8, 12…15 and +4…')).toBe(
      '95 % interval -411.6..-345.8, 12..15 and +4~',
    )
  })

  it('draws braille by its upper and lower dots', () => {
    expect(toAscii('\u2800\u2801\u2840\u28ff')).toBe(" '.:")
  })

  it('takes accents from letters', () => {
    expect(toAscii('Zoë Müller ½')).toBe('Zoe Muller 12')
  })

  it('leaves ASCII as it is, and nothing else in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they belong to ASCII
        expect(toAscii(text)).toMatch(/^[\u0000-\u007f]*$/)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(toAscii(text)).toBe(text)
      }),
    )
  })
})
