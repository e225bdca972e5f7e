import type { SpanSink } from './span-processor.ts'

const exportTimeoutMs = 5_000

/**
 * A sink that sends spans to a collector over OTLP/HTTP (JSON), at `/v1/traces` below `endpoint`. The
 * exporter is loaded with the first batch, so that a service without a collector does not pay for it. Rejects
 * after 5 s without an answer.
 *
 * @source OpenTelemetry Protocol 1.x, OTLP/HTTP
 */
export function createCollectorSink(endpoint: string): SpanSink {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`
  const load = async () => {
    const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http')
    return new OTLPTraceExporter({ url, timeoutMillis: exportTimeoutMs })
  }
  let exporter: ReturnType<typeof load> | null = null
  return async (spans) => {
    exporter ??= load()
    const loaded = await exporter
    await new Promise<void>((resolve, reject) => {
      loaded.export([...spans], ({ error, code }) =>
        code === 0 ? resolve() : reject(error ?? new Error('The collector refused the spans.')),
      )
    })
  }
}
