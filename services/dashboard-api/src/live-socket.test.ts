import { EventEmitter } from 'node:events'
import { closeCodes, heartbeatMs, type ServerFrame } from '@tars/contracts'
import { createMetrics } from '@tars/telemetry'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import type { Identity } from './authenticate.ts'
import { serveLiveSocket } from './live-socket.ts'
import { createQuota } from './quota.ts'
import { createTickets } from './ticket.ts'

const identity = { credential: 'session:x', principal: { role: 'viewer' } } as Identity

/** The server's end of a socket whose other end does nothing by itself. */
function createWorld(places = createQuota(1)) {
  const socket = Object.assign(new EventEmitter(), {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    sent: [] as ServerFrame[],
    closes: [] as number[],
    pings: 0,
    isTerminated: false,
    send: (text: string) => void socket.sent.push(JSON.parse(text)),
    ping: () => void socket.pings++,
    close(code: number) {
      socket.closes.push(code)
      socket.readyState = 2
    },
    terminate() {
      socket.isTerminated = true
      socket.emit('close')
    },
  })
  const now = () => performance.now()
  const world = { known: identity as Identity | undefined, isDatabaseAway: false, errors: 0 }
  const tickets = createTickets<Identity>(10, now)
  const metrics = createMetrics({ service: 'test', version: '0' })
  const recheck = async () => {
    if (world.isDatabaseAway) throw new Error('away')
    return world.known
  }
  const uses = {
    feed: { epoch: 'e', subscribe: async () => ({ close: () => undefined }), close: async () => undefined },
    authenticator: { recheck, identify: async () => undefined, forget: () => undefined },
    tickets,
    places,
    metrics,
    onError: () => void world.errors++,
    now,
  }
  const live = serveLiveSocket(uses, socket as unknown as WebSocket)
  const auth = () => {
    const frame = { type: 'auth', token: tickets.issue(identity, 30_000) }
    socket.emit('message', Buffer.from(JSON.stringify(frame)), false)
    return vi.advanceTimersByTimeAsync(0)
  }
  return { socket, world, live, auth, metrics }
}

describe('serveLiveSocket', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('gives up a peer that is silent for 15 s, but none that answers pings', async () => {
    const { socket, auth, metrics } = createWorld()
    await auth()
    for (let beat = 0; beat < 10; beat++) {
      await vi.advanceTimersByTimeAsync(heartbeatMs)
      socket.emit('pong')
    }
    expect(socket.pings).toBe(10)
    expect(socket.isTerminated).toBe(false)
    await vi.advanceTimersByTimeAsync(15_000 + heartbeatMs)
    expect(socket.isTerminated).toBe(true)
    expect(await metrics.render()).toMatch(/tars_live_closes_total\{.*reason="silent".*\} 1/)
    const { pings } = socket
    await vi.advanceTimersByTimeAsync(60_000)
    expect(socket.pings).toBe(pings)
  })

  it('sends a fresh ticket with every heartbeat', async () => {
    const { socket, auth } = createWorld()
    await auth()
    await vi.advanceTimersByTimeAsync(2 * heartbeatMs)
    expect(socket.sent.map(({ type }) => type)).toEqual(['hello', 'heartbeat', 'heartbeat'])
    expect(new Set(socket.sent.map((frame) => 'ticket' in frame && frame.ticket)).size).toBe(3)
  })

  it('asks to come back later when nobody can tell who it is, and keeps who is known while nobody can tell', async () => {
    const stranger = createWorld()
    stranger.world.isDatabaseAway = true
    await stranger.auth()
    expect(stranger.socket.closes).toEqual([closeCodes.tryAgainLater])
    const { socket, world, auth } = createWorld()
    await auth()
    world.isDatabaseAway = true
    await vi.advanceTimersByTimeAsync(heartbeatMs)
    expect({ closes: socket.closes, errors: world.errors }).toEqual({ closes: [], errors: 1 })
    world.isDatabaseAway = false
    world.known = undefined
    await vi.advanceTimersByTimeAsync(heartbeatMs)
    expect(socket.closes).toEqual([closeCodes.revoked])
  })

  it('dismisses a socket of a login that has as many as it may, until one of them closes', async () => {
    const places = createQuota(1)
    const [first, second, third] = [createWorld(places), createWorld(places), createWorld(places)]
    await first.auth()
    await second.auth()
    expect(second.socket.sent).toEqual([
      { type: 'bye', code: closeCodes.tooManySockets, retryAfterMs: expect.any(Number) },
    ])
    expect(second.socket.closes).toEqual([closeCodes.tooManySockets])
    expect(await second.metrics.render()).toMatch(/tars_live_closes_total\{.*reason="crowded".*\} 1/)
    for (const { socket } of [second, first]) socket.emit('close')
    await third.auth()
    expect(third.socket.sent.map(({ type }) => type)).toEqual(['hello'])
  })

  it('sends nothing to a socket that is closing', async () => {
    const { socket, live, auth } = createWorld()
    await auth()
    live.drain(100)
    live.drain(100)
    socket.emit('message', Buffer.from('nonsense'), false)
    expect(socket.sent.map(({ type }) => type)).toEqual(['hello', 'bye'])
    expect(socket.closes).toEqual([closeCodes.goingAway])
  })
})
