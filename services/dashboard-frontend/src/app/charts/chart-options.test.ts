import { describe, expect, it, vi } from 'vitest'
import { readChartColours } from './chart-colours.ts'
import { chartOptions, yRange } from './chart-options.ts'

const colours = { ink: '#000', faint: '#666', grid: '#eee', line: '#44f' }
const size = { width: 600, height: 280 }
const description = {
  syncKey: 'curve',
  formatX: (value: number) => `${value} steps`,
  formatY: String,
  stepsX: [1, 2, 5],
  small: false,
}

describe('a chart', () => {
  it('follows the colours of the style sheet', () => {
    const style = { getPropertyValue: (name: string) => ` ${name} ` }
    expect(readChartColours(style)).toEqual({
      ink: '--ink',
      faint: '--ink-2',
      grid: '--line',
      line: '--accent',
    })
    expect(chartOptions(description, colours, size, () => {}).series[1]).toMatchObject({ stroke: '#44f' })
  })

  it('names its ticks with units and never bridges a gap', () => {
    const options = chartOptions(description, colours, size, () => {})
    const values = options.axes![0]!.values as (chart: unknown, splits: number[]) => string[]
    expect(values(null, [0, 100])).toEqual(['0 steps', '100 steps'])
    expect(options.series[1]!.spanGaps).toBe(false)
  })

  it('tells where the cross-hair stands, also when it has left', () => {
    const heard = vi.fn()
    const { hooks } = chartOptions(description, colours, size, heard)
    const move = hooks!.setCursor![0] as (chart: unknown) => void
    move({ cursor: { idx: 7 } })
    move({ cursor: { idx: null } })
    expect(heard.mock.calls).toEqual([[7], [null]])
  })

  it('has room for its mark, and a range even without values', () => {
    expect(yRange([20, 200, 475])[1]).toBeGreaterThan(475)
    expect(yRange([20, 200])[1]).toBeLessThan(220)
    expect(yRange([null, null])).toEqual([0, 1])
  })

  it('can begin at zero, so that a level line looks level', () => {
    const { scales } = chartOptions({ ...description, fromZero: true }, colours, size, () => {})
    const range = scales!.y!.range as (chart: unknown, low: number, high: number) => [number, number]
    expect(range(null, 48.1, 48.2)[0]).toBe(0)
  })

  it('draws its mark as a dashed line with its name', () => {
    vi.stubGlobal('devicePixelRatio', 2)
    const ctx = {
      save: vi.fn(),
      restore: vi.fn(),
      setLineDash: vi.fn(),
      beginPath: vi.fn(),
      moveTo: vi.fn(),
      lineTo: vi.fn(),
      stroke: vi.fn(),
      fillText: vi.fn(),
    }
    const marked = { ...description, mark: { value: 475, name: 'solved at 475' } }
    const draw = chartOptions(marked, colours, size, () => {}).hooks!.draw![0] as (chart: unknown) => void
    draw({ ctx, bbox: { left: 10, width: 500 }, valToPos: () => 42.4 })
    expect(ctx.lineTo).toHaveBeenCalledWith(510, 42)
    expect(ctx.setLineDash).toHaveBeenCalledWith([10, 8])
    expect(ctx.fillText.mock.calls[0]![0]).toBe('solved at 475')
    vi.unstubAllGlobals()
  })
})
