import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import {
  apiPrefix,
  type CallInput,
  type CallOutput,
  listProblems,
  livePath,
  type Operation,
  type Route,
  routes,
  TarsError,
} from '@tars/contracts'
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { type WebSocket, WebSocketServer } from 'ws'

/** What a test answers to the operations that it expects; a `TarsError` that is thrown becomes a problem document. */
export type Handlers = {
  readonly [O in Operation]?: (input: CallInput<O>) => CallOutput<O> | Promise<CallOutput<O>>
}

/** A small server that speaks the route table and the live protocol. */
export interface RouteServer extends AsyncDisposable {
  readonly url: string
  /** Every call as `operation`, in order. */
  readonly calls: string[]
  /** Sends an event to the subscribers of a channel. */
  emit(channel: string, kind: string, data: unknown): void
}

/** The key that the server accepts. */
export const acceptedKey = 'tars_test_key'

/** Starts the server on a free port. Without `live` the live endpoint refuses everyone, so that clients fall back. */
export async function startRouteServer(handlers: Handlers, live = true): Promise<RouteServer> {
  const calls: string[] = []
  const app = fastify({ forceCloseConnections: true })
  const all: Handlers = {
    'live.ticket': () => ({ ticket: 'once', expiresAt: new Date().toISOString() }),
    ...handlers,
  }
  for (const [operation, handler] of Object.entries(all)) {
    const route: Route = routes[operation as Operation]
    app.route({
      method: route.method,
      url: `${apiPrefix}${route.path.replace(/\{(\w+)\}/g, ':$1')}`,
      handler: (request, reply) => {
        if (operation !== 'live.ticket') calls.push(operation)
        return serve(route, handler as (input: unknown) => unknown, request, reply)
      },
    })
  }
  await app.listen({ host: '127.0.0.1', port: 0 })
  const sockets = startLive(app.server, live)
  return {
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    calls,
    emit: sockets.emit,
    async [Symbol.asyncDispose]() {
      await sockets.close()
      await app.close()
    },
  }
}

async function serve(
  route: Route,
  handler: (input: unknown) => unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  try {
    if (route.access !== 'public' && request.headers.authorization !== `Bearer ${acceptedKey}`) {
      throw new TarsError('UNAUTHENTICATED', 'Nobody is signed in.')
    }
    const body = route.body?.safeParse(request.body)
    if (body?.success === false) {
      throw new TarsError('REQUEST_INVALID', 'The request cannot be used.', {
        problems: listProblems(body.error),
      })
    }
    const given = await handler({ params: request.params, query: request.query, body: body?.data })
    reply.code(route.status)
    return given instanceof Uint8Array ? reply.send(Buffer.from(given)) : given
  } catch (error) {
    if (!(error instanceof TarsError)) throw error
    const { code, status, message, advice, problems, facts } = error
    const traceId = (facts.traceId as string | undefined) ?? null
    const problem = {
      type: 'about:blank',
      title: code,
      status,
      detail: message,
      code,
      advice,
      traceId,
      problems,
    }
    return reply.code(status).type('application/problem+json').send(problem)
  }
}

function startLive(server: import('node:http').Server, accepts: boolean) {
  const sockets = new WebSocketServer({ noServer: true })
  const subscribers = new Map<WebSocket, Map<string, number>>()
  server.on('upgrade', (request, socket, head) => {
    if (!accepts || request.url !== livePath) return socket.destroy()
    sockets.handleUpgrade(request, socket, head, (client) => {
      const channels = new Map<string, number>()
      subscribers.set(client, channels)
      const send = (frame: object) => client.send(JSON.stringify(frame))
      client.on('close', () => subscribers.delete(client))
      client.on('message', (text) => {
        const frame = JSON.parse(String(text))
        if (frame.type === 'auth') {
          send({ type: 'hello', session: 's', epoch: 'e', heartbeatMs: 5000, ticket: 'again' })
        }
        if (frame.type !== 'subscribe') return
        channels.set(frame.channel, 0)
        send({ type: 'subscribed', channel: frame.channel, epoch: 'e', offset: 0, recovered: false })
      })
    })
  })
  return {
    emit(channel: string, kind: string, data: unknown) {
      for (const [client, channels] of subscribers) {
        const offset = channels.get(channel)
        if (offset === undefined) continue
        channels.set(channel, offset + 1)
        const at = new Date().toISOString()
        client.send(
          JSON.stringify({ type: 'event', channel, offset: offset + 1, kind, at, data, traceparent: null }),
        )
      }
    },
    async close() {
      for (const client of sockets.clients) client.terminate()
      sockets.close()
      if (sockets.clients.size > 0) await once(sockets, 'close')
    },
  }
}
