import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderPlot } from './plot.ts'
import { widthOf } from './text.ts'

const size = { width: 20, height: 3, xMax: 100, xUnit: 'steps' }

describe('a plot', () => {
  it('draws a rising line from the lower left to the upper right', () => {
    expect(
      renderPlot(
        [
          { x: 0, y: 0 },
          { x: 100, y: 500 },
        ],
        size,
      ),
    ).toEqual([
      '500 ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⣀⡠⠤⠒⠉',
      '    │⠀⠀⠀⠀⠀⣀⠤⠔⠒⠉⠀⠀⠀⠀⠀',
      '  0 ┤⣀⠤⠒⠊⠉⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀',
      '    └───────────────',
      '     0     100 steps',
    ])
  })

  it('draws no data as absence', () => {
    const [top] = renderPlot(
      [
        { x: 0, y: null },
        { x: 50, y: 2 },
        { x: 50, y: 9 },
      ],
      size,
    )
    expect(top).toBe(`9 ┤${'⠀'.repeat(8)}⢸${'⠀'.repeat(8)}`)
    expect(renderPlot([{ x: 0, y: null }], size)[0]).toBe('(no values yet)')
  })

  it('draws a constant as one level line', () => {
    const lines = renderPlot(
      [
        { x: 0, y: 3 },
        { x: 100, y: 3 },
      ],
      size,
    )
    expect(lines.filter((line) => /[⠁-⣿]/.test(line))).toHaveLength(1)
  })

  it('keeps to its size whatever the values are', () => {
    const point = fc.record({ x: fc.nat(200), y: fc.option(fc.double({ noNaN: true, min: -1e9, max: 1e9 })) })
    fc.assert(
      fc.property(fc.array(point), fc.integer({ min: 20, max: 120 }), (points, width) => {
        const lines = renderPlot(points, { ...size, width })
        expect(lines).toHaveLength(size.height + 2)
        expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width)
      }),
    )
  })
})
