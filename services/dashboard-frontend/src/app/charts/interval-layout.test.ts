import { describe, expect, it } from 'vitest'
import { layInterval } from './interval-layout.ts'

describe('an interval picture', () => {
  it('stands in order: margin, zero, interval, all on the line', () => {
    const layout = layInterval({ difference: 455, interval: [440, 470], margin: 24 }, 0, 600)
    const inOrder = [
      0,
      layout.marginLow,
      layout.zero,
      layout.marginHigh,
      layout.low,
      layout.difference,
      layout.high,
      600,
    ]
    expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b))
    expect(layout.ticks).toContain(0)
  })

  it('shows the difference alone when there were too few episodes for an interval', () => {
    const layout = layInterval({ difference: 12, interval: null, margin: 24 }, 0, 600)
    expect([layout.low, layout.high]).toEqual([layout.difference, layout.difference])
  })

  it('shows the margin also when the interval is a single point at zero', () => {
    const layout = layInterval({ difference: 0, interval: [0, 0], margin: 24 }, 0, 600)
    expect(layout.low).toBe(layout.zero)
    expect(layout.marginHigh - layout.marginLow).toBeGreaterThan(300)
  })
})
