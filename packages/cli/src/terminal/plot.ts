import { formatCount, formatValue } from './number.ts'
import { widthOf } from './text.ts'

/** One point of a curve; a null value is drawn as absence. */
export interface PlotPoint {
  readonly x: number
  readonly y: number | null
}

const brailleBlank = 0x2800
/** Bits of the eight dots of a braille cell, by row and column. @source Unicode 16, Braille Patterns */
const dots = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const
const labelWidthMax = 9

/**
 * A curve as lines of braille with its axes labelled, at most `width` columns and exactly `height` + 2 lines. The
 * horizontal axis runs from 0 to `xMax`. Without a single value it says so instead.
 */
export function renderPlot(
  points: readonly PlotPoint[],
  size: { readonly width: number; readonly height: number; readonly xMax: number; readonly xUnit: string },
): string[] {
  const drawn = points.filter((point): point is { x: number; y: number } => point.y !== null)
  if (drawn.length === 0) return ['(no values yet)', ...Array<string>(size.height + 1).fill('')]
  const low = Math.min(...drawn.map(({ y }) => y))
  const high = Math.max(...drawn.map(({ y }) => y))
  const labels = [formatValue(high), formatValue(low)].map((label) => label.slice(0, labelWidthMax))
  const labelWidth = Math.max(...labels.map(widthOf))
  const columns = Math.max(1, size.width - labelWidth - 2)
  const canvas = drawCurve(drawn, { columns, rows: size.height, low, high, xMax: size.xMax })
  const lines = canvas.map((line, row) => {
    const label = row === 0 ? labels[0]! : row === size.height - 1 ? labels[1]! : ''
    return `${label.padStart(labelWidth)} ${row === 0 || row === size.height - 1 ? '┤' : '│'}${line}`
  })
  return [...lines, ...renderAxis(labelWidth, columns, `${formatCount(size.xMax)} ${size.xUnit}`)]
}

function renderAxis(labelWidth: number, columns: number, end: string): string[] {
  const margin = ' '.repeat(labelWidth + 1)
  const start = '0'
  const space = columns - widthOf(end)
  const labels = space > widthOf(start) ? start.padEnd(space) + end : end.slice(0, columns)
  return [`${margin}└${'─'.repeat(columns)}`, `${margin} ${labels}`]
}

interface Canvas {
  readonly columns: number
  readonly rows: number
  readonly low: number
  readonly high: number
  readonly xMax: number
}

function drawCurve(points: readonly { x: number; y: number }[], canvas: Canvas): string[] {
  const { columns, rows, low, high, xMax } = canvas
  const cells = new Uint8Array(columns * rows)
  const last = { x: columns * 2 - 1, y: rows * 4 - 1 }
  const span = high - low || 1
  const place = (point: { x: number; y: number }) => ({
    x: Math.round(Math.min(1, Math.max(0, point.x / (xMax || 1))) * last.x),
    y: high === low ? Math.round(last.y / 2) : Math.round(((high - point.y) / span) * last.y),
  })
  let from = place(points[0]!)
  for (const point of points) {
    const to = place(point)
    drawLine(cells, columns, from, to)
    from = to
  }
  return Array.from({ length: rows }, (_, row) => {
    const line = [...cells.subarray(row * columns, (row + 1) * columns)]
    return String.fromCodePoint(...line.map((bits) => brailleBlank + bits))
  })
}

function drawLine(
  cells: Uint8Array,
  columns: number,
  from: { x: number; y: number },
  to: { x: number; y: number },
): void {
  const steps = Math.max(1, Math.abs(to.x - from.x), Math.abs(to.y - from.y))
  for (let step = 0; step <= steps; step++) {
    const x = Math.round(from.x + ((to.x - from.x) * step) / steps)
    const y = Math.round(from.y + ((to.y - from.y) * step) / steps)
    cells[(y >> 2) * columns + (x >> 1)]! |= dots[y & 3]![x & 1]!
  }
}
