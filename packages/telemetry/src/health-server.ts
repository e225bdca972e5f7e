import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { TarsError } from '@tars/contracts'
import type { Health } from './health.ts'

const connectionsMax = 64
const headersMs = 5_000
const requestMs = 10_000

/** A health endpoint that listens. */
export interface HealthServer extends AsyncDisposable {
  readonly port: number
}

/**
 * Serves `/health/live`, `/health/ready` and `/metrics` for a service that has no other HTTP; `port` 0 takes
 * a free one. At most 64 connections; a request is given 10 s.
 *
 * @throws {TarsError} PORT_TAKEN when something else listens there.
 */
export async function startHealthServer(options: {
  host: string
  port: number
  health: Health
}): Promise<HealthServer> {
  const server = createServer(
    { headersTimeout: headersMs, requestTimeout: requestMs },
    (request, response) => {
      void respond(options.health, request, response)
    },
  )
  server.maxConnections = connectionsMax
  await listen(server, options.host, options.port)
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(taken ? new TarsError('PORT_TAKEN', `Port ${port} is taken.`, { host, port }, error) : error)
    })
    server.listen(port, host, resolve)
  })
}

async function respond(health: Health, request: IncomingMessage, response: ServerResponse): Promise<void> {
  request.resume()
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end()
    return
  }
  const [path = ''] = (request.url ?? '').split('?', 1)
  const answer = await health.answer(path)
  if (answer === undefined) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(answer.status, {
    'content-type': answer.contentType,
    'content-length': Buffer.byteLength(answer.body),
    'cache-control': 'no-store',
  })
  response.end(request.method === 'HEAD' ? undefined : answer.body)
}
