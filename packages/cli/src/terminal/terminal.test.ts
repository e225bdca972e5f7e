import { describe, expect, it } from 'vitest'
import { createTerminal } from './terminal.ts'

describe('a terminal', () => {
  const stream = (isTTY: boolean, columns?: number) => ({ write: () => true, isTTY, columns })

  it.each([
    [true, {}, true],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, {}, false],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { FORCE_COLOR: '', NO_COLOR: '1' }, false],
    [false, { FORCE_COLOR: '3', NO_COLOR: '1', TERM: 'dumb' }, true],
  ])('with a screen: %s and %j shows colours: %s', (isTTY, variables, colour) => {
    expect(createTerminal(stream(isTTY), stream(isTTY), variables).colour).toBe(colour)
  })

  it('has the columns of its screen, a hundred without one, and never fewer than twenty', () => {
    expect(createTerminal(stream(true, 57), stream(true), {}).columns).toBe(57)
    expect(createTerminal(stream(false), stream(false), {}).columns).toBe(100)
    expect(createTerminal(stream(true, 3), stream(true), {}).columns).toBe(20)
  })

  it('that nobody has measured has a hundred columns, and rows without bound', () => {
    const unmeasured = { ...stream(true, 0), rows: 0 }
    expect(createTerminal(unmeasured, unmeasured, {})).toMatchObject({ columns: 100, rows: Infinity })
    expect(createTerminal(stream(false), { ...stream(true), rows: 24 }, {}).rows).toBe(24)
  })

  it.each([
    [{}, '✔'],
    [{ LANG: 'de_DE.UTF-8' }, '✔'],
    [{ LANG: 'C.utf8' }, '✔'],
    [{ LANG: 'C' }, '+'],
    [{ LANG: 'de_DE.ISO-8859-1' }, '+'],
    [{ LANG: 'de_DE.UTF-8', LC_ALL: 'POSIX' }, '+'],
    [{ LANG: 'C', LC_CTYPE: 'en_US.UTF-8', LC_ALL: '' }, '✔'],
  ])('with the locale %j shows a tick as %s on both streams, and a document as it is', (variables, tick) => {
    let written = ''
    const keep = { write: (text: string) => (written += text) }
    const terminal = createTerminal(keep, keep, variables)
    terminal.write('✔')
    terminal.note('✔')
    terminal.writeProgress('✔')
    terminal.writeDocument({ sign: '✔' })
    terminal.writeDocumentLine({ sign: '✔' })
    expect(written).toBe(`${tick}\n${tick}\n${tick}{\n  "sign": "✔"\n}\n{"sign":"✔"}\n`)
  })
})
