import { SegmentedControl, Skeleton } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Training, TrainingPoint } from '@tars/contracts'
import { type ReactNode, useMemo } from 'react'
import { type CurveAxis, columnsOf } from '../charts/curve.ts'
import { axisSteps, curveCharts, formatAxis } from '../charts/curve-charts.ts'
import { curveTable, nameCurveFile } from '../charts/export-tables.ts'
import { LineChart } from '../charts/line-chart.tsx'
import { ChartPanel } from '../components/chart-panel.tsx'
import { Term } from '../components/term.tsx'
import { formatReturn } from '../words/quantity.ts'

/** The learning curve, and everything else that was measured along the same axis. */
export function TrainingCharts(given: {
  training: Training
  points: readonly TrainingPoint[] | undefined
  solvedAt: number | null
}): ReactNode {
  const { training, points, solvedAt } = given
  const [axis, setAxis] = useAxis()
  const curve = useMemo(() => columnsOf(points ?? [], axis, [({ returnMean }) => returnMean]), [points, axis])
  const mark =
    solvedAt === null ? undefined : { value: solvedAt, name: `solved at ${formatReturn(solvedAt)}` }
  const shared = {
    syncKey: training.id,
    stepsX: axisSteps[axis],
    formatX: (value: number) => formatAxis(axis, value),
  }
  const saved = {
    content: 'All measurements',
    disabled: (points ?? []).length === 0,
    table: () => curveTable(points ?? []),
  }
  return (
    <>
      <ChartPanel
        {...saved}
        title="Learning curve"
        aside={<AxisSwitch axis={axis} onChange={setAxis} />}
        name={nameCurveFile(training, 'curve')}
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
          />
        </Curve>
      </ChartPanel>
      <ChartPanel
        {...saved}
        title="Along the way"
        aside="One cross-hair for all; drag to zoom, double-click to see all"
        name={nameCurveFile(training, 'measurements')}
        columns={2}
      >
        <div className="multiples">
          {curveCharts.map((chart) => (
            <Curve key={chart.name} points={points} height={120}>
              <SmallChart {...shared} chart={chart} points={points ?? []} axis={axis} />
            </Curve>
          ))}
        </div>
      </ChartPanel>
    </>
  )
}

/** What the charts run along, as the address keeps it. */
function useAxis(): [CurveAxis, (axis: CurveAxis) => void] {
  const { axis = 'steps' } = useSearch({ from: '/shell/trainings/$id' })
  const navigate = useNavigate({ from: '/trainings/$id' })
  const change = (next: CurveAxis) =>
    void navigate({
      search: { axis: next === 'steps' ? undefined : next },
      replace: true,
      resetScroll: false,
    })
  return [axis, change]
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
