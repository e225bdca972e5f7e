import { describe, expect, it } from 'vitest'
import { describeConnection, describeNextTry } from './connection.ts'

const waiting = { phase: 'waiting', retryInMs: 5_000, since: 1_000 } as const
const nextTryOf = (...given: Parameters<typeof describeNextTry>) =>
  describeNextTry(...given)?.replaceAll('\u00a0', ' ') ?? null

describe('the connection in words', () => {
  it('is live or connecting', () => {
    expect(describeConnection({ phase: 'live', retryInMs: null, since: 0 }, true).words).toBe('Live')
    expect(describeConnection({ phase: 'connecting', retryInMs: null, since: 0 }, true).words).toBe(
      'Connecting',
    )
  })

  it('stays the same words while it waits, and counts down to the next try beside them', () => {
    expect(describeConnection(waiting, true)).toEqual({ tone: 'unsure', words: 'Reconnecting' })
    expect(nextTryOf(waiting, true, 3_500)).toBe('in 3 s')
    expect(nextTryOf(waiting, true, 9_000)).toBeNull()
    expect(nextTryOf({ ...waiting, retryInMs: null }, true, 9_000)).toBeNull()
  })

  it('says offline when the machine is, unless frames still arrive', () => {
    expect(describeConnection(waiting, false).words).toBe('Offline')
    expect(nextTryOf(waiting, false, 3_500)).toBeNull()
    expect(describeConnection({ phase: 'live', retryInMs: null, since: 0 }, false).words).toBe('Live')
  })

  it('is disconnected when it was closed for good', () => {
    const closed = { phase: 'closed', retryInMs: null, since: 0 } as const
    expect(describeConnection(closed, true)).toEqual({ tone: 'bad', words: 'Disconnected' })
    expect(nextTryOf(closed, true, 0)).toBeNull()
  })
})
