import type pg from 'pg'
import { translateError } from './translate-error.ts'

/** A standing wish for notifications; closing it ends the callbacks. */
export interface Listener {
  close(): void
}

type OnNotify = (payload: string) => void

const reconnectDelayMs = 500

/**
 * One connection for all notifications of a process, opened with the first listener and opened again when it is lost.
 * After a loss every listener is called with an empty payload, since anything may have happened meanwhile.
 */
export function createListener(createClient: () => pg.Client) {
  const callbacks = new Map<string, Set<OnNotify>>()
  let client: pg.Client | undefined
  let opening: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  async function open(): Promise<void> {
    const next = createClient()
    next.on('error', () => undefined)
    next.on('end', () => onLost(next))
    next.on('notification', ({ channel, payload }) => call(channel, payload ?? ''))
    await next.connect()
    client = next
    for (const channel of callbacks.keys()) await next.query(`LISTEN ${quote(channel)}`)
  }

  function onLost(lost: pg.Client): void {
    if (client !== lost) return
    client = undefined
    reopen()
  }

  function reopen(): void {
    if (closed || timer !== undefined) return
    timer = setTimeout(async () => {
      timer = undefined
      try {
        await open()
        for (const channel of callbacks.keys()) call(channel, '')
      } catch {
        reopen()
      }
    }, reconnectDelayMs)
  }

  function call(channel: string, payload: string): void {
    for (const onNotify of callbacks.get(channel) ?? []) onNotify(payload)
  }

  async function listen(channel: string, onNotify: OnNotify): Promise<Listener> {
    const known = callbacks.get(channel)
    const listeners = known ?? new Set<OnNotify>()
    callbacks.set(channel, listeners.add(onNotify))
    opening ??= open()
    try {
      await opening
    } catch (error) {
      opening = undefined
      throw translateError(error)
    }
    if (known === undefined) await client?.query(`LISTEN ${quote(channel)}`)
    return {
      close() {
        listeners.delete(onNotify)
      },
    }
  }

  async function close(): Promise<void> {
    closed = true
    clearTimeout(timer)
    const last = client
    client = undefined
    await last?.end()
  }

  return { listen, close }
}

function quote(channel: string): string {
  return `"${channel.replaceAll('"', '""')}"`
}
