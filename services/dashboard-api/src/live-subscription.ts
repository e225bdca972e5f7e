import type { Feed, Position, StoredEvent } from '@tars/events'
import { formatEventFrame, formatFrame } from './live-frame.ts'
import { type FrameSink, waitForReader, waitingBytesMax } from './slow-reader.ts'

/** What subscriptions need. */
export interface SubscriptionUses {
  feed: Pick<Feed, 'subscribe'>
  sink: FrameSink
  /** Called for every event that was sent. */
  onSent(): void
  /** Called when the reader has been too slow for too long. */
  onStalled(): void
  onError(error: unknown): void
}

/** A reader's standing wish for the events of one channel. */
export interface Subscription {
  close(): void
}

const retryMs = 1_000

/**
 * Sends the events of a channel from a position on (default: from now on), beginning with a `subscribed` frame. A reader that
 * does not keep up holds at most 1 MiB: further events are not kept for it but read again, in order, as soon as it has caught
 * up. One that takes nothing for 5 s is given up.
 */
export function openSubscription(
  uses: SubscriptionUses,
  channel: string,
  since: Position | undefined,
): Subscription {
  const { feed, sink, onSent, onStalled, onError } = uses
  let last: Position | undefined
  let source: { close(): void } | undefined
  let waiting: { close(): void } | undefined
  let isPaused = false
  let isClosed = false

  function follow(): void {
    isPaused = false
    feed.subscribe(channel, last ?? since, { onStart, onEvent }).then(onFollowed, (error: unknown) => {
      onError(error)
      if (!isClosed) pause((then) => closeTimer(setTimeout(then, retryMs)))
    })
  }

  function onFollowed(opened: { close(): void }): void {
    if (isClosed || isPaused) opened.close()
    else source = opened
  }

  function onStart(position: Position, recovered: boolean): void {
    if (isClosed) return
    // The reader is not told when it was only its own slowness that made us begin again.
    const isSeamless = recovered && last !== undefined
    last = position
    if (!isSeamless) sink.send(formatFrame({ type: 'subscribed', channel, ...position, recovered }))
  }

  function onEvent(event: StoredEvent): void {
    if (isClosed || isPaused || last === undefined) return
    if (sink.waitingBytes() > waitingBytesMax) {
      pause((then) => waitForReader(sink, { onReady: then, onStalled }))
      return
    }
    last = { ...last, offset: event.offset }
    sink.send(formatEventFrame(event))
    onSent()
  }

  function pause(wait: (then: () => void) => { close(): void }): void {
    isPaused = true
    source?.close()
    source = undefined
    waiting = wait(follow)
  }

  follow()
  return {
    close() {
      isClosed = true
      waiting?.close()
      source?.close()
    },
  }
}

function closeTimer(timer: NodeJS.Timeout): { close(): void } {
  return { close: () => clearTimeout(timer) }
}
