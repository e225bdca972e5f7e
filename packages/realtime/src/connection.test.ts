import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Connection, type ConnectionEvent, firstConnection, nextConnection } from './connection.ts'

const run = (...events: ConnectionEvent[]): Connection =>
  events.reduce((connection, event, n) => nextConnection(connection, event, n + 1), firstConnection(0))

describe('connection', () => {
  it('goes from connecting to live', () => {
    expect(run()).toEqual({ phase: 'connecting', attempt: 0, retryInMs: null, since: 0, reason: null })
    expect(run({ type: 'greeted' })).toEqual({
      phase: 'live',
      attempt: 0,
      retryInMs: null,
      since: 1,
      reason: null,
    })
  })

  it('waits when it is lost, counts its failures, and tries again', () => {
    const lost: ConnectionEvent = { type: 'lost', retryInMs: 300 }
    expect(run(lost)).toEqual({ phase: 'waiting', attempt: 1, retryInMs: 300, since: 1, reason: null })
    expect(run(lost, { type: 'tried' })).toMatchObject({ phase: 'connecting', attempt: 1, retryInMs: null })
    expect(run(lost, { type: 'tried' }, lost)).toMatchObject({ phase: 'waiting', attempt: 2 })
  })

  it('forgets its failures only once it has held', () => {
    const back: ConnectionEvent[] = [{ type: 'lost', retryInMs: 1 }, { type: 'tried' }, { type: 'greeted' }]
    expect(run(...back)).toMatchObject({ phase: 'live', attempt: 1 })
    expect(run(...back, { type: 'held' })).toMatchObject({ phase: 'live', attempt: 0, since: 3 })
  })

  it('is closed for good, with its reason', () => {
    const closed = run({ type: 'ended', reason: 'revoked' })
    expect(closed).toMatchObject({ phase: 'closed', reason: 'revoked' })
    for (const type of ['greeted', 'held', 'tried'] as const)
      expect(nextConnection(closed, { type }, 9)).toBe(closed)
    expect(nextConnection(closed, { type: 'lost', retryInMs: 1 }, 9)).toBe(closed)
  })

  it('never waits without saying how long, whatever happens', () => {
    const event = fc.oneof(
      fc.constantFrom<ConnectionEvent>({ type: 'greeted' }, { type: 'held' }, { type: 'tried' }),
      fc.constant<ConnectionEvent>({ type: 'ended', reason: 'asked' }),
      fc.nat(20_000).map((retryInMs): ConnectionEvent => ({ type: 'lost', retryInMs })),
    )
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const { phase, retryInMs, reason } = run(...events)
        expect(retryInMs !== null).toBe(phase === 'waiting')
        expect(reason !== null).toBe(phase === 'closed')
      }),
    )
  })
})
