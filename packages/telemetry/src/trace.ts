import { AsyncLocalStorage } from 'node:async_hooks'
import { type Context, type Span as OpenSpan, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { AlwaysOnSampler, BasicTracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace-node'
import { createCollectorSink } from './collector.ts'
import { redactText } from './redact.ts'
import { createSpanProcessor, type SpanFate } from './span-processor.ts'
import { type SpanKind, spanKinds, toStoredSpan } from './stored-span.ts'
import { createTraceStore } from './trace-store.ts'
import { formatTraceparent, parseTraceparent } from './traceparent.ts'

/** What a span is marked with; texts are cut at 1,024 characters, at most 32 a span. */
export type SpanAttributes = Record<string, string | number | boolean>

/** A span at work. */
export interface Span {
  readonly traceId: string
  /** What the next hop must be given, so that its spans belong to the same trace. */
  readonly traceparent: string
  set(attributes: SpanAttributes): void
}

/** How a span begins. */
export interface SpanOptions {
  /**
   * `traceparent` of the span it belongs under; absent: the active span; null or unusable: a new trace
   * begins.
   */
  parent?: string | null
  /** Default `internal`. */
  kind?: SpanKind
  attributes?: SpanAttributes
  /**
   * `traceparent`s of spans that it has to do with but does not belong under; unusable ones are passed over.
   */
  links?: readonly string[]
}

/** The spans of one service. */
export interface Tracing extends AsyncDisposable {
  /** Runs work inside a span, which ends with it; an error is recorded on the span and thrown again. */
  span<Result>(name: string, options: SpanOptions, work: (span: Span) => Promise<Result>): Promise<Result>
  /** The `traceparent` of the active span, or null outside of one. */
  current(): string | null
  /** Hands over every span that has ended. */
  flush(): Promise<void>
}

/** Who traces, and where spans go: a local store, a collector, both or neither. */
export interface TracingOptions {
  service: string
  version: string
  directory?: string | undefined
  endpoint?: string | undefined
  /**
   * Told what becomes of spans: `exported` when the store (without one: the collector) has them, `dropped`
   * when any of the two missed them.
   */
  onFate?: (fate: SpanFate, count: number) => void
}

const spanLimits = {
  attributeCountLimit: 32,
  attributeValueLengthLimit: 1_024,
  linkCountLimit: 8,
  eventCountLimit: 8,
  attributePerEventCountLimit: 8,
  attributePerLinkCountLimit: 8,
}

/**
 * Makes the tracing of one service. Nothing is registered globally and every instance knows its own active
 * span, so that several services can live in one process. Every span is kept: nothing is sampled away.
 */
export function createTracing(options: TracingOptions): Tracing {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': options.service, 'service.version': options.version }),
    sampler: new AlwaysOnSampler(),
    spanLimits,
    spanProcessors: createProcessors(options),
  })
  const tracer = provider.getTracer('tars')
  const active = new AsyncLocalStorage<OpenSpan>()
  return {
    span: async (name, { parent, kind = 'internal', attributes = {}, links = [] }, work) => {
      const opened = tracer.startSpan(
        name,
        { kind: spanKinds.indexOf(kind), attributes, links: links.flatMap(linkTo) },
        parent === undefined ? contextOf(active.getStore()) : remoteContext(parent),
      )
      return await active.run(opened, () => finish(opened, work))
    },
    current: () => {
      const span = active.getStore()
      return span === undefined ? null : traceparentOf(span)
    },
    flush: () => provider.forceFlush(),
    [Symbol.asyncDispose]: () => provider.shutdown(),
  }
}

function createProcessors({
  service,
  directory,
  endpoint,
  onFate = () => {},
}: TracingOptions): SpanProcessor[] {
  const processors: SpanProcessor[] = []
  if (directory !== undefined) {
    const store = createTraceStore({ directory, service })
    const write = (spans: readonly Parameters<typeof toStoredSpan>[0][]) =>
      store.append(spans.map((span) => toStoredSpan(span, service)))
    processors.push(createSpanProcessor(write, onFate))
  }
  if (endpoint !== undefined) {
    // A second processor would count every span twice; of a span's fates it can only add a loss.
    const onLoss = (fate: SpanFate, count: number) => fate === 'dropped' && onFate(fate, count)
    processors.push(
      createSpanProcessor(createCollectorSink(endpoint), processors.length > 0 ? onLoss : onFate),
    )
  }
  return processors
}

async function finish<Result>(opened: OpenSpan, work: (span: Span) => Promise<Result>): Promise<Result> {
  try {
    return await work({
      traceId: opened.spanContext().traceId,
      traceparent: traceparentOf(opened),
      set: (attributes) => void opened.setAttributes(attributes),
    })
  } catch (error) {
    recordError(opened, error)
    throw error
  } finally {
    opened.end()
  }
}

function recordError(span: OpenSpan, error: unknown): void {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) }
  const text = redactText(message)
  span.setAttributes({ 'error.type': name, 'error.message': text })
  span.setStatus({ code: SpanStatusCode.ERROR, message: text })
}

function traceparentOf(span: OpenSpan): string {
  const { traceId, spanId } = span.spanContext()
  return formatTraceparent({ traceId, spanId, sampled: true })
}

function contextOf(span: OpenSpan | undefined): Context {
  return span === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, span)
}

function remoteContext(parent: string | null): Context {
  const [link] = parent === null ? [] : linkTo(parent)
  return link === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, link.context)
}

function linkTo(traceparent: string) {
  const context = parseTraceparent(traceparent)
  if (context === null) return []
  const { traceId, spanId, sampled } = context
  return [{ context: { traceId, spanId, traceFlags: sampled ? 1 : 0, isRemote: true } }]
}
