import { type ClientFrame, clientFrameSchema, type ServerFrame } from '@tars/contracts'
import type { StoredEvent } from '@tars/events'
import { parseJson } from './request-body.ts'

/** What a client has sent: a frame, a wish that cannot be met (told in a frame), or a breach of the protocol (ends the socket). */
export type ReadFrame =
  | { kind: 'frame'; frame: ClientFrame }
  | { kind: 'refused'; channel: string | null }
  | { kind: 'breach' }

const breach: ReadFrame = { kind: 'breach' }

/** Reads a text frame. A subscription to a channel that cannot be is refused; everything else that is wrong is a breach. */
export function readClientFrame(bytes: Uint8Array): ReadFrame {
  let value: unknown
  try {
    value = parseJson(bytes)
  } catch {
    return breach
  }
  const parsed = clientFrameSchema.safeParse(value)
  if (parsed.success) return { kind: 'frame', frame: parsed.data }
  const { type, channel } = Object(value) as Record<string, unknown>
  if (type !== 'subscribe' && type !== 'unsubscribe') return breach
  return { kind: 'refused', channel: typeof channel === 'string' ? channel.slice(0, 100) : null }
}

/** A frame of the server as text. */
export function formatFrame(frame: ServerFrame): string {
  return JSON.stringify(frame)
}

// The feed hands the same event to every subscriber, so that one text serves all sockets.
const texts = new WeakMap<StoredEvent, string>()

/** The frame of an event as text, made once for each event. */
export function formatEventFrame(event: StoredEvent): string {
  const known = texts.get(event)
  if (known !== undefined) return known
  const { channel, offset, kind, at, data, traceparent } = event
  const text = formatFrame({ type: 'event', channel, offset, kind, at, data, traceparent })
  texts.set(event, text)
  return text
}
