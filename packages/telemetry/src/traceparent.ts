/** Where a span stands: the trace it belongs to, its own id, and whether its maker kept it. */
export interface TraceContext {
  /** 32 lower-case hexadecimal digits, not all zero. */
  traceId: string
  /** 16 lower-case hexadecimal digits, not all zero. */
  spanId: string
  sampled: boolean
}

const shape = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/
const textLengthMax = 512

/**
 * What a `traceparent` says, or null when it says nothing usable: upper-case digits, ids of zeros, version
 * ff, more parts than its version allows, or more than 512 characters. Never throws, whatever it is given.
 *
 * @source W3C Trace Context, section 3.2
 */
export function parseTraceparent(text: string | null | undefined): TraceContext | null {
  if (typeof text !== 'string' || text.length > textLengthMax) return null
  const [, version, traceId, spanId, flags, more] = shape.exec(text) ?? []
  if (version === undefined || traceId === undefined || spanId === undefined) return null
  if (version === 'ff' || (version === '00' && more !== undefined)) return null
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null
  return { traceId, spanId, sampled: (Number.parseInt(flags ?? '0', 16) & 1) === 1 }
}

/** The `traceparent` of a span, version 00. */
export function formatTraceparent({ traceId, spanId, sampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`
}

/** The trace id that a `traceparent` names, or null when it names none. */
export function traceIdOf(traceparent: string | null | undefined): string | null {
  return parseTraceparent(traceparent)?.traceId ?? null
}
