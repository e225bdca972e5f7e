import type { TrainingPoint } from '@tars/contracts'

/** The most points of a learning curve that a page keeps. */
export const curvePointsMax = 20_000

/** What the horizontal axis of a learning curve can be. */
export const curveAxes = ['steps', 'seconds', 'episodes'] as const

/** What the horizontal axis of a learning curve is. */
export type CurveAxis = (typeof curveAxes)[number]

/**
 * A learning curve with fresh points in their places: in the order of steps, a later report of the same step instead of
 * the earlier one. Beyond the maximum every second of the older points is dropped, so that the shape stays.
 */
export function mergePoints(
  known: readonly TrainingPoint[],
  fresh: readonly TrainingPoint[],
  max = curvePointsMax,
): TrainingPoint[] {
  const bySteps = new Map(known.map((point) => [point.steps, point]))
  for (const point of fresh) bySteps.set(point.steps, point)
  let points = [...bySteps.values()].sort((a, b) => a.steps - b.steps)
  while (points.length > max) {
    const lastIndex = points.length - 1
    points = points.filter((_, i) => i % 2 === 0 || i === lastIndex)
  }
  return points
}

/** The columns of a chart: the axis and one column for each picked measurement, all `[points]`. */
export function columnsOf(
  points: readonly TrainingPoint[],
  axis: CurveAxis,
  picks: readonly ((point: TrainingPoint) => number | null)[],
): [number[], ...(number | null)[][]] {
  let furthest = 0
  const along = points.map((point) => {
    // A training that is taken up again may tell less time than before; charts need an axis that never goes back.
    furthest = Math.max(furthest, point[axis])
    return furthest
  })
  return [along, ...picks.map((pick) => points.map(pick))]
}
