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
    type: `urn:tars:problem:${code}`,
    title: code[0] + code.slice(1).toLowerCase().replaceAll('_', ' '),
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

/** The problem of a request that could not be read, by the code of Node's error. */
export function describeClientError(code: string | undefined): GatewayProblem {
  if (code === 'HPE_HEADER_OVERFLOW')
    return describeProblem('HEADERS_TOO_LARGE', 'The headers are larger than 16 KiB.')
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return describeProblem('REQUEST_TIMEOUT', 'The request did not arrive in time.')
  return describeProblem('REQUEST_MALFORMED', 'The request is not well-formed HTTP/1.1.')
}

/** The same as bytes of HTTP/1.1, for a connection that has no response object; it ends the connection. */
export function serialiseProblem({ status, headers, body }: GatewayProblem): string {
  const lines = Object.entries({ ...headers, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n')
}
