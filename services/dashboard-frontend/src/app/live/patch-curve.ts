import { type Curve, curvePointsMax, type TrainingPoint } from '@tars/contracts'

/** The most values that a curve grows to before every second one is dropped. */
export const grownCurveMax = 2 * curvePointsMax

/** A thinned curve after further points of its training: longer, with its last, lowest and best value brought up to date. */
export function patchCurve(curve: Curve, points: readonly TrainingPoint[]): Curve {
  const added = points.flatMap(({ returnMean }) => (returnMean === null ? [] : [returnMean]))
  if (added.length === 0) return curve
  const returns = [...curve.returns, ...added]
  return {
    ...curve,
    returns: returns.length > grownCurveMax ? everySecond(returns) : returns,
    last: added.at(-1) ?? curve.last,
    min: Math.min(...added, curve.min ?? Number.POSITIVE_INFINITY),
    max: Math.max(...added, curve.max ?? Number.NEGATIVE_INFINITY),
  }
}

function everySecond(values: readonly number[]): number[] {
  return values.filter((_, i) => (values.length - 1 - i) % 2 === 0)
}
