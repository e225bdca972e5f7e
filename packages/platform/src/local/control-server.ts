import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { ErrorCode, SystemStatus } from '@tars/contracts'
import { findFreePort } from './free-port.ts'
import { describeProblem } from './gateway/gateway-problem.ts'

const timeoutMs = 5_000
const connectionsMax = 32

/** What the control can be asked. */
export interface ControlUses {
  readonly readStatus: () => Promise<SystemStatus>
  /** Begins to stop the platform; must not wait for its end. */
  readonly stop: () => void
}

/** The control of a supervisor. */
export interface ControlServer extends AsyncDisposable {
  readonly url: string
  readonly token: string
}

/** Serves `GET /status` and `POST /stop` on a free loopback port, to callers that send the fresh bearer token. */
export async function startControlServer(uses: ControlUses): Promise<ControlServer> {
  const token = randomBytes(32).toString('base64url')
  const server = createServer(
    { headersTimeout: timeoutMs, requestTimeout: timeoutMs },
    (request, response) => {
      request.resume()
      void answer(request, response, token, uses)
    },
  )
  server.maxConnections = connectionsMax
  const port = await findFreePort()
  server.listen({ host: '127.0.0.1', port, exclusive: true })
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  uses: ControlUses,
): Promise<void> {
  if (!isAuthorised(request, token))
    return refuse(response, 'UNAUTHENTICATED', 'The control token is missing or wrong.')
  const asked = `${request.method} ${request.url}`
  if (asked === 'GET /status') return answerStatus(response, uses)
  if (asked === 'POST /stop') {
    response.writeHead(202, { connection: 'close' }).end()
    uses.stop()
    return
  }
  refuse(response, 'ROUTE_UNKNOWN', `The control does not know ${asked}.`)
}

async function answerStatus(response: ServerResponse, uses: ControlUses): Promise<void> {
  try {
    const body = JSON.stringify(await uses.readStatus())
    response.writeHead(200, { 'content-type': 'application/json' }).end(body)
  } catch {
    refuse(response, 'INTERNAL', 'The status could not be read.')
  }
}

function isAuthorised(request: IncomingMessage, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`))
}

function refuse(response: ServerResponse, code: ErrorCode, detail: string): void {
  const { status, headers, body } = describeProblem(code, detail)
  response.writeHead(status, headers).end(body)
}
