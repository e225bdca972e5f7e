import { type ErrorCode, TarsError } from '@tars/contracts'
import { formatRawProblem } from './raw-problem.ts'

const codes: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
}

const details: Readonly<Partial<Record<ErrorCode, string>>> = {
  HEADERS_TOO_LARGE: 'The headers are larger than 16 KiB.',
  REQUEST_TIMEOUT: 'The request did not arrive in time.',
}

/** The whole HTTP response to a request that is no HTTP, has too large headers, or does not arrive; the connection ends with it. */
export function formatClientError(errorCode: string | undefined): string {
  const code = codes[errorCode ?? ''] ?? 'REQUEST_MALFORMED'
  return formatRawProblem(new TarsError(code, details[code] ?? 'This is not a request in HTTP/1.1.'))
}
