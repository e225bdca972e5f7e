import { createLog, type Log, type LogOptions } from './log.ts'
import { createMetrics, type Metrics } from './metric.ts'
import { createTracing, type Tracing } from './trace.ts'
import { traceIdOf } from './traceparent.ts'

/** The part of a service's configuration that telemetry reads. */
export interface TelemetryConfiguration {
  TARS_VERSION: string
  TARS_LOG_LEVEL: LogOptions['level']
  TARS_TRACE_DIRECTORY?: string | undefined
  OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined
}

/** Log, metrics and tracing of one service; disposing it hands over the spans that wait. */
export interface Telemetry extends AsyncDisposable {
  readonly log: Log
  readonly metrics: Metrics
  readonly tracing: Tracing
}

/**
 * Starts the telemetry of one service: log lines name the active trace, and what becomes of spans is counted.
 * Lines go to standard output unless a destination is given.
 */
export function startTelemetry(
  config: TelemetryConfiguration,
  service: string,
  destination?: LogOptions['destination'],
): Telemetry {
  const version = config.TARS_VERSION
  const metrics = createMetrics({ service, version })
  for (const fate of ['started', 'ended', 'exported', 'dropped']) {
    metrics.increment('tars_spans_total', { fate }, 0)
  }
  const tracing = createTracing({
    service,
    version,
    directory: config.TARS_TRACE_DIRECTORY,
    endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT,
    onFate: (fate, count) => metrics.increment('tars_spans_total', { fate }, count),
  })
  const log = createLog({
    service,
    version,
    level: config.TARS_LOG_LEVEL,
    destination,
    traceId: () => traceIdOf(tracing.current()),
  })
  return { log, metrics, tracing, [Symbol.asyncDispose]: () => tracing[Symbol.asyncDispose]() }
}
