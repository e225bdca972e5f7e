import { closeCodes, type ServerFrame, TarsError } from '@tars/contracts'
import { backoffMaxMs, backoffMs } from './backoff.ts'
import { type Clock, createTimers } from './clock.ts'
import {
  type ClosedReason,
  type Connection,
  type ConnectionEvent,
  firstConnection,
  nextConnection,
} from './connection.ts'
import { createResumeTicket, fetchedTicketMs, type ResumeTicket, resumeTicketMs } from './resume-ticket.ts'
import { connectMs, type Loss, type Session, type SessionEvents } from './session.ts'
import type { Wake } from './wake.ts'

/** How long a connection must hold before failures are forgotten. */
export const heldMs = 5_000

/** The shortest time between two tries, however often the loop is woken. */
export const wakeGapMs = 1_000

const gone: Loss = { code: closeCodes.goingAway, retryAfterMs: 0 }

/** What the loop works with. */
export interface LoopUses {
  clock: Clock
  random: () => number
  wake: Wake
  ticket: () => Promise<string>
  open: (token: string, events: SessionEvents) => Session
  onState: (state: Connection) => void
  /** A session has begun, or ended (null). */
  onSession: (session: Session | null) => void
  onFrame: (frame: ServerFrame) => void
}

/** The one loop of a client. */
export interface Loop {
  state(): Connection
  close(): void
}

/**
 * Starts the loop that keeps one session open: connecting → live → waiting → connecting …, never two at a
 * time.
 */
export function startLoop(uses: LoopUses): Loop {
  const { clock, random, onSession } = uses
  const tickets = createResumeTicket(clock.now)
  const timers = createTimers<'ticket' | 'held' | 'retry'>(clock)
  const connection = trackConnection(clock, uses.onState)
  let session: Session | null = null
  let triedAt = clock.now()
  let tries = 0
  /** Whatever the present try still has to say is not heard any more. */
  const drop = () => {
    tries += 1
    session?.close()
    session = null
    timers.stopAll()
    onSession(null)
  }
  const end = (reason: ClosedReason) => {
    drop()
    stopWaking()
    connection.change({ type: 'ended', reason })
  }
  const lose = (loss: Loss) => {
    if (loss.code === closeCodes.revoked) return end('revoked')
    drop()
    const retryInMs = delayAfter(loss, connection.now().attempt, random)
    timers.start('retry', retryInMs, () => void connect())
    connection.change({ type: 'lost', retryInMs })
  }
  const events: SessionEvents = {
    onSignIn: tickets.spend,
    onTicket: (ticket) => tickets.keep(ticket, resumeTicketMs),
    onHello: () => {
      timers.start('held', heldMs, () => connection.change({ type: 'held' }))
      onSession(session)
      connection.change({ type: 'greeted' })
    },
    onFrame: uses.onFrame,
    onLost: lose,
  }
  const connect = async () => {
    const mine = ++tries
    triedAt = clock.now()
    timers.stop('retry')
    timers.start('ticket', connectMs, () => lose(gone))
    connection.change({ type: 'tried' })
    try {
      const token = await tokenOf(tickets, uses.ticket)
      if (mine !== tries) return
      timers.stop('ticket')
      session = uses.open(token, events)
    } catch (error) {
      if (mine === tries) isRefusal(error) ? end('unauthenticated') : lose(gone)
    }
  }
  const stopWaking = uses.wake(() => {
    if (connection.now().phase === 'waiting' && clock.now() - triedAt >= wakeGapMs) void connect()
  })
  void connect()
  return { state: connection.now, close: () => end('asked') }
}

/** Holds where the connection stands, and tells when that changes. */
function trackConnection(clock: Clock, onState: (state: Connection) => void) {
  let state = firstConnection(clock.now())
  return {
    now: () => state,
    change: (event: ConnectionEvent) => {
      const next = nextConnection(state, event, clock.now())
      if (next === state) return
      state = next
      onState(state)
    },
  }
}

/** A ticket that is not sent, because its try fails earlier, serves the next try. */
async function tokenOf(tickets: ResumeTicket, fetchTicket: () => Promise<string>): Promise<string> {
  const kept = tickets.fresh()
  if (kept !== null) return kept
  const fetched = await fetchTicket()
  tickets.keep(fetched, fetchedTicketMs)
  return fetched
}

function delayAfter({ retryAfterMs }: Loss, attempt: number, random: () => number): number {
  return Math.max(backoffMs(attempt, random), Math.min(retryAfterMs, backoffMaxMs))
}

/** The API knows this caller and says no: trying again cannot help until someone signs in. */
function isRefusal(error: unknown): boolean {
  return error instanceof TarsError && (error.status === 401 || error.status === 403)
}
