import { type Position, readHead, type StoredEvent } from './read-events.ts'
import { createRing } from './ring.ts'
import type { Sql } from './sql.ts'
import type { EventTransport } from './transport.ts'

/** What a subscriber of a channel is told. */
export interface Subscriber {
  /**
   * Called once, before any event: the position after which the events follow. `recovered` is false when events since the
   * asked position may be missing, so that the subscriber must read a snapshot.
   */
  onStart(position: Position, recovered: boolean): void
  /** Called for every event, in order, offsets without gaps; what it throws is reported, and the next event comes. */
  onEvent(event: StoredEvent): void
}

/** Bounds of one channel and where its errors go. */
export interface FeedChannelOptions {
  epoch: string
  ringSize: number
  replayMax: number
  onError: (error: unknown) => void
  read: EventTransport['read']
}

const batchMax = 1_000

/** One channel of a feed: it knows the head, keeps the latest events, and hands new ones to its subscribers. */
export function createFeedChannel(sql: Sql, name: string, options: FeedChannelOptions) {
  const ring = createRing<StoredEvent>(options.ringSize)
  const subscribers = new Set<Subscriber>()
  let head: number | undefined
  let isLookDue = false
  // What is done on a channel happens one after the other, so that no event overtakes a subscription.
  let work: Promise<unknown> = Promise.resolve()

  function enqueue<T>(task: () => Promise<T>): Promise<T> {
    const done = work.then(task)
    work = done.catch(options.onError)
    return done
  }

  /** A subscriber that throws must not cost the others the event. */
  function tell(subscriber: Subscriber, event: StoredEvent): void {
    try {
      subscriber.onEvent(event)
    } catch (error) {
      options.onError(error)
    }
  }

  /** Hands on what is new and gives the head. */
  async function advance(): Promise<number> {
    head ??= await readHead(sql, name)
    for (;;) {
      const events: StoredEvent[] = await options.read(sql, name, head, batchMax)
      for (const event of events) {
        head = event.offset
        ring.push(event)
        for (const subscriber of subscribers) tell(subscriber, event)
      }
      if (events.length < batchMax) return head
    }
  }

  /** The events after a position up to the head; undefined when they cannot all be had. */
  async function catchUp(since: Position, until: number): Promise<StoredEvent[] | undefined> {
    const missed = until - since.offset
    if (since.epoch !== options.epoch || missed < 0 || missed > options.replayMax) return undefined
    const remembered = ring.last(missed)
    if (remembered !== undefined) return remembered
    const events = await options.read(sql, name, since.offset, missed)
    return events.length === missed ? events : undefined
  }

  return {
    /** Whether a head is beyond what the subscribers were given. */
    isBehind: (latest: number) => head !== undefined && head < latest,
    /** Looks for new events soon; any number of calls before it does so are one. */
    look() {
      if (isLookDue) return
      isLookDue = true
      const done = enqueue(() => {
        isLookDue = false
        return advance()
      })
      // Told to `onError` by the queue; the next look goes on from the same head.
      done.catch(() => undefined)
    },
    leave: (subscriber: Subscriber) => subscribers.delete(subscriber),
    idle: () => work,
    join: (since: Position | undefined, subscriber: Subscriber) =>
      enqueue(async () => {
        const until = await advance()
        const missed = since === undefined ? [] : await catchUp(since, until)
        const offset = until - (missed?.length ?? 0)
        subscriber.onStart({ epoch: options.epoch, offset }, missed !== undefined)
        for (const event of missed ?? []) tell(subscriber, event)
        subscribers.add(subscriber)
      }),
  }
}
