import { randomBytes } from 'node:crypto'

/** Single-use tickets that stand for something during a short time. */
export interface Tickets<Bearer> {
  /** A new ticket, unguessable, good for one redemption within `ttlMs`. */
  issue(bearer: Bearer, ttlMs: number): string
  /** Uses a ticket up; undefined when it is unknown, used or too old. */
  redeem(ticket: string): Bearer | undefined
  /** Makes a ticket worthless. */
  forget(ticket: string): void
}

/** Tickets kept in memory; beyond `ticketsMax` the oldest is forgotten. `now` gives milliseconds. */
export function createTickets<Bearer>(ticketsMax: number, now: () => number): Tickets<Bearer> {
  const issued = new Map<string, { bearer: Bearer; expiresAt: number }>()
  return {
    issue(bearer, ttlMs) {
      for (const oldest of issued.keys()) {
        if (issued.size < ticketsMax) break
        issued.delete(oldest)
      }
      const ticket = randomBytes(24).toString('base64url')
      issued.set(ticket, { bearer, expiresAt: now() + ttlMs })
      return ticket
    },
    redeem(ticket) {
      const found = issued.get(ticket)
      issued.delete(ticket)
      return found !== undefined && now() < found.expiresAt ? found.bearer : undefined
    },
    forget(ticket) {
      issued.delete(ticket)
    },
  }
}
