import { createFeedChannel, type Subscriber } from './feed-channel.ts'
import { createPostgresTransport } from './postgres-transport.ts'
import { type Position, readEpoch } from './read-events.ts'
import type { EventStore } from './sql.ts'
import type { EventTransport } from './transport.ts'

/** Events of channels for many subscribers in one process. */
export interface Feed {
  readonly epoch: string
  /** Subscribes to a channel from a position on, or from now on. */
  subscribe(channel: string, since: Position | undefined, subscriber: Subscriber): Promise<{ close(): void }>
  close(): Promise<void>
}

/** How a feed behaves. */
export interface FeedOptions {
  onError: (error: unknown) => void
  /** Events kept in memory for each channel that has subscribers; default 5,000. */
  ringSize?: number
  /** Most events that a subscriber is given to catch up; more: `recovered` is false. Default 20,000. */
  replayMax?: number
  /** How often every channel is looked at although nobody notified, in ms; default 1,000. */
  pollMs?: number
  /** Where the events come from; default: PostgreSQL. */
  transport?: EventTransport
}

/** Opens a feed: one reader for each channel with subscribers, woken by notifications, reading by offset. */
export async function createFeed(store: EventStore, options: FeedOptions): Promise<Feed> {
  const epoch = await readEpoch(store)
  const {
    ringSize = 5_000,
    replayMax = 20_000,
    onError,
    transport = createPostgresTransport(store),
  } = options
  const settings = { epoch, ringSize, replayMax, onError, read: transport.read }
  const channels = new Map<string, { channel: ReturnType<typeof createFeedChannel>; users: number }>()

  const listener = await transport.listen((name) => {
    if (name === '') lookEverywhere()
    else channels.get(name)?.channel.look()
  })
  const timer = setInterval(lookEverywhere, options.pollMs ?? 1_000)

  function lookEverywhere(): void {
    for (const { channel } of channels.values()) channel.look()
  }

  function open(name: string) {
    const known = channels.get(name)
    if (known !== undefined) return known
    const entry = {
      channel: createFeedChannel(store, name, settings),
      users: 0,
    }
    channels.set(name, entry)
    return entry
  }

  function release(name: string): void {
    const entry = channels.get(name)
    if (entry === undefined) return
    entry.users -= 1
    if (entry.users === 0) channels.delete(name)
  }

  return {
    epoch,
    async subscribe(name, since, subscriber) {
      const entry = open(name)
      entry.users += 1
      try {
        await entry.channel.join(since, subscriber)
      } catch (error) {
        release(name)
        throw error
      }
      let closed = false
      return {
        close() {
          if (closed) return
          closed = true
          entry.channel.leave(subscriber)
          release(name)
        },
      }
    },
    async close() {
      clearInterval(timer)
      listener.close()
      await Promise.all([...channels.values()].map(({ channel }) => channel.idle()))
      channels.clear()
    },
  }
}
