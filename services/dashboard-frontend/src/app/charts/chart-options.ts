import type uPlot from 'uplot'
import { trimZeros } from '../words/quantity.ts'
import type { ChartColours } from './chart-colours.ts'
import { extentOf, padExtent } from './scale.ts'

const font = '11px Inter, ui-sans-serif, system-ui, sans-serif'

/** What a chart of one measurement shows. */
export interface ChartDescription {
  /** Charts of the same key share their cross-hair. */
  syncKey: string
  formatX: (value: number) => string
  formatY: (value: number) => string
  /** The distances that ticks of the horizontal axis may have, ascending. */
  stepsX: readonly number[]
  /** A value worth a dashed line, with its name. */
  mark?: { value: number; name: string } | undefined
  /** Whether the vertical axis begins at zero, so that a level line looks level. */
  fromZero?: boolean | undefined
  /** Small charts have fewer ticks. */
  small: boolean
}

/** The options of a canvas chart: one line, an optional mark, a cross-hair that is shared between charts. */
export function chartOptions(
  description: ChartDescription,
  colours: ChartColours,
  size: { width: number; height: number },
  onCursor: (index: number | null) => void,
): uPlot.Options {
  const { small, mark, fromZero } = description
  const wanted = [mark?.value ?? null, fromZero ? 0 : null]
  return {
    ...size,
    padding: [6, 8, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      sync: { key: description.syncKey },
      drag: { x: true, y: false },
      points: { size: 7, width: 2 },
    },
    scales: { x: { time: false }, y: { range: (_, low, high) => yRange([low, high, ...wanted]) } },
    series: [
      {},
      { stroke: colours.line, width: small ? 1.25 : 1.75, points: { show: false }, spanGaps: false },
    ],
    axes: [
      {
        ...axis(colours, small ? 90 : 80, small ? 22 : 26, description.formatX),
        incrs: [...description.stepsX],
      },
      { ...axis(colours, small ? 32 : 44, small ? 50 : 52, description.formatY), gap: 4 },
    ],
    hooks: {
      setCursor: [(chart) => onCursor(chart.cursor.idx ?? null)],
      ...(mark === undefined ? {} : { draw: [(chart: uPlot) => drawMark(chart, mark, colours)] }),
    },
  }
}

function axis(
  colours: ChartColours,
  space: number,
  size: number,
  format: (value: number) => string,
): uPlot.Axis {
  return {
    stroke: colours.faint,
    font,
    space,
    size,
    grid: { stroke: colours.grid, width: 1 },
    ticks: { show: false },
    values: (_, splits) => splits.map((value) => trimZeros(format(value))),
  }
}

/** The range of a vertical axis that holds all of the values, with room above and, unless it ends at zero, below. */
export function yRange(values: readonly (number | null)[]): [number, number] {
  const extent = extentOf(values)
  if (extent === undefined) return [0, 1]
  const [low, high] = padExtent(extent, 0.06)
  return [extent[0] === 0 ? 0 : low, high]
}

function drawMark(chart: uPlot, mark: { value: number; name: string }, colours: ChartColours): void {
  const { ctx, bbox } = chart
  const ratio = devicePixelRatio
  const y = Math.round(chart.valToPos(mark.value, 'y', true))
  ctx.save()
  ctx.strokeStyle = colours.faint
  ctx.lineWidth = ratio
  ctx.setLineDash([5 * ratio, 4 * ratio])
  ctx.beginPath()
  ctx.moveTo(bbox.left, y)
  ctx.lineTo(bbox.left + bbox.width, y)
  ctx.stroke()
  ctx.fillStyle = colours.faint
  ctx.textAlign = 'left'
  ctx.textBaseline = 'alphabetic'
  ctx.font = `${11 * ratio}px Inter, ui-sans-serif, system-ui, sans-serif`
  ctx.fillText(mark.name, bbox.left + 6 * ratio, y - 5 * ratio)
  ctx.restore()
}
