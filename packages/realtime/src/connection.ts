/** Why a client is closed for good: its own wish, a revoked login, or a caller that is not signed in. */
export type ClosedReason = 'asked' | 'revoked' | 'unauthenticated'

/** Where the one connection of a client stands. */
export interface Connection {
  readonly phase: 'connecting' | 'live' | 'waiting' | 'closed'
  /** How many tries in a row have failed; back to 0 once a connection has held for 5 s. */
  readonly attempt: number
  /** How long it waits before the next try, counted from `since`; null unless it waits. */
  readonly retryInMs: number | null
  /** When this phase began, in the milliseconds of the client's clock. */
  readonly since: number
  /** Null unless it is closed. */
  readonly reason: ClosedReason | null
}

/** What can happen to a connection. */
export type ConnectionEvent =
  | { type: 'greeted' }
  | { type: 'held' }
  | { type: 'lost'; retryInMs: number }
  | { type: 'tried' }
  | { type: 'ended'; reason: ClosedReason }

/** A connection that is being made for the first time. */
export function firstConnection(now: number): Connection {
  return { phase: 'connecting', attempt: 0, retryInMs: null, since: now, reason: null }
}

/**
 * The connection after an event; the very same object where the event changes nothing. Closed is for good.
 */
export function nextConnection(connection: Connection, event: ConnectionEvent, now: number): Connection {
  const { phase, attempt } = connection
  if (phase === 'closed') return connection
  const enter = { retryInMs: null, since: now, reason: null }
  switch (event.type) {
    case 'greeted':
      return phase === 'connecting' ? { ...enter, phase: 'live', attempt } : connection
    case 'held':
      return phase === 'live' && attempt > 0 ? { ...connection, attempt: 0 } : connection
    case 'lost':
      if (phase === 'waiting') return connection
      return { ...enter, phase: 'waiting', attempt: attempt + 1, retryInMs: event.retryInMs }
    case 'tried':
      return phase === 'waiting' ? { ...enter, phase: 'connecting', attempt } : connection
    case 'ended':
      return { ...enter, phase: 'closed', attempt, reason: event.reason }
  }
}
