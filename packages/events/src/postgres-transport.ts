import { readEvents } from './read-events.ts'
import { type EventStore, eventsNotification, type Sql } from './sql.ts'
import type { EventTransport } from './transport.ts'

/** The transport that needs nothing but PostgreSQL: notifications as wake-up, the table of events as truth. */
export function createPostgresTransport(store: Pick<EventStore, 'listen'>): EventTransport {
  return {
    announce: notifyChannels,
    listen: (onNews) => store.listen(eventsNotification, onNews),
    read: readEvents,
  }
}

/** Notifies of channels that have new events, as soon as the transaction commits. */
export async function notifyChannels(sql: Sql, channels: readonly string[]): Promise<void> {
  for (const channel of channels) await sql.query('SELECT pg_notify($1, $2)', [eventsNotification, channel])
}
