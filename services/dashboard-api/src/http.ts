import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import helmet from '@fastify/helmet'
import { apiPrefix, describeApi, type Operation, type Route, routes, TarsError } from '@tars/contracts'
import type { Health, Telemetry } from '@tars/telemetry'
import fastify, { type FastifyHttpOptions, type FastifyInstance } from 'fastify'
import { listAllowedMethods } from './allowed-methods.ts'
import { answerCall, type CallUses } from './answer-call.ts'
import { formatClientError } from './client-error.ts'
import { parseQuery } from './query.ts'
import { bodyBytesMax } from './request-body.ts'
import { type Exchange, respond } from './respond.ts'

/** What the HTTP server needs. */
export interface HttpUses extends CallUses {
  telemetry: Telemetry
  health: Health
  /** Version that the API's description states. */
  version: string
}

const headersTimeoutMs = 10_000
const requestTimeoutMs = 30_000
const timeoutCheckMs = 2_000
const paramLengthMax = 100

/** The HTTP server of the API, not listening yet: every operation of the route table, its description, health and metrics. */
export async function createHttp(uses: HttpUses): Promise<FastifyInstance> {
  const app = fastify(settingsOf(uses.telemetry))
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] } },
  })
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'))
  // Bodies are left in the stream: each is read after its sender is known and only by a route that wants it.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))
  for (const operation of Object.keys(routes) as Operation[]) bindOperation(app, uses, operation)
  bindDescription(app, uses)
  app.setNotFoundHandler((request, reply) => refuseUnknown(uses.telemetry, { request, reply }))
  app.setErrorHandler((error, request, reply) => refuse(uses.telemetry, { request, reply }, error))
  return app
}

function settingsOf(telemetry: Telemetry): FastifyHttpOptions<Server> {
  return {
    logger: false,
    // The gateway on this machine says who is calling.
    trustProxy: 'loopback',
    bodyLimit: bodyBytesMax,
    requestTimeout: requestTimeoutMs,
    return503OnClosing: false,
    http: { headersTimeout: headersTimeoutMs, connectionsCheckingInterval: timeoutCheckMs },
    routerOptions: { maxParamLength: paramLengthMax, querystringParser: parseQuery },
    frameworkErrors: (error, request, reply) => void refuse(telemetry, { request, reply } as Exchange, error),
    clientErrorHandler(error, socket: Socket) {
      if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
      else socket.end(formatClientError(error.code), () => socket.destroy())
    },
  }
}

function bindOperation(app: FastifyInstance, uses: HttpUses, operation: Operation): void {
  const { method, path }: Route = routes[operation]
  app.route({
    method,
    url: `${apiPrefix}${path.replace(/\{(\w+)\}/g, ':$1')}`,
    handler: (request, reply) => {
      const exchange = { request, reply }
      return respond(uses.telemetry, exchange, operation, () => answerCall(uses, operation, exchange))
    },
  })
}

function bindDescription(app: FastifyInstance, { health, version }: HttpUses): void {
  const description = describeApi(version)
  app.get('/api/openapi.json', async () => description)
  for (const path of ['/health/live', '/health/ready', '/metrics']) {
    app.get(path, async (_request, reply) => {
      const answer = await health.answer(path)
      return reply
        .code(answer?.status ?? 404)
        .type(answer?.contentType ?? 'text/plain')
        .send(answer?.body)
    })
  }
}

function refuseUnknown(telemetry: Telemetry, exchange: Exchange) {
  const { request, reply } = exchange
  return respond(telemetry, exchange, 'other', async () => {
    const methods = listAllowedMethods(request.url.split('?', 1)[0] ?? '')
    if (methods.length === 0) throw new TarsError('ROUTE_UNKNOWN', 'There is nothing at this address.')
    reply.header('allow', methods.join(', '))
    throw new TarsError(
      'METHOD_NOT_ALLOWED',
      `This address answers to ${methods.toSorted().join(', ')}, not to ${request.method}.`,
    )
  })
}

function refuse(telemetry: Telemetry, exchange: Exchange, error: unknown) {
  return respond(telemetry, exchange, 'other', () => Promise.reject(error))
}
