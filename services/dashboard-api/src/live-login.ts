import { randomUUID } from 'node:crypto'
import { closeCodes, heartbeatMs } from '@tars/contracts'
import type { Authenticator, Identity } from './authenticate.ts'
import type { LiveConnection } from './live-connection.ts'
import type { Quota } from './quota.ts'
import { createResumeTickets } from './resume-tickets.ts'
import type { Tickets } from './ticket.ts'

/** What a login needs. */
export interface LiveLoginUses {
  connection: LiveConnection
  authenticator: Authenticator
  tickets: Tickets<Identity>
  /** How many sockets each person or API key may have open. */
  places: Quota
  /** The incarnation of the event log, told in `hello`. */
  epoch: string
}

/** Who is at the other end of a socket. */
export interface LiveLogin {
  /** Whether the client has shown a ticket that was good. */
  isDone(): boolean
  /** Takes the ticket of an `auth` frame: `hello` follows, or the socket is closed, with 4429 when there are too many. */
  begin(ticket: string): Promise<void>
  /** Sends a heartbeat while the session or key still stands, else closes the socket with 4403. */
  renew(): Promise<void>
  /** Leaves the socket's place to another. */
  end(): void
}

/** When a client that found no place may try again. */
const crowdedRetryMs = 10_000

/** The login of one socket: once, by a single-use ticket, and standing only as long as the session or key behind it. */
export function createLiveLogin(uses: LiveLoginUses): LiveLogin {
  const { connection, authenticator, tickets, places, epoch } = uses
  const resumeTickets = createResumeTickets(tickets)
  let hasBegun = false
  let identity: Identity | undefined
  let leave: (() => void) | undefined

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
      const current = await authenticator.recheck(bearer)
      if (current === undefined) return revoke()
      if (!connection.isOpen()) return
      leave = places.take(`${current.principal.kind}:${current.principal.id}`)
      if (leave === undefined) return connection.dismiss(closeCodes.tooManySockets, 'crowded', crowdedRetryMs)
      identity = current
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
    end: () => leave?.(),
  }
}
