import { logLevelSchema } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { formatFacts, formatLogLine, levelTones } from './log-line.ts'

describe('a log line', () => {
  it('tells its facts in a row, words with blanks in quotes', () => {
    expect(formatFacts({ port: 3100, path: '/live', reason: 'gone away', codes: [1, 2] })).toBe(
      'port=3100 path=/live reason="gone away" codes=[1,2]',
    )
  })

  it('is one line of text with its trace, if it has one', () => {
    const line = {
      at: '2026-11-23T12:00:00.000Z',
      service: 'ppo-agent',
      level: 'warn',
      message: 'lease lost',
      traceId: null,
      facts: {},
    } as const
    expect(formatLogLine(line)).toBe('2026-11-23T12:00:00.000Z WARN ppo-agent lease lost')
    expect(formatLogLine({ ...line, traceId: 'ab12', facts: { run: 7 } })).toMatch(
      /lease lost run=7 trace=ab12$/,
    )
  })

  it('has a tone for every level, bad ones for those that need somebody', () => {
    expect(logLevelSchema.options.filter((level) => levelTones[level] === 'bad')).toEqual(['error', 'fatal'])
  })
})
