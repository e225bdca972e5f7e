import { channelsOf } from '@tars/contracts'
import type { LiveClient, Subscription } from '@tars/realtime'
import { type ApplyUses, applyEvent, resetChannel } from './apply-event.ts'
import type { Inbox } from './inbox.ts'
import { readEvent } from './read-event.ts'
import { snapshotGate } from './snapshot-gate.ts'

/** How often a page reads again what changes, while no live connection brings it. */
export const fallbackPollMs = 10_000

/** Keeps the cache in step with the events of a channel; after a gap, or an event of unknown shape, it is read again. */
export function followChannel(
  uses: ApplyUses & { live: Pick<LiveClient, 'subscribe'>; inbox: Inbox },
  channel: string,
): Subscription {
  const reset = () => {
    // What waited for this very moment has not been read yet: it is not read a second time.
    const cancelRefetch = !snapshotGate.open(channel)
    void resetChannel(uses.queries, channel, { cancelRefetch })
  }
  return uses.live.subscribe(channel, {
    onReset: reset,
    onEvent: ({ kind, data, at }) => {
      const event = readEvent(kind, data)
      if (event === undefined) return reset()
      // Its other channel will not apply it again: what belongs to any of them is read.
      const resetAll = () => channelsOf(event).map((each) => resetChannel(uses.queries, each))
      uses.inbox.take(event, at, () => applyEvent(uses, event, at)).catch(resetAll)
    },
  })
}
