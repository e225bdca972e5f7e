import { randomUUID } from 'node:crypto'
import { closeCodes, heartbeatMs } from '@tars/contracts'
import type { Authenticator, Identity } from './authenticate.ts'
import type { LiveConnection } from './live-connection.ts'
import { createResumeTickets } from './resume-tickets.ts'
import type { Tickets } from './ticket.ts'

/** What a login needs. */
export interface LiveLoginUses {
  connection: LiveConnection
  authenticator: Authenticator
  tickets: Tickets<Identity>
  /** The incarnation of the event log, told in `hello`. */
  epoch: string
}

/** Who is at the other end of a socket. */
export interface LiveLogin {
  /** Whether the client has shown a ticket that was good. */
  isDone(): boolean
  /** Takes the ticket of an `auth` frame: `hello` follows, or the socket is closed. */
  begin(ticket: string): Promise<void>
  /** Sends a heartbeat while the session or key still stands, else closes the socket with 4403. */
  renew(): Promise<void>
}

/** The login of one socket: once, by a single-use ticket, and standing only as long as the session or key behind it. */
export function createLiveLogin(uses: LiveLoginUses): LiveLogin {
  const { connection, authenticator, tickets, epoch } = uses
  const resumeTickets = createResumeTickets(tickets)
  let hasBegun = false
  let identity: Identity | undefined

  function revoke(): void {
    resumeTickets.forget()
    connection.close(closeCodes.revoked, 'unauthenticated')
  }

  return {
    isDone: () => identity !== undefined,
    async begin(ticket) {
      if (hasBegun) return connection.close(closeCodes.protocolError, 'protocol')
      hasBegun = true
      const bearer = tickets.redeem(ticket)
      if (bearer === undefined) return connection.close(closeCodes.unauthenticated, 'unauthenticated')
      identity = await authenticator.recheck(bearer)
      if (identity === undefined) return revoke()
      if (!connection.isOpen()) return
      const session = randomUUID()
      connection.send({ type: 'hello', session, epoch, heartbeatMs, ticket: resumeTickets.next(identity) })
    },
    async renew() {
      if (identity === undefined) return
      const current = await authenticator.recheck(identity)
      if (current === undefined) return revoke()
      identity = current
      if (!connection.isOpen()) return
      connection.send({
        type: 'heartbeat',
        at: new Date().toISOString(),
        ticket: resumeTickets.next(current),
      })
    },
  }
}
