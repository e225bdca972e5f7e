import { type ClientFrame, closeCodes, heartbeatMs, liveProtocol, type ServerFrame } from '@tars/contracts'
import { type Clock, createWatchdog } from './clock.ts'
import { parseFrame } from './frame.ts'

/** The longest from opening a socket to the server's greeting. */
export const connectMs = 10_000

/** How many heartbeats a server may be silent for; with one every 5 s, 9.5 s. */
const silentBeats = 1.9
const heartbeatMinMs = 50
const normalClosure = 1_000

/** The part of a WebSocket that the client uses; those of browsers, Node and `ws` fit. */
export interface LiveSocket {
  send(data: string): void
  close(code?: number): void
  addEventListener(type: 'open' | 'error', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  addEventListener(type: 'close', listener: (event: { code: number }) => void): void
}

/** Opens a socket; the class `WebSocket` fits. */
export type LiveSocketClass = new (url: string, protocol: string) => LiveSocket

type Hello = Extract<ServerFrame, { type: 'hello' }>

/**
 * How a session was lost: the close code, and the least time that the server wants to pass before a new try.
 */
export interface Loss {
  code: number
  retryAfterMs: number
}

/** Told what happens in a session; nothing after `onLost`, and nothing after `close`. */
export interface SessionEvents {
  /** The token has been sent. */
  onSignIn(): void
  /** A single-use ticket for the next session has come. */
  onTicket(ticket: string): void
  onHello(): void
  /** Anything but greetings, heartbeats and good-byes. */
  onFrame(frame: ServerFrame): void
  onLost(loss: Loss): void
}

/** The life of one socket. */
export interface Session {
  /** Sends a frame; only once the server has greeted. After the end it does nothing. */
  send(frame: ClientFrame): void
  /** Gives the session up as lost, for a reason that only its user can see. */
  fail(): void
  close(): void
}

/**
 * Opens a socket, signs in with the token in the first frame and hands over what the server says. The session
 * is lost when the socket closes, says nothing for 9.5 s, sends what is not the protocol, or says `bye`; a
 * socket that is given up is never heard again, whether or not it manages to close.
 */
export function openSession(
  uses: { url: string; WebSocket: LiveSocketClass; clock: Clock },
  token: string,
  events: SessionEvents,
): Session {
  const socket = new uses.WebSocket(uses.url, liveProtocol)
  let over = false
  let beatMs: number | null = null
  const send = (frame: ClientFrame) => socket.send(JSON.stringify(frame))
  const end = (): boolean => {
    if (over) return false
    over = true
    watchdog.stop()
    socket.close(normalClosure)
    return true
  }
  const lose = (code: number, retryAfterMs = 0) => {
    if (end()) events.onLost({ code, retryAfterMs })
  }
  const watchdog = createWatchdog(uses.clock, connectMs, () => lose(closeCodes.goingAway))
  const hear = (frame: ServerFrame) => {
    if (frame.type === 'bye') return lose(frame.code, frame.retryAfterMs)
    if (frame.type === 'hello') return greet(frame)
    if (beatMs === null) lose(closeCodes.protocolError)
    else if (frame.type === 'heartbeat') events.onTicket(frame.ticket)
    else events.onFrame(frame)
  }
  const greet = (frame: Hello) => {
    beatMs = Math.min(heartbeatMs, Math.max(heartbeatMinMs, frame.heartbeatMs))
    watchdog.heard(beatMs * silentBeats)
    events.onTicket(frame.ticket)
    events.onHello()
  }
  socket.addEventListener('open', () => {
    if (over) return
    events.onSignIn()
    send({ type: 'auth', token })
  })
  socket.addEventListener('message', ({ data }) => {
    if (over) return
    if (beatMs !== null) watchdog.heard(beatMs * silentBeats)
    const frame = parseFrame(data)
    if (frame === 'malformed') lose(closeCodes.protocolError)
    else if (frame !== 'unknown') hear(frame)
  })
  socket.addEventListener('close', ({ code }) => lose(code))
  // A close event follows every error; without a listener some sockets throw instead.
  socket.addEventListener('error', () => {})
  return {
    send: (frame) => {
      if (!over) send(frame)
    },
    fail: () => lose(closeCodes.protocolError),
    close: () => void end(),
  }
}
