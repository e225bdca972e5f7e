import type { Identity } from '../authenticate.ts'
import type { Call } from '../call.ts'
import type { Tickets } from '../ticket.ts'

const lifetimeMs = 30_000

/** A single-use ticket for the live channel, good for 30 s. */
export async function createLiveTicket(uses: { tickets: Tickets<Identity> }, call: Call<'live.ticket'>) {
  const ticket = uses.tickets.issue(call.caller, lifetimeMs)
  return { ticket, expiresAt: new Date(Date.now() + lifetimeMs).toISOString() }
}
