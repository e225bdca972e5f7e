import { describe, expect, it } from 'vitest'
import { isAtLeast, parseLogLine, renderLogLine } from './log-line.ts'
import { createPaint } from './terminal/colour.ts'

const nowMs = Date.parse('2026-01-31T12:30:00.000Z')
const text = JSON.stringify({
  time: '2026-01-31T12:00:00.123Z',
  level: 'warn',
  service: 'ppo-agent',
  version: '1',
  message: 'lease lost',
  training: 'abc',
  reason: 'two words',
})

describe('a log line', () => {
  it('is read from JSON and shown as time, level, service, message and facts', () => {
    const line = renderLogLine(parseLogLine(text, 'ppo-agent'), createPaint(false), nowMs)
    expect(line).toMatch(
      /^\d\d:\d\d:00\.123 {2}warn {3}ppo-agent {2}lease lost {2}training=abc reason="two words"$/,
    )
  })

  it('is an error line when it is not of the form of the log, so that a crash is never filtered away', () => {
    const line = parseLogLine('Error: out of memory', 'ppo-agent')
    expect(line).toEqual({
      time: null,
      level: 'error',
      service: 'ppo-agent',
      message: 'Error: out of memory',
      facts: {},
    })
    expect(renderLogLine(line, createPaint(false), nowMs)).toBe(
      '              error  ppo-agent  Error: out of memory',
    )
  })

  it('keeps control characters of messages and facts away from the terminal', () => {
    const line = parseLogLine('{"message":"\\u001b[2J","fact":"\\u0007x"}', 'api')
    expect(renderLogLine(line, createPaint(false), nowMs)).toMatch(/info {3}api {3}\[2J {2}fact= x$/)
  })

  it('is compared by severity', () => {
    expect(isAtLeast(parseLogLine(text, 'x'), 'info')).toBe(true)
    expect(isAtLeast(parseLogLine(text, 'x'), 'error')).toBe(false)
    expect(isAtLeast(parseLogLine('{}', 'x'), 'info')).toBe(true)
  })
})
