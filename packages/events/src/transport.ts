import type { StoredEvent } from './read-events.ts'
import type { Sql } from './sql.ts'

/**
 * How events get from the relay to those who follow. The relay gives every event its offset in PostgreSQL whatever the transport is,
 * so a transport may lose news and time, never a fact.
 */
export interface EventTransport {
  /** Tells followers that channels have new events, as soon as the transaction commits. */
  announce(sql: Sql, channels: readonly string[]): Promise<void>
  /** Calls back with the name of a channel that has news, and with an empty one when some may have been missed. */
  listen(onNews: (channel: string) => void): Promise<{ close(): void }>
  /** The events of a channel after an offset, in order, at most `limit`. */
  read(sql: Sql, channel: string, afterOffset: number, limit: number): Promise<StoredEvent[]>
}
