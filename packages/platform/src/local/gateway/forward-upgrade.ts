import { type IncomingMessage, request } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { originOf, type Upstream } from './forward-request.ts'
import { forwardRequestHeaders, forwardResponseHeaders } from './forwarded-headers.ts'
import { describeProblem, serialiseProblem } from './gateway-problem.ts'

const handshakeMs = 10_000

/**
 * Sends a WebSocket handshake on and then joins the two connections byte for byte: frames are not parsed, so a socket costs
 * the gateway neither a buffer nor a decoder. When one side ends, so does the other.
 */
export function forwardUpgrade(
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  upstream: Upstream,
): void {
  const outgoing = request({
    agent: false,
    host: upstream.host,
    port: upstream.port,
    method: incoming.method,
    path: incoming.url,
    headers: [
      ...forwardRequestHeaders(incoming.rawHeaders, originOf(incoming)),
      'connection',
      'upgrade',
      'upgrade',
      incoming.headers.upgrade!,
    ],
    timeout: handshakeMs,
  })
  outgoing.once('upgrade', (answer, upstreamSocket, upstreamHead) => {
    socket.write(
      serialiseHead(answer, ['connection', 'upgrade', 'upgrade', answer.headers.upgrade ?? 'websocket']),
    )
    join(socket, head, upstreamSocket, upstreamHead)
  })
  outgoing.once('response', (answer) => {
    socket.write(serialiseHead(answer, ['connection', 'close']))
    answer.pipe(socket)
  })
  outgoing.once('timeout', () => outgoing.destroy(new Error('no answer to the handshake')))
  outgoing.once('error', () => refuseUpgrade(socket, upstream.name))
  socket.once('error', () => outgoing.destroy())
  socket.once('close', () => outgoing.destroy())
  outgoing.end()
}

/** Answers a handshake with 503 and ends the connection. */
export function refuseUpgrade(socket: Duplex, name: string): void {
  if (socket.destroyed) return
  socket.end(
    serialiseProblem(
      describeProblem('SERVICE_UNAVAILABLE', `The service ${name} is not reachable at this moment.`),
    ),
  )
}

function join(client: Duplex, clientHead: Buffer, upstream: Duplex, upstreamHead: Buffer): void {
  if (upstreamHead.length > 0) client.write(upstreamHead)
  if (clientHead.length > 0) upstream.write(clientHead)
  for (const [from, to] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    if (from instanceof Socket) from.setNoDelay(true).setTimeout(0)
    from.pipe(to)
    from.on('error', () => to.destroy())
    from.once('close', () => to.destroy())
  }
}

function serialiseHead(answer: IncomingMessage, ownHeaders: string[]): string {
  const headers = [...forwardResponseHeaders(answer.rawHeaders), ...ownHeaders]
  let text = `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n`
  for (let i = 0; i + 1 < headers.length; i += 2) text += `${headers[i]}: ${headers[i + 1]}\r\n`
  return `${text}\r\n`
}
