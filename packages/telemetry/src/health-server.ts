import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { TarsError } from '@tars/contracts'
import { createHealth, type Health, type HealthCheck } from './health.ts'
import type { Telemetry } from './telemetry.ts'

const connectionsMax = 64
const headersMs = 5_000
const requestMs = 10_000

/** The part of a service's configuration that says where its health endpoint listens. */
export interface HealthServerConfiguration {
  TARS_HOST: string
  /** 0 takes a free one. */
  TARS_PORT: number
}

/** A health endpoint that listens. */
export interface HealthServer extends AsyncDisposable {
  readonly port: number
}

/**
 * Serves `/health/live`, `/health/ready` and `/metrics` for a service that has no other HTTP, and logs that the
 * service is ready: it is the last thing that such a service starts. At most 64 connections; a request is given 10 s.
 *
 * @throws {TarsError} PORT_TAKEN when something else listens there.
 */
export async function startHealthServer(
  { log, metrics }: Pick<Telemetry, 'log' | 'metrics'>,
  config: HealthServerConfiguration,
  checks: Record<string, HealthCheck>,
): Promise<HealthServer> {
  const health = createHealth({ checks, metrics })
  const server = createServer(
    { headersTimeout: headersMs, requestTimeout: requestMs },
    (request, response) => {
      void respond(health, request, response)
    },
  )
  server.maxConnections = connectionsMax
  await listen(server, config.TARS_HOST, config.TARS_PORT)
  const { port } = server.address() as AddressInfo
  log.info({ port }, 'Ready.')
  return {
    port,
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
