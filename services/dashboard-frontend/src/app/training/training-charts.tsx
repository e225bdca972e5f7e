import { Group, SegmentedControl, Skeleton } from '@mantine/core'
import type { Training, TrainingPoint } from '@tars/contracts'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import type uPlot from 'uplot'
import { type CurveAxis, columnsOf } from '../charts/curve.ts'
import { axisSteps, curveCharts, formatAxis, measurements } from '../charts/curve-charts.ts'
import { LineChart } from '../charts/line-chart.tsx'
import { canvasPicture } from '../charts/picture.ts'
import { ExportMenu } from '../components/export-menu.tsx'
import { Panel } from '../components/panel.tsx'
import { Term } from '../components/term.tsx'
import { formatReturn } from '../words/quantity.ts'

/** The learning curve, and everything else that was measured along the same axis. */
export function TrainingCharts(given: {
  training: Training
  points: readonly TrainingPoint[] | undefined
  solvedAt: number | null
}): ReactNode {
  const { training, points, solvedAt } = given
  const [axis, setAxis] = useState<CurveAxis>('steps')
  const canvas = useRef<uPlot>(undefined)
  const curve = useMemo(() => columnsOf(points ?? [], axis, [({ returnMean }) => returnMean]), [points, axis])
  const mark =
    solvedAt === null ? undefined : { value: solvedAt, name: `solved at ${formatReturn(solvedAt)}` }
  const shared = {
    syncKey: training.id,
    stepsX: axisSteps[axis],
    formatX: (value: number) => formatAxis(axis, value),
  }
  return (
    <>
      <Panel
        title="Learning curve"
        aside={
          <Group gap="xs">
            <AxisSwitch axis={axis} onChange={setAxis} />
            <ExportMenu
              name={training.agent}
              content="All measurements"
              disabled={(points ?? []).length === 0}
              picture={() => canvasPicture(canvas.current?.ctx.canvas)}
              table={() => ({
                names: measurements,
                columns: measurements.map((measurement) => (points ?? []).map((point) => point[measurement])),
              })}
            />
          </Group>
        }
      >
        <Curve points={points} height={280}>
          <LineChart
            {...shared}
            title="Mean return of the last 100 episodes"
            columns={curve as [number[], (number | null)[]]}
            formatY={formatReturn}
            mark={mark}
            height={280}
            small={false}
            onChart={(chart) => {
              canvas.current = chart
            }}
          />
        </Curve>
      </Panel>
      <Panel title="Along the way" aside="One cross-hair for all; drag to zoom, double-click to see all">
        <div className="multiples">
          {curveCharts.map((chart) => (
            <Curve key={chart.name} points={points} height={120}>
              <SmallChart {...shared} chart={chart} points={points ?? []} axis={axis} />
            </Curve>
          ))}
        </div>
      </Panel>
    </>
  )
}

function SmallChart(given: {
  chart: (typeof curveCharts)[number]
  points: readonly TrainingPoint[]
  axis: CurveAxis
  syncKey: string
  stepsX: readonly number[]
  formatX: (value: number) => string
}): ReactNode {
  const { chart, points, axis } = given
  const columns = useMemo(() => columnsOf(points, axis, [chart.pick]), [points, axis, chart])
  return (
    <LineChart
      syncKey={given.syncKey}
      stepsX={given.stepsX}
      formatX={given.formatX}
      title={<Term means={chart.means}>{chart.name}</Term>}
      columns={columns as [number[], (number | null)[]]}
      formatY={chart.format}
      fromZero={chart.fromZero}
      height={120}
      small
    />
  )
}

function Curve(given: {
  points: readonly TrainingPoint[] | undefined
  height: number
  children: ReactNode
}): ReactNode {
  if (given.points === undefined) return <Skeleton height={given.height + 24} />
  if (given.points.length > 0) return given.children
  return (
    <div className="chart-empty" style={{ height: given.height }}>
      Nothing measured yet
    </div>
  )
}

function AxisSwitch({ axis, onChange }: { axis: CurveAxis; onChange: (axis: CurveAxis) => void }): ReactNode {
  return (
    <SegmentedControl
      size="xs"
      aria-label="Horizontal axis"
      data={[
        { value: 'steps', label: 'Steps' },
        { value: 'seconds', label: 'Time' },
        { value: 'episodes', label: 'Episodes' },
      ]}
      value={axis}
      onChange={onChange}
    />
  )
}
