import { closeCodes, heartbeatMs } from '@tars/contracts'
import type { Feed } from '@tars/events'
import type { Metrics } from '@tars/telemetry'
import type { WebSocket } from 'ws'
import type { Authenticator, Identity } from './authenticate.ts'
import { createLiveConnection, type LiveConnection } from './live-connection.ts'
import { readClientFrame } from './live-frame.ts'
import { createLiveLogin, type LiveLogin } from './live-login.ts'
import { createSubscriptions, type Subscriptions } from './live-subscriptions.ts'
import type { Quota } from './quota.ts'
import type { Tickets } from './ticket.ts'
import { createTokenBucket } from './token-bucket.ts'

/** What live sockets need. */
export interface LiveSocketUses {
  feed: Feed
  authenticator: Authenticator
  tickets: Tickets<Identity>
  /** How many sockets each person or API key may have open. */
  places: Quota
  metrics: Metrics
  onError(error: unknown): void
  /** Milliseconds of a clock that never goes back. */
  now: () => number
}

/** A socket of the live channel. */
export interface LiveSocket {
  /** Says goodbye and closes; the client comes back after `retryAfterMs` and resumes. */
  drain(retryAfterMs: number): void
}

const authenticationMs = 5_000
const silentMs = 15_000
const framesPerSecondMax = 200

/**
 * Serves one socket until it closes: waits 5 s at most for an `auth` frame, then subscribes as it is asked. Every 5 s it looks
 * whether the login still stands, and gives up a peer that has been silent for 15 s.
 */
export function serveLiveSocket(uses: LiveSocketUses, socket: WebSocket): LiveSocket {
  const { feed, authenticator, tickets, places, metrics, onError } = uses
  const connection = createLiveConnection(socket, metrics)
  const login = createLiveLogin({ connection, authenticator, tickets, places, epoch: feed.epoch })
  const subscriptions = createSubscriptions(
    {
      feed,
      sink: { send: connection.sendText, waitingBytes: connection.waitingBytes },
      onSent: () => metrics.increment('tars_live_frames_total'),
      onStalled: () => connection.close(closeCodes.tryAgainLater, 'slow'),
      onError,
    },
    connection,
  )
  const stopBeating = beat(uses, socket, connection, login)
  receive(uses, socket, { connection, login, subscriptions })
  // A breach of RFC 6455 – a frame too large, bad UTF-8 – is answered by the library with the close code that it asks for.
  socket.on('error', () => metrics.increment('tars_live_closes_total', { reason: 'protocol' }))
  socket.on('close', () => {
    stopBeating()
    login.end()
    subscriptions.close()
  })
  return {
    drain: (retryAfterMs) => connection.dismiss(closeCodes.goingAway, 'drain', retryAfterMs),
  }
}

function beat(
  uses: LiveSocketUses,
  socket: WebSocket,
  connection: LiveConnection,
  login: LiveLogin,
): () => void {
  const { now, onError } = uses
  let heardAt = now()
  const hear = () => {
    heardAt = now()
  }
  socket.on('message', hear)
  socket.on('pong', hear)
  const patience = setTimeout(() => {
    if (!login.isDone()) connection.close(closeCodes.authenticationTimeout, 'unauthenticated')
  }, authenticationMs)
  const timer = setInterval(() => {
    if (now() - heardAt > silentMs) return connection.abandon()
    if (!connection.isOpen()) return
    socket.ping()
    login.renew().catch(onError)
  }, heartbeatMs)
  return () => {
    clearTimeout(patience)
    clearInterval(timer)
  }
}

interface Receivers {
  connection: LiveConnection
  login: LiveLogin
  subscriptions: Subscriptions
}

function receive({ now, onError }: LiveSocketUses, socket: WebSocket, receivers: Receivers): void {
  const { connection, login, subscriptions } = receivers
  const frames = createTokenBucket(framesPerSecondMax, now)
  const onLoginError = (error: unknown) => {
    onError(error)
    connection.close(closeCodes.tryAgainLater, 'unauthenticated')
  }
  socket.on('message', (data: Buffer, isBinary) => {
    if (!connection.isOpen()) return
    const read = isBinary || !frames.take() ? { kind: 'breach' as const } : readClientFrame(data)
    if (read.kind === 'frame' && read.frame.type === 'auth') login.begin(read.frame.token).catch(onLoginError)
    else if (read.kind === 'breach' || !login.isDone()) connection.close(closeCodes.protocolError, 'protocol')
    else if (read.kind === 'refused')
      connection.refuse('REQUEST_INVALID', 'There is no such channel or position.', read.channel)
    else if (read.frame.type !== 'auth') subscriptions.obey(read.frame)
  })
}
