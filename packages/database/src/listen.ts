import type pg from 'pg'
import { translateError } from './translate-error.ts'

/** A standing wish for notifications; closing it ends the callbacks. */
export interface Listener {
  close(): void
}

type OnNotify = (payload: string) => void

const reconnectDelayMs = 200

/**
 * One connection for all notifications of a process, opened with the first listener and opened again when it is lost.
 * After a loss every listener is called with an empty payload, since anything may have happened meanwhile.
 */
export function createListener(createClient: () => pg.Client) {
  const audience = createAudience()
  let client: pg.Client | undefined
  let opening: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let isBehind = false
  let isClosed = false

  function ensureOpen(): Promise<void> {
    opening ??= open().finally(() => {
      opening = undefined
    })
    return opening
  }

  async function open(): Promise<void> {
    const next = createClient()
    next.on('error', () => undefined)
    next.on('end', () => onLost(next))
    next.on('notification', ({ channel, payload }) => audience.call(channel, payload ?? ''))
    await subscribe(next, audience.channels())
    client = next
    if (isBehind) for (const channel of audience.channels()) audience.call(channel, '')
    isBehind = false
  }

  function onLost(lost: pg.Client): void {
    if (client !== lost) return
    client = undefined
    isBehind = true
    reopen()
  }

  function reopen(): void {
    if (isClosed || timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      if (client === undefined) ensureOpen().catch(reopen)
    }, reconnectDelayMs)
  }

  async function listen(channel: string, onNotify: OnNotify): Promise<Listener> {
    if (isClosed) throw new Error('The database is closed.')
    const remove = audience.add(channel, onNotify)
    try {
      if (client === undefined) await ensureOpen()
      else await client.query(`LISTEN ${quote(channel)}`)
    } catch (error) {
      remove()
      throw translateError(error)
    }
    return { close: remove }
  }

  async function close(): Promise<void> {
    isClosed = true
    clearTimeout(timer)
    // A connection that is being opened must be there to be ended; its error is told to whoever asked for it.
    await opening?.catch(() => undefined)
    const last = client
    client = undefined
    await last?.end()
  }

  return { listen, close }
}

/** Connects and listens to the channels, also to those that are added meanwhile; a failure leaves no connection. */
async function subscribe(client: pg.Client, channels: Iterable<string>): Promise<void> {
  try {
    await client.connect()
    for (const channel of channels) await client.query(`LISTEN ${quote(channel)}`)
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}

/** Who is to be called for which channel. Channels stay in it for good: their names are few and fixed. */
function createAudience() {
  const callbacks = new Map<string, Set<OnNotify>>()
  return {
    channels: () => callbacks.keys(),
    call(channel: string, payload: string): void {
      for (const onNotify of callbacks.get(channel) ?? []) onNotify(payload)
    },
    add(channel: string, onNotify: OnNotify): () => void {
      // A function of its own, so that the same callback given twice is called twice.
      const own: OnNotify = (payload) => onNotify(payload)
      callbacks.set(channel, (callbacks.get(channel) ?? new Set()).add(own))
      return () => {
        callbacks.get(channel)?.delete(own)
      }
    },
  }
}

function quote(channel: string): string {
  return `"${channel.replaceAll('"', '""')}"`
}
