import { hrTimeToMilliseconds } from '@opentelemetry/core'
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node'

/** The side of a call that a span stands for. */
export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer'

/** Span kinds in the order of OpenTelemetry's numbers. */
export const spanKinds = ['internal', 'server', 'client', 'producer', 'consumer'] as const

/** An ended span as the local store keeps it, one JSON line each. */
export interface StoredSpan {
  traceId: string
  spanId: string
  parentSpanId: string | null
  name: string
  service: string
  kind: SpanKind
  /** ISO 8601, UTC, milliseconds. */
  startedAt: string
  durationMs: number
  status: 'ok' | 'error'
  attributes: Record<string, unknown>
}

const errorStatus = 2

/** An ended span in the shape of the local store. */
export function toStoredSpan(span: ReadableSpan, service: string): StoredSpan {
  const { traceId, spanId } = span.spanContext()
  return {
    traceId,
    spanId,
    parentSpanId: span.parentSpanContext?.spanId ?? null,
    name: span.name,
    service,
    kind: spanKinds[span.kind] ?? 'internal',
    startedAt: new Date(hrTimeToMilliseconds(span.startTime)).toISOString(),
    durationMs: Math.round(hrTimeToMilliseconds(span.duration) * 1_000) / 1_000,
    status: span.status.code === errorStatus ? 'error' : 'ok',
    attributes: { ...span.attributes },
  }
}
