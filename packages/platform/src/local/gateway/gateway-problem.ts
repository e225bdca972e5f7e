import { STATUS_CODES } from 'node:http'
import { type ErrorCode, errorCatalogue, type Problem } from '@tars/contracts'

/** An answer of the gateway's own: status, headers and body. */
export interface GatewayProblem {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const retryAfterSeconds = 1

/** A problem document with the gateway's words. @source RFC 9457 */
export function describeProblem(code: ErrorCode, detail: string): GatewayProblem {
  const { status, retryable, advice } = errorCatalogue[code]
  const problem: Problem = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    advice,
    traceId: null,
  }
  const body = JSON.stringify(problem)
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'content-length': String(Buffer.byteLength(body)),
      'cache-control': 'no-store',
      ...(retryable && { 'retry-after': String(retryAfterSeconds) }),
    },
    body,
  }
}

/** The same as bytes of HTTP/1.1, for a connection that has no response object; it ends the connection. */
export function serialiseProblem({ status, headers, body }: GatewayProblem): string {
  const lines = Object.entries({ ...headers, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n')
}
