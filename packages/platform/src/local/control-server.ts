import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type ErrorCode, type LogLine, routes, type SystemStatus } from '@tars/contracts'
import { findFreePort } from './free-port.ts'
import { describeProblem } from './gateway/gateway-problem.ts'
import type { WantedLines } from './logs/read-logs.ts'

const timeoutMs = 5_000
const connectionsMax = 32

/** What the control can be asked. */
export interface ControlUses {
  readonly readStatus: () => Promise<SystemStatus>
  readonly readLogs: (wanted: WantedLines) => Promise<LogLine[]>
  /** Begins to stop the platform; must not wait for its end. */
  readonly stop: () => void
}

/** The control of a supervisor. */
export interface ControlServer extends AsyncDisposable {
  readonly url: string
  readonly token: string
}

/** Serves `GET /status`, `GET /logs` (with the query of the route `system.logs`) and `POST /stop` on a free loopback port, to callers that send the fresh bearer token. */
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
  const url = URL.parse(request.url ?? '/', 'http://control')
  const asked = `${request.method} ${url?.pathname ?? request.url}`
  if (asked === 'GET /status') return answerJson(response, uses.readStatus, 'The status could not be read.')
  if (asked === 'GET /logs') return answerLogs(response, Object.fromEntries(url?.searchParams ?? []), uses)
  if (asked === 'POST /stop') {
    response.writeHead(202, { connection: 'close' }).end()
    uses.stop()
    return
  }
  refuse(response, 'ROUTE_UNKNOWN', `The control does not know ${asked}.`)
}

function answerLogs(
  response: ServerResponse,
  query: Record<string, string>,
  { readLogs }: ControlUses,
): void | Promise<void> {
  const wanted = routes['system.logs'].query.safeParse(query)
  if (!wanted.success) return refuse(response, 'REQUEST_INVALID', wanted.error.message)
  const read = async () => ({ items: await readLogs(wanted.data) })
  return answerJson(response, read, 'The logs could not be read.')
}

async function answerJson(
  response: ServerResponse,
  read: () => Promise<object>,
  failure: string,
): Promise<void> {
  try {
    const body = JSON.stringify(await read())
    response.writeHead(200, { 'content-type': 'application/json' }).end(body)
  } catch {
    refuse(response, 'INTERNAL', failure)
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
