import { describe, expect, it } from 'vitest'
import { reportError } from './report-error.ts'
import { createTerminal } from './terminal/terminal.ts'

describe('an unexpected error', () => {
  it('ends with 1, shows its stack on stderr and stays one document on stdout', () => {
    const out: string[] = []
    const err: string[] = []
    const terminal = createTerminal(
      { write: (text) => out.push(text) },
      { write: (text) => err.push(text) },
      {},
    )
    expect(reportError(new RangeError('too far'), terminal, true)).toBe(1)
    expect(err.join('')).toMatch(/^tars: unexpected: RangeError: too far\n +at /)
    expect(JSON.parse(out.join(''))).toMatchObject({ error: { code: 'INTERNAL', message: 'too far' } })
    expect(reportError('a word', terminal, false)).toBe(1)
    expect(err.at(-1)).toBe('tars: unexpected: a word\n')
  })
})
