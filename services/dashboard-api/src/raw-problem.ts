import type { TarsError } from '@tars/contracts'
import { problemHeaders, toProblem } from './problem.ts'

/** The whole HTTP response that tells of an error where there is no framework to send it; the connection ends with it. */
export function formatRawProblem(error: TarsError): string {
  const problem = toProblem(error, null)
  const body = JSON.stringify(problem)
  const headers = {
    ...problemHeaders(error),
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return `${[`HTTP/1.1 ${problem.status} ${problem.title}`, ...lines].join('\r\n')}\r\n\r\n${body}`
}
