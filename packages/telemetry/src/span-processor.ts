import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-node'

/** What becomes of a span. */
export type SpanFate = 'started' | 'ended' | 'exported' | 'dropped'

/** Takes a batch of ended spans; rejects when it could not keep them. */
export type SpanSink = (spans: readonly ReadableSpan[]) => Promise<void>

/** The most ended spans that wait for their sink, and the most in one batch; further ones are dropped and counted. */
export const spanQueueMax = 4_096

/** This many waiting spans are handed over at once, fewer after `spanFlushMs`. */
export const spanFlushCount = 512

/** The longest that an ended span waits before its batch is handed over. */
export const spanFlushMs = 1_000

/**
 * Makes a processor that hands ended spans to a sink in batches, one at a time, and counts what becomes of
 * each. Ending a span never waits: when the sink cannot keep up, at most 4,096 spans wait and the rest are
 * dropped.
 */
export function createSpanProcessor(
  sink: SpanSink,
  onFate: (fate: SpanFate, count: number) => void,
): SpanProcessor {
  const queue: ReadableSpan[] = []
  let flushing: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.splice(0)
      const kept = await sink(batch).then(
        () => true,
        () => false,
      )
      onFate(kept ? 'exported' : 'dropped', batch.length)
    }
  }
  const flush = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    flushing ??= drain().finally(() => {
      flushing = null
    })
    return flushing
  }
  const enqueue = (span: ReadableSpan): void => {
    if (queue.length >= spanQueueMax) {
      onFate('dropped', 1)
      return
    }
    queue.push(span)
    if (queue.length >= spanFlushCount) void flush()
    else timer ??= setTimeout(() => void flush(), spanFlushMs).unref()
  }
  return {
    onStart: () => onFate('started', 1),
    onEnd: (span) => {
      onFate('ended', 1)
      enqueue(span)
    },
    forceFlush: flush,
    shutdown: flush,
  }
}
