/** A part of the horizontal axis that somebody looks at. */
export interface Zoom {
  min: number
  max: number
}

/** The part of an axis that is looked at; null where all of its values `[points]`, ascending, are in sight. */
export function zoomOf(
  scale: { min?: number | null | undefined; max?: number | null | undefined },
  xs: ArrayLike<number>,
): Zoom | null {
  const { min, max } = scale
  const [first, last] = [xs[0], xs[xs.length - 1]]
  if (min == null || max == null || first === undefined || last === undefined) return null
  return min > first || max < last ? { min, max } : null
}
