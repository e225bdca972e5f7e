import { describe, expect, it } from 'vitest'
import { createPaint } from './colour.ts'
import { widthOf } from './text.ts'
import { renderWaterfall } from './waterfall.ts'

const at = (milliseconds: number) => new Date(Date.UTC(2026, 0, 1) + milliseconds).toISOString()
const spans = [
  {
    spanId: 'a',
    parentSpanId: null,
    name: 'evaluations.create',
    service: 'dashboard-api',
    startedAt: at(0),
    durationMs: 20,
    status: 'ok' as const,
  },
  {
    spanId: 'b',
    parentSpanId: 'a',
    name: 'run',
    service: 'ppo-agent',
    startedAt: at(10),
    durationMs: 1490,
    status: 'error' as const,
  },
  {
    spanId: 'c',
    parentSpanId: 'x',
    name: 'judge',
    service: 'insight-engine',
    startedAt: at(1500),
    durationMs: 0.2,
    status: 'ok' as const,
  },
]

describe('a waterfall', () => {
  it('shows spans under their parents on one time axis, with errors and missing parents in words', () => {
    const lines = renderWaterfall(spans, 100, createPaint(false))
    expect(lines[0]).toBe('3 spans over 3 services, 1.5 s')
    expect(lines[2]).toMatch(/^evaluations\.create · dashboard-api +20\.0 ms █$/)
    expect(lines[3]).toMatch(/^ {2}run · ppo-agent \(error\) +1\.5 s █{30,}$/)
    expect(lines[4]).toMatch(/^judge · insight-engine \(parent missing\) +0\.2 ms +█$/)
  })

  it('leaves the bars out on a narrow terminal', () => {
    const lines = renderWaterfall(spans, 40, createPaint(false))
    expect(lines.join('')).not.toContain('█')
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(40)
  })

  it.each([20, 24, 28, 34, 40])('fits %d columns, and keeps its marks', (width) => {
    const lost = spans.map((span) => ({ ...span, parentSpanId: 'x', status: 'error' as const }))
    const lines = renderWaterfall(lost, width, createPaint(false))
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width)
    expect(
      lines
        .join(' ')
        .replaceAll(/ +/g, ' ')
        .match(/\(error\) \(parent missing\)/g),
    ).toHaveLength(3)
    expect(lines.join(' ')).toMatch(/3 spans over 3 {1,2}services, {1,2}1.5 s/)
  })

  it('ends in spite of spans that are their own ancestors', () => {
    const loop = [
      { ...spans[0]!, parentSpanId: 'b' },
      { ...spans[1]!, parentSpanId: 'a' },
    ]
    expect(renderWaterfall(loop, 100, createPaint(false))).toHaveLength(4)
  })
})
