/** How long a ticket from an open connection can be used for the next one. */
export const resumeTicketMs = 60_000

/** How long a ticket from the API can be used. */
export const fetchedTicketMs = 30_000

const safetyMs = 5_000

/** Keeps the newest ticket until it is sent, so that most new connections need no call over HTTP. */
export interface ResumeTicket {
  keep(ticket: string, lifetimeMs: number): void
  /** The ticket while it is fresh enough to arrive in time; else null. */
  fresh(): string | null
  /** The ticket has been sent: it cannot be used again. */
  spend(): void
}

/** Makes a place for one ticket. */
export function createResumeTicket(now: () => number): ResumeTicket {
  let kept: { ticket: string; until: number } | null = null
  return {
    keep: (ticket, lifetimeMs) => {
      kept = { ticket, until: now() + lifetimeMs - safetyMs }
    },
    fresh: () => (kept !== null && now() < kept.until ? kept.ticket : null),
    spend: () => {
      kept = null
    },
  }
}
