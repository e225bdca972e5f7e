export { backoffMs } from './backoff.ts'
export type { ClosedReason, Connection } from './connection.ts'
export {
  createLiveClient,
  type LiveClient,
  type LiveUses,
  liveUrl,
  type SubscribeOptions,
} from './live-client.ts'
export type { Position } from './position.ts'
export type { LiveSocket, LiveSocketClass } from './session.ts'
export type { LiveEvent, Reader, Subscription } from './subscriptions.ts'
export type { Wake } from './wake.ts'
