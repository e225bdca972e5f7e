import { describe, expect, it } from 'vitest'
import { describeConnection } from './connection.ts'

const wordsOf = (...given: Parameters<typeof describeConnection>) =>
  describeConnection(...given).words.replaceAll('\u00a0', ' ')

describe('the connection in words', () => {
  it('is live or connecting', () => {
    expect(wordsOf({ phase: 'live', since: 0 }, true, 0)).toBe('Live')
    expect(wordsOf({ phase: 'connecting', since: 0 }, true, 0)).toBe('Connecting')
  })

  it('counts down to the next try and never below it', () => {
    expect(wordsOf({ phase: 'waiting', retryInMs: 5_000, since: 1_000 }, true, 3_500)).toBe(
      'Reconnecting in 3 s',
    )
    expect(wordsOf({ phase: 'waiting', retryInMs: 5_000, since: 1_000 }, true, 9_000)).toBe('Reconnecting')
    expect(wordsOf({ phase: 'waiting', since: 1_000 }, true, 9_000)).toBe('Reconnecting')
  })

  it('says offline when the machine is, unless frames still arrive', () => {
    expect(wordsOf({ phase: 'waiting', retryInMs: 5_000, since: 0 }, false, 0)).toBe('Offline')
    expect(wordsOf({ phase: 'live', since: 0 }, false, 0)).toBe('Live')
  })

  it('is disconnected when it was closed for good', () => {
    expect(describeConnection({ phase: 'closed', since: 0 }, true, 0)).toEqual({
      tone: 'bad',
      words: 'Disconnected',
    })
  })
})
