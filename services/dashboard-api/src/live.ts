import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { clientFrameBytesMax, type ErrorCode, livePath, liveProtocol, TarsError } from '@tars/contracts'
import { type WebSocket, WebSocketServer } from 'ws'
import { type LiveSocket, type LiveSocketUses, serveLiveSocket } from './live-socket.ts'
import { isOwnOrigin } from './origin.ts'
import { formatRawProblem } from './raw-problem.ts'
import { createTokenBucket } from './token-bucket.ts'

/** What the live endpoint needs. */
export interface LiveUses extends LiveSocketUses {
  /** Origin under which people reach the platform. */
  publicUrl: string
}

/** The live endpoint of a server. */
export interface Live {
  /** Sends every client away, a slice at a time so that they do not all come back at once, and takes no more. */
  drain(): Promise<void>
}

const upgradesPerSecondMax = 2_000
const socketsMax = 20_000
const drainSlice = 500
const drainPauseMs = 50
const retrySpreadMs = 1_000
const goodbyeMs = 2_000

const socketOptions = {
  noServer: true,
  maxPayload: clientFrameBytesMax,
  maxFragments: 64,
  perMessageDeflate: false,
  clientTracking: false,
  closeTimeout: goodbyeMs,
  handleProtocols: () => liveProtocol,
} as const

/** Serves the live endpoint on an HTTP server. Who upgrades is judged before the upgrade: address, Origin, protocol, rate. */
export function serveLive(server: Server, uses: LiveUses): Live {
  const endpoint = new WebSocketServer(socketOptions)
  const upgrades = createTokenBucket(upgradesPerSecondMax, uses.now)
  const sockets = new Map<WebSocket, LiveSocket>()
  let isDraining = false

  const count = () => uses.metrics.set('tars_live_sockets', sockets.size)
  const judge = (request: IncomingMessage): ErrorCode | undefined => {
    if (request.url?.split('?', 1)[0] !== livePath) return 'ROUTE_UNKNOWN'
    if (isDraining || sockets.size >= socketsMax || !upgrades.take()) return 'OVERLOADED'
    return judgeUpgrade(request, uses.publicUrl)
  }

  server.on('upgrade', (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    connection.on('error', () => connection.destroy())
    const code = judge(request)
    if (code !== undefined) return refuse(connection, code)
    endpoint.handleUpgrade(request, connection, head, (socket) => {
      sockets.set(socket, serveLiveSocket(uses, socket))
      count()
      socket.on('close', () => {
        sockets.delete(socket)
        count()
      })
    })
  })

  return {
    async drain() {
      isDraining = true
      const waiting = [...sockets.values()]
      for (let at = 0; at < waiting.length; at += drainSlice) {
        for (const socket of waiting.slice(at, at + drainSlice))
          socket.drain(Math.ceil(Math.random() * retrySpreadMs))
        if (at + drainSlice < waiting.length) await delay(drainPauseMs)
      }
      for (let pauses = goodbyeMs / drainPauseMs; sockets.size > 0 && pauses > 0; pauses--)
        await delay(drainPauseMs)
      for (const socket of sockets.keys()) socket.terminate()
    },
  }
}

/** Why an upgrade is refused; undefined when it is not. Programs send no Origin; browsers always do, and it must be ours. */
function judgeUpgrade({ headers, socket }: IncomingMessage, publicUrl: string): ErrorCode | undefined {
  const isFromGateway = /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '')
  const forwarded = isFromGateway ? headers['x-forwarded-host'] : undefined
  const host = typeof forwarded === 'string' ? forwarded : headers.host
  if (headers.origin !== undefined && !isOwnOrigin({ origin: headers.origin, host, publicUrl }))
    return 'ORIGIN_REFUSED'
  const protocols = (headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim())
  return protocols.includes(liveProtocol) ? undefined : 'REQUEST_MALFORMED'
}

const details: Readonly<Partial<Record<ErrorCode, string>>> = {
  ROUTE_UNKNOWN: 'There is nothing at this address.',
  OVERLOADED: 'There are too many live connections just now.',
  ORIGIN_REFUSED: 'The connection comes from a page of another site.',
  REQUEST_MALFORMED: `The sub-protocol must be ${liveProtocol}.`,
}

function refuse(connection: Duplex, code: ErrorCode): void {
  connection.end(formatRawProblem(new TarsError(code, details[code] ?? '')), () => connection.destroy())
}
