import type { Operation, TarsError } from '@tars/contracts'
import type { Telemetry } from '@tars/telemetry'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { problemHeaders, toProblem, toTarsError } from './problem.ts'
import { isDiscardable } from './request-body.ts'

/** One request and the answer that it will get. */
export interface Exchange {
  request: FastifyRequest
  reply: FastifyReply
}

/**
 * Does the work of one request inside a span of its own, answers with a problem when the work fails, and measures it. A trace
 * that the client names is linked, never continued: it is not ours to trust.
 */
export async function respond(
  telemetry: Telemetry,
  exchange: Exchange,
  operation: Operation | 'other',
  work: () => Promise<void>,
): Promise<FastifyReply> {
  const { request, reply } = exchange
  const startedAt = performance.now()
  const error = await runInSpan(telemetry, exchange, operation, work)
  if (error !== undefined) sendProblem(exchange, error)
  const seconds = (performance.now() - startedAt) / 1_000
  const status = `${Math.floor(reply.statusCode / 100)}xx`
  telemetry.metrics.observe('tars_http_request_seconds', seconds, { operation, status })
  const facts = { method: request.method, operation, status: reply.statusCode, seconds, address: request.ip }
  telemetry.log.debug({ ...facts, trace: reply.getHeader('x-trace-id') }, 'Answered.')
  return reply
}

/** Resolves to what went wrong, if anything did; never rejects. */
async function runInSpan(
  { tracing, log }: Telemetry,
  { request, reply }: Exchange,
  operation: string,
  work: () => Promise<void>,
): Promise<TarsError | undefined> {
  const { traceparent } = request.headers
  const options = {
    parent: null,
    kind: 'server' as const,
    links: typeof traceparent === 'string' ? [traceparent] : [],
    attributes: { 'http.request.method': request.method },
  }
  try {
    return await tracing.span(operation, options, async (span) => {
      reply.header('x-trace-id', span.traceId)
      try {
        await work()
        return undefined
      } catch (caught) {
        const error = toTarsError(caught)
        // What the client did wrong is an answer; only our own failures are errors of the span.
        if (error.status < 500) return error
        log.error({ operation, code: error.code, error: error.cause ?? error }, 'A request failed.')
        throw error
      }
    })
  } catch (error) {
    return toTarsError(error)
  }
}

function sendProblem({ request, reply }: Exchange, error: TarsError): void {
  const traceId = reply.getHeader('x-trace-id')
  // What is left of a body is thrown away while its sender reads the answer; one too large for that ends with it.
  if (!request.raw.complete && !isDiscardable(request.raw)) reply.header('connection', 'close')
  reply
    .code(error.status)
    .headers(problemHeaders(error))
    .type('application/problem+json')
    .send(toProblem(error, typeof traceId === 'string' ? traceId : null))
}
