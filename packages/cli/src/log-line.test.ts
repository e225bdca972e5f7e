import { describe, expect, it } from 'vitest'
import { renderLogLine } from './log-line.ts'
import { createPaint } from './terminal/colour.ts'

const nowMs = Date.parse('2026-01-31T12:30:00.000Z')
const line = {
  time: '2026-01-31T12:00:00.123Z',
  level: 'warn',
  service: 'ppo-agent',
  message: 'lease lost',
  facts: { training: 'abc', reason: 'two words' },
} as const

const render = (changes: Partial<Parameters<typeof renderLogLine>[0]> = {}) =>
  renderLogLine({ ...line, ...changes }, createPaint(false), nowMs)

describe('a log line', () => {
  it('is shown as time, level, service, message and facts', () => {
    expect(render()).toMatch(
      /^\d\d:\d\d:00\.123 {2}warn {3}ppo-agent {2}lease lost {2}training=abc reason="two words"$/,
    )
  })

  it('leaves the place of its time empty where it has none', () => {
    expect(render({ time: null, level: 'error', message: 'Error: out of memory', facts: {} })).toBe(
      '              error  ppo-agent  Error: out of memory',
    )
  })

  it('shows the stack of an error below, without steering the terminal', () => {
    const stack = 'TypeError: no thresholds\n    at describe (file:///a.ts:1:2)\n    at \u001b[2Jmap'
    const error = { name: 'TypeError', message: 'no thresholds', stack }
    expect(render({ facts: { code: 'INTERNAL', error } }).split('\n')).toEqual([
      expect.stringMatching(/lease lost {2}code=INTERNAL error="TypeError: no thresholds"$/),
      '    at describe (file:///a.ts:1:2)',
      '    at  [2Jmap',
    ])
    expect(render({ facts: { error: { stack: 7 }, nothing: null } })).toMatch(
      /error=\{"stack":7\} nothing=null$/,
    )
  })

  it('keeps control characters of messages and facts away from the terminal', () => {
    const hostile = { message: '\u001b[2J', facts: { fact: '\u0007x' } }
    expect(render({ ...hostile, service: 'api', level: 'info' })).toMatch(/info {3}api {3}\[2J {2}fact= x$/)
  })
})
