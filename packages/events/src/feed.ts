import { createFeedChannel, type Subscriber } from './feed-channel.ts'
import { type Loop, startLoop } from './loop.ts'
import { createPostgresTransport } from './postgres-transport.ts'
import { type Position, readEpoch, readHeads } from './read-events.ts'
import type { EventStore, Sql } from './sql.ts'
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
  /** How often it is looked which channels have news of which nobody notified, in ms; default 1,000. */
  pollMs?: number
  /** Where the events come from; default: PostgreSQL. */
  transport?: EventTransport
}

/** A channel with as many subscribers as use it. */
interface OpenChannel {
  channel: ReturnType<typeof createFeedChannel>
  users: number
}

/** Channels whose heads one query asks for. */
const headsMax = 10_000

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
  const channels = new Map<string, OpenChannel>()

  let loop: Loop | undefined
  const listener = await transport.listen((name) => {
    if (name === '') loop?.wake()
    else channels.get(name)?.channel.look()
  })
  loop = startLoop(() => lookForNews(store, channels), { pauseMs: options.pollMs ?? 1_000, onError })
  const running = loop

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
      listener.close()
      await running.stop()
      await Promise.all([...channels.values()].map(({ channel }) => channel.idle()))
      channels.clear()
    },
  }
}

/** Asks for many channels at once, so that one that is quiet costs no query of its own; gives false: there is nothing more to do. */
async function lookForNews(sql: Sql, channels: ReadonlyMap<string, OpenChannel>): Promise<boolean> {
  const names = [...channels.keys()]
  for (let at = 0; at < names.length; at += headsMax) {
    for (const { name, head } of await readHeads(sql, names.slice(at, at + headsMax))) {
      const channel = channels.get(name)?.channel
      if (channel?.isBehind(head)) channel.look()
    }
  }
  return false
}
