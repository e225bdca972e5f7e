export { type ConsumeOptions, type Consumer, consume } from './consume.ts'
export {
  type EventHistory,
  type EventPattern,
  findDeadLetterReason,
  haveCaughtUp,
  readEventHistory,
} from './event-history.ts'
export { createFeed, type Feed, type FeedOptions } from './feed.ts'
export type { Subscriber } from './feed-channel.ts'
export { eventRetentionHours, forgetEvents } from './forget-events.ts'
export {
  claim,
  claimExhausted,
  giveBack,
  isHeld,
  type Lease,
  type LeasedTable,
  leaseAttemptsMax,
  leasedTables,
  releaseLeases,
  renew,
  retryLater,
} from './lease.ts'
export { type Loop, type LoopOptions, startLoop } from './loop.ts'
export { isOutage } from './outage.ts'
export { createPostgresTransport } from './postgres-transport.ts'
export { type EventOrigin, publish } from './publish.ts'
export { type Position, readEpoch, readEvents, readHead, type StoredEvent } from './read-events.ts'
export { type RelayOptions, relayBatch, startRelay } from './relay.ts'
export { type EventStore, eventsNotification, outboxNotification, type Sql } from './sql.ts'
export type { EventTransport } from './transport.ts'
