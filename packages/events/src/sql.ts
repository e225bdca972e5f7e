/** Something that SQL can be sent to, handed in by the caller: a pool or one transaction. */
export interface Sql {
  /** Runs one statement and gives its rows with camelCase keys. */
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

/** The store that the events live in, handed in by the caller. */
export interface EventStore extends Sql {
  /** Runs the work in one transaction. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** Runs the work on one connection of its own. */
  connection<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** Calls back on every notification of a channel, and with an empty payload when some may have been missed. */
  listen(channel: string, onNotify: (payload: string) => void): Promise<{ close(): void }>
}

/** The notification that an outbox row was committed. */
export const outboxNotification = 'tars_outbox'

/** The notification that a channel, named in the payload, has new events. */
export const eventsNotification = 'tars_events'
