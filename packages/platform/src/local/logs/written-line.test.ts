import { describe, expect, it } from 'vitest'
import { isAtLeast, parseWrittenLine } from './written-line.ts'

const fields = {
  time: '2026-01-31T12:00:00.123Z',
  level: 'warn',
  service: 'ppo-agent',
  message: 'lease lost',
}
const text = JSON.stringify({ ...fields, version: '1', training: 'abc', reason: 'two words' })

describe('a written log line', () => {
  it('is read from JSON, and what is not of the form of every line is a fact', () => {
    expect(parseWrittenLine(text, 'elsewhere')).toEqual({
      ...fields,
      facts: { training: 'abc', reason: 'two words' },
    })
  })

  it('is an error line when it is not of the form of the log, so that a crash is never filtered away', () => {
    expect(parseWrittenLine('Error: out of memory', 'ppo-agent')).toEqual({
      time: null,
      level: 'error',
      service: 'ppo-agent',
      message: 'Error: out of memory',
      facts: {},
    })
  })

  it('is compared by severity, of which trace is the least', () => {
    expect(isAtLeast(parseWrittenLine(text, 'x'), 'info')).toBe(true)
    expect(isAtLeast(parseWrittenLine(text, 'x'), 'error')).toBe(false)
    expect(isAtLeast(parseWrittenLine('{}', 'x'), 'info')).toBe(true)
    expect(isAtLeast(parseWrittenLine('{"level":"trace"}', 'x'), 'debug')).toBe(false)
  })
})
