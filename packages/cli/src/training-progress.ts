import type { Training, TrainingPoint } from '@tars/contracts'
import { formatBytes, formatCount, formatValue } from './terminal/number.ts'
import { renderPlot } from './terminal/plot.ts'
import { describeLeft, renderProgress } from './terminal/progress.ts'
import type { Terminal } from './terminal/terminal.ts'
import { cut } from './terminal/text.ts'

const plotHeight = 12
const plotWidthMax = 100

/** The learning curve so far: points in the order of their steps, each once, in any order of arrival. */
export interface Curve {
  add(points: readonly TrainingPoint[]): void
  /** The points by rising steps. */
  points(): readonly TrainingPoint[]
}

/** An empty learning curve. It holds one point per update of the training, as the platform keeps them. */
export function createCurve(): Curve {
  const bySteps = new Map<number, TrainingPoint>()
  return {
    add: (points) => {
      for (const point of points) bySteps.set(point.steps, point)
    },
    points: () => [...bySteps.values()].sort((a, b) => a.steps - b.steps),
  }
}

/** How far a training is in one line that fits the terminal: share and return, time left, steps, speed, memory – as many as fit. */
export function describeTraining(
  training: Training,
  point: TrainingPoint | undefined,
  terminal: Terminal,
): string {
  if (point === undefined) return cut(`${training.state} …  ${describeLeft(undefined)}`, terminal.columns)
  // The last rollout may go beyond the steps that were asked for.
  const ratio = Math.min(1, point.steps / training.steps)
  const percent = `${Math.floor(ratio * 100)} %`.padStart(5)
  const left = point.stepsPerSecond > 0 ? (training.steps * (1 - ratio)) / point.stepsPerSecond : undefined
  return renderProgress(terminal, ratio, [
    `${percent}  return ${formatValue(point.returnMean)}`,
    ratio < 1 ? describeLeft(left) : 'finishing …',
    `${formatCount(point.steps)} of ${formatCount(training.steps)} steps`,
    `${formatCount(point.stepsPerSecond)} steps/s`,
    formatBytes(point.memoryBytes),
  ])
}

/** The learning curve – mean return of the last 100 episodes over steps – as lines of at most `width` columns. */
export function renderCurve(points: readonly TrainingPoint[], stepsMax: number, width: number): string[] {
  const size = { width: Math.min(width, plotWidthMax), height: plotHeight, xMax: stepsMax, xUnit: 'steps' }
  return renderPlot(
    points.map(({ steps, returnMean }) => ({ x: steps, y: returnMean })),
    size,
  )
}
