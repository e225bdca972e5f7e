import { channelsOf, type TarsEvent } from '@tars/contracts'
import { outboxNotification, type Sql } from './sql.ts'

/** Where an event comes from: the region, and the trace that it belongs to (W3C). */
export interface EventOrigin {
  region: string
  traceparent?: string | null
  tracestate?: string | null
}

/** Writes events into the outbox. Call it in the transaction of the change that they announce: both happen or neither. */
export async function publish(sql: Sql, events: readonly TarsEvent[], origin: EventOrigin): Promise<void> {
  for (const event of events) {
    await sql.query(
      'INSERT INTO outbox (kind, channels, data, region, traceparent, tracestate) VALUES ($1, $2, $3, $4, $5, $6)',
      [
        event.kind,
        channelsOf(event),
        event.data,
        origin.region,
        origin.traceparent ?? null,
        origin.tracestate ?? null,
      ],
    )
  }
  if (events.length > 0) await sql.query('SELECT pg_notify($1, $2)', [outboxNotification, ''])
}
