import { describe, expect, it } from 'vitest'
import { clientFrameBytesMax, clientFrameSchema, closeCodes, serverFrameSchema } from './live.ts'

const channel = 'training:01890a5d-ac96-774b-bcce-b302099a8057'

describe('a frame from a client', () => {
  const accepted = [
    { type: 'auth', token: 't' },
    { type: 'subscribe', channel },
    { type: 'subscribe', channel, since: { epoch: 'e', offset: 0 } },
    { type: 'unsubscribe', channel: 'trainings' },
  ]
  it.each(accepted)('%j is understood', (frame) => {
    expect(clientFrameSchema.parse(frame)).toEqual(frame)
  })

  const refused = [
    { type: 'shout' },
    { type: 'auth' },
    { type: 'auth', token: '' },
    { type: 'auth', token: 'x'.repeat(257) },
    { type: 'subscribe', channel: 'secrets' },
    { type: 'subscribe', channel, since: { epoch: 'e', offset: -1 } },
    { type: 'subscribe', channel, since: { epoch: 'e', offset: 0.5 } },
    { type: 'subscribe', channel, since: { epoch: 'x'.repeat(65), offset: 0 } },
    { type: 'unsubscribe', channel, more: 1 },
  ]
  it.each(refused)('%j is refused', (frame) => {
    expect(clientFrameSchema.safeParse(frame).success).toBe(false)
  })

  it('fits below the largest size even at its longest', () => {
    const longest = {
      type: 'subscribe',
      channel,
      since: { epoch: 'x'.repeat(64), offset: Number.MAX_SAFE_INTEGER },
    }
    expect(clientFrameSchema.safeParse(longest).success).toBe(true)
    expect(JSON.stringify(longest).length).toBeLessThan(clientFrameBytesMax)
  })
})

describe('a frame from the server', () => {
  it('of every type that the protocol has is understood', () => {
    const frames = [
      { type: 'hello', session: 's', epoch: 'e', heartbeatMs: 5_000, ticket: 't' },
      { type: 'subscribed', channel, epoch: 'e', offset: 3, recovered: true },
      { type: 'event', channel, offset: 4, kind: 'training.started', at: 'now', data: {}, traceparent: null },
      { type: 'heartbeat', at: 'now', ticket: 't' },
      { type: 'error', code: 'FORBIDDEN', message: 'no', channel: null },
      { type: 'bye', code: closeCodes.goingAway, retryAfterMs: 100 },
    ]
    for (const frame of frames) expect(serverFrameSchema.parse(frame)).toEqual(frame)
  })

  it('without an offset is no event', () => {
    const event = { type: 'event', channel, kind: 'k', at: 'now', data: {}, traceparent: null }
    expect(serverFrameSchema.safeParse(event).success).toBe(false)
  })
})

describe('the close codes', () => {
  it('are distinct, and those of the house lie in the range for applications', () => {
    const { goingAway, tryAgainLater, ...own } = closeCodes
    expect([goingAway, tryAgainLater]).toEqual([1001, 1013])
    expect(new Set(Object.values(own)).size).toBe(5)
    for (const code of Object.values(own)) expect(code >= 4000 && code <= 4999).toBe(true)
  })
})
