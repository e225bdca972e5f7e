export { createHealth, type Health, type HealthAnswer, type HealthCheck } from './health.ts'
export { type HealthServer, type HealthServerConfiguration, startHealthServer } from './health-server.ts'
export { createLog, type Log, type LogLevel, type LogOptions } from './log.ts'
export { createMetrics, type MetricLabels, type Metrics } from './metric.ts'
export { configurationExitCode, drainMs, runService, type ServiceDefinition } from './run-service.ts'
export type { SpanKind, StoredSpan } from './stored-span.ts'
export { startTelemetry, type Telemetry, type TelemetryConfiguration } from './telemetry.ts'
export {
  createTracing,
  type Span,
  type SpanAttributes,
  type SpanOptions,
  type Tracing,
  type TracingOptions,
} from './trace.ts'
export { readTrace } from './trace-store.ts'
export { formatTraceparent, parseTraceparent, type TraceContext, traceIdOf } from './traceparent.ts'
