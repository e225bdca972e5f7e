import { livePath } from '@tars/contracts'
import { type Clock, clockOf, createTimers } from './clock.ts'
import type { Connection } from './connection.ts'
import { startLoop } from './loop.ts'
import type { Position } from './position.ts'
import { type LiveSocketClass, openSession, type Session } from './session.ts'
import { createSubscriptions, type Reader, type Subscription } from './subscriptions.ts'
import { type Wake, type WakeSource, wakeOf } from './wake.ts'

/** The longest that the server may owe the answer to a subscription. */
export const answerMs = 10_000

/** What a live client needs; only `url` and `ticket` have no default. */
export interface LiveUses extends Partial<Clock> {
  /** Address of the live endpoint, see `liveUrl`. */
  url: string
  /** Fetches a single-use ticket over HTTP; called only when none is at hand from an earlier connection. */
  ticket: () => Promise<string>
  WebSocket?: LiveSocketClass
  /** From 0 to 1, default `Math.random`. */
  random?: () => number
  /** Default: the `online` and `visibilitychange` events of the page, where there is one. */
  wake?: Wake
}

/** How a reader begins. */
export interface SubscribeOptions extends Reader {
  /** The last event it has read, from `position()` of an earlier subscription. */
  since?: Position | null | undefined
}

/** One live connection that mends itself, and the channels read over it. */
export interface LiveClient {
  /** Where the connection stands; the same object until it changes. */
  readonly state: Connection
  /** Calls back after every change of `state`; gives a function that stops it. */
  onState(listener: (state: Connection) => void): () => void
  /**
   * Reads a channel, across lost connections, without gaps or duplicates. At most 100 channels, 100 readers
   * each.
   *
   * @throws {RangeError} beyond those.
   */
  subscribe(channel: string, options: SubscribeOptions): Subscription
  /** Ends the connection for good. */
  close(): void
}

/**
 * The address of the live endpoint of a platform at `origin`: `ws://127.0.0.1:3000/live` for
 * `http://127.0.0.1:3000`.
 */
export function liveUrl(origin: string): string {
  return `${origin.replace(/^http/, 'ws').replace(/\/+$/, '')}${livePath}`
}

/**
 * Makes a live client and connects. There is one loop and one socket, until `close()`, a revoked login (close
 * code 4403) or a ticket that the API refuses (401, 403). A lost connection is tried again after a wait with
 * full jitter, up to 20 s, that ends early when the page is seen or online again; every channel goes on where
 * it stood.
 */
export function createLiveClient(uses: LiveUses): LiveClient {
  const clock = clockOf(uses)
  const { url, ticket, random = Math.random, wake = wakeOf(globalThis as WakeSource) } = uses
  const WebSocket = uses.WebSocket ?? globalThis.WebSocket
  const listeners = new Set<(state: Connection) => void>()
  const timers = createTimers<'answer'>(clock)
  let session: Session | null = null

  const watchAnswers = () => {
    if (session === null || !subscriptions.isWaiting()) timers.stop('answer')
    else timers.start('answer', answerMs, () => session?.fail())
  }
  const subscriptions = createSubscriptions(
    (frame) => {
      session?.send(frame)
      watchAnswers()
    },
    () => session?.fail(),
  )
  const loop = startLoop({
    clock,
    random,
    wake,
    ticket,
    open: (token, events) => openSession({ url, WebSocket, clock }, token, events),
    onState: (state) => {
      for (const listener of [...listeners]) listener(state)
    },
    onSession: (present) => {
      session = present
      if (present !== null) subscriptions.resume()
      watchAnswers()
    },
    onFrame: (frame) => {
      subscriptions.receive(frame)
      if (frame.type !== 'event') watchAnswers()
    },
  })
  return {
    get state() {
      return loop.state()
    },
    onState: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    subscribe: (channel, options) => subscriptions.add(channel, options, options.since ?? null),
    close: () => loop.close(),
  }
}
