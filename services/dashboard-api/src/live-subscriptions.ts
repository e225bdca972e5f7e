import { type ClientFrame, subscriptionsMax } from '@tars/contracts'
import type { LiveConnection } from './live-connection.ts'
import { openSubscription, type Subscription, type SubscriptionUses } from './live-subscription.ts'

type Wish = Exclude<ClientFrame, { type: 'auth' }>

/** The subscriptions of one socket. */
export interface Subscriptions {
  /** Subscribes or unsubscribes; a channel that is subscribed to already begins anew from the position asked for. */
  obey(wish: Wish): void
  close(): void
}

/** Keeps the subscriptions of one socket, at most 100; one more is refused in a frame. */
export function createSubscriptions(
  uses: SubscriptionUses,
  connection: Pick<LiveConnection, 'refuse'>,
): Subscriptions {
  const open = new Map<string, Subscription>()
  return {
    obey(wish) {
      const { channel } = wish
      open.get(channel)?.close()
      open.delete(channel)
      if (wish.type === 'unsubscribe') return
      if (open.size < subscriptionsMax) open.set(channel, openSubscription(uses, channel, wish.since))
      else
        connection.refuse(
          'REQUEST_INVALID',
          `A socket has at most ${subscriptionsMax} subscriptions.`,
          channel,
        )
    },
    close() {
      for (const subscription of open.values()) subscription.close()
      open.clear()
    },
  }
}
