import { describe, expect, it } from 'vitest'
import { levelOfServerLine, toJsonLine } from './log-line.ts'

const now = () => new Date('2026-01-02T03:04:05.678Z')

describe('a log line', () => {
  it('that is JSON stays as it is', () => {
    expect(toJsonLine('{"message":"hi"}', 'ppo-agent', 'info', now)).toBe('{"message":"hi"}')
  })

  it('that is not, or only looks so, is wrapped', () => {
    for (const line of ['Error: boom', '{"cut', '{not json}']) {
      expect(JSON.parse(toJsonLine(line, 'ppo-agent', 'error', now))).toEqual({
        time: '2026-01-02T03:04:05.678Z',
        level: 'error',
        service: 'ppo-agent',
        message: line,
      })
    }
  })
})

describe('a line of the database server', () => {
  it.each([
    ['[7] LOG:  database system is ready to accept connections', 'info'],
    ['[7] STATEMENT:  SELECT 1', 'info'],
    ['[7] WARNING:  there is no transaction in progress', 'warn'],
    ['[7] FATAL:  the database system is starting up', 'warn'],
    ['[7] ERROR:  relation "x" does not exist', 'error'],
    ['[7] PANIC:  could not write to file', 'fatal'],
    ['\tERROR:  a later line of a statement', 'info'],
  ])('%s is as severe as %s', (line, level) => {
    expect(levelOfServerLine(line)).toBe(level)
  })
})
