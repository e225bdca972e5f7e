import { type ClientFrame, type ServerFrame, subscriptionsMax } from '@tars/contracts'
import { type Position, placeOf, recover } from './position.ts'

/** The most readers of one channel. */
export const channelReadersMax = 100

/** Something that happened, as it reaches a reader. */
export interface LiveEvent extends Position {
  channel: string
  kind: string
  at: string
  data: unknown
  traceparent: string | null
}

/** Reads a channel. */
export interface Reader {
  /** Every event, once, in order, without a gap. */
  onEvent(event: LiveEvent): void
  /**
   * Events may have been missed, or none was read yet: read a snapshot now. Events after `position` follow.
   */
  onReset(position: Position): void
  /** The server refuses the channel. */
  onRefused?(problem: { code: string; message: string }): void
}

/** A reader's hold on its channel. */
export interface Subscription {
  /** The last event that was read, to resume from later; null before the server's first answer. */
  position(): Position | null
  close(): void
}

/** The channels of one client; they outlive its sessions. */
export interface Subscriptions {
  add(channel: string, reader: Reader, since: Position | null): Subscription
  /** A session has begun: every channel is subscribed to again, from where it stands. */
  resume(): void
  receive(frame: ServerFrame): void
  /** Whether the server owes answers. */
  isWaiting(): boolean
}

interface Listener {
  reader: Reader
  /** Whether it needs a snapshot whatever the server answers. */
  isBehind: boolean
}

interface Channel {
  name: string
  position: Position | null
  listeners: Set<Listener>
  /**
   * The offset at which a gap was last mended; a second gap there is a server that cannot tell its events.
   */
  mendedAt: number | null
}

/**
 * Makes the channels of one client. `send` reaches the present session, or nobody; `fail` gives that session
 * up.
 *
 * A subscription is answered once. Until the answer to the latest has come, whatever else arrives on its
 * channel belongs to an earlier one and is passed over.
 */
export function createSubscriptions(send: (frame: ClientFrame) => void, fail: () => void): Subscriptions {
  const channels = new Map<string, Channel>()
  const owed = new Map<string, number>()

  const subscribe = ({ name, position }: Channel) => {
    owed.set(name, (owed.get(name) ?? 0) + 1)
    send({ type: 'subscribe', channel: name, ...(position === null ? {} : { since: position }) })
  }
  const join = (name: string, listener: Listener, since: Position | null): Channel => {
    const present = channels.get(name)
    if (present === undefined) {
      const opened = openChannel(name, since, listener, channels)
      subscribe(opened)
      return opened
    }
    joinChannel(present, listener, since)
    if (!owed.has(name)) queueMicrotask(() => deliverResets(present))
    return present
  }
  const leave = (channel: Channel, listener: Listener) => {
    if (!channel.listeners.delete(listener) || channel.listeners.size > 0) return
    channels.delete(channel.name)
    send({ type: 'unsubscribe', channel: channel.name })
  }
  const mend = (channel: Channel) => {
    const at = channel.position?.offset ?? null
    if (channel.mendedAt === at) return fail()
    channel.mendedAt = at
    send({ type: 'unsubscribe', channel: channel.name })
    subscribe(channel)
  }
  /** Whether this was the answer to the latest subscription of a channel that somebody still reads. */
  const settle = (name: string): Channel | undefined => {
    const count = owed.get(name) ?? 0
    if (count > 1) owed.set(name, count - 1)
    else owed.delete(name)
    return count === 1 ? channels.get(name) : undefined
  }
  return {
    add: (name, reader, since) => {
      const listener = { reader, isBehind: false }
      const channel = join(name, listener, since)
      return { position: () => channel.position, close: () => leave(channel, listener) }
    },
    resume: () => {
      owed.clear()
      for (const channel of channels.values()) subscribe(channel)
    },
    receive: (frame) => {
      if (frame.type === 'subscribed') answer(settle(frame.channel), frame)
      if (frame.type === 'error' && frame.channel !== null) refuse(settle(frame.channel), frame)
      if (frame.type !== 'event' || owed.has(frame.channel)) return
      const channel = channels.get(frame.channel)
      if (channel !== undefined && !deliver(channel, frame)) mend(channel)
    },
    isWaiting: () => owed.size > 0,
  }
}

function openChannel(
  name: string,
  position: Position | null,
  listener: Listener,
  channels: Map<string, Channel>,
): Channel {
  if (channels.size >= subscriptionsMax) throw new RangeError(`at most ${subscriptionsMax} channels`)
  const channel = { name, position, listeners: new Set([listener]), mendedAt: null }
  channels.set(name, channel)
  return channel
}

function joinChannel(
  { name, position, listeners }: Channel,
  listener: Listener,
  since: Position | null,
): void {
  if (listeners.size >= channelReadersMax) throw new RangeError(`too many readers of ${name}`)
  const isThere = position !== null && since?.epoch === position.epoch && since.offset === position.offset
  listener.isBehind = !isThere
  listeners.add(listener)
}

function answer(channel: Channel | undefined, frame: Position & { recovered: boolean }): void {
  if (channel === undefined) return
  const { position, snapshot } = recover(channel.position, frame)
  channel.position = position
  if (snapshot) {
    channel.mendedAt = null
    for (const listener of channel.listeners) listener.isBehind = true
  }
  deliverResets(channel)
}

function deliverResets(channel: Channel): void {
  const { position } = channel
  if (position === null) return
  tellAll(channel, (listener) => {
    if (!listener.isBehind) return
    listener.isBehind = false
    listener.reader.onReset(position)
  })
}

/** False when events before this one are missing. */
function deliver(channel: Channel, frame: Extract<ServerFrame, { type: 'event' }>): boolean {
  if (channel.position === null) return true
  const place = placeOf(channel.position, frame.offset)
  if (place !== 'next') return place === 'duplicate'
  // The position moves first: a reader that throws has had its event.
  channel.position = { epoch: channel.position.epoch, offset: frame.offset }
  const { kind, at, data, traceparent } = frame
  const event = { channel: channel.name, ...channel.position, kind, at, data, traceparent }
  tellAll(channel, ({ reader }) => reader.onEvent(event))
  return true
}

function refuse(channel: Channel | undefined, { code, message }: { code: string; message: string }): void {
  if (channel !== undefined) tellAll(channel, ({ reader }) => reader.onRefused?.({ code, message }))
}

/** An error of one reader is the page's to see; it must cost neither the other readers nor the connection. */
function tellAll(channel: Channel, tell: (listener: Listener) => void): void {
  for (const listener of [...channel.listeners]) {
    if (!channel.listeners.has(listener)) continue
    try {
      tell(listener)
    } catch (error) {
      queueMicrotask(() => {
        throw error
      })
    }
  }
}
