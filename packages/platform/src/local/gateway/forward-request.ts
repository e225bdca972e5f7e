import { type Agent, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import { forwardRequestHeaders, forwardResponseHeaders } from './forwarded-headers.ts'
import { describeProblem } from './gateway-problem.ts'

/** How long an upstream may say nothing. */
const silenceMs = 60_000

/** A server that requests are sent on to. */
export interface Upstream {
  readonly name: string
  readonly host: string
  readonly port: number
}

/** Sends a request on and its answer back, streaming both; an upstream that cannot be reached is a 503. */
export function forwardRequest(
  incoming: IncomingMessage,
  response: ServerResponse,
  upstream: Upstream,
  agent: Agent,
  retries = 1,
): void {
  const bodiless =
    incoming.headers['content-length'] === undefined && incoming.headers['transfer-encoding'] === undefined
  const outgoing = request({
    agent,
    host: upstream.host,
    port: upstream.port,
    method: incoming.method,
    path: incoming.url,
    headers: requestHeaders(incoming),
    timeout: silenceMs,
  })
  outgoing.once('response', (answer) => {
    response.writeHead(answer.statusCode!, answer.statusMessage, forwardResponseHeaders(answer.rawHeaders))
    // A pipe that breaks after the head has been sent can only be told by cutting the connection, which pipeline does.
    pipeline(answer, response, () => undefined)
  })
  outgoing.once('timeout', () => outgoing.destroy(new Error('the upstream is silent')))
  outgoing.once('error', (error: NodeJS.ErrnoException) => {
    if (response.destroyed) return
    // A kept connection may be closed by the upstream at the moment it is used; nothing was sent of a bodiless request.
    const reusedTooLate =
      outgoing.reusedSocket && error.code === 'ECONNRESET' && bodiless && !response.headersSent
    if (reusedTooLate && retries > 0) forwardRequest(incoming, response, upstream, agent, retries - 1)
    else answerUnavailable(response, upstream.name)
  })
  response.once('close', () => {
    if (!response.writableEnded) outgoing.destroy()
  })
  if (bodiless) outgoing.end()
  else incoming.pipe(outgoing)
}

function requestHeaders(incoming: IncomingMessage): string[] {
  const headers = forwardRequestHeaders(incoming.rawHeaders, originOf(incoming))
  if (incoming.headers['transfer-encoding'] !== undefined) headers.push('transfer-encoding', 'chunked')
  return headers
}

/** Where a request came from, as its connection and its Host header tell. */
export function originOf(incoming: IncomingMessage): { remoteAddress: string; host: string } {
  return { remoteAddress: incoming.socket.remoteAddress ?? '', host: incoming.headers.host ?? '' }
}

/** Answers 503 with Retry-After, or cuts the connection when an answer has begun. */
export function answerUnavailable(response: ServerResponse, name: string): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const problem = describeProblem(
    'SERVICE_UNAVAILABLE',
    `The service ${name} is not reachable at this moment.`,
  )
  response.writeHead(problem.status, problem.headers)
  response.end(problem.body)
}
