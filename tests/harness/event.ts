import type { TarsEvent } from '@tars/contracts'
import { createId, type Database } from '@tars/database'
import { publish, relayBatch } from '@tars/events'
import { waitUntil } from './wait-until.ts'

/** An event of the channel `policies` alone, told apart by the name of its agent. */
export function promotion(agent: string): TarsEvent {
  return { kind: 'policy.promoted', data: { policy: createId(), agent, previousPolicy: null } }
}

/** Publishes events in one transaction. */
export function publishTogether(database: Database, events: readonly TarsEvent[]): Promise<void> {
  return database.transaction((sql) => publish(sql, events, { region: 'test' }))
}

/** Gives every event of the outbox its offset; waits for transactions that hold some of them back. */
export function relayAll(database: Database): Promise<void> {
  return waitUntil(async () => {
    const { moved, left } = await database.transaction(relayBatch)
    return moved === 0 && !left
  })
}
