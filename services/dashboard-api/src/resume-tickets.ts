import type { Identity } from './authenticate.ts'
import type { Tickets } from './ticket.ts'

/** The tickets that one socket is given for its next connection. */
export interface ResumeTickets {
  /** A ticket that is good for 60 s. */
  next(caller: Identity): string
  /** Makes all of them worthless. */
  forget(): void
}

const lifetimeMs = 60_000
// The latest may be lost on its way, so that the one before must still do.
const goodAtOnce = 2

/** Issues resume tickets; only the latest two of a socket are good. */
export function createResumeTickets(tickets: Tickets<Identity>): ResumeTickets {
  let issued: string[] = []
  const forgetAllBut = (count: number) => {
    const kept = issued.length - count
    for (const ticket of issued.slice(0, Math.max(0, kept))) tickets.forget(ticket)
    issued = issued.slice(Math.max(0, kept))
  }
  return {
    next(caller) {
      const ticket = tickets.issue(caller, lifetimeMs)
      issued.push(ticket)
      forgetAllBut(goodAtOnce)
      return ticket
    },
    forget: () => forgetAllBut(0),
  }
}
