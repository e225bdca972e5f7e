import { z } from 'zod'
import { channelSchema } from './event.ts'

/** The WebSocket sub-protocol that client and server speak. */
export const liveProtocol = 'tars.v1'

/** The path of the live endpoint. */
export const livePath = '/live'

/** How often the server sends a heartbeat. */
export const heartbeatMs = 5_000

/** The most channels one socket can subscribe to. */
export const subscriptionsMax = 100

/** The most sockets that one person or API key can have open at the same time. */
export const socketsPerLoginMax = 64

/** The largest frame a client may send. */
export const clientFrameBytesMax = 65_536

/** Close codes of the live protocol beyond those of RFC 6455. */
export const closeCodes = {
  goingAway: 1001,
  tryAgainLater: 1013,
  protocolError: 4400,
  unauthenticated: 4401,
  revoked: 4403,
  authenticationTimeout: 4408,
  tooManySockets: 4429,
} as const

const offset = z.int().min(0)
const position = z.object({ epoch: z.string().max(64), offset })

/** A frame from a client. */
export const clientFrameSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('auth'), token: z.string().min(1).max(256) }),
  z.strictObject({ type: z.literal('subscribe'), channel: channelSchema, since: position.optional() }),
  z.strictObject({ type: z.literal('unsubscribe'), channel: channelSchema }),
])

/** A frame from a client. */
export type ClientFrame = z.infer<typeof clientFrameSchema>

/** A frame from the server. */
export const serverFrameSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    session: z.string(),
    epoch: z.string(),
    heartbeatMs: z.int(),
    ticket: z.string().describe('single use, for the next connection'),
  }),
  z.object({
    type: z.literal('subscribed'),
    channel: z.string(),
    epoch: z.string(),
    offset: offset.describe('the last offset before the events that follow'),
    recovered: z.boolean().describe('false: events may have been missed, read a snapshot'),
  }),
  z.object({
    type: z.literal('event'),
    channel: z.string(),
    offset,
    kind: z.string(),
    at: z.string(),
    data: z.unknown(),
    traceparent: z.string().nullable(),
  }),
  z.object({ type: z.literal('heartbeat'), at: z.string(), ticket: z.string() }),
  z.object({
    type: z.literal('error'),
    code: z.string(),
    message: z.string(),
    channel: z.string().nullable(),
  }),
  z.object({ type: z.literal('bye'), code: z.int(), retryAfterMs: z.int() }),
])

/** A frame from the server. */
export type ServerFrame = z.infer<typeof serverFrameSchema>
