import { TarsError } from '@tars/contracts'
import { createLiveClient, liveUrl } from '@tars/realtime'
import type { CommandUses } from './command-uses.ts'
import type { Connection } from './connection.ts'

/** What is waited for, and who is told on the way. */
export interface Watch<Thing> {
  /** The live channel of the thing. */
  readonly channel: string
  read(): Promise<Thing>
  isFinal(thing: Thing): boolean
  /** Told with every reading, the last one included. */
  onThing(thing: Thing): void
  /** Told with every event of the channel. */
  onEvent(kind: string, data: unknown): void
}

/** How often the thing is read while the live channel is up (events wake earlier), and while it is not. */
const readEveryMs = { live: 5_000, apart: 1_000 } as const
/** How long the platform may be away, for example while it restarts, before the wait is given up. */
const absentMsMax = 60_000

/**
 * Waits until something has ended, told by the live channel, or by reading it every second where that is away.
 *
 * @throws {TarsError} as reading does, once the platform has been away for a minute; the reason of an interruption.
 */
export async function awaitEnd<Thing>(
  uses: CommandUses,
  connection: Connection,
  watch: Watch<Thing>,
): Promise<Thing> {
  const bell = createBell(uses.interrupted)
  const live = createLiveClient({
    url: liveUrl(connection.url),
    WebSocket: uses.WebSocket,
    ticket: async () => (await connection.client.call('live.ticket')).ticket,
  })
  live.subscribe(watch.channel, {
    onEvent: ({ kind, data }) => {
      watch.onEvent(kind, data)
      if (!kind.endsWith('.progressed')) bell.ring()
    },
    onReset: bell.ring,
  })
  const read = createPatientReader(watch.read, uses.now)
  try {
    for (;;) {
      const thing = await read()
      if (thing !== undefined) watch.onThing(thing)
      if (thing !== undefined && watch.isFinal(thing)) return thing
      await bell.wait(live.state.phase === 'live' ? readEveryMs.live : readEveryMs.apart)
      uses.interrupted.throwIfAborted()
    }
  } finally {
    live.close()
  }
}

/** Something to wait on: for so many milliseconds, or until it is rung or interrupted. A ring before the wait counts. */
function createBell(interrupted: AbortSignal) {
  let rung = false
  let wake = () => {}
  const ring = () => {
    rung = true
    wake()
  }
  return {
    ring,
    async wait(timeoutMs: number): Promise<void> {
      if (!rung && !interrupted.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
          interrupted.addEventListener('abort', wake, { once: true })
        })
        interrupted.removeEventListener('abort', wake)
      }
      rung = false
      wake = () => {}
    },
  }
}

/** A reader that gives undefined while the platform is away for a moment. */
function createPatientReader<Thing>(read: () => Promise<Thing>, now: () => number) {
  let seenAt = now()
  return async (): Promise<Thing | undefined> => {
    try {
      const thing = await read()
      seenAt = now()
      return thing
    } catch (error) {
      if (error instanceof TarsError && error.retryable && now() - seenAt < absentMsMax) return undefined
      throw error
    }
  }
}
