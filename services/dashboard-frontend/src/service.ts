import type { AddressInfo } from 'node:net'
import helmet from '@fastify/helmet'
import { createHealth, type Health, startTelemetry } from '@tars/telemetry'
import fastify, { type FastifyInstance } from 'fastify'
import { checkAssets, serveAssets } from './assets.ts'
import type { Config } from './config.ts'
import { securityHeaders } from './security.ts'

/** Requests that are still open are given this long when the service stops. */
const closeGraceMs = 5_000

/** A running service and the port that it listens on. */
export interface RunningService extends AsyncDisposable {
  port: number
}

/** Starts the dashboard-frontend: the built pages, health and metrics. @throws {TarsError} SERVICE_FAILED without pages. */
export async function startService(config: Config): Promise<RunningService> {
  const directory = config.TARS_ASSETS_DIRECTORY
  await checkAssets(directory)
  await using stack = new AsyncDisposableStack()
  const { log, metrics } = stack.use(startTelemetry(config, 'dashboard-frontend'))
  const server = fastify({ logger: false, forceCloseConnections: 'idle', requestTimeout: 30_000 })
  stack.defer(() => closeWithin(server, closeGraceMs))
  await server.register(helmet, securityHeaders)
  serveHealth(server, createHealth({ checks: { assets: () => checkAssets(directory) }, metrics }))
  await serveAssets(server, directory)
  await server.listen({ host: config.TARS_HOST, port: config.TARS_PORT })
  const { port } = server.server.address() as AddressInfo
  log.info({ port, directory }, 'Serving the dashboard.')
  const running = stack.move()
  return { port, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

function serveHealth(server: FastifyInstance, health: Health): void {
  for (const path of ['/health/live', '/health/ready', '/metrics']) {
    server.get(path, async (_, reply) => {
      const answer = await health.answer(path)
      if (answer === undefined) return reply.callNotFound()
      return reply
        .code(answer.status)
        .type(answer.contentType)
        .header('cache-control', 'no-store')
        .send(answer.body)
    })
  }
}

async function closeWithin(server: FastifyInstance, graceMs: number): Promise<void> {
  const timer = setTimeout(() => server.server.closeAllConnections(), graceMs)
  try {
    await server.close()
  } finally {
    clearTimeout(timer)
  }
}
