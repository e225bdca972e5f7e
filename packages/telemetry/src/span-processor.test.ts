import type { ReadableSpan } from '@opentelemetry/sdk-trace-node'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createSpanProcessor,
  type SpanFate,
  spanFlushCount,
  spanFlushMs,
  spanQueueMax,
} from './span-processor.ts'

function observe(sink: (spans: readonly ReadableSpan[]) => Promise<void>) {
  const fates: Record<SpanFate, number> = { started: 0, ended: 0, exported: 0, dropped: 0 }
  const processor = createSpanProcessor(sink, (fate, count) => {
    fates[fate] += count
  })
  const end = (count: number) => {
    for (let n = 0; n < count; n += 1) processor.onEnd({ name: String(n) } as ReadableSpan)
  }
  return { fates, processor, end }
}

describe('span processor', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('hands over a full batch at once', async () => {
    const sizes: number[] = []
    const { end, fates } = observe(async (spans) => void sizes.push(spans.length))
    end(spanFlushCount - 1)
    await vi.advanceTimersByTimeAsync(0)
    expect(sizes).toEqual([])
    end(1)
    await vi.advanceTimersByTimeAsync(0)
    expect(sizes).toEqual([spanFlushCount])
    expect(fates).toEqual({ started: 0, ended: spanFlushCount, exported: spanFlushCount, dropped: 0 })
  })

  it('hands over what waits after a second', async () => {
    const sizes: number[] = []
    const { end } = observe(async (spans) => void sizes.push(spans.length))
    end(3)
    await vi.advanceTimersByTimeAsync(spanFlushMs - 1)
    expect(sizes).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(sizes).toEqual([3])
  })

  it('gives its sink one batch at a time', async () => {
    let running = 0
    let runningMax = 0
    const { end, processor } = observe(async () => {
      runningMax = Math.max(runningMax, ++running)
      await new Promise((resolve) => setTimeout(resolve, 10))
      running -= 1
    })
    end(spanFlushCount * 4)
    const flushed = processor.forceFlush()
    await vi.advanceTimersByTimeAsync(100)
    await flushed
    expect(runningMax).toBe(1)
  })

  it('drops and counts what exceeds its queue while the sink is stuck, and never waits', async () => {
    let release = () => {}
    const { end, fates, processor } = observe(() => new Promise((resolve) => (release = resolve)))
    end(spanFlushCount + spanQueueMax + 100)
    expect(fates).toMatchObject({ ended: spanFlushCount + spanQueueMax + 100, exported: 0, dropped: 100 })
    const flushed = processor.shutdown()
    for (let batch = 0; batch < 2; batch += 1) {
      release()
      await vi.advanceTimersByTimeAsync(0)
    }
    await flushed
    expect(fates).toMatchObject({ exported: spanFlushCount + spanQueueMax, dropped: 100 })
  })

  it('counts a batch that its sink refuses as dropped, and goes on', async () => {
    let refuse = true
    const { end, fates, processor } = observe(async () => {
      if (refuse) throw new Error('disk full')
    })
    end(5)
    await processor.forceFlush()
    refuse = false
    end(7)
    await processor.forceFlush()
    expect(fates).toMatchObject({ ended: 12, exported: 7, dropped: 5 })
  })

  it('counts the start of spans', () => {
    const { processor, fates } = observe(async () => {})
    processor.onStart({} as never, {} as never)
    expect(fates.started).toBe(1)
  })
})
