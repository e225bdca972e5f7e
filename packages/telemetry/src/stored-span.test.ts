import type { ReadableSpan } from '@opentelemetry/sdk-trace-node'
import { expect, it } from 'vitest'
import { toStoredSpan } from './stored-span.ts'

const ended = {
  name: 'work',
  kind: 4,
  spanContext: () => ({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }),
  parentSpanContext: { traceId: 'a'.repeat(32), spanId: 'c'.repeat(16), traceFlags: 1 },
  startTime: [1_769_860_800, 123_456_789],
  duration: [1, 234_567],
  status: { code: 0 },
  attributes: { steps: 3 },
} as unknown as ReadableSpan

it('keeps what a reader of traces needs, in plain words and units', () => {
  expect(toStoredSpan(ended, 'ppo-agent')).toEqual({
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    parentSpanId: 'c'.repeat(16),
    name: 'work',
    service: 'ppo-agent',
    kind: 'consumer',
    startedAt: '2026-01-31T12:00:00.123Z',
    durationMs: 1_000.235,
    status: 'ok',
    attributes: { steps: 3 },
  })
})

it('marks failures, and roots', () => {
  const failed = { ...ended, status: { code: 2 }, parentSpanContext: undefined } as unknown as ReadableSpan
  expect(toStoredSpan(failed, 's')).toMatchObject({ status: 'error', parentSpanId: null })
})
