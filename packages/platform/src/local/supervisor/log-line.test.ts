import { describe, expect, it } from 'vitest'
import { toJsonLine } from './log-line.ts'

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
