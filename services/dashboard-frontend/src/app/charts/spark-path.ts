import { createScale, extentOf } from './scale.ts'

/** The most points that a spark line draws. */
export const sparkPointsMax = 120

/** The SVG path of a spark line in a box with y pointing down; gaps stay gaps; undefined below two values. */
export function sparkPath(
  values: readonly (number | null)[],
  width: number,
  height: number,
): string | undefined {
  const thin = thinned(values)
  const extent = extentOf(thin)
  if (extent === undefined || thin.filter((value) => value !== null).length < 2) return undefined
  const x = createScale(0, thin.length - 1, 1, width - 1)
  const y = createScale(extent[0], extent[1], height - 2, 2)
  let pen = 'M'
  let path = ''
  thin.forEach((value, i) => {
    if (value === null) {
      pen = 'M'
      return
    }
    path += `${pen}${x(i).toFixed(1)} ${y(value).toFixed(1)}`
    pen = 'L'
  })
  return path
}

function thinned(values: readonly (number | null)[]): (number | null)[] {
  if (values.length <= sparkPointsMax) return [...values]
  const step = (values.length - 1) / (sparkPointsMax - 1)
  return Array.from({ length: sparkPointsMax }, (_, i) => values[Math.round(i * step)] ?? null)
}
