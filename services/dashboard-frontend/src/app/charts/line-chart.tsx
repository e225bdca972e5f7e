import 'uplot/dist/uPlot.min.css'
import { useComputedColorScheme } from '@mantine/core'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import uPlot from 'uplot'
import { readChartColours } from './chart-colours.ts'
import { type ChartDescription, chartOptions } from './chart-options.ts'
import { usePaper } from './use-paper.ts'
import { type Zoom, zoomOf } from './zoom.ts'

/** What a line chart shows: its description, its name, and the columns `[2][points]` of axis and values. */
export interface LineChartProps extends ChartDescription {
  title: ReactNode
  columns: readonly [number[], (number | null)[]]
  height: number
}

/** One measurement along a shared axis, with the value under the cross-hair beside its name. */
export function LineChart(props: LineChartProps): ReactNode {
  const [index, setIndex] = useState<number | null>(null)
  const place = useRef<HTMLDivElement>(null)
  useChart(place, props, setIndex)
  const [xs, ys] = props.columns
  const at = index ?? lastMeasured(ys)
  const value = ys[at] ?? null
  const text = value === null ? '–' : props.formatY(value)
  return (
    <figure>
      <figcaption className="chart-head">
        <span className="dim">{props.title}</span>
        <span className="chart-value">
          {text} {index !== null && <span className="light">at {props.formatX(xs[index] ?? 0)}</span>}
        </span>
      </figcaption>
      <div ref={place} className="chart-canvas" style={{ height: props.height }} />
    </figure>
  )
}

function lastMeasured(values: readonly (number | null)[]): number {
  return values.findLastIndex((value) => value !== null)
}

function useChart(
  place: RefObject<HTMLDivElement | null>,
  props: LineChartProps,
  onCursor: (index: number | null) => void,
): void {
  const chart = useRef<uPlot>(undefined)
  const latest = useRef(props)
  latest.current = props
  const kept = useRef<{ stepsX: ChartDescription['stepsX']; zoom: Zoom | null }>(undefined)
  const scheme = useComputedColorScheme()
  const isOnPaper = usePaper()
  const { syncKey, height, small, fromZero } = props
  const markValue = props.mark?.value
  // biome-ignore lint/correctness/useExhaustiveDependencies: a chart is made anew when what it is drawn with changes
  useEffect(() => {
    const element = place.current
    if (element === null) return
    const size = { width: element.clientWidth, height }
    const { columns, mark, stepsX } = latest.current
    const colours = readChartColours(getComputedStyle(element))
    const formats = {
      formatX: (value: number) => latest.current.formatX(value),
      formatY: (value: number) => latest.current.formatY(value),
    }
    const made = new uPlot(
      chartOptions({ syncKey, small, fromZero, mark, stepsX, ...formats }, colours, size, onCursor),
      [...columns],
      element,
    )
    chart.current = made
    const zoom = kept.current?.stepsX === stepsX ? kept.current.zoom : null
    if (zoom !== null) made.setScale('x', zoom)
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }))
    observer.observe(element)
    return () => {
      observer.disconnect()
      kept.current = { stepsX, zoom: zoomOf(made.scales.x ?? {}, made.data[0]) }
      made.destroy()
    }
  }, [scheme, isOnPaper, syncKey, height, small, markValue, props.stepsX])
  useEffect(() => {
    if (chart.current !== undefined) setColumns(chart.current, props.columns)
  }, [props.columns])
}

/** Fresh points appear where there is room for them; what somebody has zoomed to stays in sight. */
function setColumns(chart: uPlot, columns: LineChartProps['columns']): void {
  const zoom = zoomOf(chart.scales.x ?? {}, chart.data[0])
  chart.setData([...columns], zoom === null)
  if (zoom !== null) chart.setScale('x', zoom)
}
