import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { TarsError } from '@tars/contracts'
import { describeListener } from '../port-listener.ts'
import { answerUnavailable, forwardRequest, type Upstream } from './forward-request.ts'
import { forwardUpgrade, refuseUpgrade } from './forward-upgrade.ts'
import { describeClientError, serialiseProblem } from './gateway-problem.ts'

const headersTimeoutMs = 10_000
const requestTimeoutMs = 30_000
const connectionsMax = 20_000
const upstreamSocketsMax = 256
const drainMs = 10_000
const nextPortsMax = 100

/** Where a request belongs: the service's name, and where it listens now (undefined: it is away). */
export interface Destination {
  readonly name: string
  readonly upstream: Upstream | undefined
}

/** What a gateway needs to know. */
export interface GatewayOptions {
  readonly host: string
  readonly port: number
  /** Whether the next free port may be taken instead. */
  readonly portIsDefault: boolean
  /** Where a path belongs; asked anew for every request, so that a service may move. */
  readonly chooseDestination: (path: string) => Destination
}

/** The one port of the platform. */
export interface Gateway extends AsyncDisposable {
  readonly port: number
  /** Takes no more connections and waits, at most 10 s, for the requests that are under way; live sockets stay. */
  drain(): Promise<void>
}

/**
 * Starts the gateway: HTTP and WebSocket connections of one port, sent on to the services.
 *
 * @throws {TarsError} PORT_TAKEN when the port is taken, saying by whom where the system tells, or may not be used;
 *   LOOPBACK_MISSING when this machine has no such address.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const agent = new Agent({ keepAlive: true, maxSockets: upstreamSocketsMax, maxFreeSockets: 32 })
  const upgraded = new Set<Duplex>()
  let draining = false
  const server = createServer(
    { headersTimeout: headersTimeoutMs, requestTimeout: requestTimeoutMs },
    (incoming, response) => {
      if (draining) response.shouldKeepAlive = false
      const { name, upstream } = options.chooseDestination(pathOf(incoming))
      if (upstream) forwardRequest(incoming, response, upstream, agent)
      else answerUnavailable(response, name)
    },
  )
  server.maxConnections = connectionsMax
  server.on('clientError', refuseClient)
  server.on('upgrade', (incoming, socket, head) => {
    upgraded.add(socket)
    socket.once('close', () => upgraded.delete(socket))
    const { name, upstream } = options.chooseDestination(pathOf(incoming))
    if (upstream) forwardUpgrade(incoming, socket, head, upstream)
    else refuseUpgrade(socket, name)
  })
  const port = await listen(server, options)
  const closed = once(server, 'close')
  return {
    port,
    async drain() {
      draining = true
      server.close()
      await waitUntilQuiet(server, closed, upgraded)
    },
    async [Symbol.asyncDispose]() {
      server.close()
      for (const socket of upgraded) socket.destroy()
      server.closeAllConnections()
      agent.destroy()
      await closed
    },
  }
}

function pathOf(incoming: IncomingMessage): string {
  return (incoming.url ?? '/').split('?', 1)[0]!
}

/** Waits until no connection but the live ones is left, for a bounded time. */
async function waitUntilQuiet(
  server: Server,
  closed: Promise<unknown>,
  upgraded: Set<Duplex>,
): Promise<void> {
  const deadline = performance.now() + drainMs
  while (performance.now() < deadline) {
    server.closeIdleConnections()
    const open = await new Promise<number>((resolve) => {
      server.getConnections((_, count) => resolve(count ?? 0))
    })
    if (open <= upgraded.size) return
    await Promise.race([closed, delay(20)])
  }
}

function refuseClient(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  socket.end(serialiseProblem(describeClientError(error.code)))
}

async function listen(server: Server, { host, port, portIsDefault }: GatewayOptions): Promise<number> {
  const attempts = portIsDefault ? nextPortsMax : 1
  for (let candidate = port; candidate < port + attempts; candidate++) {
    const failure = await tryListen(server, host, candidate)
    if (!failure) return (server.address() as AddressInfo).port
    if (failure.code !== 'EADDRINUSE') {
      throw describeFailure(host, candidate, failure)
    }
  }
  const listener = await describeListener(port)
  const last = port + attempts - 1
  const what = attempts > 1 ? `The ports ${port} to ${last} are all taken` : `Port ${port} is taken`
  throw new TarsError('PORT_TAKEN', `${what}${listener ? ` by ${listener}` : ''}.`, { port, listener })
}

function describeFailure(host: string, port: number, failure: NodeJS.ErrnoException): TarsError {
  if (failure.code === 'EADDRNOTAVAIL') {
    const message = `${host} cannot be used: this machine has no such address.`
    return new TarsError('LOOPBACK_MISSING', message, { host }, failure)
  }
  const message =
    failure.code === 'EACCES'
      ? `Port ${port} may not be used by this user; ports below 1024 are for root.`
      : `Port ${port} of ${host} cannot be used: ${failure.message}.`
  return new TarsError('PORT_TAKEN', message, { port }, failure)
}

function tryListen(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    server.once('error', resolve)
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', resolve)
      resolve(undefined)
    })
  })
}
