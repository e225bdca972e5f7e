import { type ErrorCode, errorCatalogue, type Problem, TarsError } from '@tars/contracts'

/** What the catalogue of errors says of an error; unknown errors count as INTERNAL. */
export function toTarsError(error: unknown): TarsError {
  if (error instanceof TarsError) return error
  const status = statusOf(error)
  if (status === 413) return new TarsError('REQUEST_TOO_LARGE', 'The body is too large.')
  if (status === 415)
    return new TarsError('MEDIA_TYPE_UNSUPPORTED', 'The body is of a kind that is not accepted.')
  if (status >= 400 && status < 500) return new TarsError('REQUEST_MALFORMED', 'The request is malformed.')
  return new TarsError('INTERNAL', 'Something went wrong inside the platform.', {}, error)
}

/** An error as HTTP carries it. Of an error inside the platform it says nothing but the code. @source RFC 9457 */
export function toProblem(error: TarsError, traceId: string | null): Problem {
  const { code, status, advice, problems } = error
  const isInside = status === 500
  return {
    type: `urn:tars:problem:${code}`,
    title: titleOf(code),
    status,
    detail: isInside ? 'Something went wrong inside the platform.' : error.message,
    code,
    advice,
    traceId,
    ...(problems.length > 0 && !isInside ? { problems: [...problems] } : {}),
  }
}

/** The headers that go with a problem, besides its content type. */
export function problemHeaders(error: TarsError): Record<string, string> {
  if (error.code === 'UNAUTHENTICATED') return { 'www-authenticate': 'Bearer' }
  if (!errorCatalogue[error.code].retryable) return {}
  const { retryAfterSeconds } = error.facts
  return { 'retry-after': String(typeof retryAfterSeconds === 'number' ? retryAfterSeconds : 1) }
}

function titleOf(code: ErrorCode): string {
  const words = code.toLowerCase().replaceAll('_', ' ')
  return `${words[0]?.toUpperCase()}${words.slice(1)}`
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' ? status : 500
}
