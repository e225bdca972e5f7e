import type { Paint, Toned } from './colour.ts'
import { cut, printable, wrap } from './text.ts'
import { formatSeconds } from './time.ts'

/** What a waterfall shows of a span. */
export interface WaterfallSpan {
  readonly spanId: string
  readonly parentSpanId: string | null
  readonly name: string
  readonly service: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly durationMs: number
  readonly status: 'ok' | 'error'
}

const barWidthMin = 10
const depthMax = 12
const timeWidth = 9
/** Columns that a name needs to be told from others; with fewer the marks stand below it. */
const labelWidthMin = 8

/**
 * The spans of a trace in their order, as lines of at most `width` columns: name under its parent, service, time,
 * and a bar on the trace's time axis. A span whose parent is not kept is marked `(parent missing)`.
 */
export function renderWaterfall(spans: readonly WaterfallSpan[], width: number, paint: Paint): string[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]))
  const begin = Math.min(...spans.map(({ startedAt }) => Date.parse(startedAt)))
  const end = Math.max(...spans.map(({ startedAt, durationMs }) => Date.parse(startedAt) + durationMs))
  const services = new Set(spans.map(({ service }) => service)).size
  const headline = `${spans.length} spans over ${services} services, ${formatMs(end - begin)}`
  const nameWidth = Math.min(56, width - timeWidth, Math.max(20, Math.floor(width * 0.6)))
  const barWidth = width - nameWidth - timeWidth - 1
  const lines = spans.flatMap((span) => {
    const orphan = span.parentSpanId !== null && !byId.has(span.parentSpanId)
    const label = `${'  '.repeat(depthOf(span, byId))}${span.name} · ${span.service}`
    const mark = `${span.status === 'error' ? ' (error)' : ''}${orphan ? ' (parent missing)' : ''}`
    const isBeside = nameWidth - mark.length >= labelWidthMin
    const name = isBeside
      ? cut(printable(label), nameWidth - mark.length) + mark
      : cut(printable(label), nameWidth)
    const tone = span.status === 'error' ? 'bad' : orphan ? 'unsure' : 'running'
    const bar: Toned = { text: barOf(span, begin, end, barWidth), tone }
    const time = formatMs(span.durationMs).padStart(timeWidth)
    const line = `${name.padEnd(nameWidth)}${time}${barWidth < barWidthMin ? '' : ` ${paint(bar)}`}`.trimEnd()
    return isBeside ? [line] : [line, ...wrap(mark.trim(), width - 2).map((part) => `  ${part}`)]
  })
  return [...wrap(headline, width), '', ...lines]
}

function depthOf(span: WaterfallSpan, byId: ReadonlyMap<string, WaterfallSpan>): number {
  let depth = 0
  let above = byId.get(span.parentSpanId ?? '')
  while (above !== undefined && depth < depthMax) {
    depth++
    above = byId.get(above.parentSpanId ?? '')
  }
  return depth
}

function barOf(span: WaterfallSpan, begin: number, end: number, width: number): string {
  if (width < barWidthMin) return ''
  const scale = width / Math.max(end - begin, 0.001)
  const start = Math.min(width - 1, Math.floor((Date.parse(span.startedAt) - begin) * scale))
  const length = Math.min(width - start, Math.max(1, Math.round(span.durationMs * scale)))
  return ' '.repeat(start) + '█'.repeat(length)
}

function formatMs(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds.toFixed(1)} ms` : formatSeconds(milliseconds / 1000)
}
